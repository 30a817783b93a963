//! JSON serialization and deserialization of any shape.
//!
//! Messages contain the members that are bound to the body, under their names on the wire. serde, and inputs written by
//! people, use all members under their names in the model.
//!
//! This folder contains the format alone. Media types and error codes of a protocol are in [`protocol`](crate::protocol).

#[cfg(feature = "serde")]
mod deserialize;
mod encode;
mod read;
mod scalars;
mod scan;
#[cfg(feature = "serde")]
mod serialize;
mod tokens;
mod top_level;
mod write;

use crate::codec::Checks;
#[cfg(feature = "serde")]
use crate::reflect::Value;
use crate::reflect::{Shape, Slot, ValueRef};
use crate::schema::{Binding, Member};
#[cfg(feature = "serde")]
use serde_core::{Deserializer, Serializer};
use serde_json::Value as Document;
use tokens::Tokenizer;

pub use crate::codec::{CodecError, MAX_DEPTH};
pub(crate) use top_level::top_level_strings;

/// The names of members, and the members that are included.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// A message: members bound to the body, under their names on the wire.
    Wire,
    /// A message of `rpcv2Json`: as above, but timestamps are always seconds, and numbers of arbitrary size are strings. Only
    /// serialization differs.
    RpcV2,
    /// All members, under their names in the model.
    Model,
}

impl Mode {
    fn name_of(self, member: &'static Member) -> &'static str {
        match self {
            Self::Wire | Self::RpcV2 => member.wire,
            Self::Model => member.name,
        }
    }

    fn includes(self, member: &Member) -> bool {
        !self.is_message() || member.binding == Binding::Body
    }

    fn is_message(self) -> bool {
        self != Self::Model
    }
}

/// Serializes the body of a message: the members of `shape` that are bound to the body.
pub fn to_body(shape: &dyn Shape) -> Result<Vec<u8>, CodecError> {
    write::write(ValueRef::Shape(shape), Member::ELEMENT, Mode::Wire)
}

/// Serializes one value as the whole body.
pub fn to_body_value(value: ValueRef<'_>, member: &'static Member) -> Result<Vec<u8>, CodecError> {
    write::write(value, member, Mode::Wire)
}

/// Serializes the body of a message of `rpcv2Json`.
pub(crate) fn to_rpc_v2_body(shape: &dyn Shape) -> Result<Vec<u8>, CodecError> {
    to_rpc_v2_value(ValueRef::Shape(shape), Member::ELEMENT)
}

/// Serializes one value as a message of `rpcv2Json`.
pub(crate) fn to_rpc_v2_value(value: ValueRef<'_>, member: &'static Member) -> Result<Vec<u8>, CodecError> {
    write::write(value, member, Mode::RpcV2)
}

/// Deserializes `shape` from the body of a message. White space alone and null count as an empty object.
pub fn from_body(body: &[u8], shape: &mut dyn Shape) -> Result<(), CodecError> {
    read_body(body, Slot::Shape(shape), Member::ELEMENT, Checks::Lenient)
}

/// Deserializes one value from the whole body.
pub fn from_body_value(body: &[u8], slot: Slot<'_>, member: &'static Member) -> Result<(), CodecError> {
    read_body(body, slot, member, Checks::Lenient)
}

/// Deserializes one value from the whole body, with checks.
pub(crate) fn read_body(
    body: &[u8],
    slot: Slot<'_>,
    member: &'static Member,
    checks: Checks,
) -> Result<(), CodecError> {
    // Both forms of an empty object leave all members unset, so that only a check has something to do.
    let is_empty = body.trim_ascii().is_empty() || body.trim_ascii() == b"null";
    let body = if is_empty && checks != Checks::Lenient { b"{}" } else { body };
    read_root(body, slot, member, Mode::Wire, checks)
}

/// Serializes all members under their names in the model. An unknown variant of a union, whose value is not known, is null.
pub fn to_model(shape: &dyn Shape) -> Result<Vec<u8>, CodecError> {
    write::write(ValueRef::Shape(shape), Member::ELEMENT, Mode::Model)
}

/// Serializes one value with all members under their names in the model.
pub(crate) fn to_model_value(value: ValueRef<'_>) -> Result<Vec<u8>, CodecError> {
    write::write(value, Member::ELEMENT, Mode::Model)
}

/// Deserializes one value from all members under their names in the model.
///
/// # Errors
/// Returns the errors of [`from_input`].
pub(crate) fn from_model_value(text: &[u8], slot: Slot<'_>) -> Result<(), CodecError> {
    read_root(text, slot, Member::ELEMENT, Mode::Model, Checks::Input)
}

/// Deserializes `shape` from all members under their names in the model.
///
/// # Errors
/// Returns an error for an unknown member, a required member that is missing or null, a duplicate key, a union without
/// exactly one member, and a value of the wrong type.
pub fn from_input(text: &[u8], shape: &mut dyn Shape) -> Result<(), CodecError> {
    read_root(text, Slot::Shape(shape), Member::ELEMENT, Mode::Model, Checks::Input)
}

/// Implements `serde::Serialize` for generated types.
#[doc(hidden)]
#[cfg(feature = "serde")]
pub fn serialize<T: Value, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serde_core::Serialize::serialize(&serialize::Write { value: value.get(), depth: 0 }, serializer)
}

/// Implements `serde::Deserialize` for generated types.
#[doc(hidden)]
#[cfg(feature = "serde")]
pub fn deserialize<'de, T: Value, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::default_value();
    deserialize::fill(value.slot(), Member::ELEMENT, deserializer)?;
    Ok(value)
}

fn read_root(
    text: &[u8],
    slot: Slot<'_>,
    member: &'static Member,
    mode: Mode,
    checks: Checks,
) -> Result<(), CodecError> {
    if text.trim_ascii().is_empty() {
        return Ok(());
    }
    // Checked once for the whole text, not for each string.
    match std::str::from_utf8(text) {
        Ok(text) => read::read(text, slot, member, mode, checks),
        Err(error) => {
            let reason = format!("not UTF-8 at byte {}", error.valid_up_to());
            Err(CodecError::new(reason))
        }
    }
}

/// Deserializes a document. Returns `None` for text that is not JSON or nested too deeply.
pub(crate) fn document(text: &[u8]) -> Option<Document> {
    let mut tokens = Tokenizer::new(std::str::from_utf8(text).ok()?);
    let document = tokens.document(0).ok()?;
    tokens.end().ok().map(|()| document)
}
