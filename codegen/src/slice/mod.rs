//! Edits the text of models: reduces a model to some operations, merges corrections, and chooses a service.
//!
//! The remaining text is copied byte for byte, so that a diff of a slice and the original shows only removed lines and
//! commas at the ends of lines.
//!
//! Everything here edits text and uses no graph, so that properties that the readers do not know are kept. Reading a model into a
//! graph belongs in `read`.

mod additions;
mod attach;
mod botocore;
mod choose;
mod closure;
mod documentation;
mod filter;
mod merge;
mod operations;
mod parse;
mod reserved;
mod smithy;
#[cfg(test)]
mod tests;
mod text;

use crate::Source;
use crate::diagnostic::{At, Diagnostic, Diagnostics};
use crate::json::Node;
use crate::source::Selection;
use documentation::is_text;
use filter::filter;
use parse::{is_smithy, parse};

pub use additions::Additions;
pub use choose::{Service, choose_service, services};
pub use documentation::Documentation;
pub use operations::operations;

/// Returns the text of a model with some of its operations and the shapes that they use: of botocore's `service-2.json`, or
/// of a Smithy JSON AST with one service. Examples and test cases are removed.
///
/// # Errors
/// If the text is not a JSON object, or an operation or a referenced shape does not exist.
pub fn model(
    source: &Source,
    operations: &Selection,
    documentation: Documentation,
) -> Result<String, Vec<Diagnostic>> {
    let out = Diagnostics::default();
    let at = At::file(&source.path);
    let Some(root) = parse(source, &at, &out) else { return Err(out.into_sorted()) };
    let text = match is_smithy(&root) {
        true => smithy::model(&source.text, &root, operations, documentation, &at, &out),
        false => botocore::model(&source.text, &root, operations, documentation, &at, &out),
    };
    if out.has_errors() { Err(out.into_sorted()) } else { Ok(text) }
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

/// Appends the entries of botocore's `paginators-1.json` or `waiters-2.json` to its model, and returns the text of the model.
/// Entries that the model has remain as they are, and a model in Smithy's format has none added.
///
/// # Errors
/// If either text is not a JSON object.
pub fn attach(model: &Source, other: &Source) -> Result<String, Vec<Diagnostic>> {
    let out = Diagnostics::default();
    let root = parse(model, &At::file(&model.path), &out);
    let added = parse(other, &At::file(&other.path), &out);
    if root.as_ref().is_some_and(is_smithy) {
        return Ok(model.text.clone());
    }
    match (&root, &added) {
        (Some(Node::Object(root)), Some(Node::Object(added))) => {
            Ok(attach::attach(&model.text, root, &other.text, added))
        }
        _ => Err(out.into_sorted()),
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
