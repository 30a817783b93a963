//! The shape graph: what a model says, in Smithy's terms, whatever format it came in.
//!
//! Shapes refer to each other by [`ShapeId`], and only this module makes ids, so that each leads somewhere. The
//! graph keeps the model's order.

mod auth;
mod context;
mod member;
mod operation;
pub mod partitions;
pub(crate) mod pattern;
pub mod rules;
mod service;
mod shape;

use std::ops::Index;

pub use auth::{ApiKey, AuthScheme, KeyLocation};
pub use context::{ContextParam, ContextValue, Step, expression};
pub use member::{Binding, Member, MemberTrait, Presence, Xml};
pub use operation::{Auth, Http, Operation, OperationTrait};
pub use partitions::Partition;
pub use service::{Protocol, Service};
pub use shape::{Bounds, Deprecated, EnumValue, ErrorTrait, Kind, Shape, ShapeTrait, TimestampFormat};

/// A model.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The file it was read from.
    pub file: String,
    /// The service.
    pub service: Service,
    /// Its operations, in the model's order; after selection, in the selection's.
    pub operations: Vec<Operation>,
    /// The names of operations that are there and could not be read, which was reported.
    pub unread: Vec<String>,
    /// The names of the service's other operations: those that are not selected, and those that a slice keeps nothing
    /// else of. Types are named as if they were selected too.
    pub unselected: Vec<String>,
    /// Its shapes.
    pub shapes: Shapes,
}

/// A shape of one model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShapeId(u32);

impl ShapeId {
    /// Its place in [`Shapes`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The shapes of a model, in its order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shapes(Vec<Shape>);

impl Shapes {
    /// Adds a shape. There are never more than fit 32 bits: a model's text would have to be larger than that.
    pub fn add(&mut self, shape: Shape) -> ShapeId {
        let id = ShapeId(self.0.len() as u32);
        self.0.push(shape);
        id
    }

    /// All shapes with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (ShapeId, &Shape)> {
        self.0.iter().enumerate().map(|(index, shape)| (ShapeId(index as u32), shape))
    }

    /// All shapes, to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Shape> {
        self.0.iter_mut()
    }

    /// The shape of an id, to be changed.
    pub fn get_mut(&mut self, id: ShapeId) -> Option<&mut Shape> {
        self.0.get_mut(id.index())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Ids are made by [`Shapes::add`] alone and shapes are never taken away, so that there is one for each.
impl Index<ShapeId> for Shapes {
    type Output = Shape;

    #[allow(clippy::indexing_slicing, reason = "see above")]
    fn index(&self, id: ShapeId) -> &Shape {
        &self.0[id.index()]
    }
}
