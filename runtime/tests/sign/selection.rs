//! The signing configuration of requests.

use smithereen::endpoint::EndpointAuthScheme;
use smithereen::protocol::RestJson1;
use smithereen::sign::{Payload, SessionToken, SigningConfig};
use smithereen::{AuthScheme, Endpoint, OperationSchema, Service};

static THINGS: Service = Service::new("Things", &RestJson1, |_| Endpoint::new("https://example.com"))
    .signing_name("things")
    .auth(&[AuthScheme::SigV4]);
static OBJECTS: Service = Service::new("Objects", &RestJson1, |_| Endpoint::new("https://example.com"))
    .signing_name("objects")
    .auth(&[AuthScheme::SigV4])
    .signs_as_sent();
static GET: OperationSchema = OperationSchema::new(&THINGS, "Get", "GET", "/");

fn endpoint(schemes: impl IntoIterator<Item = EndpointAuthScheme>) -> Endpoint {
    schemes.into_iter().fold(Endpoint::new("https://example.com").unwrap(), Endpoint::auth_scheme)
}

fn config(schemes: impl IntoIterator<Item = EndpointAuthScheme>) -> SigningConfig {
    GET.signing(&endpoint(schemes), "eu-west-1").unwrap()
}

#[test]
fn the_first_supported_scheme_counts() {
    assert_eq!(config([]), SigningConfig::new("things", "eu-west-1"));
    let first = EndpointAuthScheme::new("sigv4").signing_name("a").signing_region("us-east-1");
    let second = EndpointAuthScheme::new("sigv4").signing_name("b");
    let other = EndpointAuthScheme::new("sigv4a").signing_name("c").signing_region_in("*");
    assert_eq!(config([other, first, second]), SigningConfig::new("a", "us-east-1"));
}

#[test]
fn the_endpoint_sets_how_a_path_is_signed() {
    let config = |scheme| config([scheme]);
    let one = config(EndpointAuthScheme::new("sigv4").disable_double_encoding());
    assert!(!one.escapes_path && one.normalizes_path && !one.content_sha256);
    let other = config(EndpointAuthScheme::new("sigv4").disable_normalize_path());
    assert!(other.escapes_path && !other.normalizes_path);
}

#[test]
fn the_service_sets_that_a_path_is_signed_as_it_is_sent() {
    static GET: OperationSchema = OperationSchema::new(&OBJECTS, "Get", "GET", "/");
    for schemes in [vec![], vec![EndpointAuthScheme::new("sigv4")]] {
        let config = GET.signing(&endpoint(schemes), "eu-west-1").unwrap();
        assert_eq!(config, SigningConfig::new("objects", "eu-west-1").as_sent());
    }
}

#[test]
fn sessions_have_a_token_of_their_own() {
    let scheme = EndpointAuthScheme::new("sigv4-s3express").signing_name("s3express");
    let scheme = scheme.signing_region("us-west-2").disable_double_encoding();
    let config = config([scheme]);
    assert_eq!((config.service.as_ref(), config.region.as_ref()), ("s3express", "us-west-2"));
    assert_eq!((config.session_token, config.payload), (SessionToken::SessionToken, Payload::Hashed));
}

#[test]
fn an_operation_or_endpoint_without_a_supported_scheme_is_an_error() {
    let schemes = ["sigv4a", "other"].map(EndpointAuthScheme::new);
    let error = GET.signing(&endpoint(schemes), "r").unwrap_err().to_string();
    assert_eq!(
        error,
        "the endpoint requires a signature with sigv4a or other; supported: sigv4, sigv4-s3express"
    );
    let error = GET.signing(&endpoint([]), "").unwrap_err().to_string();
    assert_eq!(error, "there is no region to sign for");
    static PUBLIC: OperationSchema =
        OperationSchema::new(&THINGS, "Get", "GET", "/").override_auth(&[AuthScheme::None]);
    let error = PUBLIC.signing(&endpoint([]), "r").unwrap_err().to_string();
    assert_eq!(error, "the operation is not authenticated with Signature Version 4");
}

/// With the feature, `v4a.rs` tests such endpoints.
#[cfg(not(feature = "sigv4a"))]
#[test]
fn signing_for_several_regions_needs_the_feature() {
    use smithereen::Operation;
    use smithereen::sign::PresignOptions;

    #[derive(Clone, Default, PartialEq)]
    struct Get {}
    smithereen::structure!(Get = "Get" {});
    #[derive(Clone, PartialEq)]
    enum Failure {
        Unknown(String),
    }
    smithereen::operation_error!(Failure = "Failure" {});
    impl Operation for Get {
        type Output = ();
        type Error = Failure;
        const OPERATION: &'static OperationSchema = &GET;
    }
    let endpoint = endpoint([EndpointAuthScheme::new("sigv4a").signing_region_in("*")]);
    let mut request = smithereen::Request::get("https://example.com/").body("").unwrap();
    let error = Get::sign(&mut request, &endpoint, "eu-west-1", &crate::sign::signer(), crate::sign::time());
    assert_eq!(
        error.unwrap_err().to_string(),
        "the endpoint requires a signature with sigv4a, which needs the feature `sigv4a` of `smithereen`: add it to \
         the dependency in Cargo.toml, `features = [\"sigv4a\"]`"
    );
    let options = PresignOptions::new(std::time::Duration::from_secs(60), crate::sign::time());
    let error = Get {}.presign(&endpoint, "eu-west-1", &crate::sign::signer(), &options).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Get: the endpoint requires a signature with sigv4a, which needs the feature `sigv4a` of `smithereen`: add it to \
         the dependency in Cargo.toml, `features = [\"sigv4a\"]`"
    );
}
