//! Compares values of any types.

use super::{List, Map, Shape, ValueRef, used_members};

/// Returns whether two values are the same: of the same kind, and with the same members, elements or entries. Streams are never
/// the same.
pub(crate) fn equal(one: ValueRef<'_>, other: ValueRef<'_>) -> bool {
    match (one, other) {
        (ValueRef::None, ValueRef::None) => true,
        (ValueRef::Bool(one), ValueRef::Bool(other)) => one == other,
        (ValueRef::Integer(one), ValueRef::Integer(other)) => one == other,
        (ValueRef::Float(one), ValueRef::Float(other)) => one == other,
        (ValueRef::Double(one), ValueRef::Double(other)) => one == other,
        (ValueRef::BigNumber(one), ValueRef::BigNumber(other)) => one == other,
        (ValueRef::String(one), ValueRef::String(other)) => one == other,
        (ValueRef::Blob(one), ValueRef::Blob(other)) => one == other,
        (ValueRef::Timestamp(one), ValueRef::Timestamp(other)) => one == other,
        (ValueRef::Document(one), ValueRef::Document(other)) => one == other,
        (ValueRef::Shape(one), ValueRef::Shape(other)) => equal_shapes(one, other),
        (ValueRef::Map(one), ValueRef::Map(other)) => equal_maps(one, other),
        (one, other) => match (one.as_list(), other.as_list()) {
            (Some(one), Some(other)) => equal_lists(one, other),
            _ => false,
        },
    }
}

fn equal_shapes(one: &dyn Shape, other: &dyn Shape) -> bool {
    let members =
        |shape| used_members(shape).filter(|(index, _)| !matches!(shape.get(*index), ValueRef::None));
    one.unknown() == other.unknown()
        && members(one).count() == members(other).count()
        && members(one).all(|(index, member)| {
            let same = other.schema().members.get(index).is_some_and(|found| found.name == member.name);
            same && equal(one.get(index), other.get(index))
        })
}

fn equal_lists(one: &dyn List, other: &dyn List) -> bool {
    one.len() == other.len() && (0..one.len()).all(|index| equal(one.get(index), other.get(index)))
}

fn equal_maps(one: &dyn Map, other: &dyn Map) -> bool {
    fn entries(map: &dyn Map) -> Vec<(&str, ValueRef<'_>)> {
        let mut entries = Vec::with_capacity(map.len());
        map.visit(&mut |key, value| {
            entries.push((key, value));
            true
        });
        entries
    }
    let (one, other) = (entries(one), entries(other));
    let same = |((key, value), (other_key, other)): (&(&str, ValueRef<'_>), &(&str, ValueRef<'_>))| {
        key == other_key && equal(*value, *other)
    };
    one.len() == other.len() && one.iter().zip(&other).all(same)
}
