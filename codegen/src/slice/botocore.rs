//! Slices of botocore's models.

use super::closure::Closure;
use super::documentation::{Documentation, is_text};
use super::filter::filter;
use super::reserved::Reserved;
use crate::diagnostic::{At, Diagnostics};
use crate::json::Node;
use crate::source::Selection;
use std::collections::HashSet;

/// Returns the text of a model with some of its operations. `at` is the file.
pub(super) fn model(
    text: &str,
    root: &Node<'_>,
    operations: &Selection,
    documentation: Documentation,
    at: &At<'_>,
    out: &Diagnostics,
) -> String {
    let closure = Closure::of(root, operations, at, out);
    let stubs = stubs(root, &closure);
    filter(text, root, "", &|path, value| match path {
        ["examples"] => false,
        ["metadata", ..] => true,
        ["operations", name] => closure.operations.contains(name) || stubs.contains(name),
        ["operations", name, key] if stubs.contains(name) => *key == "name",
        ["shapes", name] => closure.shapes.contains(name),
        [.., "documentation" | "documentationUrl"] => documentation == Documentation::Keep || !is_text(value),
        _ => true,
    })
}

/// Returns the operations that remain without properties.
fn stubs<'n>(root: &'n Node<'_>, closure: &Closure<'_>) -> HashSet<&'n str> {
    let Node::Object(root) = root else { return HashSet::new() };
    let Some(Node::Object(operations)) = root.get("operations") else { return HashSet::new() };
    let reserving = Reserved::of(closure.shapes.iter().copied());
    let others = operations.entries.iter().filter(|(name, _)| !closure.operations.contains(name.as_ref()));
    let has_name = |node: &Node<'_>| matches!(node, Node::Object(object) if object.get("name").is_some());
    let others = others.filter(|(name, node)| has_name(node) && reserving.has_type_of(name));
    others.map(|(name, _)| name.as_ref()).collect()
}
