//! Calls whose endpoint is known only after something was loaded: the account ID of the credentials, or a discovered endpoint.
//!
//! The input is borrowed only until the call begins. Therefore the request is built before its endpoint is known, and gets the
//! endpoint afterwards.

use super::discovery::{DiscoveryFailure, Key, is_invalid_endpoint};
use super::endpoint_config::{EndpointConfig, Overrides};
use super::exchange::Sending;
use super::identity::CallerIdentity;
use super::relocate::{relocate, try_clone};
use super::request_error::RequestError;
use super::shared::{Shared, configuration_error};
use crate::body::Body;
use crate::endpoint::{Endpoint, EndpointError, OwnedParams, owned_params};
use crate::endpoint_discovery::DiscoveredEndpoint;
use crate::error::{BuildError, Error};
use crate::reflect::Shape;
use crate::schema::Schema;
use crate::service::{EndpointDiscovery, OperationSchema};
use http::{HeaderMap, Request, Response};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The host of a request whose endpoint is not known yet (RFC 2606).
const UNKNOWN_HOST: &str = "endpoint.invalid";

/// A call whose endpoint is not known yet.
pub(super) struct Deferred {
    operation: &'static OperationSchema,
    errors: &'static Schema,
    /// The request to [`UNKNOWN_HOST`].
    request: Request<Body>,
    params: OwnedParams,
    discovery: Option<(&'static EndpointDiscovery, BTreeMap<String, String>)>,
}

impl Deferred {
    /// Builds the request of a call. `discovery` is set if the endpoint is to be discovered.
    pub(super) fn new(
        operation: &'static OperationSchema,
        errors: &'static Schema,
        input: &dyn Shape,
        discovery: Option<&'static EndpointDiscovery>,
        build: impl FnOnce() -> Result<Request<Body>, BuildError>,
    ) -> Result<Self, BuildError> {
        Ok(Self {
            operation,
            errors,
            request: build()?,
            params: owned_params(operation.endpoint_params, input),
            discovery: discovery.map(|discovery| (discovery, discovery.identifiers(input))),
        })
    }

    /// Returns the headers of the request.
    pub(super) fn headers_mut(&mut self) -> &mut HeaderMap {
        self.request.headers_mut()
    }

    /// Loads what the endpoint depends on, and sends the request.
    pub(super) async fn run(self, shared: Shared, sending: &Sending) -> Result<Response<Body>, RequestError> {
        let caller = match self.operation.auth().iter().any(|scheme| scheme.is_signature()) {
            true => shared.caller().await?,
            false => None,
        };
        let caller = caller.unwrap_or_default();
        let overrides = Overrides { account_id: caller.account_id.as_deref(), region: None };
        let endpoint = shared.endpoint_in(self.operation, &self.params, overrides)?;
        let send =
            |request, at: Arc<Endpoint>| shared.send(self.operation, self.errors, request, at, sending);
        let Some((discovery, identifiers)) = &self.discovery else {
            return send(self.request, endpoint).await;
        };
        let key = Key::new(caller.owner.clone(), self.operation.name, identifiers.clone());
        let find = || shared.discover(self.operation, discovery, identifiers, &key, &caller);
        let found = find().await?;
        let again = try_clone(&self.request);
        let at = at_discovered(self.operation, found.as_ref(), &endpoint)?;
        let response = send(self.request, at).await?;
        let Some(found) = found.filter(|_| is_invalid_endpoint(self.operation, &response)) else {
            return Ok(response);
        };
        shared.loaded.discoveries.remove(&key, &found);
        // A stream that can be read only once was sent.
        let Some(request) = again else { return Ok(response) };
        let endpoint = at_discovered(self.operation, find().await?.as_ref(), &endpoint)?;
        send(request, endpoint).await
    }
}

/// Returns the endpoint of the rules at a discovered address, if there is one.
fn at_discovered(
    operation: &OperationSchema,
    found: Option<&DiscoveredEndpoint>,
    endpoint: &Arc<Endpoint>,
) -> Result<Arc<Endpoint>, RequestError> {
    let at = found.map_or_else(|| Ok(Arc::clone(endpoint)), |found| found.at(endpoint).map(Arc::new));
    at.map_err(|error| configuration_error(operation, format!("the discovered endpoint: {error}")))
}

impl Shared {
    /// Returns the discovered endpoint of an operation, or `None` for that of the rules.
    async fn discover(
        &self,
        operation: &'static OperationSchema,
        discovery: &'static EndpointDiscovery,
        identifiers: &BTreeMap<String, String>,
        key: &Key,
        caller: &CallerIdentity,
    ) -> Result<Option<DiscoveredEndpoint>, RequestError> {
        let now = || self.loaded.identities.now(&self.plugins);
        let fetch = async {
            let fetched = self.fetch(operation, discovery, identifiers, caller).await;
            fetched.map_err(|error| DiscoveryFailure::new(discovery, error))
        };
        let required = operation.requires_endpoint_discovery;
        Ok(self.loaded.discoveries.endpoint(key, required, &now, fetch).await?)
    }

    /// Calls the operation that returns endpoints.
    async fn fetch(
        &self,
        operation: &'static OperationSchema,
        discovery: &'static EndpointDiscovery,
        identifiers: &BTreeMap<String, String>,
        caller: &CallerIdentity,
    ) -> Result<Vec<DiscoveredEndpoint>, Error<()>> {
        let params = owned_params(discovery.operation.endpoint_params, &());
        let overrides = Overrides { account_id: caller.account_id.as_deref(), region: None };
        let endpoint = self.endpoint_in(discovery.operation, &params, overrides)?;
        let request = discovery.to_http(operation, identifiers.clone(), &endpoint)?.map(Body::from);
        let response = self.call(discovery.operation, request, &endpoint).await?;
        discovery.parse(response.map(|body| body.as_bytes().unwrap_or_default()))
    }

    /// Sends a request that was built for [`UNKNOWN_HOST`] to an endpoint.
    async fn send(
        &self,
        operation: &'static OperationSchema,
        errors: &'static Schema,
        request: Request<Body>,
        endpoint: Arc<Endpoint>,
        sending: &Sending,
    ) -> Result<Response<Body>, RequestError> {
        let request = relocate(request, (UNKNOWN_HOST, ""), &endpoint).ok_or_else(|| {
            configuration_error(operation, "the endpoint is not part of a valid URL".into())
        })?;
        self.send_to(operation, errors, request, &endpoint, sending).await
    }
}

/// Returns the endpoint that requests are built for while theirs is not known.
pub(super) fn unknown_endpoint(config: &EndpointConfig) -> Result<Endpoint, EndpointError> {
    config.endpoint(|_| Endpoint::new(&format!("https://{UNKNOWN_HOST}")))
}
