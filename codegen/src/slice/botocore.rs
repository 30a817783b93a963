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
    let has_waiter =
        |value: &Node<'_>| matches!(waited_for(value), Some(name) if closure.operations.contains(name));
    filter(text, root, "", &|path, value| match path {
        ["examples"] => false,
        ["pagination"] => names(value).any(|(name, _)| closure.operations.contains(name)),
        ["pagination", name] => closure.operations.contains(name),
        ["waiters"] => names(value).any(|(_, waiter)| has_waiter(waiter)),
        ["waiters", _] => has_waiter(value),
        ["waiters", _, "description"] => documentation == Documentation::Keep,
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

/// Returns the entries of an object; of other values nothing.
fn names<'n, 't>(node: &'n Node<'t>) -> impl Iterator<Item = (&'n str, &'n Node<'t>)> {
    node.as_object().into_iter().flat_map(|object| &object.entries).map(|(key, value)| (key.as_ref(), value))
}

/// Returns the operation that a waiter calls.
fn waited_for<'n>(waiter: &'n Node<'_>) -> Option<&'n str> {
    match waiter.as_object()?.get("operation") {
        Some(Node::String(name)) => Some(name.as_ref()),
        _ => None,
    }
}
