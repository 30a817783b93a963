//! JSON: one walk writes any shape, one fills any shape with `serde_json` as its engine.
//!
//! On the wire members go by their wire names and only those bound to the body go. For serde, and for what a person
//! writes, all members go by their model names.

mod keys;
mod read;
mod scalars;
#[cfg(feature = "serde")]
mod serialize;
mod text;
mod trace;
mod write;

#[cfg(feature = "serde")]
use crate::reflect::Value;
use crate::reflect::{Flag, Member, Place, Ref, Shape, Slot};
use serde_core::de::DeserializeSeed;
#[cfg(feature = "serde")]
use serde_core::{Deserializer, Serializer};
use std::fmt;
use trace::Trace;

pub(crate) use write::{TOO_DEEP, is_too_deep, no_number};

/// Levels of nesting that are written; what is read has the same bound from `serde_json`.
pub const MAX_DEPTH: usize = 128;

/// Whose names members go by, which of them go, and how strict to be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    /// Members bound to the body, under their wire names.
    Wire,
    /// All members, under the model's names.
    Model,
    /// The same, for what a person wrote: unknown and missing members are errors.
    Input,
}

impl Names {
    fn of(self, member: &'static Member) -> &'static str {
        match self {
            Self::Wire => member.wire,
            Self::Model | Self::Input => member.name,
        }
    }

    fn include(self, member: &Member) -> bool {
        self != Self::Wire || member.place == Place::Body
    }
}

/// Why JSON could not be written or read: where, and what was expected there. It never holds a value.
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
    write::write(Ref::Shape(shape), Member::ELEMENT, Names::Wire)
}

/// One value as the whole body.
pub fn to_body_value(value: Ref<'_>, member: &'static Member) -> Result<Vec<u8>, JsonError> {
    write::write(value, member, Names::Wire)
}

/// Fills `shape` from the body of a message. Nothing but white space is an empty object, and so is null.
pub fn from_body(body: &[u8], shape: &mut dyn Shape) -> Result<(), JsonError> {
    read_root(body, Slot::Shape(shape), Member::ELEMENT, Names::Wire)
}

/// Fills one slot from the whole body.
pub fn from_body_value(body: &[u8], slot: Slot<'_>, member: &'static Member) -> Result<(), JsonError> {
    read_root(body, slot, member, Names::Wire)
}

/// All members under their names in the model.
pub fn to_model(shape: &dyn Shape) -> Result<Vec<u8>, JsonError> {
    write::write(Ref::Shape(shape), Member::ELEMENT, Names::Model)
}

/// Fills `shape` from members under their names in the model. A member that the model does not have is an error,
/// and so is a required one that is missing.
pub fn from_input(text: &[u8], shape: &mut dyn Shape) -> Result<(), JsonError> {
    read_root(text, Slot::Shape(shape), Member::ELEMENT, Names::Input)
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
    let mut value = T::blank();
    let trace = Trace::default();
    read::Fill::new(value.slot(), Member::ELEMENT, Names::Model, &trace).deserialize(deserializer)?;
    Ok(value)
}

fn read_root(text: &[u8], slot: Slot<'_>, member: &'static Member, names: Names) -> Result<(), JsonError> {
    if text.trim_ascii().is_empty() {
        return Ok(());
    }
    let trace = Trace::default();
    // Once for the whole text, not for each string in it.
    let text = match std::str::from_utf8(text) {
        Ok(text) => text,
        Err(error) => return Err(trace.into_error(format!("not UTF-8 at byte {}", error.valid_up_to()))),
    };
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let filled = read::Nullable(read::Fill::new(slot, member, names, &trace)).deserialize(&mut deserializer);
    match filled.and_then(|()| deserializer.end()) {
        Ok(()) => Ok(()),
        Err(error) => Err(trace.explain(&error)),
    }
}

fn is_sensitive(member: &Member) -> bool {
    member.has(Flag::Sensitive)
}

/// Whether nothing of the value may be shown. An enum's slot does not say whether it is sensitive, so none is.
fn hides(slot: &Slot<'_>, member: &Member) -> bool {
    is_sensitive(member)
        || match slot {
            Slot::Shape(shape) => shape.schema().sensitive,
            Slot::Text(_) | Slot::Number(_) => true,
            _ => false,
        }
}
