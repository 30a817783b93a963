//! Error responses of the JSON protocols: the code, the message, and the members.

use super::compressed::compressed_message;
use super::errors::{code_in_header, request_id, sanitize, set_message};
use crate::error::ErrorMeta;
use crate::json::top_level_strings;
use crate::reflect::Shape;
use crate::response::RawResponse;

/// The parts of a response that can contain the error code, in order of precedence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CodeSources {
    /// The header `x-amzn-errortype`, then the members `code`, `Code` and `__type` of the body (`restJson1`).
    HeaderFirst,
    /// The members `__type`, `code` and `Code` of the body, then the header (`awsJson`).
    BodyFirst,
}

/// Reads the code, the message and the request ID.
pub(super) fn meta(response: &RawResponse<'_>, sources: CodeSources) -> ErrorMeta {
    let names = ["code", "Code", "__type", "message", "Message", "error_description"];
    let strings = top_level_strings(&response.body, names);
    let is_readable = strings.is_some();
    let [code, upper_code, type_, message, upper_message, description] = strings.unwrap_or_default();
    let upper_message = upper_message.filter(|message| !message.is_empty() || description.is_none());
    let header = code_in_header(response);
    let clean = |code: &Option<String>| code.as_deref().and_then(sanitize);
    let code = match sources {
        CodeSources::HeaderFirst => header.or_else(|| [code, upper_code, type_].iter().find_map(clean)),
        CodeSources::BodyFirst => [type_, code, upper_code].iter().find_map(clean).or(header),
    };
    // Services that issue OAuth 2.0 tokens use the name of RFC 6749, section 5.2.
    let message = message.or(upper_message).or(description);
    ErrorMeta {
        code,
        message: message.or_else(|| compressed_message(response, is_readable)),
        request_id: request_id(response),
    }
}

/// Returns the replacement for a sensitive message: the reason if the body is compressed and unreadable, otherwise `None`.
pub(super) fn replacement_message(response: &RawResponse<'_>) -> Option<String> {
    compressed_message(response, top_level_strings(&response.body, []).is_some())
}

/// Deserializes the message of an error whose spelling in the body, `Message` or `message`, may differ from the model's.
pub(super) fn read_message(response: &RawResponse<'_>, error: &mut dyn Shape) {
    let messages = top_level_strings(&response.body, ["message", "Message"]).unwrap_or_default();
    set_message(error, |member| member.wire, messages);
}
