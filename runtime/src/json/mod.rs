//! JSON serialization and deserialization of any shape.
//!
//! Messages contain the members that are bound to the body, under their names on the wire. serde, and inputs written by
//! people, use all members under their names in the model.

#[cfg(feature = "serde")]
mod deserialize;
mod encode;
mod error_path;
mod members;
mod read;
mod scalars;
mod scan;
#[cfg(feature = "serde")]
mod serialize;
mod tokens;
mod top_level;
mod write;

#[cfg(feature = "serde")]
use crate::reflect::Value;
use crate::reflect::{Shape, Slot, ValueRef};
use crate::schema::{Binding, Flag, Member};
#[cfg(feature = "serde")]
use serde_core::{Deserializer, Serializer};
use serde_json::Value as Document;
use std::fmt;
use tokens::Tokenizer;

pub(crate) use top_level::top_level_strings;
pub(crate) use write::{exceeds_max_depth, non_finite};

/// The maximum depth of nesting, in requests and responses.
pub const MAX_DEPTH: usize = 128;

pub(crate) const TOO_DEEP: &str = "nested deeper than 128 levels";

/// The names of members, the members that are included, and the strictness of the deserializer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// A message: members bound to the body, under their names on the wire.
    Wire,
    /// All members, under their names in the model.
    Model,
    /// The same for inputs written by people: unknown and missing members are errors.
    Input,
}

impl Mode {
    fn name_of(self, member: &'static Member) -> &'static str {
        match self {
            Self::Wire => member.wire,
            Self::Model | Self::Input => member.name,
        }
    }

    fn includes(self, member: &Member) -> bool {
        self != Self::Wire || member.binding == Binding::Body
    }
}

/// The error of serialization or deserialization: the path of the value and the reason. It never contains a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonError {
    path: String,
    reason: String,
}

impl JsonError {
    /// Returns the path of the member, such as `CapabilityReport.endpoints[2].id`; empty for the whole text.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the reason.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => f.write_str(&self.reason),
            path => write!(f, "{path}: {}", self.reason),
        }
    }
}

impl std::error::Error for JsonError {}

/// Serializes the body of a message: the members of `shape` that are bound to the body.
pub fn to_body(shape: &dyn Shape) -> Result<Vec<u8>, JsonError> {
    write::write(ValueRef::Shape(shape), Member::ELEMENT, Mode::Wire)
}

/// Serializes one value as the whole body.
pub fn to_body_value(value: ValueRef<'_>, member: &'static Member) -> Result<Vec<u8>, JsonError> {
    write::write(value, member, Mode::Wire)
}

/// Deserializes `shape` from the body of a message. White space alone and null count as an empty object.
pub fn from_body(body: &[u8], shape: &mut dyn Shape) -> Result<(), JsonError> {
    read_root(body, Slot::Shape(shape), Member::ELEMENT, Mode::Wire)
}

/// Deserializes one value from the whole body.
pub fn from_body_value(body: &[u8], slot: Slot<'_>, member: &'static Member) -> Result<(), JsonError> {
    read_root(body, slot, member, Mode::Wire)
}

/// Serializes all members under their names in the model. An unknown variant of a union, whose value is not known, is null.
pub fn to_model(shape: &dyn Shape) -> Result<Vec<u8>, JsonError> {
    write::write(ValueRef::Shape(shape), Member::ELEMENT, Mode::Model)
}

/// Deserializes `shape` from all members under their names in the model.
///
/// # Errors
/// Returns an error for an unknown member, a required member that is missing or null, a duplicate key, a union without
/// exactly one member, and a value of the wrong type.
pub fn from_input(text: &[u8], shape: &mut dyn Shape) -> Result<(), JsonError> {
    read_root(text, Slot::Shape(shape), Member::ELEMENT, Mode::Input)
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

fn read_root(text: &[u8], slot: Slot<'_>, member: &'static Member, mode: Mode) -> Result<(), JsonError> {
    if text.trim_ascii().is_empty() {
        return Ok(());
    }
    // Checked once for the whole text, not for each string.
    match std::str::from_utf8(text) {
        Ok(text) => read::read(text, slot, member, mode),
        Err(error) => {
            let reason = format!("not UTF-8 at byte {}", error.valid_up_to());
            Err(JsonError { path: String::new(), reason })
        }
    }
}

/// Deserializes a document. Returns `None` for text that is not JSON or nested too deeply.
pub(crate) fn document(text: &[u8]) -> Option<Document> {
    let mut tokens = Tokenizer::new(std::str::from_utf8(text).ok()?);
    let document = tokens.document(0).ok()?;
    tokens.end().ok().map(|()| document)
}

fn is_sensitive(member: &Member) -> bool {
    member.has(Flag::Sensitive)
}
