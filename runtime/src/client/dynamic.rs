//! Calls of operations that are selected at run time.

use super::caller::Caller;
use super::request_error::RequestError;
use crate::body::Body;
use crate::dynamic::Dynamic;
use crate::endpoint::Endpoint;
#[cfg(feature = "stream")]
use crate::error::TransportKind;
use crate::error::{Error, TransportError};
use bytes::Bytes;
use http::Response;
use serde_json::Value as Document;

impl Dynamic {
    /// Calls the operation with a JSON object as input and returns its output as one.
    ///
    /// # Errors
    /// Returns the errors that a typed call returns, and [`Error::Build`] for an input that [`Self::to_http`] rejects.
    pub async fn call(&self, caller: &Caller, input: &str) -> Result<Document, Error<Document>> {
        let build = |endpoint: &Endpoint| self.to_streaming_http(input, endpoint);
        let mut response = None;
        self.with_input(input, &mut |shape| {
            response = Some(caller.send(self.operation(), self.errors(), shape, &build));
        })?;
        let (span, response) = response.ok_or(RequestError::Done)?.await;
        let (head, body) = response?.into_parts();
        let body = collect(body).await.map_err(Error::Transport)?;
        let output = self.parse(Response::from_parts(head, body));
        span.parsed(&output);
        output
    }
}

/// Reads a body to its end.
async fn collect(body: Body) -> Result<Bytes, TransportError> {
    #[cfg(feature = "stream")]
    if body.as_bytes().is_none() {
        return body.collect().await.map_err(|error| TransportError::new(TransportKind::Connection, error));
    }
    Ok(body.as_bytes().unwrap_or_default())
}
