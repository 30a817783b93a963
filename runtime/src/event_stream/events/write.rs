//! Serializes events and errors to frames. The functions are not generic, so that a program has one copy of each.

use super::headers;
use super::message::{CONTENT_TYPE, EVENT, EVENT_TYPE, EXCEPTION, EXCEPTION_TYPE, MESSAGE_TYPE};
use super::read::{payload_member, within};
use crate::body_format::BodyFormat;
use crate::codec::UNKNOWN_VARIANT;
use crate::error::MessageError;
use crate::event_stream::frames::{FrameEncoder, FrameError, HeaderValue};
use crate::reflect::{Shape, Slot, ValueRef};
use crate::schema::{Binding, Flag, Member, Schema};
use bytes::Bytes;
use std::fmt;

/// The media type of a payload that is a blob.
const BLOB: &str = "application/octet-stream";
/// The media type of a payload that is a string.
const TEXT: &str = "text/plain";

/// Serializes the active variant of a union of events. `template` is any value of the same type.
///
/// # Errors
/// Returns an error for an unknown variant, and for a value that cannot be sent.
pub(super) fn event(
    format: &dyn BodyFormat,
    events: &dyn Shape,
    template: &mut dyn Shape,
) -> Result<Bytes, MessageError> {
    variant(format, events, template, |member| [(MESSAGE_TYPE, EVENT), (EVENT_TYPE, member.name)])
}

/// Serializes the active variant of a union of errors, as [`event`] does.
pub(super) fn exception(
    format: &dyn BodyFormat,
    error: &dyn Shape,
    template: &mut dyn Shape,
) -> Result<Bytes, MessageError> {
    variant(format, error, template, |member| [(MESSAGE_TYPE, EXCEPTION), (EXCEPTION_TYPE, member.wire)])
}

/// Returns the frame of an event with a payload, of which only the name is in the model.
pub(super) fn document(name: &str, media_type: &str, payload: &[u8]) -> Result<Bytes, FrameError> {
    let headers = [(MESSAGE_TYPE, EVENT), (EVENT_TYPE, name), (CONTENT_TYPE, media_type)];
    with_strings(FrameEncoder::new(), headers)?.finish(payload)
}

fn with_strings<'a>(
    frame: FrameEncoder,
    headers: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<FrameEncoder, FrameError> {
    headers.into_iter().try_fold(frame, |frame, (name, value)| frame.header(name, HeaderValue::String(value)))
}

fn variant(
    format: &dyn BodyFormat,
    union: &dyn Shape,
    template: &mut dyn Shape,
    headers: fn(&Member) -> [(&str, &str); 2],
) -> Result<Bytes, MessageError> {
    let active = union.active().and_then(|index| Some((index, union.schema().members.get(index)?)));
    let Some((index, member)) = active else { return Err(MessageError::new("", UNKNOWN_VARIANT)) };
    let (ValueRef::Shape(event), Slot::Shape(template)) = (union.get(index), template.slot(index)) else {
        return Err(MessageError::new(member.name, "expected a structure"));
    };
    let frame = with_strings(FrameEncoder::new(), headers(member)).map_err(frame_error)?;
    structure(format, frame, event, template).map_err(|error| within(member.name, error))
}

/// Converts the error of a frame to one of a message.
pub(super) fn frame_error(error: FrameError) -> MessageError {
    MessageError::new("", error.to_string())
}

fn structure(
    format: &dyn BodyFormat,
    mut frame: FrameEncoder,
    event: &dyn Shape,
    template: &mut dyn Shape,
) -> Result<Bytes, MessageError> {
    let payload = payload(format, event, template)?;
    if let Some((media_type, _)) = &payload {
        frame = with_strings(frame, [(CONTENT_TYPE, *media_type)]).map_err(frame_error)?;
    }
    frame = with_headers(frame, event, template)?;
    frame.finish(payload.as_ref().map_or(&[], |(_, payload)| payload)).map_err(frame_error)
}

fn with_headers(
    mut frame: FrameEncoder,
    event: &dyn Shape,
    template: &mut dyn Shape,
) -> Result<FrameEncoder, MessageError> {
    for (index, member) in event.schema().members.iter().enumerate() {
        let value = match (member.binding, event.get(index)) {
            (Binding::EventHeader, ValueRef::None) => continue,
            (Binding::EventHeader, value) => headers::value(value, &template.slot(index)),
            _ => continue,
        };
        let value = value.map_err(|reason| MessageError::new(member.name, reason))?;
        frame = frame.header(member.wire, value).map_err(|error| match error {
            FrameError::Header { reason, .. } => MessageError::new(member.name, reason),
            other => frame_error(other),
        })?;
    }
    Ok(frame)
}

/// Returns the media type and the payload, or `None` if all members are headers. An unset blob or string is an empty payload,
/// whose media type peers check too.
fn payload(
    format: &dyn BodyFormat,
    event: &dyn Shape,
    template: &mut dyn Shape,
) -> Result<Option<(&'static str, Bytes)>, MessageError> {
    let members = event.schema().members;
    let Some((index, member)) = payload_member(members) else {
        let has_headers = members.iter().any(|member| member.binding == Binding::EventHeader);
        return match members.iter().any(|member| member.binding == Binding::Body) || !has_headers {
            true if has_headers => {
                Ok(Some((format.content_type(), format.write(&WithoutHeaders(event))?.into())))
            }
            true => Ok(Some((format.content_type(), format.write(event)?.into()))),
            false => Ok(None),
        };
    };
    let media_type = |default| member.payload_media_type().unwrap_or(default);
    Ok(match event.get(index) {
        ValueRef::None if member.has(Flag::Structure) => {
            format.unset_payload().map(|payload| (format.content_type(), payload))
        }
        ValueRef::None => match template.slot(index) {
            Slot::Blob(_) => Some((media_type(BLOB), Bytes::new())),
            Slot::String(_) | Slot::Enum(_) => Some((media_type(TEXT), Bytes::new())),
            _ => None,
        },
        ValueRef::Blob(blob) => Some((media_type(BLOB), blob.clone())),
        ValueRef::String(text) => Some((media_type(TEXT), Bytes::copy_from_slice(text.as_bytes()))),
        value => {
            let payload = format.write_payload(value, member);
            let payload = payload.map_err(|error| within(member.name, error.into()))?;
            Some((format.content_type(), payload.into()))
        }
    })
}

/// An event without the members that are headers. Not all formats leave them out.
struct WithoutHeaders<'a>(&'a dyn Shape);

impl Shape for WithoutHeaders<'_> {
    fn schema(&self) -> &'static Schema {
        self.0.schema()
    }
    fn get(&self, index: usize) -> ValueRef<'_> {
        match self.schema().members.get(index).map(|member| member.binding) {
            Some(Binding::EventHeader) => ValueRef::None,
            _ => self.0.get(index),
        }
    }
    fn slot(&mut self, _: usize) -> Slot<'_> {
        Slot::Skip
    }
}

impl fmt::Debug for WithoutHeaders<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
