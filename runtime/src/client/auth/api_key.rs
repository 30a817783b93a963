//! API keys in a header or in the query.
//!
//! The official runtime's own scheme adds the key before the request is logged, where only headers with well-known
//! names are redacted, and puts an empty prefix before a key that has none. This scheme keeps the key in an extension
//! of the request, and the HTTP client adds it to the header or the query.

use crate::auth::{ApiKey, AuthScheme};
use crate::client::exchange::CallContext;
use crate::endpoint::ESCAPED;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::auth::http::HTTP_API_KEY_AUTH_SCHEME_ID;
use aws_smithy_runtime_api::client::auth::{
    AuthScheme as Scheme, AuthSchemeEndpointConfig, AuthSchemeId, SharedAuthScheme, Sign,
};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::identity::http::Token;
use aws_smithy_runtime_api::client::identity::{Identity, SharedIdentityResolver};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::{
    GetIdentityResolver, RuntimeComponents, RuntimeComponentsBuilder,
};
use aws_smithy_runtime_api::client::runtime_plugin::StaticRuntimePlugin;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;
use http::{HeaderName, HeaderValue, Request, Uri};
use percent_encoding::utf8_percent_encode;

/// Returns a plugin that sends `key` with the operations that are authenticated with an API key.
pub(in crate::client) fn plugin(key: String, http_client: Option<SharedHttpClient>) -> StaticRuntimePlugin {
    let components = RuntimeComponentsBuilder::new("smithereen-api-key")
        .with_http_client(http_client.map(WithApiKey))
        .with_auth_scheme(SharedAuthScheme::new(ApiKeyScheme))
        .with_identity_resolver(
            HTTP_API_KEY_AUTH_SCHEME_ID,
            SharedIdentityResolver::new(Token::new(key, None)),
        );
    StaticRuntimePlugin::new().with_runtime_components(components)
}

/// The authentication scheme that replaces the runtime's own.
#[derive(Debug)]
struct ApiKeyScheme;

impl Scheme for ApiKeyScheme {
    fn scheme_id(&self) -> AuthSchemeId {
        HTTP_API_KEY_AUTH_SCHEME_ID
    }

    fn identity_resolver(&self, resolvers: &dyn GetIdentityResolver) -> Option<SharedIdentityResolver> {
        resolvers.identity_resolver(self.scheme_id())
    }

    fn signer(&self) -> &dyn Sign {
        self
    }
}

impl Sign for ApiKeyScheme {
    fn sign_http_request(
        &self,
        request: &mut HttpRequest,
        identity: &Identity,
        _: AuthSchemeEndpointConfig<'_>,
        _: &RuntimeComponents,
        config: &ConfigBag,
    ) -> Result<(), BoxError> {
        let schemes = config.load::<CallContext>().map(|call| call.operation.auth()).unwrap_or_default();
        let binding = schemes.iter().find_map(|scheme| match scheme {
            AuthScheme::ApiKey(binding) => Some(binding),
            _ => None,
        });
        let key = identity.data::<Token>().ok_or("the identity is no API key")?;
        request.add_extension(PendingKey::new(
            binding.ok_or("the operation has no API key scheme")?,
            key.token(),
        )?);
        Ok(())
    }
}

/// A key in an extension of its request.
#[derive(Clone)]
enum PendingKey {
    Header(HeaderName, HeaderValue),
    /// A percent-encoded parameter.
    Query(String),
}

impl PendingKey {
    fn new(binding: &ApiKey, key: &str) -> Result<Self, &'static str> {
        Ok(match *binding {
            ApiKey::Query { name } => {
                let [name, key] = [name, key].map(|text| utf8_percent_encode(text, ESCAPED));
                Self::Query(format!("{name}={key}"))
            }
            ApiKey::Header { name, scheme } => {
                let name = name.parse().map_err(|_| "the API key's header has an invalid name")?;
                let value = scheme.map_or_else(|| key.to_owned(), |scheme| format!("{scheme} {key}"));
                let value = HeaderValue::from_str(&value);
                let mut value =
                    value.map_err(|_| "the API key has a character that is invalid in a header")?;
                value.set_sensitive(true);
                Self::Header(name, value)
            }
        })
    }

    fn add_to(self, request: &mut Request<SdkBody>) -> Result<(), http::Error> {
        match self {
            Self::Header(name, value) => drop(request.headers_mut().insert(name, value)),
            Self::Query(parameter) => {
                let mut parts = request.uri().clone().into_parts();
                let path = parts.path_and_query.as_ref().map_or("/", |path| path.as_str());
                let separator = if path.contains('?') { '&' } else { '?' };
                parts.path_and_query = Some(format!("{path}{separator}{parameter}").parse()?);
                *request.uri_mut() = Uri::from_parts(parts)?;
            }
        }
        Ok(())
    }
}

/// An HTTP client that adds API keys to requests.
#[derive(Debug)]
struct WithApiKey<T>(T);

impl HttpClient for WithApiKey<SharedHttpClient> {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(WithApiKey(self.0.http_connector(settings, components)))
    }
}

impl HttpConnector for WithApiKey<SharedHttpConnector> {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        match with_api_key(request) {
            Ok(request) => self.0.call(request),
            Err(error) => HttpConnectorFuture::ready(Err(ConnectorError::user(error))),
        }
    }
}

/// Moves the API key from the request's extension to its header or query.
fn with_api_key(request: HttpRequest) -> Result<HttpRequest, BoxError> {
    let mut request = request.try_into_http1x()?;
    if let Some(pending) = request.extensions_mut().remove::<PendingKey>() {
        // The message of the URI's error could contain the key.
        pending.add_to(&mut request).map_err(|_| "the API key cannot be added to the request")?;
    }
    Ok(request.try_into()?)
}
