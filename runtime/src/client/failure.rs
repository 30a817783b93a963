//! Why there was no response, in the core's terms.

use super::response_timeout::NoResponse;
use crate::error::{BoxError, TransportError, TransportKind};
use aws_credential_types::provider::error::CredentialsError;
use aws_smithy_runtime_api::client::interceptors::context::Error;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::{DispatchFailure, SdkError};
use aws_smithy_types::retry::ErrorKind;
use std::error::Error as StdError;
use std::fmt;

pub(super) fn no_credentials(lacking: &str) -> TransportError {
    TransportError::new(TransportKind::Credentials, lacking)
}

pub(super) fn configuration(lacks: &str) -> TransportError {
    other(&format!("the configuration cannot work: {lacks}"))
}

pub(super) fn done() -> TransportError {
    other("the call was awaited again after it had ended")
}

pub(super) fn other(reason: &str) -> TransportError {
    TransportError::new(TransportKind::Other, reason)
}

/// The runtime's error, by what it means to the caller. The host is named where it could not be reached, if it may be
/// shown.
pub(super) fn explain(error: SdkError<Error, HttpResponse>, host: Option<String>) -> TransportError {
    let kind = kind(&error);
    let unreached = kind == TransportKind::Connection && matches!(error, SdkError::DispatchFailure(_));
    match (error.into_source(), host.filter(|_| unreached)) {
        (Ok(source), Some(host)) => TransportError::new(kind, Unreached { host, source }),
        (Ok(source), None) => TransportError::new(kind, source),
        (Err(error), _) => TransportError::new(kind, error.to_string()),
    }
}

/// A failure on the way to a host.
#[derive(Debug)]
struct Unreached {
    host: String,
    source: BoxError,
}

impl fmt::Display for Unreached {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the host is `{}`", self.host)
    }
}

impl StdError for Unreached {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.source.as_ref())
    }
}

fn kind(error: &SdkError<Error, HttpResponse>) -> TransportKind {
    if has_source::<CredentialsError>(error) {
        return TransportKind::Credentials;
    }
    if has_source::<NoResponse>(error) {
        return TransportKind::Timeout;
    }
    match error {
        SdkError::TimeoutError(_) => TransportKind::Timeout,
        SdkError::DispatchFailure(failure) if failure.is_timeout() => TransportKind::Timeout,
        SdkError::DispatchFailure(failure) if failure.is_io() || is_cut_short(failure) => {
            TransportKind::Connection
        }
        // The answer began and was not read to its end.
        SdkError::ResponseError(_) => TransportKind::Connection,
        _ => TransportKind::Other,
    }
}

/// Whether the connection was closed before there was a whole head of an answer, which is not among input and output
/// errors to the runtime, and the one thing that it calls transient besides.
fn is_cut_short(failure: &DispatchFailure) -> bool {
    failure.as_other() == Some(ErrorKind::TransientError)
}

fn has_source<T: StdError + 'static>(error: &SdkError<Error, HttpResponse>) -> bool {
    let mut cause = StdError::source(error);
    while let Some(error) = cause {
        if error.is::<T>() {
            return true;
        }
        cause = error.source();
    }
    false
}
