//! Cuts a model down to what some operations need. What stays, stays byte for byte as it was, so a comparison
//! with the original shows lines that are gone, commas at the ends of lines, and nothing else.

mod carve;
mod closure;
#[cfg(test)]
mod tests;

use crate::Source;
use crate::diagnostic::{At, Diagnostic, Diagnostics};
use crate::json::Node;
use carve::carve;
use closure::Closure;

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
    Ok(carve(&source.text, &root, "", &|path, value| match path {
        ["examples"] => false,
        ["metadata", ..] => true,
        ["operations", name] => closure.operations.contains(name),
        ["shapes", name] => closure.shapes.contains(name),
        [.., "documentation" | "documentationUrl"] => !prose(value),
        _ => true,
    }))
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
