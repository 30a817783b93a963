//! Sends a prepared request through the orchestrator: the serializer, endpoint resolver and deserializer for it.
//!
//! The request is built before the orchestrator runs, so the serializer passes it through. The response is parsed after
//! the orchestrator has returned it; the deserializer reads only the error code, from which the SDK decides whether to
//! retry.

#[cfg(all(feature = "checksum", feature = "stream"))]
use super::call_chunks::CallChunks;
#[cfg(feature = "event-stream")]
use super::call_events::CallEvents;
use super::error_code::ErrorCode;
#[cfg(feature = "stream")]
use super::http_response::with_head;
use super::http_response::{take_http, to_http};
use super::request_error::RequestError;
use super::signing::Signing;
use super::span::CallSpan;
use super::{failure, logging, payload};
#[cfg(all(feature = "checksum", feature = "stream"))]
use crate::aws_chunked::ChunkSigning;
use crate::body::Body;
use crate::error::{TransportError, TransportKind};
#[cfg(feature = "event-stream")]
use crate::event_stream::EventSigning;
#[cfg(feature = "stream")]
use crate::operation;
use crate::operation::checksums;
use crate::response;
use crate::schema::Schema;
use crate::service::OperationSchema;
use crate::sign::{Signer, SigningConfig};
use aws_smithy_runtime::client::orchestrator::{StopPoint, invoke_with_stop_point};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::auth::AuthSchemeId;
use aws_smithy_runtime_api::client::endpoint::{EndpointFuture, EndpointResolverParams, ResolveEndpoint};
use aws_smithy_runtime_api::client::interceptors::context::{Error, Input, Output};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse, Metadata, OrchestratorError};
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugins;
use aws_smithy_runtime_api::client::ser_de::{DeserializeResponse, SerializeRequest};
use aws_smithy_runtime_api::client::stalled_stream_protection::StalledStreamProtectionConfig;
use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};
use aws_smithy_types::endpoint::Endpoint;
use aws_types::region::Region;
use http::Response;
use std::fmt;
use std::sync::Arc;
use tracing::instrument::WithSubscriber;
use tracing::{Dispatch, Span};

/// A complete request with the metadata that the orchestrator needs.
pub(super) struct PreparedRequest {
    pub(super) operation: &'static OperationSchema,
    /// The union of the operation's errors.
    pub(super) errors: &'static Schema,
    pub(super) request: http::Request<Body>,
    pub(super) signing: Signing,
    /// The span of the call, once it has begun.
    span: Option<CallSpan>,
}

/// Shows only the name of the operation, since path and body may be sensitive.
impl fmt::Debug for PreparedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.operation.name)
    }
}

impl PreparedRequest {
    pub(super) fn new(
        operation: &'static OperationSchema,
        errors: &'static Schema,
        request: http::Request<Body>,
        signing: Signing,
    ) -> Self {
        Self { operation, errors, request, signing, span: None }
    }

    /// Sends the request with retries and returns the response, whatever its status.
    pub(super) async fn exchange(mut self, sending: &Sending) -> Result<Response<Body>, RequestError> {
        let OperationSchema { service, name: operation, suppress_logs, .. } = *self.operation;
        if !suppress_logs {
            sending.span.set_host(self.request.uri());
        }
        let is_unchecked = checksums::is_unchecked(self.request.extensions());
        let undecoded = self.request.extensions().get().copied();
        let host = self.request.uri().host().filter(|_| !suppress_logs).map(str::to_owned);
        let can_sign_chunks = self.signing.is_v4();
        let payload = payload::signed_payload(self.operation, &mut self.request, can_sign_chunks).await;
        let payload = payload
            .map_err(|error| RequestError::Transport(TransportError::new(TransportKind::Other, error)))?;
        if let Some(payload) = payload {
            self.signing.set_payload(payload);
        }
        self.span = Some(sending.span.clone());
        let (input, plugins) = (Input::erase(self), &sending.plugins);
        let invoked = invoke_with_stop_point(service.id, operation, input, plugins, StopPoint::None);
        // Boxed, because each future that awaits it would have its size twice, and moving it would copy all of that.
        let invoked = Box::pin(invoked);
        let invoked = match suppress_logs || sending.is_quiet {
            true => invoked.with_subscriber(Dispatch::none()).await,
            false => invoked.await,
        };
        match invoked {
            Ok(mut context) => context.response_mut().map_or(Err("there was no response"), take_http),
            Err(SdkError::ServiceError(error)) => {
                to_http(error.raw()).map(|response| response.map(Body::from))
            }
            Err(error) => return Err(RequestError::Transport(failure::from_sdk_error(error, host))),
        }
        .map(|response| response::mark(checksums::mark(response, is_unchecked), undecoded))
        .map_err(|reason| RequestError::Transport(failure::other(reason)))
    }
}

/// What the requests of a call are sent with.
pub(super) struct Sending {
    pub(super) plugins: Arc<RuntimePlugins>,
    /// The span of the call, whose events are the attempts.
    pub(super) span: CallSpan,
    /// Whether the log events of the runtime are off. They are in any case for an operation with `suppress_logs`, because the
    /// runtime logs headers and URLs, in which such an operation has sensitive members.
    pub(super) is_quiet: bool,
}

impl Sending {
    /// Creates the settings of a call with a span of its own.
    pub(super) fn new(
        operation: &OperationSchema,
        plugins: &Arc<RuntimePlugins>,
        region: Option<&Region>,
    ) -> Self {
        Self { plugins: Arc::clone(plugins), span: CallSpan::new(operation, region), is_quiet: false }
    }

    /// Returns the span that the future of the response is in. It takes no future: that would be kept twice.
    pub(super) fn span(&self) -> Span {
        self.span.span().clone()
    }

    /// Records how the call ended.
    pub(super) fn finish(
        &self,
        operation: &OperationSchema,
        response: Result<Response<Body>, RequestError>,
    ) -> Result<Response<Body>, RequestError> {
        self.span.finish(operation, &response);
        response
    }
}

/// The operation of a call. The runtime's configuration bag has it while the call is in progress.
#[derive(Debug)]
pub(super) struct CallContext {
    pub(super) operation: &'static OperationSchema,
    errors: &'static Schema,
    /// The scheme of the signature, if the call has one.
    pub(super) signature: AuthSchemeId,
    /// The signing configuration, if the request is signed with Signature Version 4.
    pub(super) signing: Option<SigningConfig>,
    /// The signer with the credentials of the session, in place of the client's.
    pub(super) session: Option<Signer>,
    /// Whether the body of the response is not compared with its checksum.
    is_unchecked: bool,
    pub(super) span: Option<CallSpan>,
}

impl CallContext {
    /// Returns whether a response with a success status may still cause a retry: it can contain an error, or have a wrong
    /// checksum.
    fn may_retry_success(&self) -> bool {
        self.operation.error_in_success || (!self.is_unchecked && checksums::may_check(self.operation))
    }
}

impl Storable for CallContext {
    type Storer = StoreReplace<Self>;
}

/// A serializer that passes a [`PreparedRequest`] through.
#[derive(Debug)]
pub(super) struct PassThroughSerializer;

impl SerializeRequest for PassThroughSerializer {
    fn serialize_input(&self, input: Input, config: &mut ConfigBag) -> Result<HttpRequest, BoxError> {
        let prepared: PreparedRequest =
            input.downcast().map_err(|_| "the input is not a prepared request")?;
        let PreparedRequest { operation, errors, mut request, signing, span } = prepared;
        let uri = std::mem::take(request.uri_mut()).into_parts();
        // The orchestrator adds the origin again, as the endpoint.
        let (scheme, authority) = uri.scheme.zip(uri.authority).ok_or("the request has no host")?;
        *request.uri_mut() = uri.path_and_query.map_or_else(http::Uri::default, http::Uri::from);
        let signature = signing.scheme_id();
        let Signing { version, session, .. } = signing;
        let signing = version.store(config);
        let state = config.interceptor_state();
        state.store_put(EndpointResolverParams::new(Origin(format!("{scheme}://{authority}"))));
        state.store_put(Metadata::new(operation.name, operation.service.id));
        let is_unchecked = checksums::is_unchecked(request.extensions());
        state.store_put(CallContext { operation, errors, signature, signing, session, is_unchecked, span });
        if operation.event_input || operation.event_output {
            // A stream without events is not stalled.
            state.store_put(StalledStreamProtectionConfig::disabled());
        }
        #[cfg(feature = "event-stream")]
        if let Some(signing) = request.extensions().get::<EventSigning>() {
            state.store_put(CallEvents(signing.clone()));
        }
        #[cfg(all(feature = "checksum", feature = "stream"))]
        if let Some(signing) = request.extensions().get::<ChunkSigning>() {
            state.store_put(CallChunks(signing.clone()));
        }
        Ok(request.map(logging::unlogged_body).try_into()?)
    }
}

/// Scheme, host and port of a request.
#[derive(Debug)]
struct Origin(String);

/// An endpoint resolver that returns the origin of the prepared request.
#[derive(Debug)]
pub(super) struct OriginResolver;

impl ResolveEndpoint for OriginResolver {
    fn resolve_endpoint<'a>(&'a self, params: &'a EndpointResolverParams) -> EndpointFuture<'a> {
        EndpointFuture::ready(match params.get::<Origin>() {
            Some(Origin(url)) => Ok(Endpoint::builder().url(url.clone()).build()),
            None => Err("the request has no host".into()),
        })
    }
}

/// A deserializer that reads only the error code, from which the SDK decides whether to retry.
#[derive(Debug)]
pub(super) struct ErrorCodeReader;

impl DeserializeResponse for ErrorCodeReader {
    /// Leaves the body of an output with a stream to the caller.
    #[cfg(feature = "stream")]
    fn deserialize_streaming_with_config(
        &self,
        response: &mut HttpResponse,
        config: &ConfigBag,
    ) -> Option<Result<Output, OrchestratorError<Error>>> {
        let operation = config.load::<CallContext>()?.operation;
        if !operation.streaming_output {
            return None;
        }
        let (head, ()) = with_head(response, ()).ok()?.into_parts();
        operation::is_stream(operation, &head).then(|| Ok(Output::erase(())))
    }

    fn deserialize_nonstreaming_with_config(
        &self,
        response: &HttpResponse,
        config: &ConfigBag,
    ) -> Result<Output, OrchestratorError<Error>> {
        let call = config.load::<CallContext>();
        // Saves a copy of the body, which is parsed later.
        if response.status().is_success() && !call.is_some_and(CallContext::may_retry_success) {
            return Ok(Output::erase(()));
        }
        let response =
            to_http(response).map_err(|reason| OrchestratorError::other(BoxError::from(reason)))?;
        let response = checksums::mark(response, call.is_some_and(|call| call.is_unchecked));
        let error = match call {
            Some(call) => ErrorCode::read(&response, call.operation, call.errors),
            None => Some(ErrorCode::unknown()),
        };
        match error {
            Some(error) => Err(OrchestratorError::operation(Error::erase(error))),
            None => Ok(Output::erase(())),
        }
    }
}
