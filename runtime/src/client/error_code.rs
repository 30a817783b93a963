//! The error code, for the runtime's retry classifiers.

use crate::operation;
use crate::response::RawResponse;
use crate::schema::{Flag, Schema};
use crate::service::OperationSchema;
use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use aws_smithy_types::retry::{ErrorKind, ProvideErrorKind};
use bytes::Bytes;
use http::Response;
use std::fmt;

/// An error for the runtime's retry classifiers.
#[derive(Debug)]
pub(super) struct ErrorCode {
    meta: ErrorMetadata,
    /// The reason for a retry, if the model or the response has one. The classifiers also decide by code and status.
    retry_kind: Option<ErrorKind>,
}

impl ErrorCode {
    /// Returns an error without a code.
    pub(super) fn unknown() -> Self {
        Self { meta: ErrorMetadata::builder().build(), retry_kind: None }
    }

    /// Returns the code, if the service sent one.
    pub(super) fn code(&self) -> Option<&str> {
        self.meta.code()
    }

    /// Returns the error in a response, or `None` if the response is a success. `errors` is the union of the operation's
    /// errors.
    pub(super) fn read(
        response: &Response<Bytes>,
        operation: &'static OperationSchema,
        errors: &'static Schema,
    ) -> Option<Self> {
        let (protocol, response) = (operation.service.protocol, &RawResponse::from(response));
        if operation::check(operation, response).is_err() {
            let meta = ErrorMetadata::builder().build();
            return Some(Self { meta, retry_kind: Some(ErrorKind::TransientError) });
        }
        if !protocol.is_error(operation, response) {
            return None;
        }
        let mut meta = ErrorMetadata::builder();
        let code = protocol.meta(operation, response).code;
        let modeled = code.as_deref().and_then(|code| modeled_retry_kind(errors, code));
        // The service failed after it had sent the status. Otherwise the status would be that of a server error.
        let retry_kind = modeled.or(response.status.is_success().then_some(ErrorKind::ServerError));
        if let Some(code) = code {
            meta = meta.code(code);
        }
        Some(Self { meta: meta.build(), retry_kind })
    }
}

/// Returns the retry kind of an error whose shape has the trait `smithy.api#retryable`.
fn modeled_retry_kind(errors: &Schema, code: &str) -> Option<ErrorKind> {
    let member = errors.members.iter().find(|member| member.wire == code)?;
    if member.has(Flag::Throttling) {
        return Some(ErrorKind::ThrottlingError);
    }
    member.has(Flag::Retryable).then_some(ErrorKind::ServerError)
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.meta.code().unwrap_or("an error without a code"))
    }
}

impl std::error::Error for ErrorCode {}

impl ProvideErrorMetadata for ErrorCode {
    fn meta(&self) -> &ErrorMetadata {
        &self.meta
    }
}

impl ProvideErrorKind for ErrorCode {
    fn retryable_error_kind(&self) -> Option<ErrorKind> {
        self.retry_kind
    }
    fn code(&self) -> Option<&str> {
        self.meta.code()
    }
}
