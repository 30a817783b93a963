//! Diagnostics of compressed responses. No request accepts one, but servers and proxies may send one nevertheless.

use crate::error::MessageError;
use crate::response::RawResponse;
use http::header::CONTENT_ENCODING;

/// Returns the error that explains why a body cannot be parsed, if the headers state that it is compressed.
pub(super) fn compression_error(response: &RawResponse<'_>) -> Option<MessageError> {
    let encoding = response.header(CONTENT_ENCODING.as_str())?.trim();
    let is_name = !encoding.is_empty() && encoding.len() <= 32;
    if !is_name || encoding.eq_ignore_ascii_case("identity") {
        return None;
    }
    Some(MessageError::new("", format!("the body is compressed (`{encoding}`), which is not supported")))
}

/// Returns the message for an error response whose body is unreadable because it is compressed.
pub(super) fn compressed_message(response: &RawResponse<'_>, is_readable: bool) -> Option<String> {
    if is_readable || response.body.is_empty() {
        return None;
    }
    Some(compression_error(response)?.reason)
}
