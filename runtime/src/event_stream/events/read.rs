//! Deserializes events and errors from frames. The functions are not generic, so that a program has one copy of each.

use super::headers;
use crate::body_format::BodyFormat;
use crate::codec::MISSING;
use crate::error::{ErrorMeta, MessageError};
use crate::event_stream::frames::Frame;
use crate::protocol::{Target, activate_variant, set_message};
use crate::reflect::{Shape, Slot, ValueRef};
use crate::schema::{Binding, Flag, Member, Schema};
use crate::validation::Validation;
use bytes::Bytes;

/// Sets `events` to the event with the name, or to its unknown variant.
///
/// # Errors
/// Returns an error if the frame does not match the model.
pub(super) fn event(
    format: &dyn BodyFormat,
    frame: &Frame,
    name: &str,
    events: &mut dyn Shape,
    validation: Validation,
) -> Result<(), MessageError> {
    let mut members = events.schema().members.iter();
    let Some(index) = members.position(|member| member.name == name) else {
        events.set_unknown(name);
        return Ok(());
    };
    let event = structure(format, frame, &mut Variant(events, index), validation, &|_| {});
    event.map_err(|error| within(name, error))
}

/// The member of a union at an index.
struct Variant<'a>(&'a mut dyn Shape, usize);

impl Target for Variant<'_> {
    fn reset(&mut self) -> Slot<'_> {
        self.0.slot(self.1)
    }
}

/// Prefixes the path of a member.
pub(super) fn within(name: &str, error: MessageError) -> MessageError {
    let member = match error.member.as_str() {
        "" => name.to_owned(),
        member => format!("{name}.{member}"),
    };
    MessageError::new(member, error.reason)
}

/// Deserializes an event or error, and calls `complete` with it.
fn structure(
    format: &dyn BodyFormat,
    frame: &Frame,
    target: &mut dyn Target,
    validation: Validation,
    complete: &dyn Fn(&mut dyn Shape),
) -> Result<(), MessageError> {
    let Slot::Shape(event) = target.reset() else { return Ok(()) };
    let members = event.schema().members;
    let Some((index, member)) = payload_member(members) else {
        headers::read(frame, event, validation)?;
        // Without members, any payload is accepted.
        if members.iter().any(|member| member.binding == Binding::Body) {
            format.read(frame.payload(), event, validation)?;
        }
        complete(event);
        return Ok(());
    };
    // An empty payload is the value of a blob or string, because an event has no other way to contain it.
    let is_unset = frame.payload().is_empty()
        && !matches!(event.slot(index), Slot::Blob(_) | Slot::String(_) | Slot::Enum(_));
    // Access to the slot has set the member.
    let Slot::Shape(event) = target.reset() else { return Ok(()) };
    headers::read(frame, event, validation)?;
    match is_unset {
        true if validation == Validation::Strict && member.has(Flag::Required) => {
            return Err(MessageError::new(member.name, MISSING));
        }
        true => {}
        false => payload(format, frame.payload(), event.slot(index), member, validation)?,
    }
    complete(event);
    Ok(())
}

/// Returns the member that is the whole payload, if there is one.
pub(super) fn payload_member(members: &'static [Member]) -> Option<(usize, &'static Member)> {
    members.iter().enumerate().find(|(_, member)| member.binding == Binding::EventPayload)
}

fn payload(
    format: &dyn BodyFormat,
    payload: &Bytes,
    slot: Slot<'_>,
    member: &'static Member,
    validation: Validation,
) -> Result<(), MessageError> {
    match slot {
        Slot::Blob(out) => *out = payload.clone(),
        Slot::String(out) => *out = utf8(payload, member)?,
        Slot::Enum(out) => out.set(utf8(payload, member)?),
        slot => {
            let read = format.read_payload(payload, slot, member, validation);
            read.map_err(|error| within(member.name, error.into()))?;
        }
    }
    Ok(())
}

fn utf8(payload: &Bytes, member: &Member) -> Result<String, MessageError> {
    String::from_utf8(payload.to_vec()).map_err(|_| MessageError::new(member.name, "expected text in UTF-8"))
}

/// Sets `error` to the error with the code, or to its unknown variant. A payload that cannot be parsed leaves its members unset:
/// the code is known nevertheless.
pub(super) fn exception(
    format: &dyn BodyFormat,
    frame: &Frame,
    code: &str,
    error: &mut dyn Shape,
) -> ErrorMeta {
    let messages = messages(format, frame.payload());
    let mut meta = ErrorMeta { code: Some(code.to_owned()), ..ErrorMeta::default() };
    let is_message_sensitive = activate_variant(error, &meta, None, |variant| {
        let set_message = |error: &mut dyn Shape| set_message(error, |member| member.wire, messages.clone());
        if structure(format, frame, variant, Validation::Lenient, &set_message).is_err()
            && let Slot::Shape(error) = variant.reset()
        {
            set_message(error);
        }
    });
    let [lower, upper] = messages;
    meta.message = lower.or(upper).filter(|_| !is_message_sensitive);
    meta
}

/// Returns the members `message` and `Message` of a payload.
fn messages(format: &dyn BodyFormat, payload: &[u8]) -> [Option<String>; 2] {
    let mut messages = Messages::default();
    match format.read(payload, &mut messages, Validation::Lenient) {
        Ok(()) => messages.0,
        Err(_) => [None, None],
    }
}

/// Both spellings of an error's message.
#[derive(Debug, Default)]
struct Messages([Option<String>; 2]);

impl Shape for Messages {
    fn schema(&self) -> &'static Schema {
        static SCHEMA: Schema =
            Schema::structure("Messages", &[Member::new("message"), Member::new("Message")]);
        &SCHEMA
    }
    fn get(&self, _: usize) -> ValueRef<'_> {
        ValueRef::None
    }
    fn slot(&mut self, index: usize) -> Slot<'_> {
        self.0.get_mut(index).map_or(Slot::Skip, |message| Slot::String(message.insert(String::new())))
    }
}
