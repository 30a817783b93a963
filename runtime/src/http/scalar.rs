//! Single values as text, for labels, query parameters and headers.

use crate::Timestamp;
use crate::json::{self, TOO_DEEP, exceeds_max_depth, non_finite};
use crate::reflect::{Slot, ValueRef};
use crate::schema::{Flag, Member, TimestampFormat};
use base64::{Engine, engine::general_purpose::STANDARD};
use std::borrow::Cow;

/// Writes a value as text, or returns why it has no text form. `format` is the default format of timestamps.
pub(super) fn write<'a>(
    value: ValueRef<'a>,
    member: &Member,
    format: TimestampFormat,
) -> Result<Cow<'a, str>, &'static str> {
    Ok(match value {
        ValueRef::String(value) => value.into(),
        ValueRef::Bool(value) => if value { "true" } else { "false" }.into(),
        ValueRef::Integer(value) => value.to_string().into(),
        ValueRef::Float(value) if value.is_finite() => format!("{value:?}").into(),
        ValueRef::Float(value) => non_finite(value.into()).into(),
        ValueRef::Double(value) if value.is_finite() => format!("{value:?}").into(),
        ValueRef::Double(value) => non_finite(value).into(),
        ValueRef::BigNumber(value) => value.as_str().into(),
        ValueRef::Timestamp(value) => value.format(member.timestamp.unwrap_or(format)).into(),
        ValueRef::Blob(value) => STANDARD.encode(value).into(),
        ValueRef::Document(value) if exceeds_max_depth(value) => return Err(TOO_DEEP),
        ValueRef::Document(value) if member.has(Flag::JsonValue) => STANDARD.encode(value.to_string()).into(),
        _ => return Err("expected a single value"),
    })
}

/// Parses text into a slot, or returns what was expected.
pub(super) fn read(text: &str, slot: Slot<'_>, member: &Member) -> Result<(), &'static str> {
    match slot {
        Slot::Skip => {}
        Slot::String(out) => *out = text.to_owned(),
        Slot::Enum(out) => out.set(text.to_owned()),
        Slot::Bool(out) => *out = text.parse().map_err(|_| "expected true or false")?,
        Slot::Byte(out) => *out = text.parse().map_err(|_| "expected an integer of 8 bits")?,
        Slot::Short(out) => *out = text.parse().map_err(|_| "expected an integer of 16 bits")?,
        Slot::Integer(out) => *out = text.parse().map_err(|_| "expected an integer of 32 bits")?,
        Slot::IntEnum(out) => out.set(text.parse().map_err(|_| "expected an integer of 32 bits")?),
        Slot::Long(out) => *out = text.parse().map_err(|_| "expected an integer of 64 bits")?,
        Slot::Float(out) => *out = text.parse().map_err(|_| "expected a number")?,
        Slot::Double(out) => *out = text.parse().map_err(|_| "expected a number")?,
        Slot::BigNumber(out) => *out = text.parse().map_err(|_| "expected a number")?,
        Slot::Timestamp(out) => *out = Timestamp::parse(text).ok_or("expected a timestamp")?,
        Slot::Blob(out) => *out = decode(text)?.into(),
        Slot::Document(out) if member.has(Flag::JsonValue) => {
            *out = json::document(&decode(text)?).ok_or("expected JSON in base64")?;
        }
        _ => return Err("expected a single value"),
    }
    Ok(())
}

fn decode(text: &str) -> Result<Vec<u8>, &'static str> {
    STANDARD.decode(text).map_err(|_| "expected base64")
}
