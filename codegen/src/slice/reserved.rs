//! Operations that remain without properties: those whose types have the name of a shape in the slice. They keep the
//! names of types from changing when these operations are selected later.

use crate::names;
use std::collections::HashSet;

/// The names of the types of shapes.
pub(super) struct Reserved(HashSet<String>);

impl Reserved {
    pub(super) fn of<'n>(shapes: impl Iterator<Item = &'n str>) -> Self {
        Self(shapes.map(names::plain_type).collect())
    }

    /// Returns whether a shape has the name of one of an operation's own types.
    pub(super) fn has_type_of(&self, operation: &str) -> bool {
        names::own_types(operation).iter().any(|own| self.0.contains(own))
    }
}
