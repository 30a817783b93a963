//! The XML traits that shapes have in botocore's models, and that members inherit from their targets.

use crate::json::Node;

/// The traits that members inherit from a shape.
#[derive(Clone, Copy, Default)]
pub(super) struct Inherited<'a> {
    /// The name of the shape's element.
    pub(super) name: Option<&'a str>,
    pub(super) flattened: bool,
    /// The name of the elements of a list.
    pub(super) element: Option<&'a str>,
}

impl<'a> Inherited<'a> {
    /// Returns the traits of a shape. Values of another kind than expected are reported where the shape is read.
    pub(super) fn of(shape: &'a Node<'_>) -> Self {
        let Some(shape) = shape.as_object() else { return Self::default() };
        let name = |node: &'a Node<'_>| match node {
            Node::String(text) => Some(text.as_ref()),
            _ => None,
        };
        Self {
            name: shape.get("locationName").and_then(name),
            flattened: matches!(shape.get("flattened"), Some(Node::Bool(true))),
            element: shape
                .get("member")
                .and_then(|member| member.as_object()?.get("locationName").and_then(name)),
        }
    }
}
