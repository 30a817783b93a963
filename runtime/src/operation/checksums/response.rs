//! The checksum of a response.

use super::expected::Expected;
use crate::body::Body;
use crate::checksum::HttpChecksum;
use crate::error::MessageError;
use crate::response::RawResponse;
use crate::service::OperationSchema;

/// Checks the body of a response.
pub(super) fn check(
    operation: &OperationSchema,
    checksum: &HttpChecksum,
    response: &RawResponse<'_>,
) -> Result<(), MessageError> {
    let Some(expected) = Expected::of(operation, checksum, response) else { return Ok(()) };
    let mut hasher = expected.hasher();
    hasher.update(&response.body);
    expected.compare(hasher)
}

/// Returns the body, of which a stream is compared with its checksum while it is read.
///
/// # Errors
/// Returns an error for bytes that have another checksum.
pub(super) fn checked(
    operation: &OperationSchema,
    checksum: &HttpChecksum,
    response: &RawResponse<'_>,
    body: Body,
) -> Result<Body, MessageError> {
    let expected = Expected::of(operation, checksum, response);
    if let Some(bytes) = body.as_bytes() {
        if let Some(expected) = expected {
            let mut hasher = expected.hasher();
            hasher.update(&bytes);
            expected.compare(hasher)?;
        }
        return Ok(body);
    }
    #[cfg(feature = "stream")]
    if let Some(expected) = expected.or_else(|| Expected::in_trailer(operation, checksum, response)) {
        return Ok(super::verifying::verifying(expected, body));
    }
    Ok(body)
}
