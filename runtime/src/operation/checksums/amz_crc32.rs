//! The checksum of responses in the header `x-amz-crc32`.

use crate::error::MessageError;
use crate::response::RawResponse;

const HEADER: &str = "x-amz-crc32";

/// Checks the body against the header, whose value is a decimal number. A response without the header is accepted.
pub(crate) fn check(response: &RawResponse<'_>) -> Result<(), MessageError> {
    let checksum = || crc32fast::hash(&response.body).to_string();
    match response.headers.first(HEADER) {
        Some(expected) if expected.trim_ascii() != checksum().as_bytes() => {
            Err(MessageError::new("", format!("the CRC32 of the body is not that of the header `{HEADER}`")))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Bytes, Response};

    fn checked(header: Option<&str>, body: &'static str) -> Result<(), MessageError> {
        let response =
            header.iter().fold(Response::builder(), |response, value| response.header(HEADER, *value));
        check(&RawResponse::from(&response.body(Bytes::from_static(body.as_bytes())).unwrap()))
    }

    #[test]
    fn a_body_matches_its_checksum() {
        // The check value of the algorithm.
        assert_eq!(checked(Some("3421780262"), "123456789"), Ok(()));
        assert_eq!(checked(Some(" 3421780262 "), "123456789"), Ok(()));
        assert_eq!(checked(Some("0"), ""), Ok(()));
        assert_eq!(checked(None, "123456789"), Ok(()));
    }

    #[test]
    fn another_body_is_an_error() {
        for (header, body) in
            [("3421780262", "12345678"), ("", "123456789"), ("cbf43926", "123456789"), ("1", "")]
        {
            let error = checked(Some(header), body).unwrap_err();
            assert!(error.reason.contains("the CRC32 of the body"), "{}", error.reason);
        }
    }
}
