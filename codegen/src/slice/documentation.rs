//! Documentation in slices.

use crate::json::Node;

/// Whether a slice contains the documentation of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Documentation {
    /// Keeps the documentation.
    Keep,
    /// Removes the documentation.
    Remove,
}

/// Returns whether the value is documentation, and not a member of that name, which is an object.
pub(super) fn is_text(value: &Node<'_>) -> bool {
    matches!(value, Node::String(_))
}
