//! Forms of random inputs: names are unique, and a parser of forms returns the values.

use proptest::prelude::*;
use smithereen::query::{Dialect, to_body};
use smithereen::schema::{Member, RareTraits};
use smithereen::{Bytes, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// Every kind of value, and itself.
#[derive(Clone, Default, PartialEq)]
struct Node {
    text: Option<String>,
    number: Option<i64>,
    double: Option<f64>,
    blob: Option<Bytes>,
    time: Option<Timestamp>,
    texts: Option<Vec<String>>,
    nested: Option<Vec<Vec<i32>>>,
    nodes: Option<Vec<Node>>,
    inner: Option<Box<Node>>,
    choice: Option<Choice>,
    entries: Option<BTreeMap<String, String>>,
    by_name: Option<BTreeMap<String, Node>>,
}

static NAMED: Member = Member::new("member").wire("Item/1");
static KEY: Member = Member::new("key").wire("K y");
static VALUE: Member = Member::new("value").wire("V");
const NAMES: RareTraits = RareTraits::new().key(&KEY);

smithereen::structure!(Node = "Node" {
    0 text => Member::new("text").wire("Te xt"),
    1 number => Member::new("number"),
    2 double => Member::new("double"),
    3 blob => Member::new("blob"),
    4 time => Member::new("time"),
    5 texts => Member::new("texts"),
    6 nested => Member::new("nested").element(&NAMED),
    7 nodes => Member::new("nodes").with(Flag::Flattened),
    8 inner => Member::new("inner").wire("In&=r"),
    9 choice => Member::new("choice"),
    10 entries => Member::new("entries").rare(&NAMES).element(&VALUE),
    11 by_name => Member::new("byName").with(Flag::Flattened),
});

#[derive(Clone, PartialEq)]
enum Choice {
    Text(String),
    Node(Box<Node>),
    Unknown(String),
}

smithereen::union!(Choice = "Choice" { 0 Text => Member::new("text"), 1 Node => Member::new("node") });

type Pairs = Vec<(String, String)>;

/// The pairs of a node under a prefix, in the order of the model.
fn pairs(node: &Node, prefix: &str, dialect: Dialect, out: &mut Pairs) {
    let is_ec2 = dialect == Dialect::Ec2Query;
    let name = |aws: &str, ec2: &str| format!("{prefix}{}", if is_ec2 { ec2 } else { aws });
    let mut scalar = |name: String, value: Option<String>| out.extend(value.map(|value| (name, value)));
    scalar(name("Te xt", "Te xt"), node.text.clone());
    scalar(name("number", "Number"), node.number.map(|value| value.to_string()));
    scalar(name("double", "Double"), node.double.map(double));
    scalar(name("blob", "Blob"), node.blob.as_ref().map(|value| base64(value)));
    scalar(name("time", "Time"), node.time.map(|value| value.to_string()));
    if let Some(texts) = &node.texts {
        let name = name("texts", "Texts");
        list(&name, if is_ec2 { "" } else { ".member" }, dialect, texts, out, |name, text, out| {
            out.push((name.to_owned(), text.clone()));
        });
    }
    if let Some(nested) = &node.nested {
        let name = name("nested", "Nested");
        list(&name, if is_ec2 { "" } else { ".Item/1" }, dialect, nested, out, |name, inner, out| {
            list(name, if is_ec2 { "" } else { ".member" }, dialect, inner, out, |name, number, out| {
                out.push((name.to_owned(), number.to_string()));
            });
        });
    }
    if let Some(nodes) = &node.nodes {
        list(&name("nodes", "Nodes"), "", dialect, nodes, out, |name, node, out| {
            pairs(node, &format!("{name}."), dialect, out);
        });
    }
    if let Some(inner) = &node.inner {
        pairs(inner, &name("In&=r.", "In&=r."), dialect, out);
    }
    match &node.choice {
        Some(Choice::Text(text)) => out.push((name("choice.text", "Choice.Text"), text.clone())),
        Some(Choice::Node(inner)) => pairs(inner, &name("choice.node.", "Choice.Node."), dialect, out),
        _ => {}
    }
    for (index, (key, value)) in node.entries.iter().flatten().enumerate() {
        let entry = name(&format!("entries.entry.{}", index + 1), "");
        out.extend([(format!("{entry}.K y"), key.clone()), (format!("{entry}.V"), value.clone())]);
    }
    for (index, (key, value)) in node.by_name.iter().flatten().enumerate() {
        let entry = name(&format!("byName.{}", index + 1), "");
        out.push((format!("{entry}.key"), key.clone()));
        pairs(value, &format!("{entry}.value."), dialect, out);
    }
}

fn list<T>(
    name: &str,
    element: &str,
    dialect: Dialect,
    values: &[T],
    out: &mut Pairs,
    write: impl Fn(&str, &T, &mut Pairs),
) {
    if values.is_empty() && dialect == Dialect::AwsQuery {
        out.push((name.to_owned(), String::new()));
    }
    for (index, value) in values.iter().enumerate() {
        write(&format!("{name}{element}.{}", index + 1), value, out);
    }
}

fn double(value: f64) -> String {
    match value {
        f64::INFINITY => "Infinity".to_owned(),
        f64::NEG_INFINITY => "-Infinity".to_owned(),
        value if value.is_nan() => "NaN".to_owned(),
        value => format!("{value:?}"),
    }
}

fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let group = |bytes: &[u8]| {
        let bits =
            bytes.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - bytes.len()));
        let digit = |index: usize| ALPHABET[(bits >> (18 - 6 * index)) as usize & 63] as char;
        (0..4).map(|index| if index <= bytes.len() { digit(index) } else { '=' }).collect::<String>()
    };
    bytes.chunks(3).map(group).collect()
}

fn text() -> impl Strategy<Value = String> {
    "[a-zA-Z0-9 ~*/%&=+.:\\\\_-]{0,12}|\\PC{0,6}"
}

fn leaf() -> impl Strategy<Value = Node> {
    let option = prop::option::of::<BoxedStrategy<String>>;
    (
        option(text().boxed()),
        any::<Option<i64>>(),
        any::<Option<f64>>(),
        prop::option::of(prop::collection::vec(any::<u8>(), 0..7)),
        prop::option::of((-60_000_000_000_i64..250_000_000_000, 0_u32..1_000_000_000)),
        prop::option::of(prop::collection::vec(text(), 0..4)),
        prop::option::of(prop::collection::vec(prop::collection::vec(any::<i32>(), 0..3), 0..3)),
        prop::option::of(prop::collection::btree_map(text(), text(), 0..3)),
    )
        .prop_map(|(text, number, double, blob, time, texts, nested, entries)| Node {
            text,
            number,
            double,
            blob: blob.map(Bytes::from),
            time: time.map(|(seconds, nanos)| Timestamp::new(seconds, nanos)),
            texts,
            nested,
            entries,
            ..Node::default()
        })
}

fn node() -> impl Strategy<Value = Node> {
    leaf().prop_recursive(4, 24, 3, |inner| {
        let choice = prop_oneof![
            text().prop_map(Choice::Text),
            inner.clone().prop_map(|node| Choice::Node(Box::new(node))),
        ];
        (
            leaf(),
            prop::option::of(prop::collection::vec(inner.clone(), 0..3)),
            prop::option::of(inner.clone().prop_map(Box::new)),
            prop::option::of(choice),
            prop::option::of(prop::collection::btree_map(text(), inner, 0..3)),
        )
            .prop_map(|(leaf, nodes, inner, choice, by_name)| Node {
                nodes,
                inner,
                choice,
                by_name,
                ..leaf
            })
    })
}

fn without_maps(mut node: Node) -> Node {
    (node.entries, node.by_name) = (None, None);
    node.nodes = node.nodes.map(|nodes| nodes.into_iter().map(without_maps).collect());
    node.inner = node.inner.map(|inner| Box::new(without_maps(*inner)));
    if let Some(Choice::Node(inner)) = node.choice {
        node.choice = Some(Choice::Node(Box::new(without_maps(*inner))));
    }
    node
}

fn check(node: &Node, dialect: Dialect) -> Result<(), TestCaseError> {
    let body = to_body(dialect, "Op&", "2020-01-08", node).unwrap();
    let parsed: Pairs = form_urlencoded::parse(&body).into_owned().collect();
    let mut expected = Vec::from([("Action", "Op&"), ("Version", "2020-01-08")])
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    pairs(node, "", dialect, &mut expected);
    prop_assert_eq!(&parsed, &expected);
    let names: BTreeSet<&String> = parsed.iter().map(|(name, _)| name).collect();
    prop_assert_eq!(names.len(), parsed.len());
    let is_ascii = body.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-._~%&=".contains(byte));
    prop_assert!(is_ascii);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn forms_of_aws_query_have_unique_names_and_all_values(node in node()) {
        check(&node, Dialect::AwsQuery)?;
    }

    #[test]
    fn forms_of_ec2_query_have_unique_names_and_all_values(node in node()) {
        check(&without_maps(node), Dialect::Ec2Query)?;
    }
}
