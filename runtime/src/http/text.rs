//! A single value as text, for where HTTP has room for nothing else, and back.

use crate::Timestamp;
use crate::json::{self, TOO_DEEP, is_too_deep, no_number};
use crate::reflect::{Flag, Member, Ref, Slot, TimestampFormat};
use base64::{Engine, engine::general_purpose::STANDARD};
use std::borrow::Cow;

/// The value as text, or what it should have been. `format` is how a timestamp goes here by default.
pub(super) fn write<'a>(
    value: Ref<'a>,
    member: &Member,
    format: TimestampFormat,
) -> Result<Cow<'a, str>, &'static str> {
    Ok(match value {
        Ref::Text(value) => value.into(),
        Ref::Bool(value) => if value { "true" } else { "false" }.into(),
        Ref::Int(value) => value.to_string().into(),
        Ref::Float(value) if value.is_finite() => format!("{value:?}").into(),
        Ref::Float(value) => no_number(value.into()).into(),
        Ref::Double(value) if value.is_finite() => format!("{value:?}").into(),
        Ref::Double(value) => no_number(value).into(),
        Ref::Big(value) => value.as_str().into(),
        Ref::Time(value) => value.format(member.timestamp.unwrap_or(format)).into(),
        Ref::Blob(value) => STANDARD.encode(value).into(),
        Ref::Document(value) if is_too_deep(value) => return Err(TOO_DEEP),
        Ref::Document(value) if member.has(Flag::JsonValue) => STANDARD.encode(value.to_string()).into(),
        _ => return Err("only a single value can go here"),
    })
}

/// Puts text into the slot, or says what it should have been.
pub(super) fn read(text: &str, slot: Slot<'_>, member: &Member) -> Result<(), &'static str> {
    match slot {
        Slot::Skip => {}
        Slot::String(out) => *out = text.to_owned(),
        Slot::Text(out) => out.set(text.to_owned()),
        Slot::Bool(out) => *out = text.parse().map_err(|_| "expected true or false")?,
        Slot::Byte(out) => *out = text.parse().map_err(|_| "expected an integer of 8 bits")?,
        Slot::Short(out) => *out = text.parse().map_err(|_| "expected an integer of 16 bits")?,
        Slot::Integer(out) => *out = text.parse().map_err(|_| "expected an integer of 32 bits")?,
        Slot::Number(out) => out.set(text.parse().map_err(|_| "expected an integer of 32 bits")?),
        Slot::Long(out) => *out = text.parse().map_err(|_| "expected an integer of 64 bits")?,
        Slot::Float(out) => *out = text.parse().map_err(|_| "expected a number")?,
        Slot::Double(out) => *out = text.parse().map_err(|_| "expected a number")?,
        Slot::Big(out) => *out = text.parse().map_err(|_| "expected a number")?,
        Slot::Time(out) => *out = Timestamp::parse(text).ok_or("expected a timestamp")?,
        Slot::Blob(out) => *out = decode(text)?.into(),
        Slot::Document(out) if member.has(Flag::JsonValue) => {
            *out = json::document(&decode(text)?).ok_or("expected JSON in base64")?;
        }
        _ => return Err("only a single value can come from here"),
    }
    Ok(())
}

fn decode(text: &str) -> Result<Vec<u8>, &'static str> {
    STANDARD.decode(text).map_err(|_| "expected base64")
}
