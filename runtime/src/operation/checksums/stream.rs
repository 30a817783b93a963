//! The checksum of a request whose body is a stream.

use super::request;
#[cfg(feature = "client")]
use crate::aws_chunked::ChunkSigning;
use crate::aws_chunked::{self, Layout};
use crate::body::Body;
use crate::checksum::{Algorithm, HttpChecksum};
use crate::endpoint::Endpoint;
use crate::error::MessageError;
use crate::reflect::Shape;
use http::{HeaderName, HeaderValue, Request};

/// The algorithm of a checksum that has not been added yet.
#[derive(Clone, Copy)]
struct Selected(Algorithm);

/// Selects the checksum of the caller, or that of the default algorithm.
///
/// # Errors
/// Returns an error for an algorithm that cannot be computed.
pub(super) fn select<B>(
    checksum: &HttpChecksum,
    input: &dyn Shape,
    request: &mut Request<B>,
    endpoint: &Endpoint,
) -> Result<(), MessageError> {
    if let Some(algorithm) = request::select(checksum, input, request.headers_mut(), endpoint)? {
        request.extensions_mut().insert(Selected(algorithm));
    }
    Ok(())
}

/// Adds the selected checksum after the body. The endpoint of a client leaves that to the client.
pub(super) fn add(mut request: Request<Body>, endpoint: &Endpoint) -> Request<Body> {
    if endpoint.defers_checksums {
        return request;
    }
    match take_selected(&mut request) {
        Some(algorithm) => encode(request, algorithm),
        None => request,
    }
}

/// Returns the algorithm of a checksum that has not been added yet, and marks it as added.
pub(crate) fn take_selected<B>(request: &mut Request<B>) -> Option<Algorithm> {
    request.extensions_mut().remove::<Selected>().map(|Selected(algorithm)| algorithm)
}

/// Encodes the body with signed chunks, and with its checksum after it if it gets one. The signer is set when the request is
/// signed: the place for it is among the extensions of the request. `length` is that of the body.
#[cfg(feature = "client")]
pub(crate) fn encode_signed(mut request: Request<Body>, length: u64) -> (Request<Body>, Layout) {
    let layout = match take_selected(&mut request) {
        Some(algorithm) => Layout::signed().with_trailer(algorithm),
        None => Layout::signed(),
    };
    layout.set_headers(request.headers_mut(), Some(length));
    let signing = ChunkSigning::default();
    request.extensions_mut().insert(signing.clone());
    (request.map(|body| aws_chunked::encode_signed(layout, body, signing)), layout)
}

/// Encodes the body, with its checksum after it and without signatures.
pub(crate) fn encode(mut request: Request<Body>, algorithm: Algorithm) -> Request<Body> {
    let (layout, length) = (Layout::unsigned(algorithm), request.body().length());
    layout.set_headers(request.headers_mut(), length);
    // A signer sets this header too. Requests without a signature need it as well.
    request.headers_mut().insert(
        HeaderName::from_static("x-amz-content-sha256"),
        HeaderValue::from_static("STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
    );
    request.extensions_mut().insert(layout);
    request.map(|body| aws_chunked::encode(layout, body))
}
