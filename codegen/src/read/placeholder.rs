//! A placeholder for a shape that could not be read, so that reading can go on.

use crate::graph::{Bounds, Kind, Shape, XmlRoot};

impl Shape {
    /// Returns a string without a name, which no model can have.
    pub(super) fn placeholder() -> Self {
        Self {
            name: String::new(),
            kind: Kind::String,
            sensitive: false,
            deprecated: None,
            bounds: Bounds::default(),
            xml: XmlRoot::default(),
            traits: Vec::new(),
            docs: None,
        }
    }
}
