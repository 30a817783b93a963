//! The active variant of a union as a trait object.

use super::{Shape, Slot, ValueRef};

/// The index at which a union has its active variant: [`Shape::get`] returns the index of the variant, or its name if the model
/// does not have it, and [`Shape::slot`] activates an unknown variant and returns the slot of its name.
///
/// Functions of the trait object for this would be compiled for each structure.
pub const VARIANT: usize = usize::MAX;

impl dyn Shape + '_ {
    /// Returns the index of the active variant of a union. `None` if the model does not have the variant, and on a structure.
    pub fn active(&self) -> Option<usize> {
        match self.get(VARIANT) {
            ValueRef::Integer(index) => usize::try_from(index).ok(),
            _ => None,
        }
    }

    /// Returns the name of the active variant of a union if the model does not have it.
    pub fn unknown(&self) -> Option<&str> {
        match self.get(VARIANT) {
            ValueRef::String(name) => Some(name),
            _ => None,
        }
    }

    /// Makes an unknown variant the active one. Does nothing on a structure.
    pub fn set_unknown(&mut self, name: &str) {
        if let Slot::String(slot) = self.slot(VARIANT) {
            name.clone_into(slot);
        }
    }
}
