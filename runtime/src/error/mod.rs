//! Errors of calls.
//!
//! The error types, their metadata and their display belong here, one file for each stage of a call. Parsing error responses is
//! in [`protocol`](crate::protocol).

mod build;
mod classify;
mod meta;
mod pagination;
mod response;
mod service;
mod transport;

use std::error::Error as StdError;
use std::fmt;

pub use crate::box_error::BoxError;
pub use build::BuildError;
pub use meta::ErrorMeta;
pub use pagination::PaginationError;
pub use response::{MessageError, ResponseError};
pub use service::ServiceError;
pub(crate) use service::active_variant;
pub use transport::{TransportError, TransportKind};

/// The error of a call. `E` is the error enum of the operation.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E> {
    /// The request could not be built. Nothing was sent.
    Build(BuildError),
    /// The request could not be sent, or there was no response.
    Transport(TransportError),
    /// The service returned an error.
    Service(ServiceError<E>),
    /// The response does not match the model.
    Response(ResponseError),
    /// The page has the token that it was requested with. Only paginators return this, after that page.
    Pagination(PaginationError),
}

impl<E> Error<E> {
    /// Returns the error of the service, if the service returned one.
    pub fn as_service(&self) -> Option<&ServiceError<E>> {
        match self {
            Self::Service(error) => Some(error),
            _ => None,
        }
    }

    /// Returns the error code, such as `ThrottlingException`, if the service sent one.
    pub fn code(&self) -> Option<&str> {
        self.as_service()?.code()
    }

    /// Returns the error message, if the service sent one and it is not sensitive.
    pub fn message(&self) -> Option<&str> {
        self.as_service()?.message()
    }

    /// Returns the AWS request ID.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Service(error) => error.request_id(),
            Self::Response(error) => error.request_id(),
            _ => None,
        }
    }

    /// Returns the second request ID that Amazon S3 sends. See [`ServiceError::extended_request_id`].
    pub fn extended_request_id(&self) -> Option<&str> {
        self.as_service()?.extended_request_id()
    }

    /// Returns the response of an error that the service returned. See [`ServiceError::raw_response`].
    pub fn raw_response(&self) -> Option<&http::Response<bytes::Bytes>> {
        self.as_service()?.raw_response()
    }

    /// Returns the HTTP status of the response, if there was one.
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
            Self::Pagination(error) => error.fmt(f),
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

impl<E> From<PaginationError> for Error<E> {
    fn from(error: PaginationError) -> Self {
        Self::Pagination(error)
    }
}

impl<E> From<TransportError> for Error<E> {
    fn from(error: TransportError) -> Self {
        Self::Transport(error)
    }
}
