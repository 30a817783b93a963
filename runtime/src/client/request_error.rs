//! Errors of a call that has no response.

use super::failure;
use crate::error::{BuildError, Error, TransportError};

/// An error of a call that has no response. It does not depend on the operation's own errors.
pub(super) enum RequestError {
    Build(BuildError),
    Transport(TransportError),
    /// The call was awaited again after it had ended.
    Done,
}

impl<E> From<RequestError> for Error<E> {
    fn from(error: RequestError) -> Self {
        match error {
            RequestError::Build(error) => Self::Build(error),
            RequestError::Transport(error) => Self::Transport(error),
            RequestError::Done => Self::Transport(failure::already_completed()),
        }
    }
}
