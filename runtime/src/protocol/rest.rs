//! Requests and responses of the protocols with HTTP bindings: `restJson1` and `restXml`.

use super::compressed::compression_error;
use crate::codec::{CodecError, MISSING};
use crate::endpoint::Endpoint;
use crate::error::MessageError;
use crate::http as binding;
use crate::reflect::{Shape, Slot, ValueRef};
use crate::response::RawResponse;
use crate::schema::{Binding, Flag, Member};
use crate::service::{OperationSchema, Target};
use crate::validation::Validation;
use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderValue, Request};

/// The format of the bodies of a protocol.
pub(super) trait BodyFormat {
    /// Returns the media type of a body with members.
    fn content_type(&self) -> &'static str;
    /// Returns the body for an unset payload that is a structure. `None` sends no body.
    fn unset_payload(&self) -> Option<Bytes>;
    /// Serializes the members of the input that are bound to the body.
    fn write(&self, input: &dyn Shape) -> Result<Vec<u8>, CodecError>;
    /// Serializes a payload that is a structure, union, list, map or document.
    fn write_payload(&self, value: ValueRef<'_>, member: &'static Member) -> Result<Vec<u8>, CodecError>;
    /// Deserializes the members that are bound to the body.
    fn read(&self, body: &[u8], shape: &mut dyn Shape, validation: Validation) -> Result<(), CodecError>;
    /// Deserializes a payload that is a structure, union, list, map or document.
    fn read_payload(
        &self,
        body: &[u8],
        slot: Slot<'_>,
        member: &'static Member,
        validation: Validation,
    ) -> Result<(), CodecError>;
}

/// Builds a request from the bindings of the operation's input.
pub(super) fn request(
    format: &dyn BodyFormat,
    operation: &OperationSchema,
    input: &dyn Shape,
    endpoint: &Endpoint,
) -> Result<Request<Bytes>, MessageError> {
    let mut request = binding::request(operation, operation.uri, input, endpoint)?;
    let body = request_body(format, input)?;
    if let (Some((content_type, body)), Some(headers)) = (&body, request.headers_mut()) {
        // The media type of the format, which most requests have, needs no allocation.
        let content_type = match *content_type == format.content_type() {
            true => Ok(HeaderValue::from_static(format.content_type())),
            false => HeaderValue::from_str(content_type),
        };
        let content_type = content_type
            .map_err(|_| MessageError::new("", "the media type in the model is not a valid header value"))?;
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

/// Returns the content type and the body, if the request has one.
fn request_body(
    format: &dyn BodyFormat,
    input: &dyn Shape,
) -> Result<Option<(&'static str, Bytes)>, MessageError> {
    let members = input.schema().members;
    let Some(index) = payload_index(members) else {
        return match members.iter().any(|member| member.binding == Binding::Body) {
            true => Ok(Some((format.content_type(), format.write(input)?.into()))),
            false => Ok(None),
        };
    };
    let member = members.get(index).unwrap_or(Member::ELEMENT);
    Ok(match input.get(index) {
        ValueRef::None if member.has(Flag::Structure) => {
            format.unset_payload().map(|body| (format.content_type(), body))
        }
        ValueRef::None => None,
        ValueRef::Blob(blob) => {
            let media_type = member.payload_media_type().unwrap_or("application/octet-stream");
            Some((media_type, blob.clone()))
        }
        ValueRef::String(text) => Some((
            member.payload_media_type().unwrap_or("text/plain"),
            Bytes::copy_from_slice(text.as_bytes()),
        )),
        value => Some((format.content_type(), format.write_payload(value, member)?.into())),
    })
}

fn payload_index(members: &[Member]) -> Option<usize> {
    members.iter().position(|member| member.binding == Binding::Payload)
}

/// Deserializes a shape from the status code, the headers and, with `read_body`, the body. A header that cannot be parsed leaves
/// its member unset if the member is `optional`, and is an error otherwise.
///
/// Parsing a header may have changed the member already. Therefore the target is reset after each such header, and the response
/// is parsed again without it.
pub(super) fn read_response(
    response: &RawResponse<'_>,
    target: &mut dyn Target,
    validation: Validation,
    optional: fn(&Member) -> bool,
    read_body: &dyn Fn(&mut dyn Shape) -> Result<(), MessageError>,
) -> Result<(), MessageError> {
    let mut ignored = Vec::new();
    loop {
        let Slot::Shape(shape) = target.reset() else { return Ok(()) };
        let failures = binding::header::read(response, shape, &ignored, validation);
        if failures.is_empty() {
            return read_body(shape);
        }
        let members = shape.schema().members;
        for (index, error) in failures {
            if !members.get(index).is_some_and(optional) {
                return Err(error);
            }
            ignored.push(index);
        }
    }
}

/// Deserializes the members that are bound to the body. If there are none, the body is ignored.
pub(super) fn read_body(
    format: &dyn BodyFormat,
    response: &RawResponse<'_>,
    shape: &mut dyn Shape,
    validation: Validation,
) -> Result<(), MessageError> {
    let members = shape.schema().members;
    let read = match payload_index(members) {
        Some(index) => read_payload(format, &response.body, shape, index, validation),
        None if members.iter().any(|member| member.binding == Binding::Body) => {
            format.read(&response.body, shape, validation).map_err(MessageError::from)
        }
        None => Ok(()),
    };
    read.map_err(|error| compression_error(response).unwrap_or(error))
}

fn read_payload(
    format: &dyn BodyFormat,
    body: &Bytes,
    shape: &mut dyn Shape,
    index: usize,
    validation: Validation,
) -> Result<(), MessageError> {
    let member = shape.schema().members.get(index).unwrap_or(Member::ELEMENT);
    if body.is_empty() {
        return match validation == Validation::Strict && member.has(Flag::Required) {
            true => Err(MessageError::new(member.name, MISSING)),
            false => Ok(()),
        };
    }
    match shape.slot(index) {
        Slot::Blob(out) => *out = body.clone(),
        Slot::String(out) => *out = utf8(body, member)?,
        Slot::Enum(out) => out.set(utf8(body, member)?),
        slot => format.read_payload(body, slot, member, validation)?,
    }
    Ok(())
}

fn utf8(body: &Bytes, member: &Member) -> Result<String, MessageError> {
    String::from_utf8(body.to_vec()).map_err(|_| MessageError::new(member.name, "expected text in UTF-8"))
}
