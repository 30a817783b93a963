//! Errors while building a request.

use std::error::Error as StdError;
use std::fmt;

/// The error for an input that cannot be sent. It names the member and never contains its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuildError {
    operation: &'static str,
    member: String,
    reason: String,
}

impl BuildError {
    pub(crate) fn new(operation: &'static str, member: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { operation, member: member.into(), reason: reason.into() }
    }

    /// Returns the name of the operation.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// Returns the path of the member, such as `CapabilityReport.endpoints[2].id`; empty if no single member is the cause.
    pub fn member(&self) -> &str {
        &self.member
    }

    /// Returns the reason.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.member.as_str() {
            "" => write!(f, "{}: {}", self.operation, self.reason),
            member => write!(f, "{}: member `{member}`: {}", self.operation, self.reason),
        }
    }
}

impl StdError for BuildError {}
