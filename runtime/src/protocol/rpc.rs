//! Requests and responses of the protocols without HTTP bindings: all members are in the body.

use super::compressed::compression_error;
use super::errors::activate_variant;
use crate::codec::CodecError;
use crate::endpoint::Endpoint;
use crate::error::{ErrorMeta, MessageError};
use crate::http as binding;
use crate::reflect::{Shape, Slot};
use crate::response::RawResponse;
use crate::service::{OperationSchema, Target};
use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::{HeaderName, HeaderValue, Request};

/// Builds a request with a path, headers and a body.
pub(super) fn request(
    operation: &OperationSchema,
    path: &str,
    input: &dyn Shape,
    endpoint: &Endpoint,
    headers: impl IntoIterator<Item = (HeaderName, HeaderValue)>,
    body: Bytes,
) -> Result<Request<Bytes>, MessageError> {
    let mut request = binding::request(operation, path, input, endpoint)?;
    if let Some(map) = request.headers_mut() {
        map.extend(headers);
        map.insert(CONTENT_LENGTH, body.len().into());
    }
    request
        .body(body)
        .map_err(|error| MessageError::new("", format!("the request is not valid HTTP: {error}")))
}

/// Deserializes a shape from the body with `read_body`.
pub(super) fn read(
    response: &RawResponse<'_>,
    target: &mut dyn Target,
    read_body: impl FnOnce(&[u8], &mut dyn Shape) -> Result<(), CodecError>,
) -> Result<(), MessageError> {
    let Slot::Shape(shape) = target.reset() else { return Ok(()) };
    // The body of a structure without members is ignored.
    if shape.schema().members.is_empty() {
        return Ok(());
    }
    let read = read_body(&response.body, shape).map_err(MessageError::from);
    read.map_err(|error| compression_error(response).unwrap_or(error))
}

/// Activates the variant of `error` with the code of `meta`, or else with the shape name `name`, and deserializes its members. If
/// the body cannot be parsed to its end, only its message is used.
///
/// Returns whether the error's message is sensitive in the model, so that the caller must remove it from `meta`.
pub(super) fn read_error(
    response: &RawResponse<'_>,
    error: &mut dyn Shape,
    meta: &ErrorMeta,
    name: Option<&str>,
    read_body: impl Fn(&[u8], &mut dyn Shape) -> Result<(), CodecError>,
    read_message: impl Fn(&mut dyn Shape),
) -> bool {
    activate_variant(error, meta, name, |variant| {
        let whole = read(response, variant, |body, error| {
            read_body(body, error)?;
            read_message(error);
            Ok(())
        });
        if whole.is_err() {
            let _ = read(response, variant, |_, error| {
                read_message(error);
                Ok(())
            });
        }
    })
}
