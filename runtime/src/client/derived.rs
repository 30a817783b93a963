//! Callers that differ from another one in their region, endpoint or credentials.

use super::call_credentials;
use super::caller::Caller;
use super::plugins;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use aws_smithy_runtime_api::client::identity::SharedIdentityResolver;
use aws_smithy_runtime_api::client::runtime_plugin::{RuntimePlugins, StaticRuntimePlugin};
use aws_smithy_types::config_bag::Layer;
use aws_types::region::Region;
use std::any::Any;
use std::borrow::Cow;
use std::sync::Arc;

/// # Callers with another configuration
///
/// They share connections, the cache of credentials and the measured clock skew with this caller. They share nothing that was
/// loaded for its configuration: discovered endpoints, sessions, account IDs and the regions of resources. Keep them if there are
/// many calls.
impl Caller {
    /// Returns a caller for another region: of the endpoint, unless a URL is configured, and of the signature.
    ///
    /// The retry quota is that of the new region, as for all callers of the service there: errors of one region do not end
    /// retries in another one.
    ///
    /// ```
    /// # use smithereen::{Operation, client::Caller};
    /// # use std::time::Duration;
    /// # async fn example<O: Operation>(caller: &Caller, input: &O) -> Result<(), smithereen::Error<O::Error>> {
    /// caller.with_region("eu-west-1").call(input).timeout(Duration::from_secs(5)).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn with_region(&self, region: impl Into<Cow<'static, str>>) -> Self {
        let region = Region::new(region);
        let plugin = plugins::of_region(self.service, &region);
        self.with_plugin(plugin).with_endpoint_config(|config| config.with_region(region))
    }

    /// Returns a caller for another endpoint URL, which replaces the endpoint of the service's rules. It shares the retry quota
    /// with this caller.
    ///
    /// An invalid URL is an error of each call.
    #[must_use]
    pub fn with_endpoint_url(&self, url: impl Into<String>) -> Self {
        self.clone().with_endpoint_config(|config| config.with_url(url.into()))
    }

    /// Returns a caller with other credentials, for the operations that are signed with them. It shares the retry quota with this
    /// caller.
    ///
    /// Credentials are loaded when the first call needs them, and are cached until they expire. The cache has an entry for each
    /// provider; clones of a [`SharedCredentialsProvider`] are one provider.
    #[must_use]
    pub fn with_credentials(&self, provider: impl ProvideCredentials + 'static) -> Self {
        // A shared provider has a place in the cache already.
        let shared = (&provider as &dyn Any).downcast_ref::<SharedCredentialsProvider>().cloned();
        let resolver = match shared {
            Some(shared) => SharedIdentityResolver::new(shared),
            None => SharedIdentityResolver::new(SharedCredentialsProvider::new(provider)),
        };
        let layer = Layer::new("smithereen-credentials").freeze();
        let mut derived = self.with_plugin(call_credentials::with_resolver(&resolver, layer));
        derived.auth_capabilities = self.auth_capabilities.with_credentials();
        derived
    }

    fn with_plugin(&self, plugin: StaticRuntimePlugin) -> Self {
        let mut derived = self.clone();
        if let Ok(plugins) = &self.plugins {
            let plugins = RuntimePlugins::clone(plugins).with_client_plugin(plugin);
            derived.plugins = Ok(Arc::new(plugins));
        }
        derived.loaded = Arc::default();
        derived
    }
}
