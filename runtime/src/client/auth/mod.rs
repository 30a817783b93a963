//! Selects an authentication scheme from the credentials that the client has.
//!
//! The official runtime selects the scheme. This module passes the operation's schemes and the client's providers to it.

mod api_key;
mod sigv4;

use super::call_credentials::HasCredentials;
use super::exchange::CallContext;
use crate::auth::AuthScheme;
use crate::service::OperationSchema;
use aws_runtime::auth::sigv4::SCHEME_ID as SIGV4;
#[cfg(feature = "sigv4a")]
use aws_runtime::auth::sigv4a;
use aws_smithy_runtime::client::auth::http::BearerAuthScheme;
use aws_smithy_runtime::client::auth::no_auth::{NO_AUTH_SCHEME_ID, NoAuthScheme};
use aws_smithy_runtime::client::identity::no_auth::NoAuthIdentityResolver;
use aws_smithy_runtime_api::client::auth::http::{HTTP_API_KEY_AUTH_SCHEME_ID, HTTP_BEARER_AUTH_SCHEME_ID};
use aws_smithy_runtime_api::client::auth::{
    AuthSchemeId, AuthSchemeOption, AuthSchemeOptionResolverParams, AuthSchemeOptionsFuture,
    ResolveAuthSchemeOptions, SharedAuthScheme, SharedAuthSchemeOptionResolver,
};
use aws_smithy_runtime_api::client::identity::SharedIdentityResolver;
use aws_smithy_runtime_api::client::runtime_components::{RuntimeComponents, RuntimeComponentsBuilder};
use aws_smithy_types::config_bag::ConfigBag;
use aws_types::sdk_config::SdkConfig;

pub(super) use api_key::plugin as api_key_plugin;

/// The kinds of credentials that a client has.
#[derive(Clone, Copy, Debug)]
pub(super) struct AuthCapabilities {
    credentials: bool,
    token: bool,
    api_key: bool,
}

impl AuthCapabilities {
    /// Creates the capabilities from the providers of the configuration.
    pub(super) fn new(config: &SdkConfig) -> Self {
        let (credentials, token) = (config.credentials_provider(), config.token_provider());
        Self { credentials: credentials.is_some(), token: token.is_some(), api_key: false }
    }

    pub(super) fn with_api_key(self) -> Self {
        Self { api_key: true, ..self }
    }

    pub(super) fn with_credentials(self) -> Self {
        Self { credentials: true, ..self }
    }

    /// Describes the missing credentials if the client can use none of the operation's authentication schemes.
    pub(super) fn missing_for(&self, operation: &OperationSchema) -> Option<String> {
        let mut missing = Vec::new();
        for scheme in operation.auth() {
            match scheme {
                AuthScheme::SigV4 | AuthScheme::SigV4a if !self.credentials => {
                    missing.push("the configuration has no credentials provider");
                }
                AuthScheme::Bearer if !self.token => missing.push("the configuration has no token provider"),
                AuthScheme::ApiKey(_) if !self.api_key => missing.push("the client has no API key"),
                _ => return None,
            }
        }
        Some(missing.join(" and "))
    }
}

/// Adds the supported schemes with the configuration's credentials and token providers.
pub(super) fn add_schemes(
    components: RuntimeComponentsBuilder,
    config: &SdkConfig,
) -> RuntimeComponentsBuilder {
    let mut components = components
        .with_auth_scheme_option_resolver(Some(SharedAuthSchemeOptionResolver::new(OperationSchemes)))
        .with_auth_scheme(SharedAuthScheme::new(sigv4::SigV4::default()))
        .with_auth_scheme(SharedAuthScheme::new(BearerAuthScheme::new()))
        .with_auth_scheme(SharedAuthScheme::new(NoAuthScheme::new()))
        .with_identity_resolver(
            NO_AUTH_SCHEME_ID,
            SharedIdentityResolver::new(NoAuthIdentityResolver::new()),
        );
    #[cfg(feature = "sigv4a")]
    components.push_auth_scheme(SharedAuthScheme::new(sigv4a::SigV4aAuthScheme::new()));
    if let Some(provider) = config.credentials_provider() {
        #[cfg(feature = "sigv4a")]
        components.set_identity_resolver(sigv4a::SCHEME_ID, SharedIdentityResolver::new(provider.clone()));
        components.set_identity_resolver(SIGV4, SharedIdentityResolver::new(provider));
    }
    if let Some(provider) = config.token_provider() {
        components.set_identity_resolver(HTTP_BEARER_AUTH_SCHEME_ID, SharedIdentityResolver::new(provider));
    }
    components
}

/// A resolver that returns the authentication schemes of a call's operation. The runtime uses the first that has an identity.
#[derive(Debug)]
struct OperationSchemes;

impl ResolveAuthSchemeOptions for OperationSchemes {
    fn resolve_auth_scheme_options_v2<'a>(
        &'a self,
        _: &'a AuthSchemeOptionResolverParams,
        config: &'a ConfigBag,
        _: &'a RuntimeComponents,
    ) -> AuthSchemeOptionsFuture<'a> {
        let Some(call) = config.load::<CallContext>() else {
            return AuthSchemeOptionsFuture::ready(Ok(Vec::new()));
        };
        // The credentials of a call are those that the caller has chosen, so that no token or key takes their place.
        let only_signatures = config.load::<HasCredentials>().is_some();
        let schemes = call.operation.auth().iter();
        let schemes = schemes.filter(|scheme| !only_signatures || scheme.is_signature());
        let schemes = schemes.map(|scheme| AuthSchemeOption::from(id(scheme, call.signature.clone())));
        AuthSchemeOptionsFuture::ready(Ok(schemes.collect()))
    }
}

/// Returns the runtime's id of a scheme. The id of a signature is that of the endpoint's version.
fn id(scheme: &AuthScheme, signature: AuthSchemeId) -> AuthSchemeId {
    match scheme {
        AuthScheme::SigV4 | AuthScheme::SigV4a => signature,
        AuthScheme::Bearer => HTTP_BEARER_AUTH_SCHEME_ID,
        AuthScheme::ApiKey(_) => HTTP_API_KEY_AUTH_SCHEME_ID,
        AuthScheme::None => NO_AUTH_SCHEME_ID,
    }
}
