//! The functions of expressions.

use super::Node;
use crate::reflect::ValueRef;
use serde_json::Value as Document;

/// Returns whether a value is an object: a structure, a union, a map, or one in a document.
pub(super) fn is_object(node: &Node<'_>) -> bool {
    let Node::Value(value) = node else { return false };
    matches!(value, ValueRef::Shape(_) | ValueRef::Map(_) | ValueRef::Document(Document::Object(_)))
}

/// Returns the number of characters of a string, of elements of a list, or of members of an object that are set.
pub(super) fn length<'a>(node: &Node<'a>) -> Node<'a> {
    let length = match node.as_str() {
        Some(text) => Some(text.chars().count()),
        None if is_object(node) => Some(node.members().len()),
        None => node.element_count(),
    };
    length
        .and_then(|length| i64::try_from(length).ok())
        .map_or(Node::NULL, |length| Node::Value(ValueRef::Integer(length)))
}

/// Returns whether a string has a part, or a list an element.
pub(super) fn contains<'a>(node: &Node<'a>, part: &Node<'a>) -> Node<'a> {
    match (node.as_str(), node.element_count()) {
        (Some(text), _) => Node::boolean(part.as_str().is_some_and(|part| text.contains(part))),
        (None, Some(_)) => Node::boolean(node.elements().any(|element| element.is_equal(part))),
        (None, None) => Node::NULL,
    }
}

/// Returns the names of the members of an object that are set.
pub(super) fn keys<'a>(node: &Node<'a>) -> Node<'a> {
    match is_object(node) {
        true => {
            let names = node.members().into_iter().map(|(name, _)| Node::Value(ValueRef::String(name)));
            Node::List(names.collect())
        }
        false => Node::NULL,
    }
}
