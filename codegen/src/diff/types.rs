//! Classifies values by their encoding on the wire.

use super::surface::Surface;
use crate::graph::{Kind, ShapeId};
use std::collections::HashSet;

/// The maximum depth at which nested lists and maps are compared.
pub(super) const GLANCE: usize = 32;

/// Returns the class of a value by its encoding. Values of the same class are encoded alike.
pub(super) fn class(kind: &Kind) -> &'static str {
    match kind {
        Kind::String | Kind::Enum { .. } => "string",
        Kind::Byte | Kind::Short | Kind::Integer | Kind::Long | Kind::BigInteger | Kind::IntEnum { .. } => {
            "integer"
        }
        Kind::Float | Kind::Double | Kind::BigDecimal => "number",
        other => other.name(),
    }
}

/// Returns whether values of the new shape are encoded like values of the old one. Members of structures are compared
/// by name only; their other changes are reported separately.
pub(super) fn look_alike(old: (&Surface<'_>, ShapeId), new: (&Surface<'_>, ShapeId), depth: usize) -> bool {
    let (old_kind, new_kind) = (&old.0.shape(old.1).kind, &new.0.shape(new.1).kind);
    let inside = |one: ShapeId, other: ShapeId| {
        depth.checked_sub(1).is_some_and(|depth| look_alike((old.0, one), (new.0, other), depth))
    };
    match (old_kind, new_kind) {
        (Kind::List { element: one, .. }, Kind::List { element: other, .. }) => {
            inside(one.target, other.target)
        }
        (Kind::Map { value: one, .. }, Kind::Map { value: other, .. }) => inside(one.target, other.target),
        (Kind::Structure { members: one, .. }, Kind::Structure { members: other, .. })
        | (Kind::Union { members: one }, Kind::Union { members: other }) => {
            let names: HashSet<&str> = other.iter().map(|member| member.name.as_str()).collect();
            one.iter().all(|member| names.contains(member.name.as_str()))
        }
        _ => class(old_kind) == class(new_kind),
    }
}
