//! Expressions over documents.

use super::Comparison::{Equal, Greater, Less, NotEqual};
use super::Expression::{self, *};
use super::Node;
use crate::reflect::ValueRef;
use serde_json::{Value as Document, json};

/// Returns a node as JSON.
fn to_json(node: &Node<'_>) -> Document {
    match node {
        Node::Value(ValueRef::Document(document)) => (*document).clone(),
        Node::List(list) => list.iter().map(to_json).collect(),
        node => match (node.as_str(), node.as_bool(), node.as_f64()) {
            (Some(text), ..) => text.into(),
            (_, Some(value), _) => value.into(),
            (.., Some(number)) => number.into(),
            _ => Document::Null,
        },
    }
}

#[track_caller]
fn check(expression: Expression, document: &Document, expected: Document) {
    let found = to_json(&expression.evaluate(ValueRef::Document(document)));
    assert_eq!(found, expected, "{expression:?}");
}

#[test]
fn members_and_elements_are_found() {
    let document = json!({"a": {"b": [1, [2, 3], null, "x"]}, "s": "text"});
    const B: Expression = Path(&["a", "b"]);
    check(B, &document, json!([1, [2, 3], null, "x"]));
    check(Path(&["a", "missing", "b"]), &document, json!(null));
    check(Path(&["s", "a"]), &document, json!(null));
    check(Index(&B, 0), &document, json!(1.0));
    check(Index(&B, -1), &document, json!("x"));
    check(Index(&B, 4), &document, json!(null));
    check(Index(&B, -5), &document, json!(null));
    check(Index(&Path(&["s"]), 0), &document, json!(null));
    check(Then(&(Path(&["a"]), Path(&["b"]))), &document, json!([1, [2, 3], null, "x"]));
}

#[test]
fn projections_drop_nulls_and_flatten_one_level() {
    let document = json!({"l": [{"a": [[1], 2]}, {"b": 1}, {"a": null}, {"a": [3]}], "o": {"x": {"n": 1}, "y": {}, "z": {"n": 2}}});
    const L: Expression = Path(&["l"]);
    const A: Expression = Path(&["a"]);
    check(Each(&(L, A)), &document, json!([[[1], 2], [3]]));
    check(Each(&(Flatten(&Each(&(L, A))), Current)), &document, json!([[1], 2.0, 3.0]));
    check(Values(&(Path(&["o"]), Path(&["n"]))), &document, json!([1.0, 2.0]));
    check(Values(&(L, Current)), &document, json!(null));
    check(Each(&(Path(&["o"]), Current)), &document, json!(null));
    check(Flatten(&Path(&["o"])), &document, json!(null));
    const IS_ONE: Expression = Compare(&(Path(&["b"]), Equal, Number(1.0)));
    check(Filter(&(L, IS_ONE, Current)), &document, json!([{"b": 1}]));
    check(Filter(&(L, Not(&A), Path(&["b"]))), &document, json!([1.0]));
    check(List(&[Length(&L), Path(&["missing"])]), &document, json!([4.0, null]));
}

#[test]
fn truth_and_comparisons() {
    let document =
        json!({"zero": 0, "empty": "", "list": [], "object": {}, "no": false, "text": "b", "half": 0.5});
    for (name, is_true) in
        [("zero", true), ("empty", false), ("list", false), ("object", false), ("no", false), ("text", true)]
    {
        let node = Node::of(ValueRef::Document(&document)).member(name);
        assert_eq!(node.is_true(), is_true, "{name}");
    }
    const ZERO: Expression = Path(&["zero"]);
    const TEXT: Expression = Path(&["text"]);
    check(Or(&(Path(&["empty"]), TEXT)), &document, json!("b"));
    check(Or(&(Path(&["empty"]), Path(&["list"]))), &document, json!([]));
    check(And(&(Path(&["list"]), TEXT)), &document, json!([]));
    check(And(&(ZERO, TEXT)), &document, json!("b"));
    check(Compare(&(ZERO, Less, Path(&["half"]))), &document, json!(true));
    check(Compare(&(TEXT, Greater, ZERO)), &document, json!(null));
    check(Compare(&(TEXT, NotEqual, String("b"))), &document, json!(false));
    check(Compare(&(Path(&["list"]), Equal, Path(&["missing"]))), &document, json!(false));
    check(Compare(&(Null, Equal, Path(&["missing"]))), &document, json!(true));
}

#[test]
fn functions_of_missing_values_are_null() {
    let document = json!({"text": "aé", "list": ["x", 1], "object": {"k": 1, "l": 2}});
    check(Length(&Path(&["text"])), &document, json!(2.0));
    check(Length(&Path(&["object"])), &document, json!(2.0));
    check(Length(&Path(&["missing"])), &document, json!(null));
    check(Compare(&(Length(&Path(&["missing"])), Equal, Number(0.0))), &document, json!(false));
    check(Contains(&(Path(&["text"]), String("é"))), &document, json!(true));
    check(Contains(&(Path(&["list"]), Number(1.0))), &document, json!(true));
    check(Contains(&(Path(&["missing"]), String("é"))), &document, json!(null));
    check(Keys(&Path(&["object"])), &document, json!(["k", "l"]));
    check(Keys(&Path(&["text"])), &document, json!(null));
}
