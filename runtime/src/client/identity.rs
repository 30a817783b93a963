//! Loads credentials before a request is built, through the cache from which requests are signed.

use super::failure;
use super::request_error::RequestError;
use crate::error::{TransportError, TransportKind};
use crate::sign::{self, Signer};
use aws_credential_types::Credentials;
use aws_runtime::auth::sigv4;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::identity::{
    Identity, IdentityCacheLocation, ResolveCachedIdentity, ResolveIdentity,
};
use aws_smithy_runtime_api::client::runtime_components::{GetIdentityResolver, RuntimeComponents};
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugins;
use aws_smithy_types::config_bag::ConfigBag;
use std::sync::OnceLock;
use std::time::SystemTime;

/// The parts of the runtime that load and cache credentials, and its clock. They are built for the first call that needs them.
#[derive(Default)]
pub(super) struct Identities(OnceLock<Result<Runtime, String>>);

struct Runtime {
    components: RuntimeComponents,
    config: ConfigBag,
}

/// The parts of credentials that an endpoint depends on. Neither is secret.
#[derive(Default)]
pub(super) struct CallerIdentity {
    pub(super) access_key_id: String,
    pub(super) account_id: Option<String>,
}

impl Identities {
    /// Returns the caller whose credentials sign requests, or `None` without a credentials provider. Signing a request after this
    /// takes the credentials from the cache, unless the configuration has none.
    ///
    /// # Errors
    /// Returns an error if the credentials cannot be loaded.
    pub(super) async fn caller(
        &self,
        plugins: &RuntimePlugins,
    ) -> Result<Option<CallerIdentity>, RequestError> {
        Ok(self.identity(plugins).await?.as_ref().map(caller))
    }

    /// Returns a signer with the credentials that sign requests.
    ///
    /// # Errors
    /// Returns an error if there are no credentials, or if they cannot be loaded.
    pub(super) async fn signer(&self, plugins: &RuntimePlugins) -> Result<Signer, RequestError> {
        let identity = self.identity(plugins).await?;
        let signer = identity.as_ref().and_then(Identity::data::<Credentials>).map(signer);
        signer.ok_or_else(|| RequestError::Transport(failure::no_credentials("there are no AWS credentials")))
    }

    async fn identity(&self, plugins: &RuntimePlugins) -> Result<Option<Identity>, RequestError> {
        let Runtime { components, config } = self.runtime(plugins)?;
        let Some(resolver) = components.identity_resolver(sigv4::SCHEME_ID) else { return Ok(None) };
        let loaded = match resolver.cache_location() {
            IdentityCacheLocation::RuntimeComponents => {
                components.identity_cache().resolve_cached_identity(resolver, components, config).await
            }
            // The provider has a cache of its own.
            _ => resolver.resolve_identity(components, config).await,
        };
        loaded
            .map(Some)
            .map_err(|error| RequestError::Transport(TransportError::new(TransportKind::Credentials, error)))
    }

    /// Returns the time of the client's clock.
    pub(super) fn now(&self, plugins: &RuntimePlugins) -> SystemTime {
        let clock = self.runtime(plugins).ok().and_then(|runtime| runtime.components.time_source());
        clock.map_or_else(SystemTime::now, |clock| clock.now())
    }

    fn runtime(&self, plugins: &RuntimePlugins) -> Result<&Runtime, RequestError> {
        let runtime = self.0.get_or_init(|| runtime(plugins).map_err(|error| error.to_string()));
        runtime.as_ref().map_err(|reason| RequestError::Transport(failure::invalid_configuration(reason)))
    }
}

fn runtime(plugins: &RuntimePlugins) -> Result<Runtime, BoxError> {
    let mut config = ConfigBag::base();
    let components = plugins.apply_client_configuration(&mut config)?.build()?;
    Ok(Runtime { components, config })
}

/// Creates a signer with the credentials of the runtime.
pub(super) fn signer(credentials: &Credentials) -> Signer {
    let own = sign::Credentials::new(credentials.access_key_id(), credentials.secret_access_key());
    Signer::new(match credentials.session_token() {
        Some(token) => own.with_session_token(token),
        None => own,
    })
}

fn caller(identity: &Identity) -> CallerIdentity {
    identity.data::<Credentials>().map_or_else(CallerIdentity::default, |credentials| CallerIdentity {
        access_key_id: credentials.access_key_id().to_owned(),
        account_id: credentials.account_id().map(|id| id.as_str().to_owned()),
    })
}
