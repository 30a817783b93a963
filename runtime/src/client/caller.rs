//! The caller of a service's operations.

use super::auth::{self, AuthCapabilities};
use super::call::{Call, State};
use super::endpoint_config::EndpointConfig;
use super::exchange::{PreparedRequest, ResponseFuture};
use super::request_error::RequestError;
use super::signing::{self, Signing};
use super::{failure, payload, plugins};
use crate::body::Body;
use crate::endpoint::{Endpoint, EndpointError, Param, Params};
use crate::error::BuildError;
use crate::operation::Operation;
use crate::reflect::{Shape, Value};
use crate::schema::Schema;
use crate::service::{OperationSchema, Service};
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugins;
use aws_smithy_types::config_bag::ConfigBag;
use aws_types::SdkConfig;
use std::borrow::Cow;
use std::convert::identity;
use std::fmt;
use std::sync::Arc;

/// Calls the operations of one service.
///
/// It is cheap to clone. Clones share connections and the retry quota.
#[derive(Clone)]
pub struct Caller {
    service: &'static Service,
    endpoint_config: Arc<EndpointConfig>,
    /// The endpoint of operations that have no endpoint parameters of their own.
    endpoint: Result<Endpoint, EndpointError>,
    /// The runtime's plugins, or the reason that the configuration is invalid.
    plugins: Result<Arc<RuntimePlugins>, Arc<str>>,
    auth_capabilities: AuthCapabilities,
}

/// Resolves the endpoint of one call, and builds its request. Both are trait objects, so that the code that uses
/// them exists once, whatever the number of operations.
type ResolveEndpoint<'a> = &'a dyn Fn(&Params<'_>) -> Result<Endpoint, BuildError>;
type BuildRequest<'a> = &'a dyn Fn(&Endpoint) -> Result<http::Request<Body>, BuildError>;

impl Caller {
    /// Creates a caller of `service`.
    ///
    /// This does not fail: if the configuration is invalid or incomplete, each call returns an error before anything is
    /// sent.
    ///
    /// Unless the configuration sets other limits, connecting may take 3.1 seconds, a response may begin 20 minutes
    /// after the request, and a call with all its attempts may take an hour. See [Timeouts and
    /// retries](crate::guide#timeouts-and-retries).
    pub fn new(service: &'static Service, config: &SdkConfig) -> Self {
        let endpoint_config = EndpointConfig::new(service, config);
        let plugins = plugins::plugins(service, config);
        Self {
            service,
            endpoint: endpoint_config.endpoint(service.endpoint, identity),
            endpoint_config: Arc::new(endpoint_config),
            plugins: plugins.map(Arc::new).map_err(|error| error.to_string().into()),
            auth_capabilities: AuthCapabilities::new(config),
        }
    }

    /// Sets the API key for operations that are authenticated with one.
    ///
    /// `Debug` and log events do not show it.
    #[must_use]
    pub fn with_api_key(self, key: impl Into<String>) -> Self {
        let plugins = self.plugins.map(|plugins| {
            let components = plugins.apply_client_configuration(&mut ConfigBag::base());
            let http_client = components.ok().and_then(|components| components.http_client());
            let key = auth::api_key_plugin(key.into(), http_client);
            Arc::new(RuntimePlugins::clone(&plugins).with_client_plugin(key))
        });
        Self { plugins, auth_capabilities: self.auth_capabilities.with_api_key(), ..self }
    }

    /// Disables host prefixes: each request goes to the unchanged host of the endpoint.
    ///
    /// The environment variable `AWS_DISABLE_HOST_PREFIX_INJECTION=true` or the profile's
    /// `disable_host_prefix_injection = true` does the same for all clients. A value other than `true` and `false` there
    /// is an error of each call, unless this function is called.
    #[must_use]
    pub fn without_host_prefix(self) -> Self {
        self.with_endpoint_config(EndpointConfig::without_host_prefix)
    }

    /// Sets a parameter of the service's endpoint rules, by the name that the rules have for it.
    #[must_use]
    pub fn endpoint_param(self, name: &'static str, value: impl Into<Param<'static>>) -> Self {
        self.with_endpoint_config(|config| config.with(name, value.into()))
    }

    fn with_endpoint_config(self, change: impl FnOnce(EndpointConfig) -> EndpointConfig) -> Self {
        let config = change((*self.endpoint_config).clone());
        let endpoint = config.endpoint(self.service.endpoint, identity);
        Self { endpoint, endpoint_config: Arc::new(config), ..self }
    }

    /// Returns the endpoint of all operations that have no endpoint parameters of their own.
    ///
    /// # Errors
    /// Returns an error if the endpoint rules reject the configuration, or if one of its settings is invalid.
    pub fn endpoint(&self) -> Result<&Endpoint, &EndpointError> {
        self.endpoint.as_ref()
    }

    /// Builds the request of an operation and returns the call, which sends it when it is awaited.
    pub fn call<O: Operation>(&self, input: &O) -> Call<O> {
        let errors = O::Error::default_value().schema();
        let resolve = |params: &Params<'_>| {
            input.to_endpoint(params).map_err(|error| configuration_error(O::OPERATION, error))
        };
        let prepared =
            self.prepare(O::OPERATION, errors, &resolve, &|endpoint| input.to_streaming_http(endpoint));
        Call::new(self.start(prepared))
    }

    /// Sends the request of an operation that is not known at compile time.
    pub(super) fn send(
        &self,
        operation: &'static OperationSchema,
        errors: &'static Schema,
        resolve: ResolveEndpoint<'_>,
        build: BuildRequest<'_>,
    ) -> ResponseFuture {
        self.start(self.prepare(operation, errors, resolve, build)).into_future()
    }

    /// Builds the request and selects its signature. `resolve` is called for operations with endpoint parameters.
    fn prepare(
        &self,
        operation: &'static OperationSchema,
        errors: &'static Schema,
        resolve: ResolveEndpoint<'_>,
        build: BuildRequest<'_>,
    ) -> Result<PreparedRequest, BuildError> {
        let endpoint = match operation.endpoint_params {
            [] => {
                Cow::Borrowed(self.endpoint.as_ref().map_err(|error| configuration_error(operation, error))?)
            }
            _ => {
                let invalid = |error| configuration_error(operation, error);
                Cow::Owned(self.endpoint_config.endpoint(resolve, invalid)?)
            }
        };
        let request = build(&endpoint)?;
        let signing = match operation.auth().iter().any(|scheme| scheme.is_signature()) {
            true => signing::signing(operation, self.endpoint_config.region(), &endpoint),
            false => Ok(Signing::none()),
        };
        let mut signing = signing.map_err(|reason| configuration_error(operation, reason))?;
        if payload::has_hash_header(operation, &request) {
            signing.config.signing_options.content_sha256_header = true;
        }
        Ok(PreparedRequest { operation, errors, request, signing, payload: None })
    }

    fn start(&self, prepared: Result<PreparedRequest, BuildError>) -> State {
        let prepared = match prepared {
            Ok(prepared) => prepared,
            Err(error) => return State::failed(RequestError::Build(error)),
        };
        if let Some(missing) = self.auth_capabilities.missing_for(prepared.operation) {
            return State::failed(RequestError::Transport(failure::no_credentials(&missing)));
        }
        match &self.plugins {
            Ok(plugins) => State::Pending(prepared.send(Arc::clone(plugins))),
            Err(reason) => State::failed(RequestError::Transport(failure::invalid_configuration(reason))),
        }
    }
}

/// Returns an error that concerns no member of the input.
fn configuration_error(operation: &OperationSchema, reason: impl fmt::Display) -> BuildError {
    BuildError::new(operation.name, "", reason.to_string())
}

impl fmt::Debug for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Caller").field("service", &self.service.id).field("endpoint", &self.endpoint).finish()
    }
}
