//! Sessions, whose credentials sign the requests to some endpoints: their cache, and the failure of the operation that returns
//! them.
//!
//! The messages of that operation are in [`session`](crate::session), which needs no client; its calls are in `shared`.

mod cache;

pub(super) use cache::{Fetched, Key, SessionCache};

use super::request_error::RequestError;
use crate::error::{Error, TransportError, TransportKind};
use crate::service::Sessions;
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

/// A session that could not be created. It can be shared by all calls that waited for it.
///
/// Its [`source`](StdError::source) is the [`Error`] of the operation that returns sessions.
#[derive(Clone)]
pub(super) struct SessionFailure {
    operation: &'static str,
    cause: Arc<Error<()>>,
}

impl SessionFailure {
    pub(super) fn new(sessions: &Sessions, cause: Error<()>) -> Self {
        Self { operation: sessions.operation.name, cause: Arc::new(cause) }
    }
}

impl From<SessionFailure> for RequestError {
    fn from(failure: SessionFailure) -> Self {
        let kind = match &*failure.cause {
            Error::Transport(error) => error.kind(),
            _ => TransportKind::Credentials,
        };
        Self::Transport(TransportError::new(kind, failure))
    }
}

impl fmt::Debug for SessionFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for SessionFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`, which returns the credentials of a session, failed", self.operation)
    }
}

impl StdError for SessionFailure {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.cause)
    }
}
