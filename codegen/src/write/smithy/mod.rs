//! Smithy's JSON AST, version 2.0.
//!
//! All shapes are written in the graph's order, under one namespace made of the service's name. Names that Smithy
//! would have twice are told apart by namespaces of their own: operations that are called as shapes are, and shapes of
//! one name. What no trait of Smithy's can say is in traits of the namespace `smithereen.botocore`.

mod context;
mod members;
mod operations;
mod service;
mod shapes;

use crate::graph::{Model, ShapeId};
use crate::json::{Node, Object};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// The text of a model in Smithy's JSON AST, with its endpoint rules if there are any: the value of
/// `smithy.rules#endpointRuleSet` or of `smithy.rules#endpointBdd`.
pub(in crate::write) fn write(model: &Model, rules: Option<&Node<'_>>) -> String {
    let ids = Ids::of(model);
    let writer = Writer { model, ids };
    let mut all = vec![writer.service(rules)];
    all.extend(model.operations.iter().map(|operation| writer.operation(operation)));
    all.extend(model.unselected.iter().map(|name| writer.stub(name)));
    // What stands in for what could not be read has no name, and nothing refers to it.
    let named = model.shapes.iter().filter(|(_, shape)| !shape.name.is_empty());
    all.extend(named.map(|(id, shape)| writer.shape(id, shape)));
    let ast = entries([("smithy", text("2.0")), ("shapes", object(all))]);
    super::pretty::print(&ast)
}

/// A graph while it is written down.
struct Writer<'g> {
    model: &'g Model,
    ids: Ids,
}

/// The absolute ids of everything.
struct Ids {
    service: String,
    shapes: HashMap<ShapeId, String>,
    operations: HashMap<String, String>,
}

impl Ids {
    fn of(model: &Model) -> Self {
        let namespace = namespace(&model.service.sdk_id);
        let mut taken = HashSet::new();
        let mut claim = |name: &str, other: &str| {
            let mut id = format!("{namespace}#{name}");
            let mut count = 1;
            while !taken.insert(id.clone()) {
                count += 1;
                id = format!("{namespace}.{other}{count}#{name}");
            }
            id
        };
        let shapes = model.shapes.iter().map(|(id, shape)| (id, claim(&shape.name, "shapes")));
        let shapes = shapes.collect();
        let operations = model.operations.iter().map(|one| &one.name).chain(&model.unselected);
        let operations = operations.map(|name| (name.clone(), claim(name, "operations")));
        let operations = operations.collect();
        let service = claim(&service::name(&model.service), "service");
        Self { service, shapes, operations }
    }
}

/// `IoT Managed Integrations` is `iotmanagedintegrations`.
fn namespace(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase());
    let plain: String = letters.skip_while(char::is_ascii_digit).collect();
    if plain.is_empty() { "service".to_owned() } else { plain }
}

impl Writer<'_> {
    /// `{"target": id}`
    fn target(&self, id: ShapeId) -> Node<'static> {
        let id = self.ids.shapes.get(&id).cloned().unwrap_or_default();
        target(id)
    }
}

fn target(id: String) -> Node<'static> {
    entries([("target", text(id))])
}

fn text(text: impl Into<String>) -> Node<'static> {
    Node::String(Cow::Owned(text.into()))
}

fn texts(all: &[String]) -> Node<'static> {
    Node::Array(all.iter().map(text).collect())
}

fn number(number: impl Into<serde_json::Number>) -> Node<'static> {
    Node::Number(number.into())
}

/// The value of a trait that says all by being there.
fn mark() -> Node<'static> {
    Node::Object(Object::default())
}

fn object<'t>(entries: impl IntoIterator<Item = (String, Node<'t>)>) -> Node<'t> {
    let entries = entries.into_iter().map(|(key, value)| (Cow::Owned(key), value)).collect();
    Node::Object(Object { entries, duplicates: Vec::new() })
}

fn entries<'t, const N: usize>(entries: [(&str, Node<'t>); N]) -> Node<'t> {
    object(entries.map(|(key, value)| (key.to_owned(), value)))
}

/// Traits that are put together: those that are there, in the order in which they are added.
#[derive(Default)]
struct Traits<'t>(Vec<(String, Node<'t>)>);

impl<'t> Traits<'t> {
    fn add(&mut self, name: &str, value: Node<'t>) {
        self.0.push((name.to_owned(), value));
    }

    fn add_some(&mut self, name: &str, value: Option<Node<'t>>) {
        self.0.extend(value.map(|value| (name.to_owned(), value)));
    }

    fn mark(&mut self, name: &str, is_there: bool) {
        self.add_some(name, is_there.then(mark));
    }

    /// Puts them after `keys`, if there are any.
    fn close(mut self, mut keys: Vec<(String, Node<'t>)>) -> Node<'t> {
        if !self.0.is_empty() {
            self.0.sort_by(|(one, _), (other, _)| one.cmp(other));
            keys.push(("traits".to_owned(), object(self.0)));
        }
        object(keys)
    }
}

/// The first keys of a shape or member.
fn keys<'t, const N: usize>(entries: [(&str, Node<'t>); N]) -> Vec<(String, Node<'t>)> {
    entries.map(|(key, value)| (key.to_owned(), value)).into()
}
