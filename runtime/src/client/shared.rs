//! The parts of a client that a call needs after it has begun, and the calls that other calls depend on.

use super::discovery::DiscoveryCache;
use super::endpoint_cache::EndpointCache;
use super::endpoint_config::{EndpointConfig, Overrides};
use super::exchange::{PreparedRequest, Sending};
use super::identity::{CallerIdentity, Identities};
use super::regions::Regions;
use super::request_error::RequestError;
use super::sessions::{Fetched, Key, SessionCache, SessionFailure};
use super::signing;
use crate::body::Body;
use crate::endpoint::{Endpoint, OwnedParams};
use crate::error::{BuildError, Error};
use crate::reflect::Shape;
use crate::schema::Schema;
use crate::service::{OperationSchema, Sessions};
use crate::sign::Signer;
use crate::timestamp::Timestamp;
use aws_smithy_runtime_api::client::identity::SharedIdentityResolver;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugins;
use http::header::DATE;
use http::{HeaderMap, Request, Response};
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tracing::Instrument;

/// The error of a call that cannot have a session.
const REQUIRES_SESSION: &str = "the endpoint requires a session";

/// What the calls of a client load and keep.
#[derive(Default)]
pub(super) struct Loaded {
    pub(super) identities: Identities,
    pub(super) discoveries: DiscoveryCache,
    pub(super) regions: Regions,
    /// The last endpoints of the rules.
    pub(super) endpoints: EndpointCache,
    sessions: SessionCache<Signer>,
}

/// The parts of a client that a call needs after it has begun.
#[derive(Clone)]
pub(super) struct Shared {
    pub(super) config: Arc<EndpointConfig>,
    /// The plugins of the calls that a call depends on. They have no settings of the call except its credentials.
    pub(super) plugins: Arc<RuntimePlugins>,
    pub(super) loaded: Arc<Loaded>,
    /// The credentials of the call, which replace those of the client.
    pub(super) credentials: Option<SharedIdentityResolver>,
}

impl Shared {
    /// Resolves the endpoint of the rules.
    pub(super) fn endpoint_in(
        &self,
        operation: &'static OperationSchema,
        own: &OwnedParams,
        overrides: Overrides<'_>,
    ) -> Result<Arc<Endpoint>, RequestError> {
        let cache = &self.loaded.endpoints;
        let endpoint =
            self.config.endpoint_of_call(operation.service, cache, overrides, |params| own.add_to(params));
        endpoint.map_err(|error| configuration_error(operation, error.to_string()))
    }

    /// Sends a request to the endpoint that it was built for.
    pub(super) async fn send_to(
        &self,
        operation: &'static OperationSchema,
        errors: &'static Schema,
        request: Request<Body>,
        endpoint: &Endpoint,
        sending: &Sending,
    ) -> Result<Response<Body>, RequestError> {
        let signing = signing::of_request(operation, self.config.region(), endpoint, &request)
            .map_err(|reason| configuration_error(operation, reason))?;
        if signing.uses_session {
            return Err(configuration_error(operation, REQUIRES_SESSION.to_owned()));
        }
        PreparedRequest::new(operation, errors, request, signing).exchange(sending).await
    }

    /// Calls an operation that another call depends on, with a span of its own. It has no errors of its own.
    pub(super) async fn call(
        &self,
        operation: &'static OperationSchema,
        request: Request<Body>,
        endpoint: &Endpoint,
    ) -> Result<Response<Body>, RequestError> {
        let sending = Sending::new(operation, &self.plugins, self.config.region());
        let response = self.send_to(operation, ().schema(), request, endpoint, &sending);
        sending.finish(operation, response.instrument(sending.span()).await)
    }

    /// Sends a request with the session that its endpoint requires. `resource` is what the session is for.
    pub(super) async fn send_prepared(
        &self,
        mut prepared: PreparedRequest,
        resource: Option<&str>,
        sending: &Sending,
    ) -> Result<Response<Body>, RequestError> {
        if prepared.signing.uses_session {
            prepared.signing.session = Some(self.session(prepared.operation, resource).await?);
        }
        prepared.exchange(sending).await
    }

    /// Returns the caller whose credentials sign the requests of the call, or `None` without a credentials provider.
    ///
    /// # Errors
    /// Returns an error if the credentials cannot be loaded.
    pub(super) async fn caller(&self) -> Result<Option<CallerIdentity>, RequestError> {
        self.loaded.identities.caller(&self.plugins, self.credentials.as_ref()).await
    }

    /// Returns a signer with the credentials of the session for a resource.
    ///
    /// # Errors
    /// Returns the error of the operation that returns sessions.
    pub(super) async fn session(
        &self,
        operation: &'static OperationSchema,
        resource: Option<&str>,
    ) -> Result<Signer, RequestError> {
        let Some((sessions, resource)) = operation.service.sessions.zip(resource) else {
            return Err(configuration_error(operation, REQUIRES_SESSION.to_owned()));
        };
        let caller = self.caller().await?.unwrap_or_default();
        let key = Key::new(caller.owner, resource.to_owned());
        let now = || self.loaded.identities.now(&self.plugins);
        let fetch = async {
            let fetched = self.create_session(sessions, resource).await;
            fetched.map_err(|error| SessionFailure::new(sessions, error))
        };
        Ok(self.loaded.sessions.session(&key, &now, fetch).await?)
    }

    async fn create_session(
        &self,
        sessions: &'static Sessions,
        resource: &str,
    ) -> Result<Fetched<Signer>, Error<()>> {
        let operation = sessions.operation;
        let failed = |error: String| Error::Build(BuildError::new(operation.name, "", error));
        let resolved = self.config.endpoint(|params| sessions.to_endpoint(resource, params));
        let endpoint = resolved.map_err(|error| failed(error.to_string()))?;
        let request = sessions.to_http(&endpoint)?.map(Body::from);
        let response = self.call(operation, request, &endpoint).await?;
        let now = self.loaded.identities.now(&self.plugins);
        let sent = date(response.headers());
        let session = sessions.parse(response.map(|body| body.as_bytes().unwrap_or_default()))?;
        let expires = expiry(session.expires, sent, now);
        Ok(Fetched { session: Signer::new(session.credentials), expires })
    }
}

/// Returns the time of the service's clock when it sent a response.
fn date(headers: &HeaderMap) -> Option<Timestamp> {
    Timestamp::parse(headers.get(DATE)?.to_str().ok()?)
}

/// Returns the expiry by the client's clock, which may differ from the service's.
fn expiry(expires: Timestamp, sent: Option<Timestamp>, now: SystemTime) -> SystemTime {
    let lifetime = sent.and_then(|sent| u64::try_from(expires.seconds().checked_sub(sent.seconds())?).ok());
    let by_lifetime = lifetime.and_then(|seconds| now.checked_add(Duration::from_secs(seconds)));
    by_lifetime.or_else(|| expires.try_into().ok()).unwrap_or(now)
}

pub(super) fn configuration_error(operation: &OperationSchema, reason: String) -> RequestError {
    RequestError::Build(BuildError::new(operation.name, "", reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expiry_is_moved_by_the_difference_of_the_clocks() {
        let at = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        let expires = Timestamp::new(10_300, 0);
        assert_eq!(expiry(expires, Some(Timestamp::new(10_000, 0)), at(500)), at(800));
        assert_eq!(expiry(expires, None, at(500)), at(10_300));
        // A session that has expired already.
        assert_eq!(
            expiry(Timestamp::new(-5, 0), Some(Timestamp::new(0, 0)), at(500)),
            at(500) - Duration::from_secs(505)
        );
    }
}
