//! Single values as text, for labels, query parameters and headers.

use crate::base64;
use crate::codec::{self, TOO_DEEP, exceeds_max_depth};
use crate::json;
use crate::reflect::{Slot, ValueRef};
use crate::schema::{Flag, Member, TimestampFormat};
use std::borrow::Cow;

/// Writes a value as text, or returns why it has no text form. `format` is the default format of timestamps.
pub(super) fn write<'a>(
    value: ValueRef<'a>,
    member: &Member,
    format: TimestampFormat,
) -> Result<Cow<'a, str>, &'static str> {
    match value {
        ValueRef::Document(value) if exceeds_max_depth(value) => Err(TOO_DEEP),
        ValueRef::Document(value) if member.has(Flag::JsonValue) => {
            Ok(base64::encode(value.to_string()).into())
        }
        value => codec::write_text(value, member, format),
    }
}

/// Parses text into a slot, or returns what was expected.
pub(super) fn read(text: &str, slot: Slot<'_>, member: &Member) -> Result<(), &'static str> {
    match slot {
        Slot::Document(out) if member.has(Flag::JsonValue) => {
            let decoded = base64::decode(text).ok_or("expected base64")?;
            *out = json::document(&decoded).ok_or("expected JSON in base64")?;
            Ok(())
        }
        slot => codec::parse_text(text.into(), slot),
    }
}
