//! JSON: one walk writes any shape, one fills any shape.
//!
//! On the wire members go by their wire names and only those bound to the body go. For serde, and for what a person
//! writes, all members go by their model names.

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

/// Levels of nesting that are written and read.
pub const MAX_DEPTH: usize = 128;

pub(crate) const TOO_DEEP: &str = "nested deeper than 128 levels";

/// Whose names members go by, which of them go, and how strict to be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Members bound to the body, under their wire names.
    Wire,
    /// All members, under the model's names.
    Model,
    /// The same, for what a person wrote: unknown and missing members are errors.
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

/// Failure JSON could not be written or read: where, and what was expected there. It never holds a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonError {
    path: String,
    reason: String,
}

impl JsonError {
    /// The member, as in `CapabilityReport.endpoints[2].id`; empty for the whole.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong there.
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

/// The body of a message: the members of `shape` that are bound to the body.
pub fn to_body(shape: &dyn Shape) -> Result<Vec<u8>, JsonError> {
    write::write(ValueRef::Shape(shape), Member::ELEMENT, Mode::Wire)
}

/// One value as the whole body.
pub fn to_body_value(value: ValueRef<'_>, member: &'static Member) -> Result<Vec<u8>, JsonError> {
    write::write(value, member, Mode::Wire)
}

/// Fills `shape` from the body of a message. Nothing but white space is an empty object, and so is null.
pub fn from_body(body: &[u8], shape: &mut dyn Shape) -> Result<(), JsonError> {
    read_root(body, Slot::Shape(shape), Member::ELEMENT, Mode::Wire)
}

/// Fills one slot from the whole body.
pub fn from_body_value(body: &[u8], slot: Slot<'_>, member: &'static Member) -> Result<(), JsonError> {
    read_root(body, slot, member, Mode::Wire)
}

/// All members under their names in the model. A union's unknown variant, whose value was not kept, is null under its
/// name.
pub fn to_model(shape: &dyn Shape) -> Result<Vec<u8>, JsonError> {
    write::write(ValueRef::Shape(shape), Member::ELEMENT, Mode::Model)
}

/// Fills `shape` from members under their names in the model.
///
/// # Errors
/// A member that the model does not have, a required one that is missing or null, a key that comes twice, a union
/// without a member or with more than one, and a value of another type.
pub fn from_input(text: &[u8], shape: &mut dyn Shape) -> Result<(), JsonError> {
    read_root(text, Slot::Shape(shape), Member::ELEMENT, Mode::Input)
}

/// What `serde::Serialize` is for a generated type.
#[doc(hidden)]
#[cfg(feature = "serde")]
pub fn serialize<T: Value, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serde_core::Serialize::serialize(&serialize::Write { value: value.get(), depth: 0 }, serializer)
}

/// What `serde::Deserialize` is for a generated type.
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
    // Once for the whole text, not for each string in it.
    match std::str::from_utf8(text) {
        Ok(text) => read::read(text, slot, member, mode),
        Err(error) => {
            let reason = format!("not UTF-8 at byte {}", error.valid_up_to());
            Err(JsonError { path: String::new(), reason })
        }
    }
}

/// Any value that is the whole text; none where the text is no JSON, or too deep.
pub(crate) fn document(text: &[u8]) -> Option<Document> {
    let mut tokens = Tokenizer::new(std::str::from_utf8(text).ok()?);
    let document = tokens.document(0).ok()?;
    tokens.end().ok().map(|()| document)
}

fn is_sensitive(member: &Member) -> bool {
    member.has(Flag::Sensitive)
}
