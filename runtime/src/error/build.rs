//! Before a request is sent.

use std::error::Error as StdError;
use std::fmt;

/// An input that cannot be put into a request. It names the member and never shows its value.
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

    /// The operation that was to be called.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The member at fault, as in `CapabilityReport.endpoints[2].id`; empty where it is none.
    pub fn member(&self) -> &str {
        &self.member
    }

    /// What is wrong with it.
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
