//! Inputs that cannot be sent: the path of the value, and the reason.

use crate::query::shapes::{Choice, Collections, Node, map};
use smithereen::query::{Dialect, to_body};
use smithereen::reflect::Shape;

fn error(dialect: Dialect, input: &dyn Shape) -> (String, String) {
    let error = to_body(dialect, "Op", "2020-01-08", input).unwrap_err();
    (error.path().to_owned(), error.reason().to_owned())
}

fn within(inner: Node) -> Node {
    Node { inner: Some(Box::new(inner)), ..Node::default() }
}

#[test]
fn an_unknown_variant_is_an_error() {
    let unknown = Node { choice: Some(Choice::Unknown("secret".to_owned())), ..Node::default() };
    let nodes = Node { nodes: Some(vec![Node::default(), within(unknown)]), ..Node::default() };
    for dialect in [Dialect::AwsQuery, Dialect::Ec2Query] {
        let (path, reason) = error(dialect, &nodes);
        assert_eq!(path, "Nodes[1].Inner.choice");
        assert!(reason.contains("unknown variant") && !reason.contains("secret"), "{reason}");
    }
}

#[test]
fn a_document_is_an_error() {
    let node = within(Node { document: Some(true.into()), ..Node::default() });
    let expected = ("Inner.Document".to_owned(), "the protocol does not support documents".to_owned());
    assert_eq!(error(Dialect::AwsQuery, &node), expected);
}

#[test]
fn a_map_is_an_error_in_ec2_query() {
    let maps = Collections { map: Some(map(&[("secret", "secret".to_owned())])), ..Collections::default() };
    let expected = ("Map".to_owned(), "the protocol does not support maps".to_owned());
    assert_eq!(error(Dialect::Ec2Query, &maps), expected);
}

#[test]
fn errors_in_maps_do_not_show_the_key() {
    let document = Node { document: Some(true.into()), ..Node::default() };
    let node = Node { map: Some(map(&[("secret", document)])), ..Node::default() };
    assert_eq!(error(Dialect::AwsQuery, &node).0, "Map[..].Document");
}

#[test]
fn nesting_beyond_the_limit_is_an_error() {
    let nested = |depth: usize| (0..depth).fold(Node::default(), |node, _| within(node));
    let mut deepest = nested(128);
    for dialect in [Dialect::AwsQuery, Dialect::Ec2Query] {
        assert!(to_body(dialect, "Op", "2020-01-08", &deepest).is_ok());
        let (path, reason) = error(dialect, &nested(129));
        assert_eq!(reason, "nested deeper than 128 levels");
        assert_eq!(path.matches("Inner").count(), 129);
    }
    // A scalar is one level deeper than its structure.
    let mut innermost = &mut deepest;
    while innermost.inner.is_some() {
        innermost = innermost.inner.as_mut().unwrap();
    }
    innermost.plain = Some(String::new());
    assert_eq!(error(Dialect::AwsQuery, &deepest).1, "nested deeper than 128 levels");
}
