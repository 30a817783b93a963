//! The credentials of one call.
//!
//! They are loaded once for a call, and never enter the cache of the client, whose entries are limited. All requests of the
//! call are signed with them: its attempts, and those of the operations that it depends on.

use aws_credential_types::Credentials;
use aws_credential_types::provider::ProvideCredentials;
use aws_runtime::auth::sigv4;
#[cfg(feature = "sigv4a")]
use aws_runtime::auth::sigv4a;
use aws_smithy_runtime_api::client::identity::{
    Identity, IdentityCacheLocation, IdentityFuture, ResolveIdentity, SharedIdentityResolver,
};
use aws_smithy_runtime_api::client::runtime_components::{RuntimeComponents, RuntimeComponentsBuilder};
use aws_smithy_runtime_api::client::runtime_plugin::StaticRuntimePlugin;
use aws_smithy_types::config_bag::{ConfigBag, FrozenLayer, Layer, Storable, StoreReplace};
use sha2::{Digest, Sha256};
use std::fmt;
use tokio::sync::OnceCell;

/// A provider of credentials whose first result is kept for the call.
struct CallCredentials<P> {
    provider: P,
    loaded: OnceCell<Identity>,
}

/// Returns a resolver of the credentials that `provider` returns for one call.
pub(super) fn resolver(provider: impl ProvideCredentials + 'static) -> SharedIdentityResolver {
    SharedIdentityResolver::new(CallCredentials { provider, loaded: OnceCell::new() })
}

/// Shows nothing of the provider.
impl<P> fmt::Debug for CallCredentials<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CallCredentials")
    }
}

impl<P: ProvideCredentials> ResolveIdentity for CallCredentials<P> {
    fn resolve_identity<'a>(&'a self, _: &'a RuntimeComponents, _: &'a ConfigBag) -> IdentityFuture<'a> {
        let load = || async { self.provider.provide_credentials().await.map(Identity::from) };
        IdentityFuture::new(async move { Ok(self.loaded.get_or_try_init(load).await?.clone()) })
    }

    fn cache_location(&self) -> IdentityCacheLocation {
        IdentityCacheLocation::IdentityResolver
    }
}

/// Marks a call with credentials of its own, which no other kind of identity may replace.
#[derive(Debug)]
pub(super) struct HasCredentials;

impl Storable for HasCredentials {
    type Storer = StoreReplace<Self>;
}

/// Returns a plugin that signs the requests of a call with its credentials.
pub(super) fn plugin(resolver: &SharedIdentityResolver) -> StaticRuntimePlugin {
    let mut layer = Layer::new("smithereen-call-credentials");
    layer.store_put(HasCredentials);
    with_resolver(resolver, layer.freeze())
}

/// Returns a plugin with a resolver for signatures of each version.
pub(super) fn with_resolver(resolver: &SharedIdentityResolver, layer: FrozenLayer) -> StaticRuntimePlugin {
    let components = RuntimeComponentsBuilder::new("smithereen-credentials");
    #[cfg(feature = "sigv4a")]
    let components = components.with_identity_resolver(sigv4a::SCHEME_ID, resolver.clone());
    let components = components.with_identity_resolver(sigv4::SCHEME_ID, resolver.clone());
    StaticRuntimePlugin::new().with_config(layer).with_runtime_components(components)
}

/// Returns what identifies credentials of a call in caches of the client.
///
/// It depends on the secret key too: who knows no more than the ID of an access key must not get what was loaded with the key.
pub(super) fn owner(credentials: &Credentials) -> String {
    let mut hash = Sha256::new();
    let token = credentials.session_token().unwrap_or_default();
    for part in [credentials.access_key_id(), credentials.secret_access_key(), token] {
        // The length keeps the parts apart.
        hash.update(part.len().to_be_bytes());
        hash.update(part);
    }
    hash.finalize().iter().fold("call:".to_owned(), |text, byte| text + &format!("{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_owner_depends_on_every_part_of_the_credentials() {
        let owner = |id: &str, secret: &str, token: Option<&str>| {
            owner(&Credentials::new(id, secret, token.map(str::to_owned), None, "test"))
        };
        let first = owner("AKIDEXAMPLE", "s3cret", None);
        assert_eq!(first, owner("AKIDEXAMPLE", "s3cret", None));
        for other in [
            owner("AKIDEXAMPLE", "wrong", None),
            owner("AKIDEXAMPLE", "s3cret", Some("token")),
            owner("AKIDEXAMPLES", "3cret", None),
        ] {
            assert_ne!(first, other);
        }
        assert!(!first.contains("s3cret"), "{first}");
    }
}
