//! The steps of a call that concern checksums. Without the features, they do nothing.
//!
//! The headers that have checksums belong here: those of `aws.protocols#httpChecksum` (feature `checksum`), `Content-MD5`
//! (feature `md5`), `x-amz-crc32` (feature `crc32`) and tree hashes. Algorithms are in `checksum`.

#[cfg(feature = "crc32")]
mod amz_crc32;
#[cfg(feature = "md5")]
mod content_md5;
#[cfg(feature = "checksum")]
mod expected;
#[cfg(feature = "checksum")]
mod request;
#[cfg(feature = "checksum")]
mod response;
#[cfg(all(feature = "checksum", feature = "stream"))]
mod stream;
#[cfg(feature = "checksum")]
mod tree_hash;
#[cfg(all(feature = "checksum", feature = "stream"))]
mod verifying;

#[cfg(all(feature = "checksum", feature = "client", feature = "stream"))]
pub(crate) use stream::{encode, encode_signed, take_selected};

#[cfg(feature = "checksum")]
use crate::checksum::When;

use crate::body::Body;
use crate::endpoint::Endpoint;
use crate::error::MessageError;
use crate::reflect::Shape;
use crate::response::RawResponse;
use crate::service::OperationSchema;
use bytes::Bytes;
use http::Request;
#[cfg(feature = "client")]
use http::{Extensions, HeaderMap, Response};

/// Adds the checksums of the body to a request, and marks it if its response is not to be checked.
///
/// # Errors
/// Returns an error for an algorithm that cannot be computed.
#[cfg_attr(not(feature = "checksum"), allow(unused_variables, clippy::unnecessary_wraps))]
pub(crate) fn add(
    operation: &OperationSchema,
    input: &dyn Shape,
    request: Request<Bytes>,
    endpoint: &Endpoint,
) -> Result<Request<Bytes>, MessageError> {
    #[cfg(feature = "md5")]
    let request = if operation.content_md5 { content_md5::add(request) } else { request };
    #[cfg(feature = "checksum")]
    let request = if operation.tree_hash { tree_hash::add(request) } else { request };
    #[cfg(feature = "checksum")]
    if let Some(checksum) = operation.checksum {
        let mut request = request;
        request::add(checksum, input, &mut request, endpoint)?;
        request::mark_unchecked(checksum, input, &mut request, endpoint);
        return Ok(request);
    }
    Ok(request)
}

/// Selects the checksum of a body that is a stream, before the stream is taken from the input.
///
/// # Errors
/// Returns an error for an algorithm that cannot be computed, and for an operation that requires `Content-MD5`.
#[cfg_attr(not(all(feature = "checksum", feature = "stream")), allow(unused_variables))]
pub(crate) fn select_for_stream(
    operation: &OperationSchema,
    input: &dyn Shape,
    request: &mut Request<Bytes>,
    endpoint: &Endpoint,
) -> Result<(), MessageError> {
    if operation.content_md5 && !request.headers().contains_key("content-md5") {
        return Err(MessageError::new("", "the model requires `Content-MD5`, which a stream cannot have"));
    }
    #[cfg(all(feature = "checksum", feature = "stream"))]
    if let Some(checksum) = operation.checksum {
        stream::select(checksum, input, request, endpoint)?;
        request::mark_unchecked(checksum, input, request, endpoint);
    }
    Ok(())
}

/// Adds the selected checksum after a stream, unless the endpoint leaves that to the sender.
#[cfg_attr(not(all(feature = "checksum", feature = "stream")), allow(unused_variables))]
pub(crate) fn add_to_stream(request: Request<Body>, endpoint: &Endpoint) -> Request<Body> {
    #[cfg(all(feature = "checksum", feature = "stream"))]
    return stream::add(request, endpoint);
    #[cfg(not(all(feature = "checksum", feature = "stream")))]
    request
}

/// Returns the name of the checksum mode member, which enables the checksum of the response, and the value that it gets if it is
/// unset. Returns `None` if the operation has no such member, or if checksums of responses are not compared by default.
#[cfg_attr(not(feature = "checksum"), allow(unused_variables))]
pub(crate) fn default_mode(
    operation: &OperationSchema,
    endpoint: &Endpoint,
) -> Option<(&'static str, &'static str)> {
    #[cfg(feature = "checksum")]
    if endpoint.response_checksums == When::Supported {
        return operation.checksum?.mode_member.map(|name| (name, request::ENABLED));
    }
    None
}

/// Returns whether the headers of a request have a checksum of its body.
#[cfg(feature = "client")]
pub(crate) fn has_checksum(headers: &HeaderMap) -> bool {
    #[cfg(feature = "checksum")]
    if request::has_checksum(headers) {
        return true;
    }
    headers.contains_key("content-md5")
}

/// Checks that the body of a response is the one that the service sent, if the service has a checksum of it.
#[cfg_attr(not(any(feature = "checksum", feature = "crc32")), allow(unused_variables))]
pub(crate) fn check(operation: &OperationSchema, response: &RawResponse<'_>) -> Result<(), MessageError> {
    #[cfg(feature = "crc32")]
    if operation.service.crc32 {
        amz_crc32::check(response)?;
    }
    #[cfg(feature = "checksum")]
    if let Some(checksum) = operation.checksum {
        response::check(operation, checksum, response)?;
    }
    Ok(())
}

/// Returns the body of an output as a stream that is compared with its checksum.
///
/// # Errors
/// Returns an error for bytes that have another checksum.
#[cfg_attr(not(feature = "checksum"), allow(unused_variables, clippy::unnecessary_wraps))]
pub(crate) fn checked(
    operation: &OperationSchema,
    response: &RawResponse<'_>,
    body: Body,
) -> Result<Body, MessageError> {
    #[cfg(feature = "checksum")]
    if let Some(checksum) = operation.checksum {
        return response::checked(operation, checksum, response, body);
    }
    Ok(body)
}

/// Returns whether a request states that its response is not checked.
#[cfg(feature = "client")]
#[cfg_attr(not(feature = "checksum"), allow(unused_variables))]
pub(crate) fn is_unchecked(request: &Extensions) -> bool {
    #[cfg(feature = "checksum")]
    return request.get::<crate::checksum::Unchecked>().is_some();
    #[cfg(not(feature = "checksum"))]
    false
}

/// Returns the response, marked if it is not to be checked.
#[cfg(feature = "client")]
#[cfg_attr(not(feature = "checksum"), allow(unused_variables))]
pub(crate) fn mark<B>(response: Response<B>, is_unchecked: bool) -> Response<B> {
    #[cfg(feature = "checksum")]
    if is_unchecked {
        let mut response = response;
        response.extensions_mut().insert(crate::checksum::Unchecked);
        return response;
    }
    response
}

/// Returns whether responses may have a checksum.
#[cfg(feature = "client")]
pub(crate) fn may_check(operation: &OperationSchema) -> bool {
    #[cfg(feature = "checksum")]
    if operation.checksum.is_some_and(|checksum| !checksum.response.is_empty()) {
        return true;
    }
    operation.service.crc32
}
