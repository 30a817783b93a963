//! botocore's `service-2.json`: a projection of Smithy, with names of its own for some of it.

mod auth;
mod labels;
mod metadata;
mod operation;
mod shape;

use super::calls::Calls;
use super::context;
use super::fields::{Fields, object};
use crate::diagnostic::{At, Diagnostics};
use crate::graph::{Binding, Kind, Model, Service, Shape, ShapeId, Shapes};
use crate::json::{Node, Object};
use crate::near::Guess;
use operation::Operations;
use std::collections::HashMap;

/// Reads a model, all of it.
pub(super) fn read(
    file: &str,
    node: &Node<'_>,
    at: &At<'_>,
    calls: Calls<'_>,
    out: &Diagnostics,
) -> Option<Model> {
    let mut fields = Fields::of(node, at, out)?;
    fields.ignore(&["version", "examples", "documentation"]);
    // Of a service as a whole; the operations of it work as before.
    fields.ignore(&["deprecated", "deprecatedMessage"]);
    let client_params = fields.take("clientContextParams");
    let metadata = fields.require("metadata");
    let operations = fields.require("operations");
    let shapes = fields.require("shapes");
    fields.finish();
    let service = metadata.and_then(|node| metadata::read(node, &at.key("metadata"), calls, out));
    let client_params =
        client_params.map(|node| context::client(node, &at.key("clientContextParams"), calls.out));
    let service =
        service.map(|service| Service { client_params: client_params.unwrap_or_default(), ..service });
    let at_shapes = at.key("shapes");
    let nodes = object(shapes?, &at_shapes, out)?;
    let mut table = Table::new(nodes, calls, out);
    let shapes = shape::read_all(nodes, &at_shapes, &mut table);
    let operations = operation::read_all(operations?, &at.key("operations"), &mut table);
    let Operations { read: operations, unread, unselected } = operations;
    let mut shapes = table.finish(shapes);
    name_queries(&mut shapes);
    let file = file.to_owned();
    let mut model = Model { file, service: service?, operations, unread, unselected, shapes };
    labels::rename(&mut model);
    Some(model)
}

/// A map that is bound to the query without a name is one of parameters; anything else goes by its own name.
fn name_queries(shapes: &mut Shapes) {
    let maps: Vec<bool> = shapes.iter().map(|(_, shape)| matches!(shape.kind, Kind::Map { .. })).collect();
    for member in shapes.iter_mut().flat_map(|shape| shape.kind.members_mut()) {
        let is_map = maps.get(member.target.index()).is_some_and(|is_map| *is_map);
        if member.binding == Binding::QueryParams && !is_map {
            member.binding = Binding::Query(member.name.clone());
        }
    }
}

/// The ids of shapes by name, known before the first shape is read.
struct Table<'a> {
    ids: HashMap<&'a str, ShapeId>,
    out: &'a Diagnostics,
    calls: Calls<'a>,
    placeholder: ShapeId,
    guess: Guess,
}

impl<'a> Table<'a> {
    fn new(nodes: &'a Object<'_>, calls: Calls<'a>, out: &'a Diagnostics) -> Self {
        let mut order = Shapes::default();
        let mut ids = HashMap::with_capacity(nodes.entries.len());
        for (name, _) in &nodes.entries {
            // Of two shapes of a name, which is reported, the first counts.
            let id = order.add(Shape::placeholder());
            ids.entry(name.as_ref()).or_insert(id);
        }
        let placeholder = order.add(Shape::placeholder());
        Self { ids, out, calls, placeholder, guess: Guess::default() }
    }

    /// The shape that is referred to; one that stands for nothing where there is none, which is reported.
    fn find(&self, name: &str, at: &At<'_>) -> ShapeId {
        self.ids.get(name).copied().unwrap_or_else(|| {
            let help = self.guess.help(name, self.ids.keys().copied());
            self.out.error_hint(at, format!("the shape `{name}` is not in the model"), help);
            self.placeholder
        })
    }

    /// The shape in `{"shape": name}`, whose other keys the caller reads.
    fn reference(&self, fields: &mut Fields<'_, '_>, at: &At<'_>) -> ShapeId {
        match fields.require_string("shape") {
            Some(name) => self.find(name, &at.key("shape")),
            None => self.placeholder,
        }
    }

    /// The shapes in the order of their ids.
    fn finish(self, shapes: Vec<Shape>) -> Shapes {
        let mut all = Shapes::default();
        for shape in shapes {
            all.add(shape);
        }
        all.add(Shape::placeholder());
        all
    }
}
