//! Checks the depth of documents.

use super::MAX_DEPTH;
use serde_json::Value as Document;

/// Returns whether a document is nested deeper than [`MAX_DEPTH`].
pub(crate) fn exceeds_max_depth(document: &Document) -> bool {
    exceeds_max_depth_at(document, 0)
}

/// Returns whether a document inside of `depth` levels is nested deeper than [`MAX_DEPTH`].
pub(crate) fn exceeds_max_depth_at(document: &Document, depth: usize) -> bool {
    depth > MAX_DEPTH
        || match document {
            Document::Array(values) => values.iter().any(|value| exceeds_max_depth_at(value, depth + 1)),
            Document::Object(values) => values.values().any(|value| exceeds_max_depth_at(value, depth + 1)),
            _ => false,
        }
}
