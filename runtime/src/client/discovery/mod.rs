//! Discovers endpoints: when to do it, the call of the operation that returns them, and their cache.
//!
//! The messages of that operation are in [`endpoint_discovery`](crate::endpoint_discovery), which needs no client.

mod cache;
pub(super) mod mode;

pub(super) use cache::{DiscoveryCache, Key};
pub(super) use mode::Mode;

use super::request_error::RequestError;
use crate::body::Body;
use crate::error::{Error, TransportError, TransportKind};
use crate::response::RawResponse;
use crate::service::{EndpointDiscovery, OperationSchema};
use http::{Response, StatusCode};
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

/// The code of the error for an endpoint that is no longer valid.
const INVALID_ENDPOINT: &str = "InvalidEndpointException";

/// Returns whether a response says that its endpoint is no longer valid.
pub(super) fn is_invalid_endpoint(operation: &OperationSchema, response: &Response<Body>) -> bool {
    if response.status() == StatusCode::MISDIRECTED_REQUEST {
        return true;
    }
    if response.status().is_success() {
        return false;
    }
    let body = response.body().as_bytes().unwrap_or_default();
    let response = &RawResponse::new(response.status(), response.headers(), body);
    operation.service.protocol.meta(operation, response).code.as_deref() == Some(INVALID_ENDPOINT)
}

/// A failed discovery. It can be shared by all calls that waited for it.
#[derive(Clone)]
pub(super) struct DiscoveryFailure {
    operation: &'static str,
    cause: Arc<Error<()>>,
}

impl DiscoveryFailure {
    pub(super) fn new(discovery: &EndpointDiscovery, cause: Error<()>) -> Self {
        Self { operation: discovery.operation.name, cause: Arc::new(cause) }
    }
}

impl From<DiscoveryFailure> for RequestError {
    fn from(failure: DiscoveryFailure) -> Self {
        let kind = match &*failure.cause {
            Error::Transport(error) => error.kind(),
            _ => TransportKind::Other,
        };
        Self::Transport(TransportError::new(kind, failure))
    }
}

impl fmt::Debug for DiscoveryFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for DiscoveryFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`, which returns the endpoint, failed", self.operation)?;
        match &*self.cause {
            // Its cause follows, as the source of this error.
            Error::Transport(_) => Ok(()),
            other => write!(f, ": {other}"),
        }
    }
}

impl StdError for DiscoveryFailure {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &*self.cause {
            Error::Transport(error) => error.source(),
            _ => None,
        }
    }
}
