//! Transport errors.

use super::BoxError;
use std::error::Error as StdError;
use std::fmt;

/// The kind of a transport error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportKind {
    /// The connection was refused, reset or not established.
    Connection,
    /// A timeout of the client expired.
    Timeout,
    /// No credentials are available.
    Credentials,
    /// Any other failure, such as of signing, endpoint resolution or the HTTP client.
    Other,
}

/// The error for a request that could not be sent or got no response.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportKind,
    source: BoxError,
}

impl TransportError {
    /// Creates an error of a kind.
    pub fn new(kind: TransportKind, source: impl Into<BoxError>) -> Self {
        Self { kind, source: source.into() }
    }

    /// Returns the kind.
    pub fn kind(&self) -> TransportKind {
        self.kind
    }

    /// Whether a timeout expired.
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
        // Each error of the chain often has only a part of the information.
        let mut cause: Option<&dyn StdError> = Some(self.source.as_ref());
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

impl StdError for TransportError {}
