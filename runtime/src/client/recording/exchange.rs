//! A request with its response, without secrets.

use bytes::Bytes;

/// A request with its response.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Exchange {
    /// The ID of the service, such as `DynamoDB`.
    pub(super) service: String,
    /// The name of the operation.
    pub(super) operation: String,
    /// The region of the signature, if the request has one.
    pub(super) region: Option<String>,
    pub(super) request: RecordedRequest,
    pub(super) response: RecordedResponse,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct RecordedRequest {
    pub(super) method: String,
    /// The host without the port.
    pub(super) host: String,
    pub(super) path: String,
    pub(super) query: String,
    /// The headers of members of the input.
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: RecordedBody,
    /// The names of members whose values are not those that were sent.
    pub(super) redacted: Vec<String>,
    /// The names of idempotency tokens.
    pub(super) generated: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct RecordedResponse {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: RecordedBody,
    /// The names of members whose values are not those that were received.
    pub(super) redacted: Vec<String>,
}

/// A body of a message.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum RecordedBody {
    Bytes(Bytes),
    /// The body was removed, for this reason.
    Removed(String),
}

/// The value in place of a secret.
pub(super) const PLACEHOLDER: &str = crate::reflect::REDACTED;

/// [`PLACEHOLDER`] in a path or query.
pub(super) const ESCAPED_PLACEHOLDER: &str = "%5Bredacted%5D";

/// The host in place of one with a secret.
pub(super) const REDACTED_HOST: &str = "redacted.invalid";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_placeholder_is_escaped() {
        let escaped = percent_encoding::utf8_percent_encode(PLACEHOLDER, crate::endpoint::ESCAPED);
        assert_eq!(escaped.to_string(), ESCAPED_PLACEHOLDER);
    }
}
