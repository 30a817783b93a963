//! Random messages of a stream.

use super::{encoded, header, with_texts};
use crate::random::input::InputGenerator;
use crate::random::response::{error_value, json_shape};
use crate::random::xml::{Xml, escape};
use crate::random::{Random, text};
use aws_smithy_types::event_stream::{Header, Message};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use smithereen_codegen::graph::{Kind, Member, MemberTrait, Protocol, ShapeId};

/// A byte is changed.
const CHANGED: &str = "changed";
/// A part of the last message is missing.
const CUT: &str = "cut";
/// The stream ends after the lengths of a message and their checksum.
pub(crate) const ENDS_AFTER_PRELUDE: &str = "ends after a prelude";
/// The length of these, in bytes.
const PRELUDE: usize = 12;

/// The messages of one stream.
pub(super) struct Messages<'g, 'm> {
    pub(super) generator: &'g mut InputGenerator<'m>,
    pub(super) stream: ShapeId,
}

impl<'m> Messages<'_, 'm> {
    fn random(&mut self) -> &mut Random {
        &mut self.generator.random
    }

    /// Returns the frames of a stream, and what is malformed in it, if anything is.
    pub(super) fn body(&mut self) -> (Vec<u8>, Option<&'static str>) {
        let mut body = Vec::new();
        for _ in 0..self.random().below(7) {
            let message = if self.random().chance(90) { self.event() } else { self.unknown_event() };
            body.extend(encoded(&message));
        }
        let end = match self.random().below(10) {
            0 | 1 => self.exception(),
            2 => Some(self.unknown_exception()),
            3 => Some(self.error()),
            _ => None,
        };
        body.extend(end.iter().flat_map(encoded));
        if body.is_empty() || !self.random().chance(10) {
            return (body, None);
        }
        let at = self.random().below(body.len());
        let malformed = match (self.random().below(3), body.get_mut(at)) {
            (0, Some(byte)) => {
                *byte ^= 1 << self.random().below(8);
                CHANGED
            }
            (1, _) if end.is_none() => {
                let more = encoded(&self.event());
                body.extend(more.iter().take(PRELUDE));
                ENDS_AFTER_PRELUDE
            }
            _ => {
                self.cut(&mut body);
                CUT
            }
        };
        (body, Some(malformed))
    }

    /// Removes a part of the last frame.
    fn cut(&mut self, body: &mut Vec<u8>) {
        // The shortest frame has 16 bytes.
        let removed = 1 + self.random().below(15);
        body.truncate(body.len().saturating_sub(removed));
    }

    fn event(&mut self) -> Message {
        let model = self.generator.model;
        let members = model.shapes[self.stream].kind.members().iter();
        let events: Vec<_> = members.filter(|member| !model.shapes.is_error(member)).collect();
        let Some(event) = self.random().pick(&events).copied() else { return self.unknown_event() };
        let value = self.generator.message(Some(event.target));
        self.message(("event", ":event-type"), event, &value)
    }

    fn exception(&mut self) -> Option<Message> {
        let model = self.generator.model;
        let members = model.shapes[self.stream].kind.members().iter();
        let errors: Vec<_> = members.filter(|member| model.shapes.is_error(member)).collect();
        let error = self.random().pick(&errors).copied()?;
        let value = error_value(self.generator, error.target);
        Some(self.message(("exception", ":exception-type"), error, &value))
    }

    /// Returns a message of the model: its headers, in any order and with others between them, and its payload.
    fn message(&mut self, (kind, name): (&'static str, &'static str), of: &Member, value: &Value) -> Message {
        let model = self.generator.model;
        let (media, payload) = self.payload(of.target, value);
        let wire_name = of.wire_name.as_deref().unwrap_or(&of.name);
        let mut message = with_texts(Message::new(payload), &[(":message-type", kind), (name, wire_name)]);
        if !media.is_empty() {
            message = with_texts(message, &[(":content-type", media)]);
        }
        for member in model.shapes[of.target].kind.members() {
            if let (true, Some(value)) =
                (member.traits.contains(&MemberTrait::EventHeader), value.get(&member.name))
            {
                let name = member.wire_name.as_deref().unwrap_or(&member.name).to_owned();
                message = message.add_header(Header::new(
                    name,
                    header::of_member(&model.shapes[member.target].kind, value),
                ));
            }
        }
        self.with_other_headers(message)
    }

    /// Adds headers that the model does not have, of any type, and moves the first ones to other positions.
    fn with_other_headers(&mut self, message: Message) -> Message {
        let mut headers = message.headers().to_vec();
        for index in 0..self.random().below(3) {
            let value = header::any(self.random());
            headers.push(Header::new(format!("next-year-{index}"), value));
        }
        for index in (1..headers.len()).rev() {
            let other = self.random().below(index + 1);
            headers.swap(index, other);
        }
        Message::new_from_parts(headers, message.payload().clone())
    }

    /// Returns the media type and the bytes of a payload.
    fn payload(&mut self, shape: ShapeId, value: &Value) -> (&'static str, Vec<u8>) {
        let model = self.generator.model;
        let members = model.shapes[shape].kind.members();
        let whole = members.iter().find(|member| member.traits.contains(&MemberTrait::EventPayload));
        let Some(member) = whole else {
            let in_body = |member: &&Member| !member.traits.contains(&MemberTrait::EventHeader);
            return match members.iter().any(|member| in_body(&member)) {
                true => self.document(shape, value),
                false => ("", Vec::new()),
            };
        };
        let value = value.get(&member.name);
        let text = value.and_then(Value::as_str).unwrap_or_default();
        match &model.shapes[member.target].kind {
            Kind::Blob => ("application/octet-stream", STANDARD.decode(text).unwrap_or_default()),
            Kind::String | Kind::Enum { .. } => ("text/plain", text.as_bytes().to_vec()),
            // Services send an empty document where the payload is unset.
            _ => self.document(member.target, value.unwrap_or(&json!({}))),
        }
    }

    /// Returns the media type and the bytes of a structure.
    fn document(&mut self, shape: ShapeId, value: &Value) -> (&'static str, Vec<u8>) {
        let model = self.generator.model;
        match model.service.protocol {
            Protocol::RestXml => {
                let name = model.shapes[shape].root_name();
                loop {
                    let text = Xml { model, random: self.random() }.root(name, shape, value);
                    // The official crate reads a CDATA section as empty text, and that is no number.
                    if !text.contains("<![CDATA[") {
                        return ("text/xml", text.into_bytes());
                    }
                }
            }
            protocol => (json_media(protocol), json_shape(model, shape, value).to_string().into_bytes()),
        }
    }

    fn unknown_event(&mut self) -> Message {
        let payload: Vec<u8> = (0..self.random().below(40)).map(|_| self.random().next() as u8).collect();
        let name = format!("Next.{}", text::host_label(self.random()));
        let headers = [(":message-type", "event"), (":event-type", name.as_str())];
        let message = with_texts(Message::new(payload), &headers);
        self.with_other_headers(message)
    }

    /// Returns an exception that the model does not have.
    fn unknown_exception(&mut self) -> Message {
        let name = format!("Unmodeled.{}", text::host_label(self.random()));
        let message = self.generator.any_text();
        let payload = match self.generator.model.service.protocol {
            Protocol::RestXml => format!("<Error><Message>{}</Message></Error>", escape(&message)),
            _ => json!({ "message": message }).to_string(),
        };
        let headers = [(":message-type", "exception"), (":exception-type", name.as_str())];
        let message = with_texts(Message::new(payload.into_bytes()), &headers);
        self.with_other_headers(message)
    }

    /// Returns a message of the type `error`, which has no payload.
    fn error(&mut self) -> Message {
        let code = format!("Unmodeled.{}", text::host_label(self.random()));
        let description = self.generator.any_text();
        let headers =
            [(":message-type", "error"), (":error-code", code.as_str()), (":error-message", &description)];
        let message = with_texts(Message::new(Vec::new()), &headers);
        self.with_other_headers(message)
    }
}

fn json_media(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::AwsJson10 => "application/x-amz-json-1.0",
        Protocol::AwsJson11 => "application/x-amz-json-1.1",
        _ => "application/json",
    }
}
