//! The signature of bodies that are streams.
//!
//! A signature contains the hash of the body, which has to be known before the first byte is sent. A service that signs requests
//! as they are sent accepts unsigned bodies over HTTPS, as do operations with the trait `unsignedPayload`. Over HTTP, each chunk
//! of a stream has a signature if the service accepts that. Otherwise a stream is read twice, or into memory if it can be read
//! only once: at most 64 MiB of a stream whose length is unknown. The events of a stream have signatures of their own.

use crate::body::Body;
#[cfg(feature = "stream")]
use crate::body::BodyError;
use crate::operation::checksums;
use crate::service::OperationSchema;
use crate::sign::Payload;
#[cfg(feature = "stream")]
use bytes::{Bytes, BytesMut};
use http::Request;
use http::uri::Scheme;
#[cfg(feature = "stream")]
use sha2::{Digest, Sha256};

/// The maximum number of bytes in memory of a stream whose length is unknown and whose hash is needed.
#[cfg(feature = "stream")]
const MAX_IN_MEMORY: usize = 64 << 20;

/// Returns whether the hash of the body is in the header `x-amz-content-sha256`, because it is not that of all its bytes.
pub(super) fn has_hash_header(operation: &OperationSchema, request: &Request<Body>) -> bool {
    operation.event_input || is_unsigned(operation, request)
}

/// Returns whether the signature leaves out the body of a request.
///
/// Of the operations of a service that signs requests as they are sent, those with a stream are unsigned, and those that could
/// have one and have bytes with a checksum. botocore decides so too: TLS protects the body on its way, and the service compares
/// it with the checksum. A hash of the body would be half of the CPU time of such a call.
fn is_unsigned(operation: &OperationSchema, request: &Request<Body>) -> bool {
    let may_be_unsigned = || match request.body().as_bytes() {
        Some(_) => operation.streaming_input && checksums::has_checksum(request.headers()),
        None => true,
    };
    let accepts_unsigned =
        operation.unsigned_payload || (operation.service.signs_as_sent && may_be_unsigned());
    accepts_unsigned && request.uri().scheme() == Some(&Scheme::HTTPS)
}

/// Returns how the body of a request is signed, if not by the hash of its bytes, and adds the checksum of a stream: after an
/// unsigned one, and in a header of one that is read before it is sent. A stream that can be read only once, and whose hash is
/// needed, is read into memory. If the service accepts it, each chunk of a stream with a known length has a signature instead.
///
/// # Errors
/// Returns an error if the stream cannot be read, or if it has to be read into memory and turns out too long.
#[cfg(feature = "stream")]
pub(super) async fn signed_payload(
    operation: &OperationSchema,
    request: &mut Request<Body>,
    can_sign_chunks: bool,
) -> Result<Option<Payload>, BodyError> {
    if operation.event_input {
        return Ok(Some(Payload::Events));
    }
    let is_stream = request.body().as_bytes().is_none();
    if is_unsigned(operation, request) {
        let has_trailer = is_stream && checksum::add_trailer(request);
        return Ok(Some(match has_trailer {
            true => Payload::StreamingUnsignedTrailer,
            false => Payload::Unsigned,
        }));
    }
    if !is_stream {
        return Ok(None);
    }
    if !operation.auth().iter().any(|scheme| scheme.is_signature()) {
        checksum::add_trailer(request);
        return Ok(None);
    }
    let signs_chunks = operation.service.signed_chunks && operation.service.signs_as_sent;
    if signs_chunks
        && can_sign_chunks
        && let Some(payload) = checksum::sign_chunks(request)
    {
        return Ok(Some(payload));
    }
    match request.body().try_clone() {
        Some(body) => Ok(Some(hash(request, body).await?)),
        None => {
            let body = in_memory(std::mem::take(request.body_mut())).await?;
            let mut checksum = checksum::Header::of(request);
            checksum.update(&body);
            checksum.add_to(request);
            *request.body_mut() = body.into();
            Ok(None)
        }
    }
}

/// Reads the body of a request, and returns its hash. The request gets the checksum and the length of the body.
#[cfg(feature = "stream")]
async fn hash(request: &mut Request<Body>, mut body: Body) -> Result<Payload, BodyError> {
    let mut sha256 = Sha256::new();
    let mut checksum = checksum::Header::of(request);
    let mut length = 0;
    while let Some(data) = body.next().await.transpose()? {
        sha256.update(&data);
        checksum.update(&data);
        length += data.len() as u64;
    }
    checksum.add_to(request);
    let body = std::mem::take(request.body_mut());
    *request.body_mut() = body.with_length(length);
    Ok(Payload::Sha256(sha256.finalize().into()))
}

/// Reads a stream into memory.
#[cfg(feature = "stream")]
async fn in_memory(mut body: Body) -> Result<Bytes, BodyError> {
    if body.length().is_some() {
        return body.collect().await;
    }
    let mut all = BytesMut::new();
    while let Some(data) = body.next().await.transpose()? {
        if data.len() > MAX_IN_MEMORY - all.len() {
            return Err(BodyError::new(
                "its hash is needed before it is sent, and it has more than 64 MiB: state its length with \
                 `Body::with_length`, or use a file or `Body::repeatable`, which are read twice",
            ));
        }
        all.extend_from_slice(&data);
    }
    Ok(all.freeze())
}

/// Without the feature `stream`, every body is bytes.
#[cfg(not(feature = "stream"))]
pub(super) async fn signed_payload(
    operation: &OperationSchema,
    request: &mut Request<Body>,
    _: bool,
) -> Result<Option<Payload>, std::convert::Infallible> {
    Ok(is_unsigned(operation, request).then_some(Payload::Unsigned))
}

/// The checksums of streams.
#[cfg(all(feature = "checksum", feature = "stream"))]
mod checksum {
    use crate::body::Body;
    use crate::checksum::Hasher;
    use crate::operation::checksums;
    use crate::sign::Payload;
    use http::{HeaderValue, Request};

    /// Encodes a stream with its checksum after it. Returns `false` for a request that gets no checksum.
    pub(super) fn add_trailer(request: &mut Request<Body>) -> bool {
        let Some(algorithm) = checksums::take_selected(request) else { return false };
        *request = checksums::encode(std::mem::take(request), algorithm);
        true
    }

    /// Encodes a stream with signed chunks, and returns the payload hash of the request's signature. Returns `None` for a stream
    /// without a known length.
    pub(super) fn sign_chunks(request: &mut Request<Body>) -> Option<Payload> {
        let length = request.body().length()?;
        let (encoded, layout) = checksums::encode_signed(std::mem::take(request), length);
        *request = encoded;
        Some(match layout.trailer() {
            Some(_) => Payload::StreamingSignedTrailer,
            None => Payload::StreamingSigned,
        })
    }

    /// The checksum of a stream that is read before it is sent.
    pub(super) struct Header(Option<Hasher>);

    impl Header {
        pub(super) fn of(request: &mut Request<Body>) -> Self {
            Self(checksums::take_selected(request).map(Hasher::new))
        }

        pub(super) fn update(&mut self, data: &[u8]) {
            if let Some(hasher) = &mut self.0 {
                hasher.update(data);
            }
        }

        pub(super) fn add_to(self, request: &mut Request<Body>) {
            let Some(hasher) = self.0 else { return };
            let name = hasher.algorithm().header();
            // Base64 is always a valid header value.
            if let Ok(value) = HeaderValue::from_str(&hasher.base64()) {
                request.headers_mut().insert(name, value);
            }
        }
    }
}

/// Without the feature `checksum`, streams have none.
#[cfg(all(not(feature = "checksum"), feature = "stream"))]
mod checksum {
    use crate::body::Body;
    use crate::sign::Payload;
    use http::Request;

    pub(super) fn add_trailer(_: &mut Request<Body>) -> bool {
        false
    }

    pub(super) fn sign_chunks(_: &mut Request<Body>) -> Option<Payload> {
        None
    }

    pub(super) struct Header;

    impl Header {
        pub(super) fn of(_: &mut Request<Body>) -> Self {
            Self
        }
        pub(super) fn update(&mut self, _: &[u8]) {}
        pub(super) fn add_to(self, _: &mut Request<Body>) {}
    }
}
