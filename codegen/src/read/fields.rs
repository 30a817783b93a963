//! A JSON object whose keys are read one by one. Keys that were not read are reported as unknown.

use crate::diagnostic::{At, Diagnostics};
use crate::json::{Node, Object};
use std::collections::HashSet;

/// The entries of an object that is being read.
pub(crate) struct Fields<'a, 't> {
    object: &'a Object<'t>,
    taken: Vec<bool>,
    at: &'a At<'a>,
    out: &'a Diagnostics,
}

impl<'a, 't> Fields<'a, 't> {
    /// Returns the fields of an object. Reports another kind of node, and duplicate keys.
    pub(crate) fn of(node: &'a Node<'t>, at: &'a At<'a>, out: &'a Diagnostics) -> Option<Self> {
        let object = object(node, at, out)?;
        Some(Self { object, taken: vec![false; object.entries.len()], at, out })
    }

    /// Returns the value at `key`.
    pub(crate) fn take(&mut self, key: &str) -> Option<&'a Node<'t>> {
        let index = self.object.entries.iter().position(|(name, _)| name == key)?;
        *self.taken.get_mut(index)? = true;
        self.object.entries.get(index).map(|(_, value)| value)
    }

    /// Returns the value at `key`, and reports a missing one.
    pub(crate) fn require(&mut self, key: &str) -> Option<&'a Node<'t>> {
        let found = self.take(key);
        if found.is_none() {
            self.out.error(self.at, format!("`{key}` is missing"));
        }
        found
    }

    /// Marks keys without an effect on generated code as known.
    pub(crate) fn ignore(&mut self, keys: &[&str]) {
        for key in keys {
            self.take(key);
        }
    }

    pub(crate) fn string(&mut self, key: &str) -> Option<&'a str> {
        let node = self.take(key)?;
        string(node, &self.at.key(key), self.out)
    }

    pub(crate) fn require_string(&mut self, key: &str) -> Option<&'a str> {
        let node = self.require(key)?;
        string(node, &self.at.key(key), self.out)
    }

    /// Returns whether the boolean is present and true.
    pub(crate) fn flag(&mut self, key: &str) -> bool {
        match self.take(key) {
            None => false,
            Some(Node::Bool(value)) => *value,
            Some(other) => {
                self.wrong(key, "a boolean", other);
                false
            }
        }
    }

    pub(crate) fn number(&mut self, key: &str) -> Option<&'a serde_json::Number> {
        match self.take(key)? {
            Node::Number(value) => Some(value),
            other => {
                self.wrong(key, "a number", other);
                None
            }
        }
    }

    /// Returns an integer from 0 to 65,535.
    pub(crate) fn small(&mut self, key: &str) -> Option<u16> {
        let number = self.number(key)?;
        let small = number.as_u64().and_then(|value| u16::try_from(value).ok());
        if small.is_none() {
            let problem = format!("expected a whole number from 0 to 65535, found {number}");
            self.out.error(&self.at.key(key), problem);
        }
        small
    }

    /// Returns the strings of an array; empty if it is missing.
    pub(crate) fn strings(&mut self, key: &str) -> Vec<&'a str> {
        match self.take(key) {
            None => Vec::new(),
            Some(Node::Array(elements)) => {
                let (at, out) = (self.at.key(key), self.out);
                let strings = elements.iter().enumerate();
                strings.filter_map(|(index, node)| string(node, &at.index(index), out)).collect()
            }
            Some(other) => {
                self.wrong(key, "an array of strings", other);
                Vec::new()
            }
        }
    }

    /// Returns the elements of an array; empty if it is missing.
    pub(crate) fn array(&mut self, key: &str) -> &'a [Node<'t>] {
        match self.take(key) {
            None => &[],
            Some(Node::Array(elements)) => elements,
            Some(other) => {
                self.wrong(key, "an array", other);
                &[]
            }
        }
    }

    /// Reports all keys that were not read.
    pub(crate) fn finish(self) {
        let duplicates: HashSet<&str> = self.object.duplicates.iter().map(AsRef::as_ref).collect();
        for ((key, _), taken) in self.object.entries.iter().zip(&self.taken) {
            if !taken && !duplicates.contains(key.as_ref()) {
                self.out.warning(&self.at.name(key), "unknown key: it has no effect");
            }
        }
    }

    fn wrong(&self, key: &str, expected: &str, found: &Node<'_>) {
        self.out.error(&self.at.key(key), format!("expected {expected}, found {}", found.kind()));
    }
}

/// Returns the node as an object. Reports another kind of node, and duplicate keys.
pub(crate) fn object<'a, 't>(node: &'a Node<'t>, at: &At<'_>, out: &Diagnostics) -> Option<&'a Object<'t>> {
    let Node::Object(object) = node else {
        out.error(at, format!("expected an object, found {}", node.kind()));
        return None;
    };
    for key in &object.duplicates {
        out.error_help(&at.name(key), "duplicate key", "rename or remove one of the two");
    }
    Some(object)
}

/// Returns the node as a string. Reports another kind of node.
pub(crate) fn string<'a>(node: &'a Node<'_>, at: &At<'_>, out: &Diagnostics) -> Option<&'a str> {
    match node {
        Node::String(value) => Some(value),
        other => {
            out.error(at, format!("expected a string, found {}", other.kind()));
            None
        }
    }
}
