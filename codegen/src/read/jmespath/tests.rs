use super::parse;
use crate::graph::Comparison;
use crate::graph::JmespathNode::{self as Node, *};

fn path(text: &str) -> Node {
    Path(text.split('.').map(str::to_owned).collect())
}

fn two(left: Node, right: Node) -> Box<(Node, Node)> {
    Box::new((left, right))
}

fn equal(left: Node, right: Node) -> Node {
    Compare(Box::new((left, Comparison::Equal, right)))
}

fn text(text: &str) -> Node {
    String(text.to_owned())
}

#[test]
fn expressions_are_parsed() {
    let length = |node| Length(Box::new(node));
    let flat = |node, right| Each(two(Flatten(Box::new(node)), right));
    for (expression, expected) in [
        ("a", path("a")),
        ("A.b_2.C", path("A.b_2.C")),
        (r#"a."b-c" "#, path("a.b-c")),
        ("@", Current),
        ("a || b.c[-1].d", Or(two(path("a"), Then(two(Index(Box::new(path("b.c")), -1), path("d")))))),
        ("a[].b.c", flat(path("a"), path("b.c"))),
        ("a.b[].c[].d", flat(flat(path("a.b"), path("c")), path("d"))),
        ("a[*].b", Each(two(path("a"), path("b")))),
        ("a.b[*].c", Each(two(path("a.b"), path("c")))),
        ("a.*.b", Values(two(path("a"), path("b")))),
        ("*.a", Values(two(Current, path("a")))),
        ("[].a", flat(Current, path("a"))),
        ("[a, b.c]", List(vec![path("a"), path("b.c")])),
        ("a.[b]", Then(two(path("a"), List(vec![path("b")])))),
        ("a[?b == 'x'].c", Filter(Box::new((path("a"), equal(path("b"), text("x")), path("c"))))),
        ("a[?b][].c", flat(Filter(Box::new((path("a"), path("b"), Current))), path("c"))),
        ("a | [0]", Then(two(path("a"), Index(Box::new(Current), 0)))),
        ("!a && b", And(two(Not(Box::new(path("a"))), path("b")))),
        ("a || b && c", Or(two(path("a"), And(two(path("b"), path("c")))))),
        ("(a || b) && c", And(two(Or(two(path("a"), path("b"))), path("c")))),
        (
            "length(a[]) > `0`",
            Compare(Box::new((length(flat(path("a"), Current)), Comparison::Greater, Number(0.0)))),
        ),
        ("length(a || '')", length(Or(two(path("a"), text(""))))),
        ("contains(a, 'b')", Contains(two(path("a"), text("b")))),
        ("keys(@)", Keys(Box::new(Current))),
        (r"'it\'s'", text("it's")),
        ("`true`", Bool(true)),
        ("`null`", Null),
        ("`\"x\"`", text("x")),
        ("`x`", text("x")),
        ("`-1.5`", Number(-1.5)),
    ] {
        assert_eq!(parse(expression).map(|found| found.node), Ok(expected), "{expression}");
    }
}

#[test]
fn invalid_expressions_are_rejected_with_their_column() {
    for (text, column, problem) in [
        ("", 1, "the expression is not complete"),
        ("a.", 3, "the name of a member is missing"),
        (".a", 1, "unexpected `.`"),
        ("a b", 3, "unexpected name `b`"),
        ("a[0", 4, "`]` is missing"),
        ("a[0:1]", 3, "a slice is not supported"),
        ("a[::2]", 3, "a slice is not supported"),
        ("a[b]", 3, "unexpected name `b`"),
        ("{a: b}", 1, "a multi-select hash is not supported"),
        ("a.{b: c}", 3, "a multi-select hash is not supported"),
        ("sort_by(a, &b)", 12, "a reference to an expression is not supported"),
        ("max(a)", 1, "the function `max` is not supported, only `length`, `contains` and `keys` are"),
        ("length(a, b)", 1, "`length` takes one argument"),
        ("contains(a)", 1, "`contains` takes two arguments"),
        ("length(a", 9, "`)` is missing"),
        ("`[1]`", 1, "a literal list or object is not supported"),
        ("'a", 1, "a quote is not closed"),
        ("`a", 1, "a backtick is not closed"),
        ("\"a", 1, "a quoted name is not a string of JSON"),
        ("a[99999999999]", 3, "expected a whole number of 32 bits"),
        ("a[-]", 3, "expected a whole number of 32 bits"),
        ("a == ", 6, "the expression is not complete"),
        ("é", 1, "unexpected `é`"),
        ("a ~ b", 3, "unexpected `~`"),
        ("a)", 2, "unexpected `)`"),
        ("\"length\"(a)", 9, "unexpected `(`"),
    ] {
        assert_eq!(parse(text), Err((column, problem.to_owned())), "{text}");
    }
}

#[test]
fn nesting_is_limited() {
    let nested = |depth| format!("{}a{}", "(".repeat(depth), ")".repeat(depth));
    assert!(parse(&nested(31)).is_ok());
    for text in [nested(40), nested(100_000), "!".repeat(100_000), format!("a{}", "[?a".repeat(100_000))] {
        assert_eq!(parse(&text).unwrap_err().1, "it is nested too deep");
    }
    let long = vec!["a"; 1000].join(".");
    assert!(parse(&long).is_ok());
}
