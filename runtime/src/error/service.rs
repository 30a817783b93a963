//! Errors of services.

use super::meta::ErrorMeta;
use crate::reflect::{Shape, ValueRef};
use crate::response::RawResponse;
use bytes::Bytes;
#[cfg(feature = "client")]
use std::any::Any;
use std::error::Error as StdError;
use std::fmt;
#[cfg(feature = "client")]
use std::sync::{Arc, OnceLock};

/// An error that the service returned.
#[derive(Clone)]
pub struct ServiceError<E>(Box<Inner<E>>);

// Boxed to keep the result of a call small.
#[derive(Clone)]
struct Inner<E> {
    error: E,
    meta: ErrorMeta,
    status: http::StatusCode,
    response: Option<http::Response<Bytes>>,
    /// The metadata as another library's type, converted on first use.
    #[cfg(feature = "client")]
    converted_meta: OnceLock<Arc<dyn Any + Send + Sync>>,
}

impl<E> ServiceError<E> {
    /// Creates an error, for example for a test of error handling.
    pub fn new(error: E, status: http::StatusCode, meta: ErrorMeta) -> Self {
        Self(Box::new(Inner {
            #[cfg(feature = "client")]
            converted_meta: OnceLock::new(),
            error,
            meta,
            status,
            response: None,
        }))
    }

    /// Adds the response that the error is from.
    pub(crate) fn with_response(mut self, response: &RawResponse<'_>) -> Self {
        self.0.response = response.to_http();
        self
    }

    /// Returns the error with its modeled members.
    pub fn error(&self) -> &E {
        &self.0.error
    }

    /// Converts the error, and keeps the code, the message, the request ID and the status.
    pub(crate) fn map<F>(self, view: impl FnOnce(E) -> F) -> ServiceError<F> {
        let Inner { error, meta, status, response, .. } = *self.0;
        let mut mapped = ServiceError::new(view(error), status, meta);
        mapped.0.response = response;
        mapped
    }

    /// Returns the error with its modeled members by value.
    pub fn into_error(self) -> E {
        self.0.error
    }

    /// Returns the error code, such as `ThrottlingException`, if the service sent one.
    pub fn code(&self) -> Option<&str> {
        self.0.meta.code.as_deref()
    }

    /// Returns the error message, if the service sent one and it is not sensitive.
    pub fn message(&self) -> Option<&str> {
        self.0.meta.message.as_deref()
    }

    /// Returns the AWS request ID.
    pub fn request_id(&self) -> Option<&str> {
        self.0.meta.request_id.as_deref()
    }

    /// Returns the second request ID that Amazon S3 sends, in the header `x-amz-id-2`. A case for its support
    /// needs both IDs.
    pub fn extended_request_id(&self) -> Option<&str> {
        self.raw_response()?.headers().get("x-amz-id-2")?.to_str().ok()
    }

    /// Returns the response as it arrived, for headers and parts of the body that the model does not have. `None` for an error in
    /// an event stream, and for one that [`new`](Self::new) created.
    ///
    /// `Debug` and `Display` do not show it, because it may have sensitive members.
    pub fn raw_response(&self) -> Option<&http::Response<Bytes>> {
        self.0.response.as_ref()
    }

    /// Returns the metadata as another library's type, converted at the first call. All calls have to convert to the
    /// same type: others get `None`.
    #[cfg(feature = "client")]
    pub(crate) fn converted_meta<T: Any + Send + Sync>(&self, convert: fn(&ErrorMeta) -> T) -> Option<&T> {
        self.0.converted_meta.get_or_init(|| Arc::new(convert(&self.0.meta))).downcast_ref()
    }

    /// Returns the HTTP status of the response.
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
        if let Some(id) = self.extended_request_id() {
            write!(f, ", extended request id {id}")?;
        }
        f.write_str(")")
    }
}

impl<E: fmt::Debug> StdError for ServiceError<E> {}

/// Returns the active variant of an operation's error enum, unless it is unknown.
pub(crate) fn active_variant(error: &dyn Shape) -> Option<&dyn Shape> {
    (0..error.schema().members.len()).find_map(|index| match error.get(index) {
        ValueRef::Shape(shape) => Some(shape),
        _ => None,
    })
}
