//! The protocol `aws.protocols#restJson1`: HTTP bindings with JSON bodies.

use super::{Protocol, Target, request_id, sanitize};
use crate::endpoint::Endpoint;
use crate::error::{ErrorMeta, MessageError, active_variant};
use crate::json::top_level_strings;
use crate::reflect::{Shape, Slot, ValueRef};
use crate::schema::{Binding, Flag, Member};
use crate::service::OperationSchema;
use crate::{http as binding, json};
use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Request, Response};

/// The protocol `aws.protocols#restJson1`.
#[derive(Debug)]
pub struct RestJson1;

impl Protocol for RestJson1 {
    fn request(
        &self,
        operation: &OperationSchema,
        input: &dyn Shape,
        endpoint: &Endpoint,
    ) -> Result<Request<Bytes>, MessageError> {
        let mut request = binding::request(operation, input, endpoint)?;
        let body = body(input)?;
        if let (Some((content_type, body)), Some(headers)) = (&body, request.headers_mut()) {
            let content_type = match *content_type {
                JSON => Ok(HeaderValue::from_static(JSON)),
                other => HeaderValue::from_str(other),
            };
            let content_type = content_type.map_err(|_| {
                MessageError::new("", "the media type in the model is not a valid header value")
            })?;
            headers.entry(CONTENT_TYPE).or_insert(content_type);
            headers.insert(CONTENT_LENGTH, body.len().into());
        } else if let ("POST" | "PUT" | "PATCH", Some(headers)) = (operation.method, request.headers_mut()) {
            // Servers expect a body with these methods, so a missing one is stated (RFC 9110, 8.6).
            headers.insert(CONTENT_LENGTH, 0.into());
        }
        let body = body.map(|(_, body)| body).unwrap_or_default();
        request
            .body(body)
            .map_err(|error| MessageError::new("", format!("the request is not valid HTTP: {error}")))
    }

    fn output(&self, response: &Response<Bytes>, output: &mut dyn Target) -> Result<(), MessageError> {
        // A required member must not get a default value here: the caller could not tell it from a value of the service.
        fill(response, output, |member| !member.has(Flag::Required), read_body)
    }

    fn meta(&self, response: &Response<Bytes>) -> ErrorMeta {
        let names = ["code", "Code", "__type", "message", "Message", "error_description"];
        let strings = top_level_strings(response.body(), names).unwrap_or_default();
        let [code, upper_code, type_, message, upper_message, description] = strings;
        let upper_message = upper_message.filter(|message| !message.is_empty() || description.is_none());
        ErrorMeta {
            code: self::code(response.headers(), [code, upper_code, type_]),
            // Services that issue OAuth 2.0 tokens use the name of RFC 6749, section 5.2.
            message: message.or(upper_message).or(description).or_else(|| compressed_message(response)),
            request_id: request_id(response.headers()),
        }
    }

    fn error(&self, response: &Response<Bytes>, error: &mut dyn Shape) -> ErrorMeta {
        let mut meta = self.meta(response);
        let Some(code) = meta.code.as_deref() else { return meta };
        let members = error.schema().members;
        let Some(index) = members.iter().position(|member| member.wire == code) else {
            error.set_unknown(code);
            return meta;
        };
        let mut chosen = Variant(&mut *error, index);
        let with_body = |response: &Response<Bytes>, error: &mut dyn Shape| {
            read_body(response, error)?;
            read_message(response, error)
        };
        // A body that cannot be parsed to its end counts as missing, except for the message.
        if fill(response, &mut chosen, |_| true, with_body).is_err() {
            let _ = fill(response, &mut chosen, |_| true, read_message);
        }
        if active_variant(error).is_some_and(hides_message) {
            meta.message = compressed_message(response);
        }
        meta
    }
}

const JSON: &str = "application/json";

/// Returns the content type and the body, if the request has one.
fn body(input: &dyn Shape) -> Result<Option<(&'static str, Bytes)>, MessageError> {
    let members = input.schema().members;
    let Some(index) = members.iter().position(|member| member.binding == Binding::Payload) else {
        return match members.iter().any(|member| member.binding == Binding::Body) {
            true => Ok(Some((JSON, json::to_body(input)?.into()))),
            false => Ok(None),
        };
    };
    let member = members.get(index).unwrap_or(Member::ELEMENT);
    Ok(match input.get(index) {
        ValueRef::None if member.has(Flag::Structure) => Some((JSON, Bytes::from_static(b"{}"))),
        ValueRef::None => None,
        ValueRef::Blob(blob) => {
            let media_type = member.payload_media_type().unwrap_or("application/octet-stream");
            Some((media_type, Bytes::copy_from_slice(blob)))
        }
        ValueRef::String(text) => Some((
            member.payload_media_type().unwrap_or("text/plain"),
            Bytes::copy_from_slice(text.as_bytes()),
        )),
        value => Some((JSON, json::to_body_value(value, member)?.into())),
    })
}

/// A variant of an operation's error enum, identified by its index.
struct Variant<'a>(&'a mut dyn Shape, usize);

impl Target for Variant<'_> {
    fn reset(&mut self) -> Slot<'_> {
        self.0.slot(self.1)
    }
}

/// Deserializes a shape from the status code, the headers and, with `read_body`, the body. A header that cannot be parsed
/// leaves its member unset if the member is `optional`, and is an error otherwise.
fn fill(
    response: &Response<Bytes>,
    target: &mut dyn Target,
    optional: fn(&Member) -> bool,
    read_body: fn(&Response<Bytes>, &mut dyn Shape) -> Result<(), MessageError>,
) -> Result<(), MessageError> {
    let mut unset = Vec::new();
    loop {
        let Slot::Shape(shape) = target.reset() else { return Ok(()) };
        let unreadable = binding::header::read(response.status(), response.headers(), shape, &unset);
        if unreadable.is_empty() {
            return read_body(response, shape);
        }
        let members = shape.schema().members;
        for (index, error) in unreadable {
            if !members.get(index).is_some_and(optional) {
                return Err(error);
            }
            unset.push(index);
        }
    }
}

/// Deserializes the members of the body. Without such members, the body may contain anything.
fn read_body(response: &Response<Bytes>, shape: &mut dyn Shape) -> Result<(), MessageError> {
    read_plain_body(response, shape).map_err(|error| compressed(response.headers()).unwrap_or(error))
}

/// Returns the error for a body that cannot be parsed and is compressed according to the headers.
fn compressed(headers: &HeaderMap) -> Option<MessageError> {
    let encoding = headers.get(CONTENT_ENCODING)?.to_str().ok()?.trim();
    let is_name = !encoding.is_empty() && encoding.len() <= 32;
    if !is_name || encoding.eq_ignore_ascii_case("identity") {
        return None;
    }
    Some(MessageError::new("", format!("the body is compressed (`{encoding}`), which is not supported")))
}

/// Returns the message of an error whose body cannot be parsed because it is compressed.
fn compressed_message(response: &Response<Bytes>) -> Option<String> {
    let error = compressed(response.headers())?;
    let is_unreadable = !response.body().is_empty() && top_level_strings(response.body(), []).is_none();
    is_unreadable.then_some(error.reason)
}

fn read_plain_body(response: &Response<Bytes>, shape: &mut dyn Shape) -> Result<(), MessageError> {
    let members = shape.schema().members;
    match members.iter().position(|member| member.binding == Binding::Payload) {
        Some(index) => payload(response.body(), shape, index),
        None if members.iter().any(|member| member.binding == Binding::Body) => {
            Ok(json::from_body(response.body(), shape)?)
        }
        None => Ok(()),
    }
}

/// Deserializes the message of an error that is `Message` in the body and `message` in the model, or the reverse.
fn read_message(response: &Response<Bytes>, error: &mut dyn Shape) -> Result<(), MessageError> {
    let is_message =
        |member: &Member| member.binding == Binding::Body && member.wire.eq_ignore_ascii_case("message");
    let mut members = error.schema().members.iter().enumerate().filter(|(_, member)| is_message(member));
    let [lower, upper] = top_level_strings(response.body(), ["message", "Message"]).unwrap_or_default();
    if let (Some((index, member)), None) = (members.next(), members.next())
        && let ValueRef::None | ValueRef::String("") = error.get(index)
        && let Some(message) = if member.wire == "Message" { upper.or(lower) } else { lower.or(upper) }
    {
        match error.slot(index) {
            Slot::String(out) => *out = message,
            Slot::Enum(out) => out.set(message),
            _ => {}
        }
    }
    Ok(())
}

fn payload(body: &Bytes, shape: &mut dyn Shape, index: usize) -> Result<(), MessageError> {
    let member = shape.schema().members.get(index).unwrap_or(Member::ELEMENT);
    if body.is_empty() {
        return Ok(());
    }
    match shape.slot(index) {
        Slot::Blob(out) => *out = body.clone(),
        Slot::String(out) => *out = utf8(body, member)?,
        Slot::Enum(out) => out.set(utf8(body, member)?),
        slot => json::from_body_value(body, slot, member)?,
    }
    Ok(())
}

fn utf8(body: &Bytes, member: &Member) -> Result<String, MessageError> {
    String::from_utf8(body.to_vec()).map_err(|_| MessageError::new(member.name, "expected text in UTF-8"))
}

/// Returns the error code: of the header, or otherwise of the body.
fn code(headers: &HeaderMap, in_body: [Option<String>; 3]) -> Option<String> {
    let header = headers.get("x-amzn-errortype").and_then(|value| value.to_str().ok()).and_then(sanitize);
    header.or_else(|| in_body.iter().flatten().find_map(|code| sanitize(code)))
}

/// Whether the error's message is sensitive in the model.
fn hides_message(error: &dyn Shape) -> bool {
    let schema = error.schema();
    let is_message =
        |member: &&Member| member.wire.eq_ignore_ascii_case("message") || member.wire == "error_description";
    schema.sensitive || schema.members.iter().filter(is_message).any(|member| member.has(Flag::Sensitive))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Schema;

    /// An error whose only member is sensitive.
    #[derive(Debug)]
    struct Hidden;

    impl Shape for Hidden {
        fn schema(&self) -> &'static Schema {
            static SCHEMA: Schema =
                Schema::structure("Hidden", &[Member::new("error_description").sensitive()]);
            &SCHEMA
        }
        fn get(&self, _: usize) -> ValueRef<'_> {
            ValueRef::None
        }
        fn slot(&mut self, _: usize) -> Slot<'_> {
            Slot::Skip
        }
    }

    #[test]
    fn a_sensitive_error_description_is_not_the_message() {
        assert!(hides_message(&Hidden));
    }

    fn message(body: &'static str) -> Option<String> {
        RestJson1.meta(&Response::new(Bytes::from_static(body.as_bytes()))).message
    }

    #[test]
    fn an_oauth_error_description_is_the_fallback_of_the_message() {
        for (body, expected) in [
            (r#"{"error":"invalid_grant","error_description":"why"}"#, Some("why")),
            (r#"{"error_description":"why","message":"m"}"#, Some("m")),
            (r#"{"Message":"M","error_description":"why"}"#, Some("M")),
            (r#"{"Message":"","error_description":"why"}"#, Some("why")),
            (r#"{"message":"","error_description":"why"}"#, Some("")),
            (r#"{"Message":""}"#, Some("")),
            (r#"{"error_description":7}"#, None),
        ] {
            assert_eq!(message(body).as_deref(), expected, "{body}");
        }
    }
}
