//! Transport errors.

use super::BoxError;
use std::error::Error as StdError;
use std::fmt;

/// The kind of a transport error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportKind {
    /// The connection failed, was reset or closed, or the response body stalled.
    Connection,
    /// A timeout expired.
    Timeout,
    /// The client has no credentials for the operation, or their provider failed.
    Credentials,
    /// Another failure, such as one of the configuration, of signing or of the HTTP client.
    Other,
}

/// A request that could not be sent, or that has no response.
///
/// `Display` shows the whole chain of causes on one line; [`source`](StdError::source) returns the first cause. Neither shows
/// a value of the input.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportKind,
    source: BoxError,
}

impl TransportError {
    /// Creates an error of a kind with its cause.
    pub fn new(kind: TransportKind, source: impl Into<BoxError>) -> Self {
        Self { kind, source: source.into() }
    }

    /// Returns the kind of the error.
    pub fn kind(&self) -> TransportKind {
        self.kind
    }

    /// Returns whether a timeout expired.
    pub fn is_timeout(&self) -> bool {
        self.kind == TransportKind::Timeout
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportKind::Connection => "the connection failed",
            TransportKind::Timeout => "the call timed out",
            TransportKind::Credentials => "no credentials available",
            TransportKind::Other => "the request could not be sent",
        })?;
        // Errors of other libraries usually omit their cause, which has the details.
        let mut cause: Option<&dyn StdError> = Some(self.source.as_ref());
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.source.as_ref())
    }
}
