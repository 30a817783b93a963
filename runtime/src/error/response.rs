//! After an answer.

use crate::json::JsonError;
use std::error::Error as StdError;
use std::fmt;

/// An answer that is not what the model says it is. It names the member and never shows its value.
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
        fault: MessageError,
    ) -> Self {
        Self { operation, status, request_id, member: fault.member, reason: fault.reason }
    }

    /// The member at fault; empty where it is the answer as a whole.
    pub fn member(&self) -> &str {
        &self.member
    }

    /// What is wrong with it.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// The HTTP status of the answer.
    pub fn status(&self) -> http::StatusCode {
        self.status
    }

    /// What AWS support asks for.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }
}

impl fmt::Display for ResponseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: cannot read the answer (status {})", self.operation, self.status.as_u16())?;
        match self.member.as_str() {
            "" => write!(f, ": {}", self.reason),
            member => write!(f, ": member `{member}`: {}", self.reason),
        }
    }
}

impl StdError for ResponseError {}

/// A member and what is wrong with it, where it is not known yet which call it belongs to. Never holds a value.
#[derive(Debug, PartialEq, Eq)]
pub struct MessageError {
    pub(crate) member: String,
    pub(crate) reason: String,
}

impl MessageError {
    /// The member, empty for the message as a whole, and what is wrong with it.
    pub fn new(member: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { member: member.into(), reason: reason.into() }
    }
}

impl From<JsonError> for MessageError {
    fn from(error: JsonError) -> Self {
        Self::new(error.path(), error.reason())
    }
}
