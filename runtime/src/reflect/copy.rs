//! Copies values from one type to another with the same members.

use super::{List, Map, Shape, Slot, ValueRef, used_members};
use crate::schema::Kind;

/// Copies a value to a slot. Returns false if the slot has another type, or if the value is a stream; the slot then has a part of
/// the value.
///
/// Members of structures are copied by their indices, so both have the same schema.
pub(crate) fn copy(value: ValueRef<'_>, slot: Slot<'_>) -> bool {
    match (value, slot) {
        (ValueRef::None, _) => return false,
        (ValueRef::Bool(value), Slot::Bool(slot)) => *slot = value,
        (ValueRef::Integer(value), slot) => return copy_integer(value, slot),
        (ValueRef::Float(value), Slot::Float(slot)) => *slot = value,
        (ValueRef::Double(value), Slot::Double(slot)) => *slot = value,
        (ValueRef::BigNumber(value), Slot::BigNumber(slot)) => slot.clone_from(value),
        (ValueRef::String(value), Slot::String(slot)) => value.clone_into(slot),
        (ValueRef::String(value), Slot::Enum(slot)) => slot.set(value.to_owned()),
        (ValueRef::Blob(value), Slot::Blob(slot)) => slot.clone_from(value),
        (ValueRef::Timestamp(value), Slot::Timestamp(slot)) => *slot = value,
        (ValueRef::Document(value), Slot::Document(slot)) => slot.clone_from(value),
        (ValueRef::Body(value), Slot::Body(slot)) => match value.as_bytes() {
            Some(bytes) => *slot = bytes.into(),
            None => return false,
        },
        (ValueRef::Shape(value), Slot::Shape(slot)) => return copy_shape(value, slot),
        (ValueRef::Strings(value), Slot::Strings(slot)) => slot.clone_from(value),
        (ValueRef::List(value), Slot::List(slot)) => return copy_list(value, slot),
        (ValueRef::Map(value), Slot::Map(slot)) => return copy_map(value, slot),
        (_, _) => return false,
    }
    true
}

/// Copies an integer that the slot can hold.
fn copy_integer(value: i64, slot: Slot<'_>) -> bool {
    fn set<T: TryFrom<i64>>(slot: &mut T, value: i64) -> bool {
        T::try_from(value).map(|value| *slot = value).is_ok()
    }
    match slot {
        Slot::Byte(slot) => set(slot, value),
        Slot::Short(slot) => set(slot, value),
        Slot::Integer(slot) => set(slot, value),
        Slot::Long(slot) => set(slot, value),
        Slot::IntEnum(slot) => i32::try_from(value).map(|value| slot.set(value)).is_ok(),
        _ => false,
    }
}

/// Copies the member at an index, if it has a value. Returns false if it cannot be copied.
pub(crate) fn copy_member(from: &dyn Shape, to: &mut dyn Shape, index: usize) -> bool {
    match from.get(index) {
        ValueRef::None => true,
        value => copy(value, to.slot(index)),
    }
}

/// Copies all members that have a value. Returns the name of the first one that cannot be copied.
#[cfg(feature = "client")]
pub(crate) fn copy_members(from: &dyn Shape, to: &mut dyn Shape) -> Option<&'static str> {
    used_members(from).find(|(index, _)| !copy_member(from, to, *index)).map(|(_, member)| member.name)
}

fn copy_shape(value: &dyn Shape, slot: &mut dyn Shape) -> bool {
    if let Some(name) = value.unknown().filter(|_| value.schema().kind == Kind::Union) {
        slot.set_unknown(name);
        return true;
    }
    used_members(value).all(|(index, _)| copy_member(value, slot, index))
}

fn copy_list(value: &dyn List, slot: &mut dyn List) -> bool {
    slot.clear();
    slot.reserve(value.len());
    (0..value.len()).all(|index| match value.get(index) {
        ValueRef::None => slot.push_null(),
        value => copy(value, slot.push()),
    })
}

fn copy_map(value: &dyn Map, slot: &mut dyn Map) -> bool {
    slot.clear();
    let mut is_copied = true;
    value.visit(&mut |key, value| {
        is_copied = match value {
            ValueRef::None => slot.insert_null(key.to_owned()),
            value => copy(value, slot.insert(key.to_owned())),
        };
        is_copied
    });
    is_copied
}
