//! The Rust type of a member's value as text, the same that the emitter writes.

use super::surface::Surface;
use crate::graph::{Kind, Member, MemberTrait, ShapeId};
use crate::names;
use std::collections::{HashMap, HashSet};

/// Lists of lists and maps of maps are told apart as deep as this.
const DEPTH: usize = 32;

/// The type without the `Option` around it. `renamed` gives types of before the names that they have now.
pub(super) fn of_member(face: &Surface<'_>, member: &Member, renamed: &HashMap<String, String>) -> String {
    let of = of_value(face, member, renamed, DEPTH);
    if member.boxed { format!("Box<{of}>") } else { of }
}

fn of_value(face: &Surface<'_>, member: &Member, renamed: &HashMap<String, String>, depth: usize) -> String {
    match member.traits.contains(&MemberTrait::JsonValue) {
        true => "serde_json::Value".to_owned(),
        false => of(face, member.target, renamed, depth),
    }
}

fn of(face: &Surface<'_>, id: ShapeId, renamed: &HashMap<String, String>, depth: usize) -> String {
    if let Some(name) = face.type_name(id) {
        return renamed.get(&name).cloned().unwrap_or(name);
    }
    let Some(depth) = depth.checked_sub(1) else { return "..".to_owned() };
    let of = |member| of_value(face, member, renamed, depth);
    let optional = |of: String, is_optional: bool| if is_optional { format!("Option<{of}>") } else { of };
    match &face.shape(id).kind {
        Kind::List { element, sparse } => format!("Vec<{}>", optional(of(element), *sparse)),
        Kind::Map { key, value, sparse } => {
            // A key is a string or an enum; were it more, both its sides could nest.
            let key = self::of(face, key.target, renamed, 1);
            format!("BTreeMap<{key}, {}>", optional(of(value), *sparse))
        }
        Kind::Blob => "Bytes".to_owned(),
        Kind::BigInteger | Kind::BigDecimal => "BigNumber".to_owned(),
        Kind::Timestamp { .. } => "Timestamp".to_owned(),
        Kind::Document => "serde_json::Value".to_owned(),
        kind => names::scalar(kind).to_owned(),
    }
}

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

/// As deep as that.
pub(super) const GLANCE: usize = DEPTH;
