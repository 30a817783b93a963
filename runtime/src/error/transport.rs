//! Between request and answer.

use super::BoxError;
use std::error::Error as StdError;
use std::fmt;

/// What kept a request from being sent or answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportKind {
    /// The connection was refused, reset, or never made.
    Connection,
    /// A timeout of the client ran out.
    Timeout,
    /// There are no credentials, or none could be had.
    Credentials,
    /// Anything else: signing, endpoint, the HTTP client itself.
    Other,
}

/// A request that was not sent or not answered.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportKind,
    source: BoxError,
}

impl TransportError {
    /// Of this kind, because of `source`.
    pub fn new(kind: TransportKind, source: impl Into<BoxError>) -> Self {
        Self { kind, source: source.into() }
    }

    /// What happened.
    pub fn kind(&self) -> TransportKind {
        self.kind
    }

    /// Whether a timeout ran out.
    pub fn is_timeout(&self) -> bool {
        self.kind == TransportKind::Timeout
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportKind::Connection => "the connection failed",
            TransportKind::Timeout => "the call timed out",
            TransportKind::Credentials => "nothing to prove whose the request is",
            TransportKind::Other => "the request could not be sent",
        })?;
        // Errors below often show one half each of what happened.
        let mut cause: Option<&dyn StdError> = Some(self.source.as_ref());
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

impl StdError for TransportError {}
