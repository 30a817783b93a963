//! Edits the text of models: reduces a model to some operations, merges corrections, and chooses a service.
//!
//! What remains is copied byte for byte, so that a comparison of a slice with the original only shows removed lines and
//! commas at the ends of lines.

mod choose;
mod closure;
mod filter;
mod merge;
mod parse;
#[cfg(test)]
mod tests;

use crate::Source;
use crate::diagnostic::{At, Diagnostic, Diagnostics};
use crate::json::Node;
use crate::names;
use closure::Closure;
use filter::filter;
use parse::parse;
use std::collections::HashSet;

pub use choose::choose_service;

/// Returns the text of a `service-2.json` with some of its operations and the shapes that they use, without documentation.
///
/// # Errors
/// If the text is not a JSON object, or an operation or a referenced shape does not exist.
pub fn model(source: &Source, operations: &[String]) -> Result<String, Vec<Diagnostic>> {
    let out = Diagnostics::default();
    let at = At::file(&source.path);
    let Some(root) = parse(source, &at, &out) else { return Err(out.into_sorted()) };
    let closure = Closure::of(&root, operations, &at, &out);
    if out.has_errors() {
        return Err(out.into_sorted());
    }
    let stubs = stubs(&root, &closure);
    Ok(filter(&source.text, &root, "", &|path, value| match path {
        ["examples"] => false,
        ["metadata", ..] => true,
        ["operations", name] => closure.operations.contains(name) || stubs.contains(name),
        ["operations", name, key] if stubs.contains(name) => *key == "name",
        ["shapes", name] => closure.shapes.contains(name),
        [.., "documentation" | "documentationUrl"] => !is_text(value),
        _ => true,
    }))
}

/// Returns the operations that remain without properties: those whose types have the name of a shape in the slice. They
/// keep the names of types from changing when these operations are selected later.
fn stubs<'n>(root: &'n Node<'_>, closure: &Closure<'_>) -> HashSet<&'n str> {
    let Node::Object(root) = root else { return HashSet::new() };
    let Some(Node::Object(operations)) = root.get("operations") else { return HashSet::new() };
    let types: HashSet<String> = closure.shapes.iter().map(|shape| names::plain_type(shape)).collect();
    let others = operations.entries.iter().filter(|(name, _)| !closure.operations.contains(name.as_ref()));
    let has_name = |node: &Node<'_>| matches!(node, Node::Object(object) if object.get("name").is_some());
    let reserving = others.filter(|(name, node)| {
        has_name(node) && names::own_types(name).iter().any(|own| types.contains(own))
    });
    reserving.map(|(name, _)| name.as_ref()).collect()
}

/// Merges botocore's `service-2.sdk-extras.json` into its model, and returns the text of the model.
///
/// # Errors
/// If either text is not a JSON object, or `merge` is not an object.
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

/// Returns the text of an `endpoint-rule-set-1.json` without documentation.
///
/// # Errors
/// If the text is not a JSON object.
pub fn endpoints(source: &Source) -> Result<String, Vec<Diagnostic>> {
    without(source, "", |path, value| !matches!(path, [.., "documentation"] if is_text(value)))
}

/// Returns the text of a `partitions.json` without the descriptions of regions.
///
/// # Errors
/// If the text is not a JSON object.
pub fn partitions(source: &Source) -> Result<String, Vec<Diagnostic>> {
    // Most regions have no other properties. The file's format of an empty object is `{ }`.
    without(source, " ", |path, _| !matches!(path, ["partitions", _, "regions", _, "description"]))
}

fn without(
    source: &Source,
    empty: &'static str,
    keep: fn(&[&str], &Node<'_>) -> bool,
) -> Result<String, Vec<Diagnostic>> {
    let out = Diagnostics::default();
    match parse(source, &At::file(&source.path), &out) {
        Some(root) => Ok(filter(&source.text, &root, empty, &keep)),
        None => Err(out.into_sorted()),
    }
}

/// Distinguishes documentation from a member of that name, which is an object.
fn is_text(value: &Node<'_>) -> bool {
    matches!(value, Node::String(_))
}
