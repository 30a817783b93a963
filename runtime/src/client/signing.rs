//! Selects the region, the name and the options that a request is signed with.

use super::payload;
use crate::auth::AuthScheme;
use crate::body::Body;
use crate::endpoint::{Endpoint, EndpointAuthScheme};
use crate::service::OperationSchema;
use crate::sign::{SIGV4, SIGV4_SESSION};
use aws_runtime::auth::{SigV4OperationSigningConfig, sigv4};
use aws_smithy_runtime_api::client::auth::AuthSchemeId;
use aws_smithy_runtime_api::client::identity::Identity;
use aws_types::SigningName;
use aws_types::region::{Region, SigningRegion, SigningRegionSet};
use http::Request;

/// The scheme of a signature, and its configuration.
pub(super) struct Signing {
    pub(super) scheme: AuthSchemeId,
    pub(super) config: SigV4OperationSigningConfig,
    /// Whether the credentials are those of a session.
    pub(super) uses_session: bool,
    /// The credentials of the session, once it is known.
    pub(super) session: Option<Identity>,
}

impl Signing {
    fn new(scheme: AuthSchemeId, config: SigV4OperationSigningConfig) -> Self {
        Self { scheme, config, uses_session: false, session: None }
    }

    /// Returns the value of calls that are not signed.
    pub(super) fn none() -> Self {
        Self::new(sigv4::SCHEME_ID, SigV4OperationSigningConfig::default())
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
        false => Signing::none(),
    };
    if payload::has_hash_header(operation, request) {
        signing.config.signing_options.content_sha256_header = true;
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
    let uses_session = scheme.is_some_and(|scheme| scheme.name == SIGV4_SESSION);
    let mut signing = SigV4OperationSigningConfig::default();
    let own = scheme.and_then(|scheme| scheme.signing_region.clone()).map(Region::new);
    signing.region = own.or_else(|| region.cloned()).map(SigningRegion::from);
    signing.region_set = region_set(scheme, region);
    let own = scheme.and_then(|scheme| scheme.signing_name.clone()).map(String::from);
    signing.name = Some(own.map_or(SigningName::from_static(service.signing_name), SigningName::from));
    if let Some(scheme) = scheme {
        signing.signing_options.double_uri_encode = !scheme.disable_double_encoding;
        signing.signing_options.normalize_uri_path = !scheme.disable_normalize_path;
    }
    if service.signs_as_sent {
        signing.signing_options.double_uri_encode = false;
        signing.signing_options.normalize_uri_path = false;
        signing.signing_options.content_sha256_header = true;
    }
    let of_model = || operation.auth().iter().find(|scheme| scheme.is_signature());
    let is_v4a =
        scheme.map_or_else(|| of_model() == Some(&AuthScheme::SigV4a), |scheme| scheme.name == SIGV4A);
    if is_v4a && operation.event_input {
        return Err("events cannot be signed with sigv4a".to_owned());
    }
    let scheme = if is_v4a { sigv4a()? } else { sigv4::SCHEME_ID };
    Ok(Signing { uses_session, ..Signing::new(scheme, signing) })
}

const SIGV4A: &str = "sigv4a";

#[cfg(feature = "sigv4a")]
#[allow(clippy::unnecessary_wraps, reason = "an error without the feature")]
fn sigv4a() -> Result<AuthSchemeId, String> {
    Ok(aws_runtime::auth::sigv4a::SCHEME_ID)
}

#[cfg(not(feature = "sigv4a"))]
fn sigv4a() -> Result<AuthSchemeId, String> {
    Err(NEEDS_SIGV4A.to_owned())
}

#[cfg(not(feature = "sigv4a"))]
const NEEDS_SIGV4A: &str = "the endpoint requires a signature with sigv4a, which needs the feature `sigv4a` of `smithereen`: add \
                            it to the dependency in Cargo.toml, `features = [\"sigv4a\"]`";

/// Returns the regions of a signature with SigV4a: those of the endpoint, or else the caller's.
fn region_set(scheme: Option<&EndpointAuthScheme>, region: Option<&Region>) -> Option<SigningRegionSet> {
    let own = scheme.map(|scheme| &scheme.signing_region_set).filter(|set| !set.is_empty());
    own.map(|set| set.iter().map(AsRef::as_ref).collect())
        .or_else(|| region.cloned().map(SigningRegionSet::from))
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

    fn signed(
        schemes: impl IntoIterator<Item = EndpointAuthScheme>,
    ) -> Result<SigV4OperationSigningConfig, String> {
        signing_for(schemes).map(|signing| signing.config)
    }

    fn signed_for(signing: &SigV4OperationSigningConfig) -> (&str, &str) {
        (signing.name.as_ref().unwrap().as_ref(), signing.region.as_ref().unwrap().as_ref())
    }

    #[test]
    fn the_first_supported_scheme_is_used() {
        let none = signed([]).unwrap();
        assert_eq!(signed_for(&none), ("test", "eu-west-1"));
        assert!(none.signing_options.double_uri_encode && none.signing_options.normalize_uri_path);
        let first = EndpointAuthScheme::new("sigv4").signing_name("a").signing_region("us-east-1");
        let second = EndpointAuthScheme::new("sigv4").signing_name("b");
        let other = EndpointAuthScheme::new("sigv4a").signing_name("c").signing_region_in("*");
        let found = signed([other, first, second]).unwrap();
        assert_eq!(signed_for(&found), ("a", "us-east-1"));
    }

    #[test]
    fn the_endpoint_sets_how_a_path_is_encoded_and_normalized() {
        let scheme = EndpointAuthScheme::new("sigv4").disable_double_encoding();
        let options = signed([scheme]).unwrap().signing_options;
        assert!(!options.double_uri_encode && options.normalize_uri_path);
        let options =
            signed([EndpointAuthScheme::new("sigv4").disable_normalize_path()]).unwrap().signing_options;
        assert!(options.double_uri_encode && !options.normalize_uri_path);
    }

    #[test]
    fn the_service_sets_that_a_path_is_signed_as_it_is_sent() {
        static OBJECTS: Service =
            Service::new("Test", &RestJson1, |_| Endpoint::new("https://example.com")).signs_as_sent();
        static GET: OperationSchema = OperationSchema::new(&OBJECTS, "Get", "GET", "/");
        let endpoint = Endpoint::new("https://example.com").unwrap();
        for endpoint in [endpoint.clone(), endpoint.auth_scheme(EndpointAuthScheme::new("sigv4"))] {
            let options = signing(&GET, None, &endpoint).unwrap().config.signing_options;
            assert!(
                !options.double_uri_encode && !options.normalize_uri_path && options.content_sha256_header
            );
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
        let set = |signing: &Signing| {
            let set = signing.config.region_set.as_ref().unwrap();
            (signing.scheme.inner().to_owned(), set.as_ref().to_owned())
        };
        let scheme =
            EndpointAuthScheme::new("sigv4a").signing_region_in("us-*").signing_region_in("eu-west-1");
        assert_eq!(set(&signing_for([scheme]).unwrap()), ("sigv4a".to_owned(), "us-*,eu-west-1".to_owned()));
        let endpoint = Endpoint::new("https://example.com").unwrap();
        let of_model = signing(&GET, Some(&Region::from_static("eu-west-1")), &endpoint).unwrap();
        assert_eq!(set(&of_model), ("sigv4a".to_owned(), "eu-west-1".to_owned()));
        assert_eq!(signing_for([]).unwrap().scheme, sigv4::SCHEME_ID);
    }

    #[cfg(not(feature = "sigv4a"))]
    #[test]
    fn an_endpoint_that_requires_sigv4a_needs_the_feature() {
        assert_eq!(signed([EndpointAuthScheme::new("sigv4a")]).unwrap_err(), NEEDS_SIGV4A);
    }
}
