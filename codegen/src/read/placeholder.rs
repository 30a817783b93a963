//! What stands in for a shape that could not be read, so that the rest can be.

use crate::graph::{Bounds, Kind, Shape};

impl Shape {
    /// A string without a name, which no model can have.
    pub(super) fn placeholder() -> Self {
        Self {
            name: String::new(),
            kind: Kind::String,
            sensitive: false,
            deprecated: None,
            bounds: Bounds::default(),
            traits: Vec::new(),
            docs: None,
        }
    }
}
