//! A key in a header or in the query.
//!
//! The runtime has a scheme for it. But that puts the key into the request before the request is logged, where only
//! headers of well-known names are hidden, and an empty word before a key without one. So here the key travels
//! beside the request, and is put in when the request is handed to the HTTP client.

use super::super::exchange::Remembered;
use crate::auth::{ApiKey, AuthScheme};
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

/// What the runtime needs to send `key` with the operations that take one.
pub(in crate::client) fn plugin(key: String, http_client: Option<SharedHttpClient>) -> StaticRuntimePlugin {
    let components = RuntimeComponentsBuilder::new("smithereen-key")
        .with_http_client(http_client.map(Keyed))
        .with_auth_scheme(SharedAuthScheme::new(KeyScheme))
        .with_identity_resolver(
            HTTP_API_KEY_AUTH_SCHEME_ID,
            SharedIdentityResolver::new(Token::new(key, None)),
        );
    StaticRuntimePlugin::new().with_runtime_components(components)
}

/// The scheme, in the place of the runtime's own.
#[derive(Debug)]
struct KeyScheme;

impl Scheme for KeyScheme {
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

impl Sign for KeyScheme {
    fn sign_http_request(
        &self,
        request: &mut HttpRequest,
        identity: &Identity,
        _: AuthSchemeEndpointConfig<'_>,
        _: &RuntimeComponents,
        config: &ConfigBag,
    ) -> Result<(), BoxError> {
        let schemes = config.load::<Remembered>().map(|call| call.operation.auth()).unwrap_or_default();
        let place = schemes.iter().find_map(|scheme| match scheme {
            AuthScheme::ApiKey(place) => Some(place),
            _ => None,
        });
        let key = identity.data::<Token>().ok_or("there is no API key")?;
        request.add_extension(Pending::new(place.ok_or("the operation takes no API key")?, key.token())?);
        Ok(())
    }
}

/// A key that is still to be put into its request.
#[derive(Clone)]
enum Pending {
    Header(HeaderName, HeaderValue),
    /// A parameter, escaped.
    Query(String),
}

impl Pending {
    fn new(place: &ApiKey, key: &str) -> Result<Self, &'static str> {
        Ok(match *place {
            ApiKey::Query { name } => {
                let [name, key] = [name, key].map(|text| utf8_percent_encode(text, ESCAPED));
                Self::Query(format!("{name}={key}"))
            }
            ApiKey::Header { name, scheme } => {
                let name =
                    name.parse().map_err(|_| "the API key's header has a name that no header can have")?;
                let value = scheme.map_or_else(|| key.to_owned(), |scheme| format!("{scheme} {key}"));
                let value = HeaderValue::from_str(&value);
                let mut value = value.map_err(|_| "the API key has a character that no header can have")?;
                value.set_sensitive(true);
                Self::Header(name, value)
            }
        })
    }

    fn put_into(self, request: &mut Request<SdkBody>) -> Result<(), http::Error> {
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

/// An HTTP client that puts keys into requests.
#[derive(Debug)]
struct Keyed<T>(T);

impl HttpClient for Keyed<SharedHttpClient> {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(Keyed(self.0.http_connector(settings, components)))
    }
}

impl HttpConnector for Keyed<SharedHttpConnector> {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        match keyed(request) {
            Ok(request) => self.0.call(request),
            Err(error) => HttpConnectorFuture::ready(Err(ConnectorError::user(error))),
        }
    }
}

fn keyed(request: HttpRequest) -> Result<HttpRequest, BoxError> {
    let mut request = request.try_into_http1x()?;
    if let Some(pending) = request.extensions_mut().remove::<Pending>() {
        // What is wrong with it would be told with the key.
        pending.put_into(&mut request).map_err(|_| "the API key cannot be put into the request")?;
    }
    Ok(request.try_into()?)
}
