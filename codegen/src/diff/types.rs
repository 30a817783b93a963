//! What values look like on the wire.

use super::surface::Surface;
use crate::graph::{Kind, ShapeId};
use std::collections::HashSet;

/// Lists of lists and maps of maps are compared as deep as this.
pub(super) const GLANCE: usize = 32;

/// What a value looks like on the wire: two of the same class are read and written alike.
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

/// Whether a value of the new shape looks on the wire as one of the old one did. Members of structures are compared
/// by name alone: what else has changed in them is not told by a glance.
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
