//! Loads credentials before a request is built, through the cache from which requests are signed.

use super::request_error::RequestError;
use super::{call_credentials, failure};
use crate::error::{TransportError, TransportKind};
use crate::sign::{self, Signer};
use aws_credential_types::Credentials;
use aws_runtime::auth::sigv4;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::identity::{
    Identity, IdentityCacheLocation, ResolveCachedIdentity, ResolveIdentity, SharedIdentityResolver,
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

/// The parts of credentials that endpoints and sessions depend on. Neither is secret.
#[derive(Default)]
pub(super) struct CallerIdentity {
    /// What identifies the credentials in caches: the ID of the access key, or more for credentials of a call.
    pub(super) owner: String,
    pub(super) account_id: Option<String>,
}

impl Identities {
    /// Returns the caller whose credentials sign requests, or `None` without a credentials provider. Signing a request after this
    /// takes the credentials from the cache, unless the configuration has none. `own` are credentials of the call, which replace
    /// those of the client.
    ///
    /// # Errors
    /// Returns an error if the credentials cannot be loaded.
    pub(super) async fn caller(
        &self,
        plugins: &RuntimePlugins,
        own: Option<&SharedIdentityResolver>,
    ) -> Result<Option<CallerIdentity>, RequestError> {
        let identity = self.identity(plugins, own).await?;
        Ok(identity.as_ref().map(|identity| caller(identity, own.is_some())))
    }

    /// Returns a signer with the credentials that sign requests. `own` are credentials of the call.
    ///
    /// # Errors
    /// Returns an error if there are no credentials, or if they cannot be loaded.
    pub(super) async fn signer(
        &self,
        plugins: &RuntimePlugins,
        own: Option<&SharedIdentityResolver>,
    ) -> Result<Signer, RequestError> {
        let identity = self.identity(plugins, own).await?;
        let signer = identity.as_ref().and_then(Identity::data::<Credentials>).map(signer);
        signer.ok_or_else(|| RequestError::Transport(failure::no_credentials("there are no AWS credentials")))
    }

    async fn identity(
        &self,
        plugins: &RuntimePlugins,
        own: Option<&SharedIdentityResolver>,
    ) -> Result<Option<Identity>, RequestError> {
        let Runtime { components, config } = self.runtime(plugins)?;
        let resolver = own.cloned().or_else(|| components.identity_resolver(sigv4::SCHEME_ID));
        let Some(resolver) = resolver else { return Ok(None) };
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

fn caller(identity: &Identity, is_own: bool) -> CallerIdentity {
    identity.data::<Credentials>().map_or_else(CallerIdentity::default, |credentials| CallerIdentity {
        owner: match is_own {
            true => call_credentials::owner(credentials),
            false => credentials.access_key_id().to_owned(),
        },
        account_id: credentials.account_id().map(|id| id.as_str().to_owned()),
    })
}
