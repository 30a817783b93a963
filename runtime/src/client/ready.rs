//! A prepared call: its request and settings.

use super::auth::AuthCapabilities;
use super::call_credentials;
use super::cross_region::CrossRegion;
use super::deferred::Deferred;
use super::endpoint_config::EndpointConfig;
use super::exchange::{PreparedRequest, Sending};
use super::failure;
use super::request_error::RequestError;
use super::routed::Routed;
use super::settings::{CallSettings, Limit};
use super::shared::{Loaded, Shared};
use super::span::CallSpan;
use crate::body::Body;
use crate::error::{TransportError, TransportKind};
use crate::service::OperationSchema;
use aws_smithy_async::future::timeout::Timeout;
use aws_smithy_async::rt::sleep::AsyncSleep;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugins;
use http::{HeaderMap, Response};
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tracing::Instrument;
use tracing::level_filters::LevelFilter;

/// The future of a response and of the span of its call. One boxed type for all operations, so that the code of each call is
/// small.
pub(super) type CallFuture = Pin<Box<dyn Future<Output = (CallSpan, Ended)> + Send>>;

/// The end of a call whose response was not parsed yet.
type Ended = Result<Response<Body>, RequestError>;

/// A prepared call.
pub(super) struct Ready {
    pub(super) operation: &'static OperationSchema,
    pub(super) request: Built,
    pub(super) client: ClientParts,
}

/// The request of a call, and the steps that remain before it can be sent.
pub(super) enum Built {
    /// Nothing else is needed.
    Direct(PreparedRequest),
    /// A session, or another region.
    Routed(Routed),
    /// A presigned URL for another region.
    CrossRegion(Box<CrossRegion>),
    /// The endpoint.
    Deferred(Deferred),
}

impl Built {
    fn headers_mut(&mut self) -> &mut HeaderMap {
        match self {
            Self::Direct(prepared) => prepared.request.headers_mut(),
            Self::Routed(routed) => routed.prepared.request.headers_mut(),
            Self::CrossRegion(copy) => copy.prepared.request.headers_mut(),
            Self::Deferred(deferred) => deferred.headers_mut(),
        }
    }
}

/// The parts of a client that a call is sent with.
pub(super) struct ClientParts {
    pub(super) config: Arc<EndpointConfig>,
    pub(super) loaded: Arc<Loaded>,
    /// The runtime's plugins, or the reason that the configuration is invalid.
    pub(super) plugins: Result<Arc<RuntimePlugins>, Arc<str>>,
    pub(super) auth: AuthCapabilities,
}

impl Ready {
    /// Begins the call.
    pub(super) fn begin(self, settings: Option<Box<CallSettings>>) -> CallFuture {
        let Self { operation, mut request, client } = self;
        let span = CallSpan::new(operation, client.config.region());
        let applied = match client.apply(operation, settings, &mut request) {
            Ok(applied) => applied,
            Err(error) => {
                let ended = Err(error);
                span.finish(operation, &ended);
                return Box::pin(std::future::ready((span, ended)));
            }
        };
        let Applied { shared, plugins, is_quiet, limit } = applied;
        let sending = Sending { plugins, span, is_quiet };
        match (request, limit) {
            (Built::Direct(prepared), None) => Box::pin(async move {
                let ended = prepared.exchange(&sending).instrument(sending.span()).await;
                (sending.span.clone(), sending.finish(operation, ended))
            }),
            (Built::Direct(prepared), limit) => {
                // The runtime has the same timeout, but it does not read streams.
                let limit = limit.filter(|_| prepared.request.body().as_bytes().is_none());
                Box::pin(async move {
                    let exchange = Box::pin(prepared.exchange(&sending));
                    let ended = bounded(exchange, limit).instrument(sending.span()).await;
                    (sending.span.clone(), sending.finish(operation, ended))
                })
            }
            (Built::Routed(routed), limit) => Box::pin(async move {
                let run = Box::pin(routed.run(shared, &sending));
                let ended = bounded(run, limit).instrument(sending.span()).await;
                (sending.span.clone(), sending.finish(operation, ended))
            }),
            (Built::CrossRegion(copy), limit) => Box::pin(async move {
                let run = Box::pin(copy.run(shared, &sending));
                let ended = bounded(run, limit).instrument(sending.span()).await;
                (sending.span.clone(), sending.finish(operation, ended))
            }),
            (Built::Deferred(deferred), limit) => Box::pin(async move {
                let run = Box::pin(deferred.run(shared, &sending));
                let ended = bounded(run, limit).instrument(sending.span()).await;
                (sending.span.clone(), sending.finish(operation, ended))
            }),
        }
    }
}

/// The parts of a client with the settings of a call.
struct Applied {
    shared: Shared,
    plugins: Arc<RuntimePlugins>,
    is_quiet: bool,
    limit: Limit,
}

impl ClientParts {
    /// Applies the settings of a call.
    ///
    /// # Errors
    /// Returns an error for an invalid setting, if there are no credentials for the operation, and if the configuration is
    /// invalid.
    fn apply(
        self,
        operation: &OperationSchema,
        settings: Option<Box<CallSettings>>,
        request: &mut Built,
    ) -> Result<Applied, RequestError> {
        let Self { config, loaded, plugins, auth } = self;
        let settings = settings.as_deref();
        if let Some(settings) = settings {
            settings.check(operation)?;
        }
        let credentials = settings.and_then(|settings| settings.credentials.clone());
        let missing = if credentials.is_none() { auth.missing_for(operation) } else { None };
        if let Some(missing) = missing {
            return Err(RequestError::Transport(failure::no_credentials(&missing)));
        }
        let invalid = |reason: Arc<str>| RequestError::Transport(failure::invalid_configuration(&reason));
        let mut plugins = plugins.map_err(invalid)?;
        if let Some(credentials) = &credentials {
            let own = call_credentials::plugin(credentials);
            plugins = Arc::new(Arc::unwrap_or_clone(plugins).with_operation_plugin(own));
        }
        let shared = Shared { config, plugins: Arc::clone(&plugins), loaded, credentials };
        let Some(settings) = settings else {
            return Ok(Applied { shared, plugins, is_quiet: false, limit: None });
        };
        settings.add_headers(request.headers_mut());
        let (own, limit) = settings.plugin(&plugins)?;
        let plugins = Arc::new(Arc::unwrap_or_clone(plugins).with_operation_plugin(own));
        // The runtime logs headers, at this level only.
        let is_quiet = settings.has_headers() && LevelFilter::current() == LevelFilter::TRACE;
        Ok(Applied { shared, plugins, is_quiet, limit })
    }
}

/// Waits for the end of a call, at most as long as `limit`.
async fn bounded(call: impl Future<Output = Ended> + Unpin, limit: Limit) -> Ended {
    let Some((sleep, after)) = limit else { return call.await };
    match Timeout::new(call, sleep.sleep(after)).await {
        Ok(ended) => ended,
        Err(_) => {
            Err(RequestError::Transport(TransportError::new(TransportKind::Timeout, CallTimeout(after))))
        }
    }
}

/// A call took longer than its timeout.
#[derive(Debug)]
struct CallTimeout(Duration);

impl fmt::Display for CallTimeout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the call with all its attempts took longer than {:?}", self.0)
    }
}

impl std::error::Error for CallTimeout {}
