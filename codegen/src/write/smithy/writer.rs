//! The state of the writer, and its JSON values.

use super::ids::Ids;
use crate::graph::{Model, ShapeId};
use crate::json::{Node, Object};
use std::borrow::Cow;

/// Writes the shapes of a model.
pub(super) struct Writer<'g> {
    pub(super) model: &'g Model,
    pub(super) ids: Ids,
}

impl Writer<'_> {
    /// Returns the reference `{"target": id}`.
    pub(super) fn target(&self, id: ShapeId) -> Node<'static> {
        let id = self.ids.shapes.get(&id).cloned().unwrap_or_default();
        target(id)
    }
}

pub(super) fn target(id: String) -> Node<'static> {
    entries([("target", text(id))])
}

pub(super) fn text(text: impl Into<String>) -> Node<'static> {
    Node::String(Cow::Owned(text.into()))
}

pub(super) fn texts(all: &[String]) -> Node<'static> {
    Node::Array(all.iter().map(text).collect())
}

pub(super) fn number(number: impl Into<serde_json::Number>) -> Node<'static> {
    Node::Number(number.into())
}

/// Returns `{}`, the value of an annotation trait.
pub(super) fn mark() -> Node<'static> {
    Node::Object(Object::default())
}

pub(super) fn object<'t>(entries: impl IntoIterator<Item = (String, Node<'t>)>) -> Node<'t> {
    let entries = entries.into_iter().map(|(key, value)| (Cow::Owned(key), value)).collect();
    Node::Object(Object { entries, duplicates: Vec::new() })
}

pub(super) fn entries<'t, const N: usize>(entries: [(&str, Node<'t>); N]) -> Node<'t> {
    object(entries.map(|(key, value)| (key.to_owned(), value)))
}

/// The traits of a shape or member.
#[derive(Default)]
pub(super) struct Traits<'t>(Vec<(String, Node<'t>)>);

impl<'t> Traits<'t> {
    pub(super) fn add(&mut self, name: &str, value: Node<'t>) {
        self.0.push((name.to_owned(), value));
    }

    pub(super) fn add_some(&mut self, name: &str, value: Option<Node<'t>>) {
        self.0.extend(value.map(|value| (name.to_owned(), value)));
    }

    pub(super) fn mark(&mut self, name: &str, is_there: bool) {
        self.add_some(name, is_there.then(mark));
    }

    /// Appends the traits to `keys`, sorted by name.
    pub(super) fn close(mut self, mut keys: Vec<(String, Node<'t>)>) -> Node<'t> {
        if !self.0.is_empty() {
            self.0.sort_by(|(one, _), (other, _)| one.cmp(other));
            keys.push(("traits".to_owned(), object(self.0)));
        }
        object(keys)
    }
}

/// Returns the keys of a shape or member, without its traits.
pub(super) fn keys<'t, const N: usize>(entries: [(&str, Node<'t>); N]) -> Vec<(String, Node<'t>)> {
    entries.map(|(key, value)| (key.to_owned(), value)).into()
}
