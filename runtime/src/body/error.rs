//! Errors while reading a body.

use crate::box_error::{BoxError, write_chain};
use std::error::Error as StdError;
use std::fmt;

/// The error for a body that could not be read to its end. What was read before it must not be taken for the whole body.
///
/// `Display` shows the whole chain of causes on one line; [`source`](StdError::source) returns the first cause.
#[derive(Debug)]
pub struct BodyError(BoxError);

impl BodyError {
    /// Creates an error with its cause. An error that is a `BodyError` already is returned as it is.
    pub fn new(cause: impl Into<BoxError>) -> Self {
        let cause = cause.into();
        match cause.downcast::<Self>() {
            Ok(error) => *error,
            Err(cause) => Self(cause),
        }
    }
}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the body could not be read: ")?;
        write_chain(f, self.0.as_ref())
    }
}

impl StdError for BodyError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.0.as_ref())
    }
}
