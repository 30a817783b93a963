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

impl Docs {
    /// Adds the documentation of `other` where this has none.
    pub(crate) fn add(&mut self, other: Self) {
        self.service = self.service.take().or(other.service);
        add(&mut self.operations, other.operations);
        add(&mut self.shapes, other.shapes);
        for (shape, texts) in other.members {
            add(self.members.entry(shape).or_default(), texts);
        }
        for (shape, texts) in other.values {
            add(self.values.entry(shape).or_default(), texts);
        }
    }
}

fn add(texts: &mut BTreeMap<String, String>, others: BTreeMap<String, String>) {
    for (name, text) in others {
        texts.entry(name).or_insert(text);
    }
}
