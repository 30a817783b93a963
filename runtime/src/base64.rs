//! Base64 with padding (RFC 4648, section 4), with SIMD instructions where the CPU has them.

use base64_simd::STANDARD;
use bytes::Bytes;

/// Returns `bytes` in base64.
pub(crate) fn encode(bytes: impl AsRef<[u8]>) -> String {
    STANDARD.encode_to_string(bytes)
}

/// Appends `bytes` in base64.
pub(crate) fn append(out: &mut Vec<u8>, bytes: &[u8]) {
    // The library would reserve the exact length, and thereby move the buffer for each blob.
    out.reserve(bytes.len().div_ceil(3) * 4);
    STANDARD.encode_append(bytes, out);
}

/// Returns the bytes of a text in base64, or `None` if it is not canonical: with a character outside of the alphabet, without
/// its padding, or with bits that no byte has.
pub(crate) fn decode(text: impl AsRef<[u8]>) -> Option<Bytes> {
    STANDARD.decode_to_vec(text).ok().map(Bytes::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::base64::{Engine, engine::general_purpose::STANDARD};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn texts_are_decoded_like_those_of_the_crate_base64(text in "[A-Za-z0-9+/]{0,70}={0,3}|[ -~]{0,8}|[A-Za-z0-9+/]{60,70}.[A-Za-z0-9+/]{0,9}") {
            prop_assert_eq!(decode(&text), STANDARD.decode(&text).ok().map(Bytes::from));
        }

        #[test]
        fn bytes_are_encoded_like_those_of_the_crate_base64(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let expected = STANDARD.encode(&bytes);
            prop_assert_eq!(encode(&bytes), &*expected);
            let mut out = b"before ".to_vec();
            append(&mut out, &bytes);
            prop_assert_eq!(out, [b"before ", expected.as_bytes()].concat());
            prop_assert_eq!(decode(expected), Some(Bytes::from(bytes)));
        }
    }
}
