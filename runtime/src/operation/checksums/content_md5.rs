//! The checksum of requests in the header `Content-MD5`.

use crate::base64;
use bytes::Bytes;
use http::{HeaderName, HeaderValue, Request};
use md5::{Digest, Md5};

/// Adds `Content-MD5`, unless the request has one.
pub(crate) fn add(mut request: Request<Bytes>) -> Request<Bytes> {
    let name = HeaderName::from_static("content-md5");
    let checksum = base64::encode(Md5::digest(request.body()));
    // Base64 is always a valid header value.
    if let Ok(value) = HeaderValue::from_str(&checksum) {
        request.headers_mut().entry(name).or_insert(value);
    }
    request
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checksum_is_added_to_a_request_without_one() {
        let request = Request::new(Bytes::from_static(b"The quick brown fox jumps over the lazy dog"));
        let request = add(request);
        assert_eq!(request.headers()["content-md5"], "nhB9nTcrtoJr2B01QqQZ1g==");
        let request = add(request.map(|_| Bytes::new()));
        assert_eq!(request.headers()["content-md5"], "nhB9nTcrtoJr2B01QqQZ1g==");
    }
}
