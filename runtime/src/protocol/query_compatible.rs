//! Error codes of services that once used `awsQuery` and keep its codes (`aws.protocols#awsQueryCompatible`).

use crate::error::ErrorMeta;
use crate::response::RawResponse;
use http::{HeaderName, HeaderValue};

/// Returns the header that requests the error codes of `awsQuery`.
pub(super) fn mode_header() -> (HeaderName, HeaderValue) {
    (HeaderName::from_static("x-amzn-query-mode"), HeaderValue::from_static("true"))
}

/// Replaces the code by that of `awsQuery`, if the response has it. Returns the replaced code, which is the name of the error's
/// shape.
pub(super) fn replace_code(meta: &mut ErrorMeta, response: &RawResponse<'_>) -> Option<String> {
    let name = meta.code.clone();
    if let Some(code) = response.header("x-amzn-query-error").and_then(parse_code) {
        meta.code = Some(code.to_owned());
    }
    name
}

/// Returns the code in a header such as `AWS.SimpleQueueService.NonExistentQueue;Sender`. A header with another number of parts,
/// or with an empty code, is ignored.
fn parse_code(header: &str) -> Option<&str> {
    let (code, fault) = header.split_once(';')?;
    (!code.is_empty() && !fault.contains(';')).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::parse_code;

    #[test]
    fn a_header_without_exactly_two_parts_is_ignored() {
        for (header, expected) in [
            (
                "AWS.SimpleQueueService.NonExistentQueue;Sender",
                Some("AWS.SimpleQueueService.NonExistentQueue"),
            ),
            ("A;", Some("A")),
            ("A;B;C", None),
            (";Sender", None),
            ("A", None),
            ("", None),
        ] {
            assert_eq!(parse_code(header), expected, "{header}");
        }
    }
}
