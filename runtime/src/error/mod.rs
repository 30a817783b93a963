//! What can go wrong with a call, from before it is sent to after it is answered.

mod build;
mod meta;
mod response;
mod service;
mod transport;

use std::error::Error as StdError;
use std::fmt;

pub use build::BuildError;
pub use meta::ErrorMeta;
pub use response::{MessageError, ResponseError};
pub use service::ServiceError;
pub(crate) use service::active_variant;
pub use transport::{TransportError, TransportKind};

/// Any error of another library, behind a transport.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// Why a call has no output. `E` is the operation's own enum of the errors that its model names.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E> {
    /// The input cannot be put into a request. Nothing was sent.
    Build(BuildError),
    /// The request was not sent, or not answered.
    Transport(TransportError),
    /// The service answered with an error.
    Service(ServiceError<E>),
    /// The answer is not what the model says it is.
    Response(ResponseError),
}

impl<E> Error<E> {
    /// What the service answered with, if it answered with an error.
    pub fn as_service(&self) -> Option<&ServiceError<E>> {
        match self {
            Self::Service(error) => Some(error),
            _ => None,
        }
    }

    /// The error's code, such as `ThrottlingException`, if the service gave one.
    pub fn code(&self) -> Option<&str> {
        self.as_service()?.code()
    }

    /// The service's words for people, if it gave any.
    pub fn message(&self) -> Option<&str> {
        self.as_service()?.message()
    }

    /// What AWS support asks for.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Service(error) => error.request_id(),
            Self::Response(error) => error.request_id(),
            _ => None,
        }
    }

    /// The HTTP status of the answer, if there was one.
    pub fn status(&self) -> Option<http::StatusCode> {
        match self {
            Self::Service(error) => Some(error.status()),
            Self::Response(error) => Some(error.status()),
            _ => None,
        }
    }
}

impl<E: fmt::Debug> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Build(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::Service(error) => error.fmt(f),
            Self::Response(error) => error.fmt(f),
        }
    }
}

impl<E: fmt::Debug> StdError for Error<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Transport(error) => error.source(),
            _ => None,
        }
    }
}

impl<E> From<BuildError> for Error<E> {
    fn from(error: BuildError) -> Self {
        Self::Build(error)
    }
}

impl<E> From<TransportError> for Error<E> {
    fn from(error: TransportError) -> Self {
        Self::Transport(error)
    }
}
