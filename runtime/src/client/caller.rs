//! The caller of a service's operations.

use super::auth::{self, AuthCapabilities};
use super::build_request::{BuildRequest, Input};
use super::call::{Call, State};
use super::cross_region::CrossRegion;
use super::deferred::{self, Deferred};
use super::endpoint_config::{EndpointConfig, Overrides};
use super::exchange::PreparedRequest;
use super::ready::{Built, CallFuture, ClientParts, Ready};
use super::request_error::RequestError;
use super::routed::{Routed, redirected};
use super::shared::{Loaded, Shared};
use super::{failure, plugins, signing};
use crate::endpoint::{Endpoint, EndpointError, Param, owned_params};
use crate::error::{BuildError, TransportError};
use crate::operation::Operation;
use crate::reflect::{Shape, Value};
use crate::schema::Schema;
use crate::service::{OperationSchema, Service};
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugins;
use aws_smithy_types::config_bag::ConfigBag;
use aws_types::SdkConfig;
use std::fmt;
use std::sync::Arc;

/// Calls the operations of one service.
///
/// It is cheap to clone. Clones share connections and the retry quota. [`with_region`](Self::with_region),
/// [`with_endpoint_url`](Self::with_endpoint_url) and [`with_credentials`](Self::with_credentials) return callers with another
/// configuration; settings of one call are methods of [`Call`].
#[derive(Clone)]
pub struct Caller {
    pub(super) service: &'static Service,
    endpoint_config: Arc<EndpointConfig>,
    /// The endpoint of operations that have no endpoint parameters of their own.
    endpoint: Result<Arc<Endpoint>, EndpointError>,
    /// The runtime's plugins, or the reason that the configuration is invalid.
    pub(super) plugins: Result<Arc<RuntimePlugins>, Arc<str>>,
    pub(super) auth_capabilities: AuthCapabilities,
    pub(super) loaded: Arc<Loaded>,
}

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
            endpoint: endpoint_config.endpoint(service.endpoint).map(Arc::new),
            endpoint_config: Arc::new(endpoint_config),
            plugins: plugins.map(Arc::new).map_err(|error| error.to_string().into()),
            auth_capabilities: AuthCapabilities::new(config),
            loaded: Arc::default(),
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

    /// Sets whether endpoints are discovered: for all operations that support it, or for none. By default they are discovered for
    /// the operations that require it, and by no client with an endpoint URL.
    ///
    /// The environment variable `AWS_ENABLE_ENDPOINT_DISCOVERY` or the profile's `endpoint_discovery_enabled`, which are `true`,
    /// `false` or `auto`, do the same for all clients. Another value there is an error of each call whose endpoint can be
    /// discovered, unless this function is called.
    #[must_use]
    pub fn endpoint_discovery(self, enabled: bool) -> Self {
        self.with_endpoint_config(|config| config.with_discovery(enabled))
    }

    /// Sets a parameter of the service's endpoint rules, by the name that the rules have for it.
    #[must_use]
    pub fn endpoint_param(self, name: &'static str, value: impl Into<Param<'static>>) -> Self {
        self.with_endpoint_config(|config| config.with(name, value.into()))
    }

    pub(super) fn with_endpoint_config(self, change: impl FnOnce(EndpointConfig) -> EndpointConfig) -> Self {
        let config = change((*self.endpoint_config).clone());
        let endpoint = config.endpoint(self.service.endpoint).map(Arc::new);
        // Endpoints that were discovered with another configuration may differ.
        Self { endpoint, endpoint_config: Arc::new(config), loaded: Arc::default(), ..self }
    }

    /// Returns the endpoint of the rules for all operations that have no endpoint parameters of their own, without an account ID.
    ///
    /// # Errors
    /// Returns an error if the endpoint rules reject the configuration, or if one of its settings is invalid.
    pub fn endpoint(&self) -> Result<&Endpoint, &EndpointError> {
        self.endpoint.as_deref()
    }

    /// Builds the request of an operation and returns the call, which sends it when it is awaited.
    pub fn call<O: Operation>(&self, input: &O) -> Call<O> {
        Call::new(self.start_input(O::OPERATION, O::Error::default_value().schema(), input))
    }

    fn start_input(
        &self,
        operation: &'static OperationSchema,
        errors: &'static Schema,
        input: &dyn Input,
    ) -> State {
        self.start(operation, errors, input, &|endpoint| input.request(endpoint))
    }

    /// Sends the request of an operation that is not known at compile time.
    pub(super) fn send(
        &self,
        operation: &'static OperationSchema,
        errors: &'static Schema,
        input: &dyn Shape,
        build: BuildRequest<'_>,
    ) -> CallFuture {
        self.start(operation, errors, input, build).into_future()
    }

    fn start(
        &self,
        operation: &'static OperationSchema,
        errors: &'static Schema,
        input: &dyn Shape,
        build: BuildRequest<'_>,
    ) -> State {
        let discovery = match self.endpoint_config.discovery(operation) {
            Ok(discovery) => discovery,
            Err(error) => return State::failed(RequestError::Build(configuration_error(operation, error))),
        };
        let request = if discovery.is_some() || self.endpoint_config.uses_account_id(self.service) {
            let build = || {
                let endpoint = deferred::unknown_endpoint(&self.endpoint_config);
                build(&endpoint.map_err(|error| configuration_error(operation, error))?)
            };
            Deferred::new(operation, errors, input, discovery, build).map(Built::Deferred)
        } else if operation.region_redirects.is_some() || operation.service.sessions.is_some() {
            self.route(operation, errors, input, build).map(Built::Routed)
        } else {
            self.prepare(operation, errors, input, build).and_then(|prepared| {
                let (config, cache) = (&self.endpoint_config, &self.loaded.endpoints);
                let built = CrossRegion::of(prepared, input, config, cache)?;
                Ok(built.map_or_else(Built::Direct, Built::CrossRegion))
            })
        };
        match request {
            Ok(request) => State::Ready(Box::new(Ready { operation, request, client: self.parts() })),
            Err(error) => State::failed(RequestError::Build(error)),
        }
    }

    /// Returns the parts that a call is sent with.
    fn parts(&self) -> ClientParts {
        ClientParts {
            config: Arc::clone(&self.endpoint_config),
            loaded: Arc::clone(&self.loaded),
            plugins: self.plugins.clone(),
            auth: self.auth_capabilities,
        }
    }

    /// Builds the request of a call that needs a session, or whose resource may be in another region.
    fn route(
        &self,
        operation: &'static OperationSchema,
        errors: &'static Schema,
        input: &dyn Shape,
        build: BuildRequest<'_>,
    ) -> Result<Routed, BuildError> {
        let params = owned_params(operation.endpoint_params, input);
        let regions = Some(&self.loaded.regions).filter(|regions| !regions.is_empty());
        let known = regions.and_then(|regions| regions.get(redirected(operation, &params)?));
        let overrides = Overrides { region: known.as_ref(), account_id: None };
        let endpoint = match (&known, operation.endpoint_params) {
            (None, []) => self.endpoint.clone(),
            _ => {
                let cache = &self.loaded.endpoints;
                self.endpoint_config.endpoint_of_call(operation.service, cache, overrides, |of_client| {
                    params.add_to(of_client)
                })
            }
        };
        let endpoint = endpoint.map_err(|error| self.endpoint_error(operation, &error))?;
        let request = build(&endpoint)?;
        let region = known.or_else(|| self.endpoint_config.region().cloned());
        let signing = signing::of_request(operation, region.as_ref(), &endpoint, &request);
        let signing = signing.map_err(|reason| configuration_error(operation, reason))?;
        let prepared = PreparedRequest::new(operation, errors, request, signing);
        Ok(Routed { prepared, endpoint, params, region })
    }

    /// Builds the request and selects its signature.
    fn prepare(
        &self,
        operation: &'static OperationSchema,
        errors: &'static Schema,
        input: &dyn Shape,
        build: BuildRequest<'_>,
    ) -> Result<PreparedRequest, BuildError> {
        let endpoint = self.endpoint_of(operation, input)?;
        let request = build(&endpoint)?;
        let signing = signing::of_request(operation, self.endpoint_config.region(), &endpoint, &request);
        let signing = signing.map_err(|reason| configuration_error(operation, reason))?;
        Ok(PreparedRequest::new(operation, errors, request, signing))
    }

    /// Returns the endpoint of a call.
    pub(super) fn endpoint_of(
        &self,
        operation: &'static OperationSchema,
        input: &dyn Shape,
    ) -> Result<Arc<Endpoint>, BuildError> {
        let endpoint = match operation.endpoint_params {
            [] => self.endpoint.clone(),
            sources => {
                let (cache, overrides) = (&self.loaded.endpoints, Overrides::default());
                self.endpoint_config.endpoint_of_call(operation.service, cache, overrides, |of_client| {
                    of_client.with_sources(sources, input)
                })
            }
        };
        endpoint.map_err(|error| self.endpoint_error(operation, &error))
    }

    /// Returns the error of a call without an endpoint. Rules of services say that a region is missing, not where to set it.
    fn endpoint_error(&self, operation: &OperationSchema, error: &EndpointError) -> BuildError {
        match self.endpoint_config.region() {
            Some(_) => configuration_error(operation, error),
            None => configuration_error(operation, format_args!("{NO_REGION}: {error}")),
        }
    }

    /// Returns the region that requests are signed for, unless the endpoint has one of its own.
    pub(super) fn region(&self) -> &str {
        self.endpoint_config.region().map(AsRef::as_ref).unwrap_or_default()
    }

    /// Returns the configured regions of signatures of version 4a.
    pub(super) fn region_set(&self) -> Option<&str> {
        self.endpoint_config.region_set()
    }

    /// Returns the plugins of a call, or an error if the client has no credentials for it or an invalid configuration.
    pub(super) fn plugins_for(
        &self,
        operation: &'static OperationSchema,
    ) -> Result<Arc<RuntimePlugins>, TransportError> {
        if let Some(missing) = self.auth_capabilities.missing_for(operation) {
            return Err(failure::no_credentials(&missing));
        }
        self.plugins.as_ref().map(Arc::clone).map_err(|reason| failure::invalid_configuration(reason))
    }

    /// Returns the parts of the client that a call without settings needs after it has begun.
    pub(super) fn shared(&self, plugins: Arc<RuntimePlugins>) -> Shared {
        let (config, loaded) = (Arc::clone(&self.endpoint_config), Arc::clone(&self.loaded));
        Shared { config, plugins, loaded, credentials: None }
    }
}

const NO_REGION: &str = "the configuration has no region, which `AWS_REGION`, a profile or the program sets";

/// Returns an error that concerns no member of the input.
pub(super) fn configuration_error(operation: &OperationSchema, reason: impl fmt::Display) -> BuildError {
    BuildError::new(operation.name, "", reason.to_string())
}

impl fmt::Debug for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Caller").field("service", &self.service.id).field("endpoint", &self.endpoint).finish()
    }
}
