//! Parses the JSON objects of this module, and reports other values.

use crate::Source;
use crate::diagnostic::{At, Diagnostics};
use crate::json::Node;

/// Parses a JSON object. Reports anything else to `out`.
pub(super) fn parse<'t>(source: &'t Source, at: &At<'_>, out: &Diagnostics) -> Option<Node<'t>> {
    match Node::parse(&source.text) {
        Ok(root @ Node::Object(_)) => return Some(root),
        Ok(other) => out.error(at, format!("expected an object, found {}", other.kind())),
        Err(error) => {
            let end = Node::end_of(&source.text, &error);
            out.error(&at.bytes(end..end), format!("not JSON: {error}"));
        }
    }
    None
}

/// Returns whether a model is a Smithy JSON AST, which states its version.
pub(super) fn is_smithy(root: &Node<'_>) -> bool {
    root.as_object().is_some_and(|root| root.get("smithy").is_some())
}
