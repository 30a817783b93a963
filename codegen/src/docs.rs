//! Documentation that is written for the generated crate. `read` parses it, and `passes` attaches it to the graph.

use std::collections::BTreeMap;

/// The documentation of a service, its operations, shapes, members and enum values, by their names in the model.
#[derive(Debug, Default)]
pub(crate) struct Docs {
    pub(crate) service: Option<String>,
    pub(crate) operations: BTreeMap<String, String>,
    pub(crate) shapes: BTreeMap<String, String>,
    /// By shape, then by member.
    pub(crate) members: BTreeMap<String, BTreeMap<String, String>>,
    /// By enum, then by value.
    pub(crate) values: BTreeMap<String, BTreeMap<String, String>>,
}
