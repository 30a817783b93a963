//! Parses requests into inputs.

use super::chunked;
use super::dialect::Dialect;
#[cfg(feature = "cbor")]
use crate::cbor;
use crate::codec::Checks;
use crate::error::MessageError;
use crate::http as binding;
use crate::json;
use crate::protocol;
#[cfg(feature = "query")]
use crate::query;
use crate::reflect::{Shape, Slot};
use crate::response::RawResponse;
use crate::schema::Member;
use crate::service::OperationSchema;
use crate::validation::Validation;
use bytes::Bytes;
use http::header::CONTENT_ENCODING;
use http::{Request, StatusCode};

/// Parses the request of an operation into its input, leniently.
///
/// Labels that the path does not have, because they are in the host, stay as they are. So does the event stream of an input.
///
/// # Errors
/// Returns an error for a request that is not one of the operation, for a value that its member cannot hold, and for a protocol
/// that is not part of this crate.
pub(crate) fn read_input(
    operation: &OperationSchema,
    request: &Request<Bytes>,
    input: &mut dyn Shape,
) -> Result<(), MessageError> {
    let dialect = Dialect::of(operation)?;
    let body = match operation.event_input {
        true => Bytes::new(),
        false => decoded(request)?,
    };
    let lenient = Validation::Lenient;
    match dialect {
        Dialect::RestJson(format) => {
            rest(operation, request, input)?;
            protocol::read_body(format, &message(request, body), input, lenient)
        }
        #[cfg(feature = "xml")]
        Dialect::RestXml(format) => {
            rest(operation, request, input)?;
            protocol::read_body(format, &message(request, body), input, lenient)
        }
        Dialect::AwsJson(_) | Dialect::RpcV2Json(_) => {
            Ok(json::read_body(&body, Slot::Shape(input), Member::ELEMENT, Checks::Lenient)?)
        }
        #[cfg(feature = "cbor")]
        Dialect::Cbor => Ok(cbor::read_body(&body, input, Checks::Lenient)?),
        #[cfg(feature = "query")]
        Dialect::Query(dialect) => Ok(query::read(dialect, &body, input)?),
    }
}

/// Reads the labels, the query and the headers.
fn rest(
    operation: &OperationSchema,
    request: &Request<Bytes>,
    input: &mut dyn Shape,
) -> Result<(), MessageError> {
    binding::read_uri(operation, request.uri(), input)?;
    let message = message(request, Bytes::new());
    match binding::header::read(&message, input, &[], Validation::Lenient).into_iter().next() {
        Some((_, error)) => Err(error),
        None => Ok(()),
    }
}

/// Returns headers and body in the form that the bindings read. They do not read the status, which no input has.
fn message(request: &Request<Bytes>, body: Bytes) -> RawResponse<'_> {
    RawResponse::new(StatusCode::OK, request.headers(), body)
}

/// Returns the body without the encodings `aws-chunked` and `gzip`.
///
/// # Errors
/// Returns an error for a body that does not have the encoding that the headers state.
pub(crate) fn decoded(request: &Request<Bytes>) -> Result<Bytes, MessageError> {
    let mut body = request.body().clone();
    let encodings = request.headers().get_all(CONTENT_ENCODING);
    let encodings: Vec<_> = encodings.iter().filter_map(|value| value.to_str().ok()).collect();
    // The last encoding was applied last.
    for encoding in encodings.iter().flat_map(|value| value.split(',')).rev() {
        match encoding.trim() {
            "aws-chunked" => {
                body = chunked::decode(&body)
                    .ok_or_else(|| MessageError::new("", "the body is not in the encoding `aws-chunked`"))?;
            }
            #[cfg(feature = "gzip")]
            "gzip" => body = unzipped(&body)?,
            _ => {}
        }
    }
    Ok(body)
}

#[cfg(feature = "gzip")]
fn unzipped(body: &[u8]) -> Result<Bytes, MessageError> {
    let mut out = Vec::new();
    let read = std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(body), &mut out);
    read.map_err(|error| MessageError::new("", format!("the body is not in the encoding `gzip`: {error}")))?;
    Ok(out.into())
}
