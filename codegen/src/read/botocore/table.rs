//! The ids of a model's shapes.

use super::inherited::Inherited;
use crate::diagnostic::{At, Diagnostics};
use crate::graph::{Shape, ShapeId, Shapes};
use crate::json::{Node, Object};
use crate::near::Suggestions;
use crate::read::calls::Calls;
use crate::read::fields::Fields;
use crate::read::protocols::Protocols;
use std::collections::HashMap;

/// The ids of all shapes by name, which are assigned before the first shape is read.
pub(super) struct Table<'a> {
    ids: HashMap<&'a str, ShapeId>,
    pub(super) out: &'a Diagnostics,
    pub(super) calls: Calls<'a>,
    pub(super) protocols: Protocols,
    /// Whether errors have the codes of the query protocol.
    pub(super) has_query_codes: bool,
    /// The XML traits that members inherit from shapes, by name, if XML traits are read.
    inherited: HashMap<&'a str, Inherited<'a>>,
    pub(super) placeholder: ShapeId,
    suggestions: Suggestions,
}

impl<'a> Table<'a> {
    pub(super) fn new(
        nodes: &'a Object<'_>,
        protocols: Protocols,
        is_query_compatible: bool,
        calls: Calls<'a>,
        out: &'a Diagnostics,
    ) -> Self {
        let mut order = Shapes::default();
        let mut ids = HashMap::with_capacity(nodes.entries.len());
        for (name, _) in &nodes.entries {
            // A duplicate key was reported, and the first shape of that name is used.
            let id = order.add(Shape::placeholder());
            ids.entry(name.as_ref()).or_insert(id);
        }
        let placeholder = order.add(Shape::placeholder());
        let shapes = nodes.entries.iter().filter(|_| protocols.reads_xml_traits());
        let inherited = shapes.map(|(name, node)| (name.as_ref(), Inherited::of(node))).collect();
        let used = protocols.used;
        let has_query_codes = used.is_some_and(|protocol| protocol.has_query_codes(is_query_compatible));
        let suggestions = Suggestions::default();
        Self { ids, out, calls, protocols, has_query_codes, inherited, placeholder, suggestions }
    }

    /// Returns the id of a shape. Reports a shape that is not in the model, and returns the placeholder.
    fn find(&self, name: &str, at: &At<'_>) -> ShapeId {
        self.ids.get(name).copied().unwrap_or_else(|| {
            let help = self.suggestions.help(name, self.ids.keys().copied());
            self.out.error_hint(at, format!("the shape `{name}` is not in the model"), help);
            self.placeholder
        })
    }

    /// Returns the id of the shape in `{"shape": name}`. The caller reads the other keys.
    pub(super) fn reference(&self, fields: &mut Fields<'_, '_>, at: &At<'_>) -> ShapeId {
        match fields.require_string("shape") {
            Some(name) => self.find(name, &at.key("shape")),
            None => self.placeholder,
        }
    }

    /// Returns the XML traits that a member inherits from the shape in `{"shape": name}`.
    pub(super) fn inherited(&self, fields: &mut Fields<'_, '_>) -> Inherited<'a> {
        match fields.take("shape") {
            Some(Node::String(name)) => self.inherited.get(name.as_ref()).copied().unwrap_or_default(),
            _ => Inherited::default(),
        }
    }

    /// Returns the shapes in the order of their ids.
    pub(super) fn finish(self, shapes: Vec<Shape>) -> Shapes {
        let mut all = Shapes::default();
        for shape in shapes {
            all.add(shape);
        }
        all.add(Shape::placeholder());
        all
    }
}
