//! The documentation in models.

use crate::json::Node;

/// What becomes of the documentation in a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Documentation {
    /// It remains.
    Keep,
    /// It is removed.
    Remove,
}

/// Distinguishes documentation from a member of that name, which is an object.
pub(super) fn is_text(value: &Node<'_>) -> bool {
    matches!(value, Node::String(_))
}
