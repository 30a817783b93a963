//! From text to a graph, one folder or file a format. After this no JSON is seen.

mod auth;
mod botocore;
mod context;
mod docs;
mod endpoints;
mod fields;
mod partitions;
mod path;

pub(crate) use docs::{Docs, read as docs};
pub(crate) use endpoints::read as endpoints;
pub(crate) use partitions::read as partitions;

use crate::diagnostic::{At, Diagnostics};
use crate::graph::Model;
use crate::json::Node;
use crate::source::Source;

/// The model in `source`, as far as it can be read; what is wrong with it goes to `out`.
pub(crate) fn model(source: &Source, out: &Diagnostics) -> Option<Model> {
    let at = At::file(&source.path);
    match Node::parse(&source.text) {
        Ok(node) => botocore::read(&source.path, &node, &at, out),
        Err(error) => {
            let end = Node::end_of(&source.text, &error);
            out.error_help(&at.bytes(end..end), format!("not JSON: {error}"), "a model is one JSON object");
            None
        }
    }
}
