//! A request goes into the runtime, a response comes out.

use super::{Sent, Unsent, failure, opaque};
use crate::schema::{Flag, Schema};
use crate::service::OperationSchema;
use aws_runtime::auth::SigV4OperationSigningConfig;
use aws_smithy_runtime::client::orchestrator::{StopPoint, invoke_with_stop_point};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::endpoint::{EndpointFuture, EndpointResolverParams, ResolveEndpoint};
use aws_smithy_runtime_api::client::interceptors::context::{Error, Input, Output};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse, Metadata, OrchestratorError};
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugins;
use aws_smithy_runtime_api::client::ser_de::{DeserializeResponse, SerializeRequest};
use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};
use aws_smithy_types::endpoint::Endpoint;
use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use aws_smithy_types::retry::{ErrorKind, ProvideErrorKind};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use std::fmt;
use std::sync::Arc;
use tracing::Dispatch;
use tracing::instrument::{Instrument, WithSubscriber};

/// A request, and what is known of the operation it belongs to.
pub(super) struct Exchange {
    pub(super) operation: &'static OperationSchema,
    pub(super) errors: &'static Schema,
    pub(super) request: http::Request<Bytes>,
    pub(super) signing: SigV4OperationSigningConfig,
}

/// Shows neither path nor body: either may hold what is sensitive.
impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.operation.name)
    }
}

impl Exchange {
    /// Boxed here, once for all operations, so that what callers hold stays small.
    pub(super) fn send(self, plugins: Arc<RuntimePlugins>) -> Sent {
        let OperationSchema { service, name: operation, suppress_logs, .. } = *self.operation;
        let service = service.id;
        let span = tracing::debug_span!(
            "aws",
            "rpc.system" = "aws-api",
            "rpc.service" = service,
            "rpc.method" = operation
        );
        let host = self.request.uri().host().filter(|_| !suppress_logs).map(str::to_owned);
        let exchange = async move {
            let input = Input::erase(self);
            let stop = StopPoint::None;
            match invoke_with_stop_point(service, operation, input, &plugins, stop).await {
                Ok(context) => context.response().map_or(Err("there was no response"), view),
                Err(SdkError::ServiceError(error)) => view(error.raw()),
                Err(error) => return Err(Unsent::Transport(failure::explain(error, host))),
            }
            .map_err(|reason| Unsent::Transport(failure::other(reason)))
        };
        match suppress_logs {
            true => Box::pin(exchange.with_subscriber(Dispatch::none())),
            false => Box::pin(exchange.instrument(span)),
        }
    }
}

/// The response as `http` has it.
fn view(raw: &HttpResponse) -> Result<Response<Bytes>, &'static str> {
    let body = raw.body().bytes().ok_or("the response's body was not read to its end")?;
    let mut response = Response::new(Bytes::copy_from_slice(body));
    *response.status_mut() = StatusCode::from_u16(raw.status().as_u16()).map_err(|_| "no HTTP status")?;
    *response.headers_mut() = headers(raw);
    Ok(response)
}

fn headers(raw: &HttpResponse) -> HeaderMap {
    let pairs = raw.headers().iter_bytes();
    let pairs = pairs.filter_map(|(name, value)| {
        Some((name.parse::<HeaderName>().ok()?, HeaderValue::from_bytes(value).ok()?))
    });
    // `collect` would keep the last header of a name alone.
    let mut headers = HeaderMap::new();
    pairs.for_each(|(name, value)| {
        headers.append(name, value);
    });
    headers
}

/// What the runtime remembers of the call while it is under way.
#[derive(Debug)]
pub(super) struct Remembered {
    pub(super) operation: &'static OperationSchema,
    errors: &'static Schema,
}

impl Storable for Remembered {
    type Storer = StoreReplace<Self>;
}

/// Hands the finished request over.
#[derive(Debug)]
pub(super) struct Writer;

impl SerializeRequest for Writer {
    fn serialize_input(&self, input: Input, config: &mut ConfigBag) -> Result<HttpRequest, BoxError> {
        let exchange: Exchange = input.downcast().map_err(|_| "not a request of ours")?;
        let Exchange { operation, errors, mut request, signing } = exchange;
        let uri = std::mem::take(request.uri_mut()).into_parts();
        let (scheme, authority) = uri.scheme.zip(uri.authority).ok_or("the request has no host")?;
        *request.uri_mut() = uri.path_and_query.map_or_else(http::Uri::default, http::Uri::from);
        let state = config.interceptor_state();
        state.store_put(EndpointResolverParams::new(Origin(format!("{scheme}://{authority}"))));
        state.store_put(Metadata::new(operation.name, operation.service.id));
        state.store_put(Remembered { operation, errors });
        state.store_put(signing);
        Ok(request.map(opaque::body).try_into()?)
    }
}

/// Where this request goes: scheme, host, port.
#[derive(Debug)]
struct Origin(String);

/// Sends each request where its own URI said.
#[derive(Debug)]
pub(super) struct Host;

impl ResolveEndpoint for Host {
    fn resolve_endpoint<'a>(&'a self, params: &'a EndpointResolverParams) -> EndpointFuture<'a> {
        EndpointFuture::ready(match params.get::<Origin>() {
            Some(Origin(url)) => Ok(Endpoint::builder().url(url.clone()).build()),
            None => Err("the request has no host".into()),
        })
    }
}

/// Reads no more of a response than retries are decided by.
#[derive(Debug)]
pub(super) struct Reader;

impl DeserializeResponse for Reader {
    fn deserialize_nonstreaming_with_config(
        &self,
        response: &HttpResponse,
        config: &ConfigBag,
    ) -> Result<Output, OrchestratorError<Error>> {
        if response.status().is_success() {
            return Ok(Output::erase(()));
        }
        let view = view(response).map_err(|reason| OrchestratorError::other(BoxError::from(reason)))?;
        let error = ErrorCode::read(&view, config.load::<Remembered>());
        Err(OrchestratorError::operation(Error::erase(error)))
    }
}

/// What the runtime's retry classifiers look at.
#[derive(Debug)]
pub(super) struct ErrorCode {
    meta: ErrorMetadata,
    kind: Option<ErrorKind>,
}

impl ErrorCode {
    fn read(response: &Response<Bytes>, call: Option<&Remembered>) -> Self {
        let mut meta = ErrorMetadata::builder();
        let code = call.and_then(|call| call.operation.service.protocol.meta(response).code);
        let kind = call.zip(code.as_deref()).and_then(|(call, code)| modelled_kind(call.errors, code));
        if let Some(code) = code {
            meta = meta.code(code);
        }
        Self { meta: meta.build(), kind }
    }
}

/// What the model's `retryable` trait says of the error.
fn modelled_kind(errors: &Schema, code: &str) -> Option<ErrorKind> {
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
        self.kind
    }
    fn code(&self) -> Option<&str> {
        self.meta.code()
    }
}
