//! The steps of a call that concern checksums. Without the features, they do nothing.
//!
//! The headers that have checksums belong here: those of `aws.protocols#httpChecksum` (feature `checksum`), `Content-MD5` (feature
//! `md5`) and `x-amz-crc32` (feature `crc32`). Algorithms are in `checksum`.

#[cfg(feature = "crc32")]
mod amz_crc32;
#[cfg(feature = "md5")]
mod content_md5;
#[cfg(feature = "checksum")]
mod request;
#[cfg(feature = "checksum")]
mod response;

#[cfg(feature = "checksum")]
use crate::checksum::When;

use crate::endpoint::Endpoint;
use crate::error::MessageError;
use crate::reflect::Shape;
use crate::response::RawResponse;
use crate::service::OperationSchema;
use bytes::Bytes;
use http::Request;
#[cfg(feature = "client")]
use http::{Extensions, Response};

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
    if let Some(checksum) = operation.checksum {
        let mut request = request;
        request::add(checksum, input, &mut request, endpoint)?;
        request::mark_unchecked(checksum, input, &mut request, endpoint);
        return Ok(request);
    }
    Ok(request)
}

/// Returns the name of the member that asks for a checksum of the response and the value that it gets by default, if it is unset.
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
