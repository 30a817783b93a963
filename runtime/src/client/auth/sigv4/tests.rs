//! Requests that are signed without an orchestrator.

use super::*;
use crate::client::fake::Fake;
use crate::client::plugins;
use crate::endpoint::Endpoint;
use crate::protocol::RestJson1;
use crate::service::Service;
use crate::sign::SessionToken;
use aws_runtime::auth::sigv4::SigV4AuthScheme;
use aws_runtime::auth::{
    PayloadSigningOverride, SigV4OperationSigningConfig, SigV4SessionTokenNameOverride, SigningOptions,
};
use aws_smithy_async::time::StaticTimeSource;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::Layer;
use aws_types::region::Region;
use http::Request;

/// Returns the headers of a signed request.
fn signed(body: SdkBody, signing: &SigningConfig) -> HttpRequest {
    let request = Request::put("https://example.com/a%20b//c?d=e").header("content-type", "text/plain");
    let mut request = HttpRequest::try_from(request.body(body).unwrap()).unwrap();
    let signer = Signer::new(crate::sign::Credentials::new("AKIDEXAMPLE", "secret"));
    let time = Timestamp::new(1_440_938_160, 0);
    let signature = sign(&mut request, &signer, signing, time).unwrap();
    let authorization = request.headers().get("authorization").unwrap();
    assert!(authorization.ends_with(&format!("Signature={signature}")), "{authorization}");
    request
}

fn hash(request: &HttpRequest) -> &str {
    request.headers().get("x-amz-content-sha256").unwrap_or_default()
}

#[test]
fn the_header_of_the_hash_depends_on_configuration_and_payload() {
    let config = SigningConfig::new("s", "r");
    let sha256 = config.clone().payload(Payload::Sha256([0xab; 32]));
    let body = || SdkBody::from("text");
    assert_eq!(hash(&signed(body(), &config)), "");
    assert_eq!(hash(&signed(body(), &sha256)), "");
    assert_eq!(hash(&signed(body(), &sha256.as_sent())), "ab".repeat(32));
    assert_eq!(hash(&signed(body(), &config.payload(Payload::Unsigned))), "UNSIGNED-PAYLOAD");
}

#[test]
fn a_body_that_is_not_in_memory_and_has_no_hash_is_not_signed() {
    let stream = SdkBody::from_body_1_x(SdkBody::from("text"));
    assert_eq!(hash(&signed(stream, &SigningConfig::new("s", "r"))), "UNSIGNED-PAYLOAD");
}

#[test]
fn the_keys_of_the_last_credentials_are_kept() {
    let scheme = SigV4::default();
    let official =
        |secret, token: Option<&str>| Credentials::new("id", secret, token.map(str::to_owned), None, "test");
    let credentials = |signer: &Signer| std::ptr::from_ref(signer.credentials());
    let first = scheme.signer(&official("a", None));
    assert_eq!(credentials(&first), credentials(&scheme.signer(&official("a", None))));
    let other = scheme.signer(&official("b", None));
    assert_ne!(credentials(&first), credentials(&other));
    let token = scheme.signer(&official("b", Some("token")));
    assert_ne!(credentials(&other), credentials(&token));
    assert_eq!(token.credentials().session_token(), Some("token"));
    assert_eq!(format!("{scheme:?}"), "SigV4 { last: Mutex { data: Some(Signer), poisoned: false, .. } }");
}

/// Signs a request with the signer of the official runtime.
fn official(mut request: HttpRequest, signing: &SigningConfig, credentials: Credentials) -> HttpRequest {
    static SERVICE: Service = Service::new("Test", &RestJson1, |_| Endpoint::new("https://example.com"));
    let mut options = SigningOptions::default();
    options.double_uri_encode = signing.escapes_path;
    options.normalize_uri_path = signing.normalizes_path;
    options.content_sha256_header = signing.content_sha256;
    let operation = SigV4OperationSigningConfig {
        region: Some(Region::new(signing.region.clone()).into()),
        name: Some(signing.service.to_string().into()),
        signing_options: options,
        region_set: None,
    };
    let mut layer = Layer::new("test");
    layer.store_put(operation);
    let precomputed = |hash: &str| PayloadSigningOverride::Precomputed(hash.to_owned());
    let payload = match signing.payload {
        Payload::Hashed => None,
        Payload::Sha256(_) => Some(precomputed(&"ab".repeat(32))),
        Payload::Unsigned => Some(PayloadSigningOverride::UnsignedPayload),
        Payload::StreamingUnsignedTrailer => Some(PayloadSigningOverride::StreamingUnsignedPayloadTrailer),
        Payload::StreamingSigned => Some(precomputed("STREAMING-AWS4-HMAC-SHA256-PAYLOAD")),
        Payload::StreamingSignedTrailer => Some(precomputed("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER")),
        Payload::Events => Some(precomputed("STREAMING-AWS4-HMAC-SHA256-EVENTS")),
    };
    if let Some(payload) = payload {
        layer.store_put(payload);
    }
    if signing.session_token == SessionToken::SessionToken {
        let name = SigV4SessionTokenNameOverride::new(|_, _| Ok(Some("x-amz-s3session-token")));
        layer.store_put(name);
    }
    let clock = StaticTimeSource::from_secs(1_440_938_160);
    let config = Fake::disconnecting().config().into_builder().time_source(clock).build();
    let plugins = plugins::plugins(&SERVICE, &config).unwrap();
    let components = plugins.apply_client_configuration(&mut ConfigBag::base()).unwrap().build().unwrap();
    let (scheme, config) = (SigV4AuthScheme::new(), ConfigBag::of_layers(vec![layer]));
    let endpoint = AuthSchemeEndpointConfig::empty();
    scheme
        .signer()
        .sign_http_request(&mut request, &credentials.into(), endpoint, &components, &config)
        .unwrap();
    request
}

#[test]
fn the_official_signer_adds_the_same_headers() {
    let config = SigningConfig::new("service", "eu-west-1");
    let session = config.clone().as_sent().session_token(SessionToken::SessionToken);
    let hash = Payload::Sha256([0xab; 32]);
    let cases = [
        (config.clone(), None),
        (config.clone(), Some("a/token+==")),
        (config.clone().as_sent(), Some("a/token+==")),
        (session.clone(), Some("a/token+==")),
        (config.clone().payload(hash), None),
        (config.clone().as_sent().payload(hash), None),
        (session.payload(Payload::StreamingUnsignedTrailer), Some("a/token+==")),
        (config.clone().as_sent().payload(Payload::Unsigned), None),
        (config.clone().as_sent().payload(Payload::StreamingSigned), None),
        (config.clone().as_sent().payload(Payload::StreamingSignedTrailer), None),
        (SigningConfig { content_sha256: true, ..config.payload(Payload::Events) }, None),
    ];
    for (config, token) in cases {
        for uri in ["https://example.com", "http://example.com:8080/a%20b//../c?d=e%2F&a&b=%7E"] {
            let request = || {
                let request = Request::put(uri).header("content-type", "text/plain").header("x-amz-b", "1");
                let request = request.header("user-agent", "u").header("x-amz-b", " 2  3 ");
                HttpRequest::try_from(request.body(SdkBody::from("text")).unwrap()).unwrap()
            };
            let credentials = Credentials::new("id", "secret", token.map(str::to_owned), None, "test");
            let mut own = request();
            let time = Timestamp::new(1_440_938_160, 0);
            sign(&mut own, &identity::signer(&credentials), &config, time).unwrap();
            let official = official(request(), &config, credentials);
            let headers = |request: &HttpRequest| {
                let mut headers: Vec<_> =
                    request.headers().iter().map(|(a, b)| format!("{a}: {b}")).collect();
                headers.sort();
                headers
            };
            assert_eq!(headers(&own), headers(&official), "{config:?} {uri}");
            assert_eq!(own.uri(), official.uri());
        }
    }
}
