//! Which fields hold what is no type of the crate: callers know a list or a string by the field that it is in.

use super::surface::Surface;
use super::types::GLANCE;
use crate::graph::{Kind, ShapeId};
use std::collections::HashMap;

/// The fields by what they hold, in the order of their types: `Thing.name`, `the elements of Thing.tags`.
#[derive(Default)]
pub(super) struct Holders(HashMap<ShapeId, Vec<String>>);

impl Holders {
    /// Those of all types. Lists in lists are followed as deep as types are compared.
    pub(super) fn of(face: &Surface<'_>) -> Self {
        let mut holders = Self::default();
        for (name, id) in face.types() {
            for (field, member) in face.members(id) {
                holders.add(face, member.target, format!("{name}.{field}"), GLANCE);
            }
        }
        holders
    }

    /// The fields that hold a shape; none of one that is a type itself.
    pub(super) fn take(&mut self, id: ShapeId) -> Vec<String> {
        self.0.remove(&id).unwrap_or_default()
    }

    fn add(&mut self, face: &Surface<'_>, id: ShapeId, place: String, depth: usize) {
        let (None, Some(depth)) = (face.type_name(id), depth.checked_sub(1)) else { return };
        match &face.shape(id).kind {
            Kind::List { element, .. } => {
                self.add(face, element.target, format!("the elements of {place}"), depth);
            }
            Kind::Map { key, value, .. } => {
                // A key is a string; were it more, both its sides could nest.
                self.add(face, key.target, format!("the keys of {place}"), depth.min(1));
                self.add(face, value.target, format!("the values of {place}"), depth);
            }
            _ => {}
        }
        self.0.entry(id).or_default().push(place);
    }
}
