//! The shapes of a model by ID.

use super::id::ShapeId;
use super::member::Member;
use super::shape::{Kind, Shape};
use std::collections::HashSet;
use std::ops::Index;

/// The shapes of a model, in its order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shapes(Vec<Shape>);

impl Shapes {
    /// Creates an empty table with space for this number of shapes.
    pub(crate) fn with_capacity(number: usize) -> Self {
        Self(Vec::with_capacity(number))
    }

    /// Adds a shape and returns its ID. IDs fit 32 bits, because a model is smaller than 4 GiB.
    pub fn add(&mut self, shape: Shape) -> ShapeId {
        let id = ShapeId(self.0.len() as u32);
        self.0.push(shape);
        id
    }

    /// Returns all shapes with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (ShapeId, &Shape)> {
        self.0.iter().enumerate().map(|(index, shape)| (ShapeId(index as u32), shape))
    }

    /// Returns all shapes by value with their ids.
    pub(crate) fn into_iter(self) -> impl Iterator<Item = (ShapeId, Shape)> {
        self.0.into_iter().enumerate().map(|(index, shape)| (ShapeId(index as u32), shape))
    }

    /// Returns all shapes for modification.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Shape> {
        self.0.iter_mut()
    }

    /// Returns the shape of an id for modification.
    pub fn get_mut(&mut self, id: ShapeId) -> Option<&mut Shape> {
        self.0.get_mut(id.index())
    }

    /// Returns the number of shapes.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether there are no shapes.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns whether the target of a member is an error.
    pub fn is_error(&self, member: &Member) -> bool {
        matches!(self[member.target].kind, Kind::Structure { error: Some(_), .. })
    }

    /// Returns whether the values of a member are sensitive: by its own trait, by that of its target, or by that of the
    /// elements of lists and maps in it. The members of a structure or union have traits of their own.
    pub fn is_sensitive(&self, member: &Member) -> bool {
        self.is_sensitive_apart_from(member, |_| false)
    }

    /// Like [`Shapes::is_sensitive`], without the traits of the shapes for which `is_ignored` returns true.
    pub fn is_sensitive_apart_from(&self, member: &Member, is_ignored: impl Fn(ShapeId) -> bool) -> bool {
        let mut open = vec![member];
        let mut seen = HashSet::new();
        while let Some(member) = open.pop() {
            let target = &self[member.target];
            if member.sensitive || (target.sensitive && !is_ignored(member.target)) {
                return true;
            }
            // A list may contain itself, which is reported elsewhere.
            if seen.insert(member.target) {
                open.extend(target.kind.elements());
            }
        }
        false
    }
}

/// Only [`Shapes::add`] creates IDs, and shapes are never removed, so that each ID has a shape.
impl Index<ShapeId> for Shapes {
    type Output = Shape;

    #[allow(clippy::indexing_slicing, reason = "see above")]
    fn index(&self, id: ShapeId) -> &Shape {
        &self.0[id.index()]
    }
}
