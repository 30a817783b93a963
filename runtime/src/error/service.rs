//! What a service answers with.

use super::meta::ErrorMeta;
use crate::reflect::{Shape, ValueRef};
#[cfg(feature = "client")]
use aws_smithy_types::error::ErrorMetadata;
use std::error::Error as StdError;
use std::fmt;

/// An error that the service answered with.
#[derive(Clone)]
pub struct ServiceError<E>(Box<Inner<E>>);

// Boxed, so that a result of a call is not as large as its rarest case.
#[derive(Clone)]
struct Inner<E> {
    error: E,
    meta: ErrorMeta,
    status: http::StatusCode,
    #[cfg(feature = "client")]
    official: ErrorMetadata,
}

impl<E> ServiceError<E> {
    /// As parsed from an answer; also for tests of code that handles errors.
    pub fn new(error: E, status: http::StatusCode, meta: ErrorMeta) -> Self {
        Self(Box::new(Inner {
            #[cfg(feature = "client")]
            official: meta.to_official(),
            error,
            meta,
            status,
        }))
    }

    /// The error, with the members its model gives it.
    pub fn error(&self) -> &E {
        &self.0.error
    }

    /// The same answer with another view of its error.
    pub(crate) fn map<F>(self, view: impl FnOnce(E) -> F) -> ServiceError<F> {
        let Inner { error, meta, status, .. } = *self.0;
        ServiceError::new(view(error), status, meta)
    }

    /// The error itself.
    pub fn into_error(self) -> E {
        self.0.error
    }

    /// The error's name, such as `ThrottlingException`, if the service gave one.
    pub fn code(&self) -> Option<&str> {
        self.0.meta.code.as_deref()
    }

    /// The service's words for people, if it gave any.
    pub fn message(&self) -> Option<&str> {
        self.0.meta.message.as_deref()
    }

    /// What AWS support asks for.
    pub fn request_id(&self) -> Option<&str> {
        self.0.meta.request_id.as_deref()
    }

    /// What the runtime's own trait lends out.
    #[cfg(feature = "client")]
    pub(crate) fn official(&self) -> &ErrorMetadata {
        &self.0.official
    }

    /// The HTTP status of the answer.
    pub fn status(&self) -> http::StatusCode {
        self.0.status
    }
}

impl<E: fmt::Debug> fmt::Debug for ServiceError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceError")
            .field("error", &self.0.error)
            .field("code", &self.0.meta.code)
            .field("request_id", &self.0.meta.request_id)
            .field("status", &self.0.status)
            .finish()
    }
}

impl<E> fmt::Display for ServiceError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code().unwrap_or("an error without a code"))?;
        if let Some(message) = self.message() {
            write!(f, ": {message}")?;
        }
        write!(f, " (status {}", self.status().as_u16())?;
        if let Some(id) = self.request_id() {
            write!(f, ", request id {id}")?;
        }
        f.write_str(")")
    }
}

impl<E: fmt::Debug> StdError for ServiceError<E> {}

/// The members of the variant that an operation's error enum holds.
pub(crate) fn active_variant(error: &dyn Shape) -> Option<&dyn Shape> {
    (0..error.schema().members.len()).find_map(|index| match error.get(index) {
        ValueRef::Shape(shape) => Some(shape),
        _ => None,
    })
}
