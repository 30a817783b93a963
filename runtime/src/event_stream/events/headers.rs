//! Members that are headers of events (`eventHeader`).

use crate::codec::MISSING;
use crate::error::MessageError;
use crate::event_stream::frames::{Frame, HeaderValue};
use crate::reflect::{Shape, Slot, ValueRef};
use crate::schema::{Binding, Flag};
use crate::validation::Validation;
use bytes::Bytes;

/// Reads the members of an event that are headers.
///
/// # Errors
/// Returns an error for a header of another type, and in strict validation for a required one that is missing.
pub(super) fn read(frame: &Frame, event: &mut dyn Shape, validation: Validation) -> Result<(), MessageError> {
    for (index, member) in event.schema().members.iter().enumerate() {
        if member.binding != Binding::EventHeader {
            continue;
        }
        let read = match frame.header(member.wire) {
            Some(value) => read_value(value, event.slot(index)),
            None if validation == Validation::Strict && member.has(Flag::Required) => Err(MISSING),
            None => Ok(()),
        };
        read.map_err(|reason| MessageError::new(member.name, reason))?;
    }
    Ok(())
}

/// Reads a value. The width of an integer may differ from the model's.
fn read_value(value: HeaderValue<'_>, slot: Slot<'_>) -> Result<(), &'static str> {
    match (slot, value) {
        (Slot::Skip, _) => {}
        (Slot::Bool(out), HeaderValue::Bool(value)) => *out = value,
        (Slot::String(out), HeaderValue::String(value)) => value.clone_into(out),
        (Slot::Enum(out), HeaderValue::String(value)) => out.set(value.to_owned()),
        (Slot::Blob(out), HeaderValue::Blob(value)) => *out = Bytes::copy_from_slice(value),
        (Slot::Timestamp(out), HeaderValue::Timestamp(value)) => *out = value,
        (Slot::Byte(out), value) => *out = integer(value, "expected an integer of 8 bits")?,
        (Slot::Short(out), value) => *out = integer(value, "expected an integer of 16 bits")?,
        (Slot::Integer(out), value) => *out = integer(value, "expected an integer of 32 bits")?,
        (Slot::IntEnum(out), value) => out.set(integer(value, "expected an integer of 32 bits")?),
        (Slot::Long(out), value) => *out = integer(value, "expected an integer of 64 bits")?,
        (Slot::Bool(_), _) => return Err("expected a boolean header"),
        (Slot::String(_) | Slot::Enum(_), _) => return Err("expected a string header"),
        (Slot::Blob(_), _) => return Err("expected a byte array header"),
        (Slot::Timestamp(_), _) => return Err("expected a timestamp header"),
        _ => return Err("a value of this type cannot be a header of an event"),
    }
    Ok(())
}

fn integer<T: TryFrom<i64>>(value: HeaderValue<'_>, expected: &'static str) -> Result<T, &'static str> {
    let value = match value {
        HeaderValue::Byte(value) => value.into(),
        HeaderValue::Short(value) => value.into(),
        HeaderValue::Integer(value) => value.into(),
        HeaderValue::Long(value) => value,
        _ => return Err(expected),
    };
    T::try_from(value).map_err(|_| expected)
}

/// Returns a member's value as the value of a header. `slot` is a slot of the member, which has the width of an integer.
///
/// # Errors
/// Returns the reason if the value cannot be a header.
pub(super) fn value<'a>(value: ValueRef<'a>, slot: &Slot<'_>) -> Result<HeaderValue<'a>, &'static str> {
    Ok(match (value, slot) {
        (ValueRef::Bool(value), _) => HeaderValue::Bool(value),
        (ValueRef::String(value), _) => HeaderValue::String(value),
        (ValueRef::Blob(value), _) => HeaderValue::Blob(value),
        (ValueRef::Timestamp(value), _) => HeaderValue::Timestamp(value),
        (ValueRef::Integer(value), Slot::Byte(_)) => HeaderValue::Byte(narrow(value)?),
        (ValueRef::Integer(value), Slot::Short(_)) => HeaderValue::Short(narrow(value)?),
        (ValueRef::Integer(value), Slot::Integer(_) | Slot::IntEnum(_)) => {
            HeaderValue::Integer(narrow(value)?)
        }
        (ValueRef::Integer(value), _) => HeaderValue::Long(value),
        _ => return Err("a value of this type cannot be a header of an event"),
    })
}

fn narrow<T: TryFrom<i64>>(value: i64) -> Result<T, &'static str> {
    T::try_from(value).map_err(|_| "the integer has too many bits")
}
