//! Errors while following the pages of a result.

use std::error::Error as StdError;
use std::fmt;

/// A service returned the tokens of a page with that page, so that the next page would be the same one again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaginationError {
    operation: &'static str,
    member: &'static str,
}

impl PaginationError {
    pub(crate) fn new(operation: &'static str, member: &'static str) -> Self {
        Self { operation, member }
    }

    /// Returns the name of the operation.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// Returns the member of the input that has the token.
    pub fn member(&self) -> &'static str {
        self.member
    }
}

impl fmt::Display for PaginationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, member } = self;
        write!(
            f,
            "{operation}: the page has the token in `{member}` that it was requested with, so it would be the next page again"
        )
    }
}

impl StdError for PaginationError {}
