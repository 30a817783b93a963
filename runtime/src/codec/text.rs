//! Scalars as text, for XML, forms, labels, query parameters and headers.

use super::non_finite_text;
use crate::Timestamp;
use crate::base64;
use crate::reflect::{Slot, ValueRef};
use crate::schema::{Member, TimestampFormat};
use std::borrow::Cow;

/// The reason why a list, map, structure or document has no text form.
const NOT_SINGLE: &str = "expected a single value";

/// Returns a scalar as text. `format` applies to timestamps for which the model has no format.
///
/// # Errors
/// Returns the reason if the value is not a scalar.
pub(crate) fn write_text<'a>(
    value: ValueRef<'a>,
    member: &Member,
    format: TimestampFormat,
) -> Result<Cow<'a, str>, &'static str> {
    Ok(match value {
        ValueRef::String(value) => value.into(),
        ValueRef::Bool(value) => if value { "true" } else { "false" }.into(),
        ValueRef::Integer(value) => value.to_string().into(),
        ValueRef::Float(value) if value.is_finite() => format!("{value:?}").into(),
        ValueRef::Float(value) => non_finite_text(value.into()).into(),
        ValueRef::Double(value) if value.is_finite() => format!("{value:?}").into(),
        ValueRef::Double(value) => non_finite_text(value).into(),
        ValueRef::BigNumber(value) => value.as_str().into(),
        ValueRef::Timestamp(value) => value.format(member.timestamp.unwrap_or(format)).into(),
        ValueRef::Blob(value) => base64::encode(value).into(),
        _ => return Err(NOT_SINGLE),
    })
}

/// Parses text into a slot. A boolean is exactly `true` or `false`.
///
/// # Errors
/// Returns a description of the expected text.
pub(crate) fn parse_text(text: Cow<'_, str>, slot: Slot<'_>) -> Result<(), &'static str> {
    match slot {
        Slot::Skip => {}
        Slot::String(out) => *out = text.into_owned(),
        Slot::Enum(out) => out.set(text.into_owned()),
        Slot::Bool(out) => *out = text.parse().map_err(|_| "expected true or false")?,
        Slot::Byte(out) => *out = text.parse().map_err(|_| "expected an integer of 8 bits")?,
        Slot::Short(out) => *out = text.parse().map_err(|_| "expected an integer of 16 bits")?,
        Slot::Integer(out) => *out = text.parse().map_err(|_| "expected an integer of 32 bits")?,
        Slot::IntEnum(out) => out.set(text.parse().map_err(|_| "expected an integer of 32 bits")?),
        Slot::Long(out) => *out = text.parse().map_err(|_| "expected an integer of 64 bits")?,
        Slot::Float(out) => *out = text.parse().map_err(|_| "expected a number")?,
        Slot::Double(out) => *out = text.parse().map_err(|_| "expected a number")?,
        Slot::BigNumber(out) => *out = text.parse().map_err(|_| "expected a number")?,
        Slot::Timestamp(out) => *out = Timestamp::parse(&text).ok_or("expected a timestamp")?,
        Slot::Blob(out) => *out = base64::decode(&*text).ok_or("expected base64")?,
        _ => return Err(NOT_SINGLE),
    }
    Ok(())
}
