//! Copies endpoint rules from one model to another, without documentation.

use crate::diagnostic::{At, Diagnostic, Diagnostics};
use crate::format::RULE_TRAITS;
use crate::json::{Node, Object};
use crate::source::Source;

/// Returns the rules of a rules file.
pub(super) fn of_file(source: &Source) -> Result<Option<Node<'_>>, Vec<Diagnostic>> {
    Node::parse(&source.text).map(|node| Some(without_documentation(node))).map_err(|error| {
        let out = Diagnostics::default();
        out.error(&At::file(&source.path), format!("not JSON: {error}"));
        out.into_sorted()
    })
}

/// Returns the rules that a model in Smithy's JSON AST contains.
pub(super) fn of_model(text: &str) -> Option<Node<'_>> {
    let Ok(Node::Object(Object { entries, .. })) = Node::parse(text) else { return None };
    let shapes = entries.into_iter().find_map(|(key, node)| (key == "shapes").then_some(node));
    let Some(Node::Object(shapes)) = shapes else { return None };
    let found = shapes.entries.into_iter().find_map(|(_, shape)| {
        let is_service = |object: &Object<'_>| object.get("type") == Some(&Node::String("service".into()));
        match shape {
            Node::Object(shape) if is_service(&shape) => {
                let traits = shape.get("traits").and_then(Node::as_object)?;
                RULE_TRAITS.into_iter().find_map(|name| traits.get(name)).cloned()
            }
            _ => None,
        }
    });
    found.map(without_documentation)
}

/// Removes documentation. The recursion is bounded: parsed JSON has at most 128 levels.
fn without_documentation(node: Node<'_>) -> Node<'_> {
    match node {
        Node::Array(elements) => Node::Array(elements.into_iter().map(without_documentation).collect()),
        Node::Object(Object { entries, duplicates }) => {
            let is_documentation =
                |key: &str, value: &Node<'_>| key == "documentation" && matches!(value, Node::String(_));
            let kept = entries.into_iter().filter(|(key, value)| !is_documentation(key, value));
            let entries = kept.map(|(key, value)| (key, without_documentation(value))).collect();
            Node::Object(Object { entries, duplicates })
        }
        other => other,
    }
}
