//! Maps orchestrator failures to `TransportError`.

use super::response_timeout::NoResponse;
use crate::error::{BoxError, TransportError, TransportKind};
use aws_credential_types::provider::error::CredentialsError;
use aws_smithy_runtime_api::client::interceptors::context::Error;
use aws_smithy_runtime_api::client::orchestrator::{HttpResponse, OrchestratorError};
use aws_smithy_runtime_api::client::result::{ConnectorError, DispatchFailure, SdkError};
use aws_smithy_types::retry::ErrorKind;
use std::error::Error as StdError;
use std::fmt;

/// Returns the error for an operation whose authentication schemes need credentials that the client does not have.
pub(super) fn no_credentials(missing: &str) -> TransportError {
    TransportError::new(TransportKind::Credentials, missing)
}

pub(super) fn invalid_configuration(reason: &str) -> TransportError {
    other(&format!("invalid configuration: {reason}"))
}

pub(super) fn already_completed() -> TransportError {
    other("the call was awaited again after it had ended")
}

pub(super) fn other(reason: &str) -> TransportError {
    TransportError::new(TransportKind::Other, reason)
}

/// Maps a failure of the orchestrator. If `host` is set, an error about an unreachable host names it.
pub(super) fn from_sdk_error(error: SdkError<Error, HttpResponse>, host: Option<String>) -> TransportError {
    let kind = kind(&error);
    let is_unreachable = kind == TransportKind::Connection && matches!(error, SdkError::DispatchFailure(_));
    match (error.into_source(), host.filter(|_| is_unreachable)) {
        (Ok(source), Some(host)) => TransportError::new(kind, UnreachableHost { host, source }),
        (Ok(source), None) => TransportError::new(kind, source),
        (Err(error), _) => TransportError::new(kind, error.to_string()),
    }
}

/// A host that could not be reached.
#[derive(Debug)]
struct UnreachableHost {
    host: String,
    source: BoxError,
}

impl fmt::Display for UnreachableHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the host is `{}`", self.host)
    }
}

impl StdError for UnreachableHost {
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
        // The response began and was not read to its end.
        SdkError::ResponseError(_) => TransportKind::Connection,
        _ => TransportKind::Other,
    }
}

/// Returns whether the connection was closed before the head of the response was complete. In the official runtime this
/// is not an I/O error, but the only other failure that is transient.
fn is_cut_short(failure: &DispatchFailure) -> bool {
    failure.as_other() == Some(ErrorKind::TransientError)
}

/// Returns the kind of the failure of an attempt that has no response.
pub(super) fn attempt_kind(error: &OrchestratorError<Error>) -> TransportKind {
    if has_source::<CredentialsError>(error) {
        return TransportKind::Credentials;
    }
    let connector = error.as_connector_error();
    let is_timeout = connector.map_or_else(|| error.is_timeout_error(), ConnectorError::is_timeout);
    let is_cut_short =
        |error: &ConnectorError| error.is_io() || error.as_other() == Some(ErrorKind::TransientError);
    match connector {
        _ if is_timeout || has_source::<NoResponse>(error) => TransportKind::Timeout,
        Some(error) if is_cut_short(error) => TransportKind::Connection,
        None if error.is_response_error() => TransportKind::Connection,
        _ => TransportKind::Other,
    }
}

fn has_source<T: StdError + 'static>(error: &dyn StdError) -> bool {
    let mut cause = error.source();
    while let Some(error) = cause {
        if error.is::<T>() {
            return true;
        }
        cause = error.source();
    }
    false
}
