//! Errors of signing.

use std::borrow::Cow;
use std::fmt;

/// The error if a request cannot be signed. It contains no part of the credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignError {
    reason: Cow<'static, str>,
}

impl SignError {
    pub(crate) fn new(reason: impl Into<Cow<'static, str>>) -> Self {
        Self { reason: reason.into() }
    }
}

impl fmt::Display for SignError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for SignError {}
