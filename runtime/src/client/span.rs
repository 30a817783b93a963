//! The `tracing` span of a call, with the names of OpenTelemetry's semantic conventions.
//!
//! The names are those of "Semantic conventions for AWS SDK client spans" (`rpc.*`, `aws.*`, `cloud.region`) and of the general
//! attributes (`server.*`, `http.response.status_code`, `error.type`). `otel.*` are the names that `tracing-opentelemetry`
//! turns into the name, the kind and the status of its span.
//!
//! No field has a value of the input or of the output, except for the host, which operations with sensitive members leave out.

use super::request_error::RequestError;
use crate::body::Body;
use crate::error::{Error, TransportKind};
use crate::response::RawResponse;
use crate::service::OperationSchema;
use aws_types::region::Region;
use bytes::Bytes;
use http::{Response, Uri};
use tracing::Span;
use tracing::field::Empty;

/// The target of the span and of its events.
macro_rules! target {
    () => {
        "smithereen"
    };
}
pub(super) use target;

/// The span of a call. Nothing is recorded if no subscriber is interested in it.
#[derive(Clone, Debug)]
pub(super) struct CallSpan(Span);

impl CallSpan {
    /// Creates the span of a call that begins.
    pub(super) fn new(operation: &OperationSchema, region: Option<&Region>) -> Self {
        let service = operation.service.id;
        Self(tracing::info_span!(
            target: target!(),
            "aws",
            "otel.name" = %format_args!("{service}.{}", operation.name),
            "otel.kind" = "client",
            "otel.status_code" = Empty,
            "rpc.system" = "aws-api",
            "rpc.service" = service,
            "rpc.method" = operation.name,
            "cloud.region" = region.map(AsRef::as_ref),
            "server.address" = Empty,
            "server.port" = Empty,
            "http.response.status_code" = Empty,
            "aws.request_id" = Empty,
            "aws.extended_request_id" = Empty,
            "error.type" = Empty,
        ))
    }

    /// Returns a span that records nothing, for a call that could not begin.
    pub(super) fn disabled() -> Self {
        Self(Span::none())
    }

    /// Returns the span, which is disabled if no subscriber is interested in it.
    pub(super) fn span(&self) -> &Span {
        &self.0
    }

    /// Records the region of a request, if it is not that of the client.
    pub(super) fn set_region(&self, region: &Region) {
        self.0.record("cloud.region", region.as_ref());
    }

    /// Records the host of a request.
    pub(super) fn set_host(&self, uri: &Uri) {
        if self.0.is_disabled() {
            return;
        }
        self.0.record("server.address", uri.host());
        self.0.record("server.port", uri.port_u16());
    }

    /// Records the end of a call.
    pub(super) fn finish(&self, operation: &OperationSchema, result: &Result<Response<Body>, RequestError>) {
        if self.0.is_disabled() {
            return;
        }
        match result {
            Ok(response) => self.received(operation, response),
            Err(RequestError::Transport(error)) => self.fail(error_type(error.kind())),
            Err(RequestError::Build(_)) => self.fail("build"),
            Err(RequestError::Done) => self.fail("_OTHER"),
        }
    }

    /// Records that the output could not be parsed, if so.
    pub(super) fn parsed<T, E>(&self, result: &Result<T, Error<E>>) {
        if let Err(Error::Response(_)) = result {
            self.fail("response");
        }
    }

    fn received(&self, operation: &OperationSchema, response: &Response<Body>) {
        let protocol = operation.service.protocol;
        let (status, headers) = (response.status(), response.headers());
        // The ID of the request is in a header, so that the body of a success is not read.
        let head = RawResponse::new(status, headers, Bytes::new());
        let meta = match response.body().as_bytes() {
            Some(body) => {
                let whole = RawResponse::new(status, headers, body);
                protocol.is_error(operation, &whole).then(|| protocol.meta(operation, &whole))
            }
            None => None,
        };
        let (is_error, meta) = (meta.is_some(), meta.unwrap_or_else(|| protocol.meta(operation, &head)));
        self.0.record("http.response.status_code", status.as_u16());
        self.0.record("aws.request_id", meta.request_id);
        self.0.record("aws.extended_request_id", head.header("x-amz-id-2"));
        if is_error {
            self.fail(meta.code.as_deref().unwrap_or(status.as_str()));
        }
    }

    fn fail(&self, error: &str) {
        self.0.record("error.type", error);
        self.0.record("otel.status_code", "ERROR");
    }
}

/// Returns the value of `error.type`. `_OTHER` is the one of the conventions.
pub(super) fn error_type(kind: TransportKind) -> &'static str {
    match kind {
        TransportKind::Connection => "connection",
        TransportKind::Timeout => "timeout",
        TransportKind::Credentials => "credentials",
        TransportKind::Other => "_OTHER",
    }
}
