//! The caller: credentials, signature, retries, timeouts and connection come from the official AWS runtime.
//!
//! It is told nothing of our types. The input is a request before the runtime sees it, and the response is parsed
//! after it is done; in between only the error's code is read, to decide on a retry. So one set of plugins serves
//! all operations, and the idempotency token of a call is the same on each attempt.
//!
//! Nothing outside of this module names a type of the runtime's but `SdkConfig`.

mod auth;
mod config;
mod endpoint_config;
mod exchange;
mod failure;
mod fake;
mod official;
mod opaque;
mod response_timeout;
mod signing;

use crate::auth::AuthScheme;
use crate::endpoint::{Param, Params};
use crate::error::{BuildError, Error, TransportError};
use crate::operation::Operation;
use crate::reflect::{Shape, Value};
use crate::schema::Schema;
use crate::service::{OperationSchema, Service};
use crate::{Endpoint, EndpointError};
use aws_runtime::auth::SigV4OperationSigningConfig;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugins;
use aws_smithy_types::config_bag::ConfigBag;
use bytes::Bytes;
use endpoint_config::EndpointConfig;
use exchange::Exchange;
use http::Response;
use std::borrow::Cow;
use std::convert::identity;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

pub use aws_types::SdkConfig;
pub use fake::Fake;

/// Sends the operations of one service. Cheap to clone; a clone shares connections and retry budget.
#[derive(Clone)]
pub struct Caller {
    service: &'static Service,
    endpoint_config: Arc<EndpointConfig>,
    endpoint: Result<Endpoint, EndpointError>,
    /// The runtime's plugins, or what the configuration lacks.
    plugins: Result<Arc<RuntimePlugins>, Arc<str>>,
    means: auth::Means,
}

impl Caller {
    /// A caller of `service`. What the configuration lacks is said by each call, before anything is sent.
    ///
    /// Unless the configuration says otherwise, a connection may take 3.1 seconds and an attempt may wait 20 minutes for
    /// its response; a call with all its attempts may take an hour. See [Timeouts and
    /// retries](crate::guide#timeouts-and-retries).
    pub fn new(service: &'static Service, config: &SdkConfig) -> Self {
        let endpoint_config = EndpointConfig::new(service, config);
        let plugins = config::plugins(service, config);
        Self {
            service,
            endpoint: endpoint_config.endpoint(service.endpoint, identity),
            endpoint_config: Arc::new(endpoint_config),
            plugins: plugins.map(Arc::new).map_err(|error| error.to_string().into()),
            means: auth::Means::of(config),
        }
    }

    /// With a key for the operations that take one. It is shown nowhere, neither by `Debug` nor in the log.
    #[must_use]
    pub fn with_api_key(self, key: impl Into<String>) -> Self {
        let plugins = self.plugins.map(|plugins| {
            let components = plugins.apply_client_configuration(&mut ConfigBag::base());
            let http_client = components.ok().and_then(|components| components.http_client());
            let key = auth::key(key.into(), http_client);
            Arc::new(RuntimePlugins::clone(&plugins).with_client_plugin(key))
        });
        Self { plugins, means: self.means.with_key(), ..self }
    }

    /// Returns a caller that puts no prefix before the host, whatever the operation has for one.
    ///
    /// The environment variable `AWS_DISABLE_HOST_PREFIX_INJECTION=true` or the profile's
    /// `disable_host_prefix_injection = true` does the same for all clients; where neither is set in code, a value other
    /// than `true` and `false` is an error of each call.
    #[must_use]
    pub fn without_host_prefix(self) -> Self {
        self.with_endpoint_config(EndpointConfig::without_host_prefix)
    }

    /// The same, with something more that the service's endpoint rules decide by, under their name for it.
    #[must_use]
    pub fn endpoint_param(self, name: &'static str, value: impl Into<Param<'static>>) -> Self {
        self.with_endpoint_config(|config| config.with(name, value.into()))
    }

    fn with_endpoint_config(self, change: impl FnOnce(EndpointConfig) -> EndpointConfig) -> Self {
        let config = change((*self.endpoint_config).clone());
        let endpoint = config.endpoint(self.service.endpoint, identity);
        Self { endpoint, endpoint_config: Arc::new(config), ..self }
    }

    /// Where requests go, but for those of operations that tell the endpoint rules something of their own.
    ///
    /// # Errors
    /// What the service's endpoint rules say against the configuration.
    pub fn endpoint(&self) -> Result<&Endpoint, &EndpointError> {
        self.endpoint.as_ref()
    }

    /// The call of an operation. The request is made at once and sent when the call is awaited.
    pub fn call<O: Operation>(&self, input: &O) -> Call<O> {
        let errors = O::Error::default_value().schema();
        let find =
            |params: &Params<'_>| input.to_endpoint(params).map_err(|error| lacking(O::OPERATION, error));
        let exchange = self.prepare(O::OPERATION, errors, &find, &|endpoint| input.to_http(endpoint));
        Call { state: self.start(exchange), operation: PhantomData }
    }

    /// The same for an operation that is chosen at run time.
    pub(crate) fn call_raw(
        &self,
        operation: &'static OperationSchema,
        errors: &'static Schema,
        find: Find<'_>,
        request: Write<'_>,
    ) -> Sent {
        match self.start(self.prepare(operation, errors, find, request)) {
            State::Sent(sent) => sent,
            State::Unsent(error) => Box::pin(std::future::ready(Err(error.unwrap_or(Unsent::Done)))),
        }
    }

    /// The request and its signature. `find` is asked where the endpoint is one of the call's own.
    fn prepare(
        &self,
        operation: &'static OperationSchema,
        errors: &'static Schema,
        find: Find<'_>,
        request: Write<'_>,
    ) -> Result<Exchange, BuildError> {
        let endpoint = match operation.endpoint_params {
            [] => Cow::Borrowed(self.endpoint.as_ref().map_err(|error| lacking(operation, error))?),
            _ => {
                let invalid = |error| lacking(operation, error);
                Cow::Owned(self.endpoint_config.endpoint(find, invalid)?)
            }
        };
        let request = request(&endpoint)?;
        let signing = match operation.auth().contains(&AuthScheme::SigV4) {
            true => signing::signing(self.service, self.endpoint_config.region(), &endpoint),
            false => Ok(SigV4OperationSigningConfig::default()),
        };
        let signing = signing.map_err(|reason| lacking(operation, reason))?;
        Ok(Exchange { operation, errors, request, signing })
    }

    fn start(&self, exchange: Result<Exchange, BuildError>) -> State {
        let exchange = match exchange {
            Ok(exchange) => exchange,
            Err(error) => return State::unsent(Unsent::Build(error)),
        };
        if let Some(lacking) = self.means.lack(exchange.operation) {
            return State::unsent(Unsent::Transport(failure::no_credentials(&lacking)));
        }
        match &self.plugins {
            Ok(plugins) => State::Sent(exchange.send(Arc::clone(plugins))),
            Err(lacks) => State::unsent(Unsent::Transport(failure::configuration(lacks))),
        }
    }
}

/// How the endpoint of one call is found, and how its request is written. Behind references, so that what is done
/// with them is there once, whatever the number of operations.
type Find<'a> = &'a dyn Fn(&Params<'_>) -> Result<Endpoint, BuildError>;
type Write<'a> = &'a dyn Fn(&Endpoint) -> Result<http::Request<Bytes>, BuildError>;

/// What keeps the operation from being called, and is the fault of no member.
fn lacking(operation: &OperationSchema, reason: impl fmt::Display) -> BuildError {
    BuildError::new(operation.name, "", reason.to_string())
}

impl fmt::Debug for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Caller").field("service", &self.service.id).field("endpoint", &self.endpoint).finish()
    }
}

/// A response on its way.
pub(crate) type Sent = Pin<Box<dyn Future<Output = Result<Response<Bytes>, Unsent>> + Send>>;

/// Why there is no response.
pub(crate) enum Unsent {
    Build(BuildError),
    Transport(TransportError),
    /// The call was awaited again after it had ended.
    Done,
}

impl<E> From<Unsent> for Error<E> {
    fn from(unsent: Unsent) -> Self {
        match unsent {
            Unsent::Build(error) => Self::Build(error),
            Unsent::Transport(error) => Self::Transport(error),
            Unsent::Done => Self::Transport(failure::done()),
        }
    }
}

enum State {
    Unsent(Option<Unsent>),
    Sent(Sent),
}

impl State {
    fn unsent(error: Unsent) -> Self {
        Self::Unsent(Some(error))
    }
}

/// A call that is made when it is awaited. It borrows nothing, so it may be spawned.
#[must_use = "a call is made when it is awaited"]
pub struct Call<O> {
    state: State,
    operation: PhantomData<fn() -> O>,
}

impl<O: Operation> Future for Call<O> {
    type Output = Result<O::Output, Error<O::Error>>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let call = self.get_mut();
        let response = match &mut call.state {
            State::Unsent(error) => Err(error.take().unwrap_or(Unsent::Done)),
            State::Sent(sent) => match sent.as_mut().poll(cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(response) => response,
            },
        };
        call.state = State::Unsent(None);
        Poll::Ready(match response {
            Ok(response) => O::parse(response),
            Err(unsent) => Err(unsent.into()),
        })
    }
}

impl<O> fmt::Debug for Call<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Call")
    }
}
