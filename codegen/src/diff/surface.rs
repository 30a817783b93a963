//! The public API that a crate has for a model: its types with their names, fields and variants.

use super::Options;
use super::change::{ApiImpact, Change, WireImpact};
use super::kind::ChangeKind;
use crate::conversions;
use crate::graph::{Member, Model, Operation, Shape, ShapeId, ShapeTrait};
use crate::names::{self, Name, Names, OperationNames};
use crate::passes;
use crate::rust_type::RustType;
use std::collections::{HashMap, HashSet};

/// A model with the names of its crate.
pub(super) struct Surface<'m> {
    pub(super) model: &'m Model,
    /// Whether generated structures are `#[non_exhaustive]`.
    pub(super) non_exhaustive: bool,
    /// Whether types with one variant or list have conversions.
    pub(super) conversions: bool,
    names: Names,
    sent: HashSet<ShapeId>,
    inputs_and_outputs: HashSet<ShapeId>,
    owners: Vec<Owner>,
}

/// The number of operations that use a shape.
#[derive(Clone, Copy, PartialEq)]
enum Owner {
    Unused,
    /// One operation, by its index.
    One(usize),
    /// Several operations.
    Shared,
}

impl<'m> Surface<'m> {
    pub(super) fn of(service: &str, model: &'m Model, options: &Options<'_>) -> Self {
        // One service has one module. The fallback is never used.
        let modules = names::modules(&[service]);
        Self {
            model,
            non_exhaustive: options.non_exhaustive,
            conversions: options.conversions,
            names: Names::choose(model, modules.first().map_or("service", Name::as_str)),
            sent: passes::reached_from_inputs(model),
            inputs_and_outputs: model
                .operations
                .iter()
                .flat_map(|one| [one.input, one.output])
                .flatten()
                .collect(),
            owners: owners(model),
        }
    }

    pub(super) fn shape(&self, id: ShapeId) -> &'m Shape {
        &self.model.shapes[id]
    }

    /// Returns whether requests can contain the shape. A tighter constraint may then break callers.
    pub(super) fn is_sent(&self, id: ShapeId) -> bool {
        self.sent.contains(&id)
    }

    /// Returns whether the shape is an operation's input or output. Its type is named for the operation, not for the
    /// shape.
    pub(super) fn is_input_or_output(&self, id: ShapeId) -> bool {
        self.inputs_and_outputs.contains(&id)
    }

    /// Returns the name of the generated type; `None` if the shape maps to a type of Rust or the runtime.
    pub(super) fn type_name(&self, id: ShapeId) -> Option<String> {
        self.names.of_type(id).map(ToString::to_string)
    }

    /// Returns all generated types, in the model's order.
    pub(super) fn types(&self) -> impl Iterator<Item = (String, ShapeId)> {
        self.model.shapes.iter().filter_map(|(id, _)| Some((self.type_name(id)?, id)))
    }

    /// Returns the fields of a structure or the variants of a union, with their names in the crate.
    pub(super) fn members(&self, id: ShapeId) -> impl Iterator<Item = (String, &'m Member)> {
        let names = self.names.of_members(id).iter().map(ToString::to_string);
        names.zip(self.shape(id).kind.members())
    }

    /// Returns the names of an enum's variants.
    pub(super) fn variants(&self, id: ShapeId) -> Vec<String> {
        self.names.of_members(id).iter().map(ToString::to_string).collect()
    }

    /// Returns the trait of the conversion that a type has because it has one variant or one list.
    pub(super) fn conversion(&self, id: ShapeId) -> Option<&'static str> {
        let is_event_stream = self.shape(id).traits.contains(&ShapeTrait::EventStream);
        match () {
            () if !self.conversions => None,
            () if conversions::only_variant(&self.model.shapes, id, is_event_stream).is_some() => {
                Some("From")
            }
            () if conversions::only_list(self.model, id).is_some() => Some("IntoIterator"),
            () => None,
        }
    }

    pub(super) fn operations(&self) -> impl Iterator<Item = (&'m Operation, &OperationNames)> {
        self.model.operations.iter().zip(self.names.of_operations())
    }

    /// Returns the Rust type of a member's value, as text to compare. `renamed` maps the names of types in the old crate to
    /// those in the new one.
    pub(super) fn type_of(&self, member: &Member, renamed: &HashMap<String, String>) -> String {
        let name = |name: &Name| renamed.get(name.as_str()).cloned().unwrap_or_else(|| name.to_string());
        // Which type a crate has for documents does not matter, as both sides of the comparison have the same.
        RustType::of_value(self.model, &self.names, member).print(&name, "serde_json::Value")
    }

    /// Returns the only operation that uses a shape; `None` if several do, or none.
    pub(super) fn owner(&self, id: ShapeId) -> Option<&'m str> {
        match self.owners.get(id.index()) {
            Some(Owner::One(index)) => self.model.operations.get(*index).map(|one| one.name.as_str()),
            _ => None,
        }
    }

    /// Creates a change of a shape, or of one of its members.
    pub(super) fn change(
        &self,
        id: ShapeId,
        member: Option<&str>,
        kind: ChangeKind,
        api: ApiImpact,
        wire: WireImpact,
    ) -> Change {
        let shape = self.type_name(id).unwrap_or_else(|| self.shape(id).name.clone());
        Change {
            operation: self.owner(id).map(str::to_owned),
            shape: Some(shape),
            member: member.map(str::to_owned),
            ..Change::service(kind, api, wire)
        }
    }
}

/// Counts the operations that use each shape. Expands a shape at most twice: for its first operation, and when a second
/// one reaches it.
fn owners(model: &Model) -> Vec<Owner> {
    let mut owners = vec![Owner::Unused; model.shapes.len()];
    for (index, operation) in model.operations.iter().enumerate() {
        let mut pending: Vec<ShapeId> = passes::roots(operation).collect();
        while let Some(id) = pending.pop() {
            let Some(owner) = owners.get_mut(id.index()) else { continue };
            let next = match *owner {
                Owner::Unused => Owner::One(index),
                Owner::One(first) if first != index => Owner::Shared,
                Owner::One(_) | Owner::Shared => continue,
            };
            *owner = next;
            pending.extend(model.shapes[id].kind.targets());
        }
    }
    owners
}
