//! Responses with a compressed body, which no request asks for.

use crate::error::MessageError;
use crate::response::RawResponse;
use http::header::CONTENT_ENCODING;

/// Returns the error for a body that cannot be parsed and is compressed according to the headers.
pub(super) fn compressed(response: &RawResponse<'_>) -> Option<MessageError> {
    let encoding = response.header(CONTENT_ENCODING.as_str())?.trim();
    let is_name = !encoding.is_empty() && encoding.len() <= 32;
    if !is_name || encoding.eq_ignore_ascii_case("identity") {
        return None;
    }
    Some(MessageError::new("", format!("the body is compressed (`{encoding}`), which is not supported")))
}

/// Returns the message of an error response whose body cannot be parsed because it is compressed.
pub(super) fn compressed_message(response: &RawResponse<'_>, is_readable: bool) -> Option<String> {
    if is_readable || response.body.is_empty() {
        return None;
    }
    Some(compressed(response)?.reason)
}
