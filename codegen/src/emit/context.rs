//! The input of the functions that emit a service: its graph, its names, and the settings of the crate.

use super::syntax;
use crate::graph::rules::RuleSet;
use crate::graph::{Model, ShapeId, ShapeTrait};
use crate::names::{Name, Names};
use crate::source::{Content, Form};
use quote::quote;
use std::collections::{BTreeSet, HashMap, HashSet};
use syn::Attribute;

/// A service with its names, ready to be emitted.
pub(crate) struct Service {
    /// The name of its folder.
    pub(crate) folder: String,
    pub(crate) module: Name,
    pub(crate) model: Model,
    pub(crate) names: Names,
    pub(crate) rules: RuleSet,
}

impl Service {
    /// Returns the types of the operations' inputs, in the model's order.
    pub(super) fn inputs(&self) -> impl Iterator<Item = &Name> {
        self.model.operations.iter().filter_map(|operation| self.names.of_type(operation.input?))
    }
}

/// The input of the functions that emit a service.
pub(super) struct Context<'a> {
    pub(super) service: &'a Service,
    /// The name of the crate.
    pub(super) package: &'a str,
    pub(super) content: Content,
    pub(super) form: Form,
    pub(super) non_exhaustive: bool,
    pub(super) conversions: bool,
    /// The shapes that callers create: the inputs of operations and all shapes within them.
    pub(super) made_by_callers: HashSet<ShapeId>,
    /// Documentation for the inputs and outputs of operations that have none of their own.
    pub(super) messages: HashMap<ShapeId, String>,
    /// The names of the endpoint parameters that operations pass to the rules.
    pub(super) endpoint_parameters: BTreeSet<&'a str>,
}

impl Context<'_> {
    /// Returns whether a union is an event stream. Without calls, it is a union like any other.
    pub(super) fn is_event_stream(&self, id: ShapeId) -> bool {
        let shape = &self.service.model.shapes[id];
        self.content == Content::Whole && shape.traits.contains(&ShapeTrait::EventStream)
    }

    /// Returns the attributes of each item of the client, or `None` if there is no client.
    pub(super) fn client(&self) -> Option<Vec<Attribute>> {
        match (self.content, self.form) {
            (Content::Types, _) | (_, Form::Modules { client: false }) => None,
            (_, Form::Modules { client: true }) => Some(Vec::new()),
            (_, Form::Crate) => Some(vec![syntax::list("cfg", quote!(feature = "client"))]),
        }
    }
}
