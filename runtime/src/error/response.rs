//! Errors while parsing a response.

use crate::codec::CodecError;
use std::error::Error as StdError;
use std::fmt;

/// The error for a response that does not match the model. It names the member and never contains its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResponseError {
    operation: &'static str,
    status: http::StatusCode,
    request_id: Option<String>,
    member: String,
    reason: String,
}

impl ResponseError {
    pub(crate) fn new(
        operation: &'static str,
        status: http::StatusCode,
        request_id: Option<String>,
        error: MessageError,
    ) -> Self {
        Self { operation, status, request_id, member: error.member, reason: error.reason }
    }

    /// Returns the path of the member; empty if the response as a whole is the cause.
    pub fn member(&self) -> &str {
        &self.member
    }

    /// Returns the reason.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// Returns the HTTP status of the response.
    pub fn status(&self) -> http::StatusCode {
        self.status
    }

    /// Returns the AWS request ID.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }
}

impl fmt::Display for ResponseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: cannot parse the response (status {})", self.operation, self.status.as_u16())?;
        match self.member.as_str() {
            "" => write!(f, ": {}", self.reason),
            member => write!(f, ": member `{member}`: {}", self.reason),
        }
    }
}

impl StdError for ResponseError {}

/// An error of a protocol: the member and the reason, without the operation. It never contains a value.
#[derive(Debug, PartialEq, Eq)]
pub struct MessageError {
    pub(crate) member: String,
    pub(crate) reason: String,
}

impl MessageError {
    /// Creates an error for a member; an empty path stands for the message as a whole.
    pub fn new(member: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { member: member.into(), reason: reason.into() }
    }
}

impl From<CodecError> for MessageError {
    fn from(error: CodecError) -> Self {
        Self::new(error.path(), error.reason())
    }
}
