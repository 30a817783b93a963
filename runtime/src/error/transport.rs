//! Transport errors.

use super::BoxError;
use crate::box_error::write_chain;
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
        f.write_str(": ")?;
        write_chain(f, self.source.as_ref())
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.source.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::body::BodyError;
    use std::io;

    #[test]
    fn each_cause_is_shown_once() {
        let inner = TransportError::new(TransportKind::Connection, "reset");
        let body = BodyError::new(io::Error::other(inner));
        let error = TransportError::new(TransportKind::Other, io::Error::other(body));
        let shown = "the request could not be sent: the body could not be read: the connection failed: reset";
        assert_eq!(error.to_string(), shown);
        let outer = TransportError::new(TransportKind::Other, error);
        assert_eq!(outer.to_string(), format!("the request could not be sent: {shown}"));
        let error = TransportError::new(TransportKind::Timeout, "");
        assert_eq!(error.to_string(), "the call timed out: ");
    }
}
