//! The metadata of error responses, the same for all services.

/// The code, the message and the request ID of an error response.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorMeta {
    /// The error code without its namespace, such as `ThrottlingException`.
    pub code: Option<String>,
    /// The message for people.
    pub message: Option<String>,
    /// The AWS request ID.
    pub request_id: Option<String>,
}
