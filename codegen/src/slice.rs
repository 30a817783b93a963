//! Cuts a model down to what some operations need. What stays, stays byte for byte as it was, so a comparison
//! with the original shows lines that are gone, commas at the ends of lines, and nothing else.

mod carve;
mod choose;
mod closure;
mod merge;
#[cfg(test)]
mod tests;

use crate::Source;
use crate::diagnostic::{At, Diagnostic, Diagnostics};
use crate::json::Node;
use crate::names;
use carve::carve;
pub use choose::choose_service;
use closure::Closure;
use std::collections::HashSet;

/// A `service-2.json` with some of its operations, the shapes that these reach, and no prose.
///
/// # Errors
/// For what is not JSON, for operations that are not in it, and for references to shapes that are not.
pub fn model(source: &Source, operations: &[String]) -> Result<String, Vec<Diagnostic>> {
    let out = Diagnostics::default();
    let at = At::file(&source.path);
    let Some(root) = parse(source, &at, &out) else { return Err(out.into_sorted()) };
    let closure = Closure::of(&root, operations, &at, &out);
    if out.has_errors() {
        return Err(out.into_sorted());
    }
    let stubs = stubs(&root, &closure);
    Ok(carve(&source.text, &root, "", &|path, value| match path {
        ["examples"] => false,
        ["metadata", ..] => true,
        ["operations", name] => closure.operations.contains(name) || stubs.contains(name),
        ["operations", name, key] if stubs.contains(name) => *key == "name",
        ["shapes", name] => closure.shapes.contains(name),
        [.., "documentation" | "documentationUrl"] => !prose(value),
        _ => true,
    }))
}

/// The operations that are kept by name alone: a shape in the slice is called as one of their types is, and would be
/// named otherwise once they are selected.
fn stubs<'n>(root: &'n Node<'_>, closure: &Closure<'_>) -> HashSet<&'n str> {
    let Node::Object(root) = root else { return HashSet::new() };
    let Some(Node::Object(operations)) = root.get("operations") else { return HashSet::new() };
    let types: HashSet<String> = closure.shapes.iter().map(|shape| names::plain_type(shape)).collect();
    let others = operations.entries.iter().filter(|(name, _)| !closure.operations.contains(name.as_ref()));
    let is_named = |node: &Node<'_>| matches!(node, Node::Object(object) if object.get("name").is_some());
    let reserving = others.filter(|(name, node)| {
        is_named(node) && names::own_types(name).iter().any(|own| types.contains(own))
    });
    reserving.map(|(name, _)| name.as_ref()).collect()
}

/// Merges botocore's `service-2.sdk-extras.json` into the model that it belongs to, and returns the model's text.
///
/// # Errors
/// For what is not JSON, and for extras whose `merge` is no object.
pub fn merge(model: &Source, extras: &Source) -> Result<String, Vec<Diagnostic>> {
    let out = Diagnostics::default();
    let (at, at_extras) = (At::file(&model.path), At::file(&extras.path));
    let (root, extra) = (parse(model, &at, &out), parse(extras, &at_extras, &out));
    let (Some(root), Some(extra)) = (root, extra) else { return Err(out.into_sorted()) };
    match extra.as_object().and_then(|extra| extra.get("merge")) {
        None => Ok(model.text.clone()),
        Some(Node::Object(extra)) => Ok(merge::merge(&model.text, &root, extra)),
        Some(other) => {
            out.error(&at_extras.key("merge"), format!("expected an object, found {}", other.kind()));
            Err(out.into_sorted())
        }
    }
}

/// An `endpoint-rule-set-1.json` without prose.
///
/// # Errors
/// For what is not JSON.
pub fn endpoints(source: &Source) -> Result<String, Vec<Diagnostic>> {
    without(source, "", |path, value| !matches!(path, [.., "documentation"] if prose(value)))
}

/// A `partitions.json` without the names that people call the regions by.
///
/// # Errors
/// For what is not JSON.
pub fn partitions(source: &Source) -> Result<String, Vec<Diagnostic>> {
    // Most regions have nothing else to say; this file's way of writing that is `{ }`.
    without(source, " ", |path, _| !matches!(path, ["partitions", _, "regions", _, "description"]))
}

fn without(
    source: &Source,
    hollow: &'static str,
    keep: fn(&[&str], &Node<'_>) -> bool,
) -> Result<String, Vec<Diagnostic>> {
    let out = Diagnostics::default();
    match parse(source, &At::file(&source.path), &out) {
        Some(root) => Ok(carve(&source.text, &root, hollow, &keep)),
        None => Err(out.into_sorted()),
    }
}

/// A member may be called `documentation` too; that one is an object.
fn prose(value: &Node<'_>) -> bool {
    matches!(value, Node::String(_))
}

fn parse<'t>(source: &'t Source, at: &At<'_>, out: &Diagnostics) -> Option<Node<'t>> {
    match Node::parse(&source.text) {
        Ok(root @ Node::Object(_)) => return Some(root),
        Ok(other) => out.error(at, format!("should hold an object, and holds {}", other.kind())),
        Err(error) => {
            let end = Node::end_of(&source.text, &error);
            out.error(&at.bytes(end..end), format!("is not JSON: {error}"));
        }
    }
    None
}
