//! Who is calling: what a client can prove, and by which of an operation's ways it does.
//!
//! The official runtime chooses and signs; what it is told here is what the operation takes, and what there is to
//! prove it with.

mod key;

use super::exchange::Remembered;
use crate::auth::AuthScheme;
use crate::service::OperationSchema;
use aws_runtime::auth::sigv4;
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

pub(super) use key::plugin as key;

/// What a client has to prove itself with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Means {
    credentials: bool,
    token: bool,
    key: bool,
}

impl Means {
    /// What the configuration gives.
    pub(super) fn of(config: &SdkConfig) -> Self {
        let (credentials, token) = (config.credentials_provider(), config.token_provider());
        Self { credentials: credentials.is_some(), token: token.is_some(), key: false }
    }

    /// And a key.
    pub(super) fn with_key(self) -> Self {
        Self { key: true, ..self }
    }

    /// What an operation takes and is not there, in words; nothing where any of its ways will do.
    pub(super) fn lack(&self, operation: &OperationSchema) -> Option<String> {
        let mut lacking = Vec::new();
        for scheme in operation.auth() {
            match scheme {
                AuthScheme::SigV4 if !self.credentials => {
                    lacking.push("the configuration has no credentials provider");
                }
                AuthScheme::Bearer if !self.token => lacking.push("the configuration has no token provider"),
                AuthScheme::ApiKey(_) if !self.key => lacking.push("the client was given no API key"),
                _ => return None,
            }
        }
        Some(lacking.join(" and "))
    }
}

/// Adds the ways that are known here, and what the configuration has to prove them with.
pub(super) fn add(components: RuntimeComponentsBuilder, config: &SdkConfig) -> RuntimeComponentsBuilder {
    let mut components = components
        .with_auth_scheme_option_resolver(Some(SharedAuthSchemeOptionResolver::new(Ways)))
        .with_auth_scheme(SharedAuthScheme::new(sigv4::SigV4AuthScheme::new()))
        .with_auth_scheme(SharedAuthScheme::new(BearerAuthScheme::new()))
        .with_auth_scheme(SharedAuthScheme::new(NoAuthScheme::new()))
        .with_identity_resolver(
            NO_AUTH_SCHEME_ID,
            SharedIdentityResolver::new(NoAuthIdentityResolver::new()),
        );
    if let Some(provider) = config.credentials_provider() {
        components.set_identity_resolver(sigv4::SCHEME_ID, SharedIdentityResolver::new(provider));
    }
    if let Some(provider) = config.token_provider() {
        components.set_identity_resolver(HTTP_BEARER_AUTH_SCHEME_ID, SharedIdentityResolver::new(provider));
    }
    components
}

/// Tells the runtime what the operation of a call takes. Of these it uses the first that there is something for.
#[derive(Debug)]
struct Ways;

impl ResolveAuthSchemeOptions for Ways {
    fn resolve_auth_scheme_options_v2<'a>(
        &'a self,
        _: &'a AuthSchemeOptionResolverParams,
        config: &'a ConfigBag,
        _: &'a RuntimeComponents,
    ) -> AuthSchemeOptionsFuture<'a> {
        let schemes = config.load::<Remembered>().map(|call| call.operation.auth()).unwrap_or_default();
        AuthSchemeOptionsFuture::ready(Ok(schemes
            .iter()
            .map(|scheme| AuthSchemeOption::from(id(scheme)))
            .collect()))
    }
}

/// What the runtime calls it.
fn id(scheme: &AuthScheme) -> AuthSchemeId {
    match scheme {
        AuthScheme::SigV4 => sigv4::SCHEME_ID,
        AuthScheme::Bearer => HTTP_BEARER_AUTH_SCHEME_ID,
        AuthScheme::ApiKey(_) => HTTP_API_KEY_AUTH_SCHEME_ID,
        AuthScheme::None => NO_AUTH_SCHEME_ID,
    }
}
