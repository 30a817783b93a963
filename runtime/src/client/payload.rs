//! The signature of bodies that are streams.
//!
//! A signature contains the hash of the body, which has to be known before the first byte is sent. A service that signs requests as
//! they are sent accepts unsigned bodies over HTTPS, as do operations with the trait `unsignedPayload`. Otherwise a stream is read
//! twice, or into memory if it can be read only once. The events of a stream have signatures of their own.

use crate::body::Body;
#[cfg(feature = "stream")]
use crate::body::BodyError;
use crate::service::OperationSchema;
use aws_runtime::auth::PayloadSigningOverride;
use http::Request;
use http::uri::Scheme;

/// The hash of a body whose events have signatures of their own.
#[cfg(feature = "stream")]
const EVENTS: &str = "STREAMING-AWS4-HMAC-SHA256-EVENTS";

/// Returns whether the hash of the body is in the header `x-amz-content-sha256`, because it is not that of all its bytes.
pub(super) fn has_hash_header(operation: &OperationSchema, request: &Request<Body>) -> bool {
    operation.event_input || is_unsigned(operation, request)
}

/// Returns whether the signature leaves out the body of a request.
fn is_unsigned(operation: &OperationSchema, request: &Request<Body>) -> bool {
    let is_stream = request.body().as_bytes().is_none();
    let accepts_unsigned = operation.unsigned_payload || (is_stream && operation.service.signs_as_sent);
    accepts_unsigned && request.uri().scheme() == Some(&Scheme::HTTPS)
}

/// Returns how the body of a request is signed, if not by the hash of its bytes. A stream that can be read only once, and whose hash
/// is needed, is read into memory.
///
/// # Errors
/// Returns an error if the stream cannot be read.
#[cfg(feature = "stream")]
pub(super) async fn signing_override(
    operation: &OperationSchema,
    request: &mut Request<Body>,
) -> Result<Option<PayloadSigningOverride>, BodyError> {
    if operation.event_input {
        return Ok(Some(PayloadSigningOverride::Precomputed(EVENTS.to_owned())));
    }
    if is_unsigned(operation, request) {
        return Ok(Some(PayloadSigningOverride::UnsignedPayload));
    }
    if request.body().as_bytes().is_some() || !operation.auth().iter().any(|scheme| scheme.is_signature()) {
        return Ok(None);
    }
    match request.body().try_clone() {
        Some(body) => Ok(Some(PayloadSigningOverride::Precomputed(sha256(body).await?))),
        None => {
            let body = std::mem::take(request.body_mut()).collect().await?;
            *request.body_mut() = body.into();
            Ok(None)
        }
    }
}

/// Without the feature `stream`, every body is bytes.
#[cfg(not(feature = "stream"))]
pub(super) async fn signing_override(
    operation: &OperationSchema,
    request: &mut Request<Body>,
) -> Result<Option<PayloadSigningOverride>, std::convert::Infallible> {
    Ok(is_unsigned(operation, request).then_some(PayloadSigningOverride::UnsignedPayload))
}

/// Returns the SHA-256 of a body as lower-case hexadecimal digits.
#[cfg(feature = "stream")]
async fn sha256(mut body: Body) -> Result<String, BodyError> {
    use sha2::Digest;
    let mut hash = sha2::Sha256::new();
    while let Some(data) = body.next().await.transpose()? {
        hash.update(&data);
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}
