//! What of a model a user of its crate sees: types under their names, fields with their types, who holds what.

use super::change::{Change, Rust, What, Wire};
use super::types;
use crate::graph::{Member, Model, Operation, Shape, ShapeId};
use crate::names::{self, Name, Names, OperationNames};
use crate::passes;
use std::collections::{HashMap, HashSet};

pub(super) struct Surface<'m> {
    pub(super) model: &'m Model,
    names: Names,
    sent: HashSet<ShapeId>,
    own: HashSet<ShapeId>,
    owners: Vec<Owner>,
}

/// The operations that reach a shape.
#[derive(Clone, Copy, PartialEq)]
enum Owner {
    None,
    One(usize),
    Several,
}

impl<'m> Surface<'m> {
    pub(super) fn of(service: &str, model: &'m Model) -> Self {
        // There is one name for one service; without it the names are chosen as if it had no name.
        let modules = names::modules(&[service]);
        Self {
            model,
            names: Names::choose(model, modules.first().map_or("service", Name::as_str)),
            sent: passes::reached_from_inputs(model),
            own: model.operations.iter().flat_map(|one| [one.input, one.output]).flatten().collect(),
            owners: owners(model),
        }
    }

    pub(super) fn shape(&self, id: ShapeId) -> &'m Shape {
        &self.model.shapes[id]
    }

    /// What is sent may be refused.
    pub(super) fn is_sent(&self, id: ShapeId) -> bool {
        self.sent.contains(&id)
    }

    /// Whether it is an operation's input or output, which is called after that whatever the model calls it.
    pub(super) fn is_own(&self, id: ShapeId) -> bool {
        self.own.contains(&id)
    }

    /// The name of the type; none of one that is a type of Rust's.
    pub(super) fn type_name(&self, id: ShapeId) -> Option<String> {
        self.names.of_type(id).map(ToString::to_string)
    }

    /// All types with names of their own, in the model's order.
    pub(super) fn types(&self) -> impl Iterator<Item = (String, ShapeId)> {
        self.model.shapes.iter().filter_map(|(id, _)| Some((self.type_name(id)?, id)))
    }

    /// The fields of a structure, the variants of a union.
    pub(super) fn members(&self, id: ShapeId) -> impl Iterator<Item = (String, &'m Member)> {
        let names = self.names.of_members(id).iter().map(ToString::to_string);
        names.zip(self.shape(id).kind.members())
    }

    /// The variants of an enum.
    pub(super) fn variants(&self, id: ShapeId) -> Vec<String> {
        self.names.of_members(id).iter().map(ToString::to_string).collect()
    }

    pub(super) fn operations(&self) -> impl Iterator<Item = (&'m Operation, &OperationNames)> {
        self.model.operations.iter().zip(self.names.of_operations())
    }

    /// The Rust type of a member's value.
    pub(super) fn type_of(&self, member: &Member, renamed: &HashMap<String, String>) -> String {
        types::of_member(self, member, renamed)
    }

    /// The operation that alone reaches a shape.
    pub(super) fn owner(&self, id: ShapeId) -> Option<&'m str> {
        match self.owners.get(id.index()) {
            Some(Owner::One(index)) => self.model.operations.get(*index).map(|one| one.name.as_str()),
            _ => None,
        }
    }

    /// A change of a shape or of a member of it.
    pub(super) fn change(
        &self,
        id: ShapeId,
        member: Option<&str>,
        what: What,
        rust: Rust,
        wire: Wire,
    ) -> Change {
        let shape = self.type_name(id).unwrap_or_else(|| self.shape(id).name.clone());
        Change {
            operation: self.owner(id).map(str::to_owned),
            shape: Some(shape),
            member: member.map(str::to_owned),
            used_by: Vec::new(),
            what,
            rust,
            wire,
        }
    }
}

/// Which operation reaches each shape. A shape is looked at three times at most: what is below one that several
/// reach was reached by several already.
fn owners(model: &Model) -> Vec<Owner> {
    let mut owners = vec![Owner::None; model.shapes.len()];
    for (index, operation) in model.operations.iter().enumerate() {
        let mut open: Vec<ShapeId> = passes::roots(operation).collect();
        while let Some(id) = open.pop() {
            let Some(owner) = owners.get_mut(id.index()) else { continue };
            let next = match *owner {
                Owner::None => Owner::One(index),
                Owner::One(first) if first != index => Owner::Several,
                Owner::One(_) | Owner::Several => continue,
            };
            *owner = next;
            open.extend(model.shapes[id].kind.targets());
        }
    }
    owners
}
