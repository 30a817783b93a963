//! Compression of bodies.

use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use http::{HeaderValue, Request};
use std::io::Write;

/// Compresses a body of at least `least` bytes, and says so after whatever encodings the caller names.
pub(crate) fn gzip(mut request: Request<Bytes>, least: usize) -> Request<Bytes> {
    let body = request.body();
    if body.len() < least || body.is_empty() {
        return request;
    }
    let mut encoder = GzEncoder::new(Vec::with_capacity(body.len() / 4), Compression::default());
    // Writing to memory does not fail; if it did, the body would go as it is.
    let Ok(compressed) = encoder.write_all(body).and_then(|()| encoder.finish()) else { return request };
    let named = request.headers().get(CONTENT_ENCODING).and_then(|value| value.to_str().ok());
    let named = named.filter(|named| !named.is_empty()).map(|named| format!("{named}, gzip"));
    let value = named.and_then(|named| HeaderValue::from_str(&named).ok());
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
    fn what_is_large_is_compressed_and_comes_back_whole() {
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
    fn what_is_small_is_not_and_other_encodings_stay() {
        let request = gzip(Request::new(Bytes::from_static(b"short")), 10_240);
        assert_eq!((request.headers().len(), request.body().as_ref()), (0, b"short".as_slice()));
        let request = Request::builder().header(CONTENT_ENCODING, "custom").body(Bytes::from("x")).unwrap();
        assert_eq!(gzip(request, 1).headers()[CONTENT_ENCODING], "custom, gzip");
    }
}
