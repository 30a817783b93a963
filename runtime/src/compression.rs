//! Compression of request bodies.

use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use http::{HeaderValue, Request};
use std::io::Write;

/// Compresses a body of at least `min_size` bytes, and adds `gzip` to the encodings in `Content-Encoding`.
pub(crate) fn gzip(mut request: Request<Bytes>, min_size: usize) -> Request<Bytes> {
    let body = request.body();
    if body.len() < min_size || body.is_empty() {
        return request;
    }
    let mut encoder = GzEncoder::new(Vec::with_capacity(body.len() / 4), Compression::default());
    // Writing to memory does not fail; if it did, the body would be sent uncompressed.
    let Ok(compressed) = encoder.write_all(body).and_then(|()| encoder.finish()) else { return request };
    let others = request.headers().get(CONTENT_ENCODING).and_then(|value| value.to_str().ok());
    let all = others.filter(|others| !others.is_empty()).map(|others| format!("{others}, gzip"));
    let value = all.and_then(|all| HeaderValue::from_str(&all).ok());
    let headers = request.headers_mut();
    headers.insert(CONTENT_ENCODING, value.unwrap_or(HeaderValue::from_static("gzip")));
    headers.insert(CONTENT_LENGTH, compressed.len().into());
    request.map(|_| compressed.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::read::GzDecoder;
    use std::io::Read;

    #[test]
    fn large_bodies_are_compressed_without_loss() {
        let body = Bytes::from("a long story ".repeat(1000));
        let request = gzip(Request::new(body.clone()), 10_240);
        assert_eq!(request.headers()[CONTENT_ENCODING], "gzip");
        assert_eq!(request.headers()[CONTENT_LENGTH], request.body().len().to_string());
        assert!(request.body().len() < body.len() / 10);
        let mut back = Vec::new();
        GzDecoder::new(request.body().as_ref()).read_to_end(&mut back).unwrap();
        assert_eq!(back, body);
    }

    #[test]
    fn small_bodies_stay_and_other_encodings_are_kept() {
        let request = gzip(Request::new(Bytes::from_static(b"short")), 10_240);
        assert_eq!((request.headers().len(), request.body().as_ref()), (0, b"short".as_slice()));
        let request = Request::builder().header(CONTENT_ENCODING, "custom").body(Bytes::from("x")).unwrap();
        assert_eq!(gzip(request, 1).headers()[CONTENT_ENCODING], "custom, gzip");
    }
}
