//! Requests and responses of the protocols with HTTP bindings: `restJson1` and `restXml`.

use super::compressed::compression_error;
use crate::body::Body;
use crate::body_format::BodyFormat;
use crate::codec::MISSING;
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

/// Builds a request from the bindings of the operation's input.
pub(super) fn request(
    format: &dyn BodyFormat,
    operation: &OperationSchema,
    input: &dyn Shape,
    endpoint: &Endpoint,
) -> Result<Request<Bytes>, MessageError> {
    let mut request = binding::request(operation, operation.uri, input, endpoint)?;
    let body = request_body(format, input)?;
    if let (Some(body), Some(headers)) = (&body, request.headers_mut()) {
        // The media type of the format, which most requests have, needs no allocation.
        let content_type = match body.media_type == format.content_type() {
            true => Ok(HeaderValue::from_static(format.content_type())),
            false => HeaderValue::from_str(body.media_type),
        };
        let content_type = content_type
            .map_err(|_| MessageError::new("", "the media type in the model is not a valid header value"))?;
        headers.entry(CONTENT_TYPE).or_insert(content_type);
        if let Some(length) = body.length {
            headers.insert(CONTENT_LENGTH, length.into());
        }
    } else if let ("POST" | "PUT" | "PATCH", Some(headers)) = (operation.method, request.headers_mut()) {
        // Servers expect a body with these methods, so a missing one is stated (RFC 9110, 8.6).
        headers.insert(CONTENT_LENGTH, 0.into());
    }
    request
        .body(body.map(|body| body.bytes).unwrap_or_default())
        .map_err(|error| MessageError::new("", format!("the request is not valid HTTP: {error}")))
}

/// The body of a request.
pub(crate) struct RequestBody {
    pub(crate) media_type: &'static str,
    /// The length in bytes; `None` for a stream of unknown length.
    length: Option<u64>,
    /// The bytes; empty for a stream.
    pub(crate) bytes: Bytes,
}

impl RequestBody {
    fn new(media_type: &'static str, bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        Self { media_type, length: u64::try_from(bytes.len()).ok(), bytes }
    }

    /// Returns a blob that may be a stream. Without content, there is no body.
    fn of(media_type: &'static str, body: &Body) -> Option<Self> {
        match body.as_bytes() {
            Some(bytes) if bytes.is_empty() => None,
            Some(bytes) => Some(Self::new(media_type, bytes)),
            None => Some(Self { media_type, length: body.length(), bytes: Bytes::new() }),
        }
    }
}

/// Returns the body, if the request has one.
pub(crate) fn request_body(
    format: &dyn BodyFormat,
    input: &dyn Shape,
) -> Result<Option<RequestBody>, MessageError> {
    let members = input.schema().members;
    let Some(index) = payload_index(members) else {
        return match members.iter().any(|member| member.binding == Binding::Body) {
            true => Ok(Some(RequestBody::new(format.content_type(), format.write(input)?))),
            false => Ok(None),
        };
    };
    let member = members.get(index).unwrap_or(Member::ELEMENT);
    let media_type = |default| member.payload_media_type().unwrap_or(default);
    Ok(match input.get(index) {
        ValueRef::None if member.has(Flag::Structure) => {
            format.unset_payload().map(|body| RequestBody::new(format.content_type(), body))
        }
        ValueRef::None => None,
        ValueRef::Blob(blob) => Some(RequestBody::new(media_type("application/octet-stream"), blob.clone())),
        ValueRef::Body(body) => RequestBody::of(media_type("application/octet-stream"), body),
        ValueRef::String(text) => {
            Some(RequestBody::new(media_type("text/plain"), Bytes::copy_from_slice(text.as_bytes())))
        }
        value => Some(RequestBody::new(format.content_type(), format.write_payload(value, member)?)),
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
pub(crate) fn read_body(
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
        let is_missing = validation == Validation::Strict && member.has(Flag::Required);
        // A stream is never missing: it is empty, or follows the head.
        return match is_missing && !matches!(shape.slot(index), Slot::Body(_)) {
            true => Err(MessageError::new(member.name, MISSING)),
            false => Ok(()),
        };
    }
    match shape.slot(index) {
        Slot::Blob(out) => *out = body.clone(),
        Slot::Body(out) => *out = body.clone().into(),
        Slot::String(out) => *out = utf8(body, member)?,
        Slot::Enum(out) => out.set(utf8(body, member)?),
        slot => format.read_payload(body, slot, member, validation)?,
    }
    Ok(())
}

fn utf8(body: &Bytes, member: &Member) -> Result<String, MessageError> {
    String::from_utf8(body.to_vec()).map_err(|_| MessageError::new(member.name, "expected text in UTF-8"))
}
