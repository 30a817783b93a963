//! The conversions that the shapes of a model allow: of the only variant of a union, and of the only list of an output. The
//! emitter writes their implementations, and the comparison of models reports those that an update adds or removes.

use crate::graph::{Binding, Kind, Member, MemberTrait, Model, ShapeId, Shapes};

/// Returns the only variant of a union, by its index, if the union can be created from the variant's value. In an event
/// stream, errors are no variants. A union that contains itself directly cannot be created from its own type.
pub(crate) fn only_variant(shapes: &Shapes, id: ShapeId, is_event_stream: bool) -> Option<(usize, &Member)> {
    let Kind::Union { members } = &shapes[id].kind else { return None };
    let is_variant = |member: &Member| !(is_event_stream && shapes.is_error(member));
    let only = only(members.iter().enumerate().filter(|(_, member)| is_variant(member)))?;
    (only.1.target != id).then_some(only)
}

/// Returns the only list of an output, by its index, if everything beside it is scalar, such as tokens and counts. An output
/// with other structures, maps or streams is more than its list.
pub(crate) fn only_list(model: &Model, id: ShapeId) -> Option<(usize, &Member)> {
    let shapes = &model.shapes;
    let Kind::Structure { members, error: None } = &shapes[id].kind else { return None };
    if !model.operations.iter().any(|operation| operation.output == Some(id)) {
        return None;
    }
    only(members.iter().enumerate().filter(|(_, member)| !is_scalar(shapes, member)))
        .filter(|(_, member)| matches!(shapes[member.target].kind, Kind::List { .. }) && !is_json(member))
}

/// Returns the only element of an iterator.
fn only<T>(mut elements: impl Iterator<Item = T>) -> Option<T> {
    let first = elements.next()?;
    elements.next().is_none().then_some(first)
}

fn is_scalar(shapes: &Shapes, member: &Member) -> bool {
    if member.is_stream() || member.is_event_stream() || is_json(member) {
        return false;
    }
    // Exhaustive, so that a new kind of shape is classified.
    match &shapes[member.target].kind {
        Kind::Structure { .. } | Kind::Union { .. } | Kind::List { .. } | Kind::Map { .. } => false,
        Kind::Document => false,
        Kind::Blob => member.binding != Binding::Payload,
        Kind::Enum { .. } | Kind::IntEnum { .. } | Kind::String | Kind::Boolean => true,
        Kind::Byte | Kind::Short | Kind::Integer | Kind::Long | Kind::BigInteger => true,
        Kind::Float | Kind::Double | Kind::BigDecimal | Kind::Timestamp { .. } => true,
    }
}

fn is_json(member: &Member) -> bool {
    member.traits.contains(&MemberTrait::JsonValue)
}
