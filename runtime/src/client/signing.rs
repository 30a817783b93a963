//! Selects the region, the name and the options that a request is signed with.

use super::payload;
#[cfg(feature = "sigv4a")]
use super::sigv4a::SigV4a;
use crate::auth::AuthScheme;
use crate::body::Body;
use crate::endpoint::{Endpoint, EndpointAuthScheme};
use crate::service::OperationSchema;
#[cfg(not(feature = "sigv4a"))]
use crate::sign::NEEDS_SIGV4A;
use crate::sign::{Payload, SIGV4, SIGV4_SESSION, SIGV4A, SessionToken, Signer, SigningConfig};
use aws_runtime::auth::sigv4;
use aws_smithy_runtime_api::client::auth::AuthSchemeId;
use aws_smithy_types::config_bag::ConfigBag;
use aws_types::region::Region;
use http::Request;

/// How a request is signed.
pub(super) struct Signing {
    pub(super) version: Version,
    /// Whether the credentials are those of a session.
    pub(super) uses_session: bool,
    /// The signer with the credentials of the session, once it is known.
    pub(super) session: Option<Signer>,
}

/// The version of a signature, with its signing configuration.
pub(super) enum Version {
    /// Version 4, which [`sign`](crate::sign) computes. The region is empty if neither the endpoint nor the caller has one.
    V4(SigningConfig),
    /// Version 4a, which the official runtime computes.
    #[cfg(feature = "sigv4a")]
    V4a(Box<SigV4a>),
}

impl Version {
    /// Passes the configuration of version 4a to the runtime, and returns that of version 4.
    pub(super) fn store(self, config: &mut ConfigBag) -> Option<SigningConfig> {
        #[cfg(not(feature = "sigv4a"))]
        let _ = config;
        match self {
            Self::V4(signing) => Some(signing),
            #[cfg(feature = "sigv4a")]
            Self::V4a(signing) => {
                signing.store(config);
                None
            }
        }
    }
}

impl Signing {
    fn new(version: Version) -> Self {
        Self { version, uses_session: false, session: None }
    }

    /// Returns whether the signature has version 4.
    pub(super) fn is_v4(&self) -> bool {
        matches!(self.version, Version::V4(_))
    }

    /// Returns the runtime's id of the authentication scheme.
    pub(super) fn scheme_id(&self) -> AuthSchemeId {
        match &self.version {
            Version::V4(_) => sigv4::SCHEME_ID,
            #[cfg(feature = "sigv4a")]
            Version::V4a(_) => aws_runtime::auth::sigv4a::SCHEME_ID,
        }
    }

    /// Sets the payload hash of the signature.
    pub(super) fn set_payload(&mut self, payload: Payload) {
        match &mut self.version {
            Version::V4(config) => config.payload = payload,
            #[cfg(feature = "sigv4a")]
            Version::V4a(signing) => signing.set_payload(payload),
        }
    }

    /// Adds the header with the hash of the body.
    fn add_hash_header(&mut self) {
        match &mut self.version {
            Version::V4(config) => config.content_sha256 = true,
            #[cfg(feature = "sigv4a")]
            Version::V4a(signing) => signing.config.signing_options.content_sha256_header = true,
        }
    }
}

/// Returns how a request to the endpoint is signed.
///
/// # Errors
/// Returns the errors of [`signing`].
pub(super) fn of_request(
    operation: &OperationSchema,
    region: Option<&Region>,
    endpoint: &Endpoint,
    request: &Request<Body>,
) -> Result<Signing, String> {
    let mut signing = match operation.auth().iter().any(|scheme| scheme.is_signature()) {
        true => signing(operation, region, endpoint)?,
        false => Signing::new(Version::V4(SigningConfig::new(operation.service.signing_name, ""))),
    };
    if payload::has_hash_header(operation, request) {
        signing.add_hash_header();
    }
    Ok(signing)
}

/// Returns how requests to the endpoint are signed, by the first of its authentication schemes that is supported. Name and region
/// are the service's and the caller's unless the endpoint has others.
///
/// # Errors
/// Returns an error if the endpoint has authentication schemes and none is supported.
fn signing(
    operation: &OperationSchema,
    region: Option<&Region>,
    endpoint: &Endpoint,
) -> Result<Signing, String> {
    let service = operation.service;
    let scheme = scheme(endpoint, service.sessions.is_some())?;
    let config = config(operation, scheme, region);
    let of_model = || operation.auth().iter().find(|scheme| scheme.is_signature());
    let is_v4a =
        scheme.map_or_else(|| of_model() == Some(&AuthScheme::SigV4a), |scheme| scheme.name == SIGV4A);
    if is_v4a && operation.event_input {
        return Err("events cannot be signed with sigv4a".to_owned());
    }
    let version = if is_v4a { v4a(config, scheme, region)? } else { Version::V4(config) };
    let uses_session = scheme.is_some_and(|scheme| scheme.name == SIGV4_SESSION);
    Ok(Signing { uses_session, ..Signing::new(version) })
}

/// Returns the signing configuration of requests to an endpoint with this scheme.
fn config(
    operation: &OperationSchema,
    scheme: Option<&EndpointAuthScheme>,
    region: Option<&Region>,
) -> SigningConfig {
    let service = operation.service;
    let own = scheme.and_then(|scheme| scheme.signing_region.clone());
    let region = own.unwrap_or_else(|| region.map_or("", AsRef::as_ref).to_owned().into());
    let own = scheme.and_then(|scheme| scheme.signing_name.clone());
    let mut config = SigningConfig::new(own.unwrap_or(service.signing_name.into()), region);
    if let Some(scheme) = scheme {
        config.escapes_path = !scheme.disable_double_encoding;
        config.normalizes_path = !scheme.disable_normalize_path;
        if scheme.name == SIGV4_SESSION {
            config.session_token = SessionToken::SessionToken;
        }
    }
    if service.signs_as_sent { config.as_sent() } else { config }
}

#[cfg(feature = "sigv4a")]
#[allow(clippy::unnecessary_wraps, reason = "an error without the feature")]
fn v4a(
    config: SigningConfig,
    scheme: Option<&EndpointAuthScheme>,
    region: Option<&Region>,
) -> Result<Version, String> {
    let regions = scheme.map(|scheme| &*scheme.signing_region_set).unwrap_or_default();
    Ok(Version::V4a(Box::new(SigV4a::new(config, regions, region))))
}

#[cfg(not(feature = "sigv4a"))]
fn v4a(_: SigningConfig, _: Option<&EndpointAuthScheme>, _: Option<&Region>) -> Result<Version, String> {
    Err(NEEDS_SIGV4A.to_owned())
}

/// Returns the first supported scheme, or `None` if the endpoint has no schemes. SigV4 is preferred, because it is cheaper.
fn scheme(endpoint: &Endpoint, has_sessions: bool) -> Result<Option<&EndpointAuthScheme>, String> {
    let schemes = endpoint.auth_schemes();
    let named = |name: &str| schemes.iter().find(|scheme| scheme.name == name);
    let session = || named(SIGV4_SESSION).filter(|_| has_sessions);
    let supported = named(SIGV4).or_else(session).or_else(|| named(SIGV4A));
    if supported.is_none() && !schemes.is_empty() {
        let names: Vec<_> = schemes.iter().map(|scheme| scheme.name.as_ref()).collect();
        return Err(format!(
            "the endpoint requires a signature with {}; this client supports only sigv4 and sigv4a",
            names.join(" or ")
        ));
    }
    Ok(supported)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::RestJson1;
    use crate::service::Service;

    static SERVICE: Service = Service::new("Test", &RestJson1, |_| Endpoint::new("https://example.com"))
        .signing_name("test")
        .auth(&[AuthScheme::SigV4]);
    static OPERATION: OperationSchema = OperationSchema::new(&SERVICE, "Get", "GET", "/");

    fn signing_for(schemes: impl IntoIterator<Item = EndpointAuthScheme>) -> Result<Signing, String> {
        let endpoint = Endpoint::new("https://example.com").unwrap();
        let endpoint = schemes.into_iter().fold(endpoint, Endpoint::auth_scheme);
        signing(&OPERATION, Some(&Region::from_static("eu-west-1")), &endpoint)
    }

    fn signed(schemes: impl IntoIterator<Item = EndpointAuthScheme>) -> Result<SigningConfig, String> {
        signing_for(schemes).map(v4)
    }

    fn v4(signing: Signing) -> SigningConfig {
        signing.version.store(&mut ConfigBag::base()).unwrap()
    }

    fn signed_for(config: &SigningConfig) -> (&str, &str) {
        (&config.service, &config.region)
    }

    #[test]
    fn the_first_supported_scheme_is_used() {
        let none = signed([]).unwrap();
        assert_eq!(signed_for(&none), ("test", "eu-west-1"));
        assert!(none.escapes_path && none.normalizes_path && !none.content_sha256);
        let first = EndpointAuthScheme::new("sigv4").signing_name("a").signing_region("us-east-1");
        let second = EndpointAuthScheme::new("sigv4").signing_name("b");
        let other = EndpointAuthScheme::new("sigv4a").signing_name("c").signing_region_in("*");
        let found = signed([other, first, second]).unwrap();
        assert_eq!(signed_for(&found), ("a", "us-east-1"));
    }

    #[test]
    fn the_endpoint_sets_how_a_path_is_encoded_and_normalized() {
        let scheme = EndpointAuthScheme::new("sigv4").disable_double_encoding();
        let config = signed([scheme]).unwrap();
        assert!(!config.escapes_path && config.normalizes_path);
        let config = signed([EndpointAuthScheme::new("sigv4").disable_normalize_path()]).unwrap();
        assert!(config.escapes_path && !config.normalizes_path);
    }

    #[test]
    fn the_service_sets_that_a_path_is_signed_as_it_is_sent() {
        static OBJECTS: Service =
            Service::new("Test", &RestJson1, |_| Endpoint::new("https://example.com")).signs_as_sent();
        static GET: OperationSchema = OperationSchema::new(&OBJECTS, "Get", "GET", "/");
        let endpoint = Endpoint::new("https://example.com").unwrap();
        for endpoint in [endpoint.clone(), endpoint.auth_scheme(EndpointAuthScheme::new("sigv4"))] {
            let config = v4(signing(&GET, None, &endpoint).unwrap());
            assert!(!config.escapes_path && !config.normalizes_path && config.content_sha256);
        }
    }

    #[test]
    fn an_endpoint_without_a_supported_scheme_is_an_error() {
        let schemes = ["bearer", "sigv4-other"].map(EndpointAuthScheme::new);
        let expected = "the endpoint requires a signature with bearer or sigv4-other; this client supports only sigv4 and sigv4a";
        assert_eq!(signed(schemes).unwrap_err(), expected);
    }

    #[cfg(feature = "sigv4a")]
    #[test]
    fn an_endpoint_or_a_model_can_require_sigv4a() {
        static SERVICE: Service = Service::new("Test", &RestJson1, |_| Endpoint::new("https://example.com"))
            .signing_name("test")
            .auth(&[AuthScheme::SigV4a]);
        static GET: OperationSchema = OperationSchema::new(&SERVICE, "Get", "GET", "/");
        let set = |signing: &Signing| match &signing.version {
            Version::V4a(v4a) => v4a.config.region_set.as_ref().unwrap().as_ref().to_owned(),
            Version::V4(_) => panic!("another version"),
        };
        let scheme =
            EndpointAuthScheme::new("sigv4a").signing_region_in("us-*").signing_region_in("eu-west-1");
        assert_eq!(set(&signing_for([scheme]).unwrap()), "us-*,eu-west-1");
        let endpoint = Endpoint::new("https://example.com").unwrap();
        let of_model = signing(&GET, Some(&Region::from_static("eu-west-1")), &endpoint).unwrap();
        assert_eq!(set(&of_model), "eu-west-1");
        assert_eq!(of_model.scheme_id().inner(), "sigv4a");
        assert_eq!(signing_for([]).unwrap().scheme_id().inner(), "sigv4");
    }

    #[cfg(not(feature = "sigv4a"))]
    #[test]
    fn an_endpoint_that_requires_sigv4a_needs_the_feature() {
        assert_eq!(signed([EndpointAuthScheme::new("sigv4a")]).unwrap_err(), NEEDS_SIGV4A);
    }
}
