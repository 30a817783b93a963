//! The tree hash of requests, in `x-amz-sha256-tree-hash`, and the hash of their bodies that the service requires beside it.

use crate::checksum::TreeHash;
use bytes::Bytes;
use http::{HeaderName, HeaderValue, Request};
use sha2::{Digest, Sha256};

/// Adds both hashes, unless the request has them.
pub(super) fn add(mut request: Request<Bytes>) -> Request<Bytes> {
    let body = request.body();
    let sha256 = Bytes::copy_from_slice(&Sha256::digest(body));
    let hashes = [
        ("x-amz-sha256-tree-hash", TreeHash::of(body).to_string()),
        ("x-amz-content-sha256", format!("{sha256:x}")),
    ];
    for (name, hash) in hashes {
        // Hexadecimal digits are always a valid header value.
        if let Ok(value) = HeaderValue::from_str(&hash) {
            request.headers_mut().entry(HeaderName::from_static(name)).or_insert(value);
        }
    }
    request
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_hashes_are_added_to_a_request_without_them() {
        let request = add(Request::new(Bytes::from_static(b"hello")));
        let expected = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
        for name in ["x-amz-sha256-tree-hash", "x-amz-content-sha256"] {
            assert_eq!(request.headers()[name], expected, "{name}");
        }
        let kept = add(request.map(|_| Bytes::new()));
        assert_eq!(kept.headers()["x-amz-sha256-tree-hash"], expected);
    }
}
