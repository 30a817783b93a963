//! Requests that are signed and presigned with version 4a, for an access point of several regions.

use super::{credentials, part, signer, time};
use http::Request;
use p256::ecdsa::signature::Verifier;
use p256::ecdsa::{DerSignature, VerifyingKey};
use sha2::{Digest, Sha256};
use smithereen::endpoint::EndpointAuthScheme;
use smithereen::protocol::RestJson1;
use smithereen::sign::{Payload, PresignOptions, Presigned, Signer, SigningConfig};
use smithereen::{AuthScheme, Bytes, Endpoint, Operation, OperationSchema, Service};
use std::time::Duration;

const HOST: &str = "mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com";

static OBJECTS: Service = Service::new("Objects", &RestJson1, |_| Endpoint::new("https://example.com"))
    .signing_name("s3")
    .auth(&[AuthScheme::SigV4])
    .signs_as_sent();
static VALUES: Service = Service::new("Values", &RestJson1, |_| Endpoint::new("https://example.com"))
    .signing_name("values")
    .auth(&[AuthScheme::SigV4a]);

#[derive(Clone, PartialEq)]
enum Failure {
    Unknown(String),
}

smithereen::operation_error!(Failure = "Failure" {});

#[derive(Clone, Default, PartialEq)]
struct Get {
    key: Option<String>,
}

smithereen::structure!(Get = "Get" { 0 key => Member::new("Key").label("Key") });

#[derive(Clone, Default, PartialEq)]
struct GetValue {}

smithereen::structure!(GetValue = "GetValue" {});

impl Operation for Get {
    type Output = ();
    type Error = Failure;
    const OPERATION: &'static OperationSchema = &OperationSchema::new(&OBJECTS, "Get", "GET", "/{Key+}");
}

impl Operation for GetValue {
    type Output = ();
    type Error = Failure;
    const OPERATION: &'static OperationSchema = &OperationSchema::new(&VALUES, "GetValue", "GET", "/");
}

/// Checks the signature of a URL with the public key of the credentials, which AWS's test suite of version 4a has in its files
/// `public-key.json`.
fn verify(presigned: &Presigned, service: &str, canonical: &str) {
    let point = [
        "04",
        "b6618f6a65740a99e650b33b6b4b5bd0d43b176d721a3edfea7e7d2d56d936b1",
        "865ed22a7eadc9c5cb9d2cbaca1b3699139fedc5043dc6661864218330c8e518",
    ];
    let key = VerifyingKey::from_sec1_bytes(&bytes(&point.concat())).unwrap();
    let signature = DerSignature::try_from(bytes(part(presigned.url(), "X-Amz-Signature")).as_slice());
    let hash: String =
        Sha256::digest(canonical.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    let text = format!("AWS4-ECDSA-P256-SHA256\n20150830T123600Z\n20150830/{service}/aws4_request\n{hash}");
    key.verify(text.as_bytes(), &signature.unwrap()).unwrap();
}

fn bytes(hex: &str) -> Vec<u8> {
    hex.as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

fn endpoint(scheme: EndpointAuthScheme) -> Endpoint {
    Endpoint::new(&format!("https://{HOST}")).unwrap().auth_scheme(scheme)
}

#[test]
fn a_download_from_several_regions_is_presigned() {
    let get = Get { key: Some("a b/../ü+//c".to_owned()) };
    let scheme = EndpointAuthScheme::new("sigv4a").disable_double_encoding().signing_region_in("*");
    let options = PresignOptions::new(Duration::from_secs(900), time());
    let signer = Signer::new(credentials(Some("a/token+==")));
    let presigned = get.presign(&endpoint(scheme), "us-east-1", &signer, &options).unwrap();
    let query = "X-Amz-Algorithm=AWS4-ECDSA-P256-SHA256\
                 &X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fs3%2Faws4_request&X-Amz-Date=20150830T123600Z\
                 &X-Amz-Expires=900";
    let head = format!(
        "https://{HOST}/a%20b/../%C3%BC%2B//c?{query}&X-Amz-SignedHeaders=host&X-Amz-Region-Set=%2A\
         &X-Amz-Security-Token=a%2Ftoken%2B%3D%3D&X-Amz-Signature="
    );
    assert_eq!(presigned.url().split_inclusive("Signature=").next(), Some(head.as_str()));
    assert!(presigned.headers().is_empty() && !presigned.is_body_signed());
    let canonical = format!(
        "GET\n/a%20b/../%C3%BC%2B//c\n{query}&X-Amz-Region-Set=%2A\
         &X-Amz-Security-Token=a%2Ftoken%2B%3D%3D&X-Amz-SignedHeaders=host\n\
         host:{HOST}\n\nhost\nUNSIGNED-PAYLOAD"
    );
    verify(&presigned, "s3", &canonical);
}

#[test]
fn the_endpoint_or_the_caller_sets_the_regions() {
    let options = PresignOptions::new(Duration::from_secs(60), time());
    let regions = |schemes: Vec<EndpointAuthScheme>| {
        let endpoint = Endpoint::new("https://example.com").unwrap();
        let endpoint = schemes.into_iter().fold(endpoint, Endpoint::auth_scheme);
        let presigned = GetValue {}.presign(&endpoint, "eu-west-1", &signer(), &options).unwrap();
        part(presigned.url(), "X-Amz-Region-Set").to_owned()
    };
    let scheme = || EndpointAuthScheme::new("sigv4a");
    assert_eq!(
        regions(vec![scheme().signing_region_in("us-*").signing_region_in("eu-west-3")]),
        "us-%2A%2Ceu-west-3"
    );
    assert_eq!(regions(vec![scheme()]), "eu-west-1");
    // Without a scheme of the endpoint, that of the model counts.
    assert_eq!(regions(vec![]), "eu-west-1");
    // Version 4 is preferred.
    assert_eq!(regions(vec![scheme().signing_region_in("*"), EndpointAuthScheme::new("sigv4")]), "");
}

/// Returns the headers of the signature of a request to an endpoint with these schemes.
fn signed<O: Operation>(schemes: Vec<EndpointAuthScheme>) -> (String, Option<String>) {
    let endpoint = Endpoint::new("https://example.com").unwrap();
    let endpoint = schemes.into_iter().fold(endpoint, Endpoint::auth_scheme);
    let mut request = Request::get("https://example.com/").body("").unwrap();
    O::sign(&mut request, &endpoint, "eu-west-1", &signer(), time()).unwrap();
    let header = |name: &str| request.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    let authorization = header("authorization").unwrap();
    (authorization.split(',').next().unwrap().to_owned(), header("x-amz-region-set"))
}

#[test]
fn the_endpoint_decides_on_the_version_of_signatures_in_headers() {
    let v4a = || EndpointAuthScheme::new("sigv4a").signing_region_in("*");
    let of_v4a = |service: &str| {
        format!("AWS4-ECDSA-P256-SHA256 Credential=AKIDEXAMPLE/20150830/{service}/aws4_request")
    };
    assert_eq!(signed::<Get>(vec![v4a()]), (of_v4a("s3"), Some("*".to_owned())));
    assert_eq!(signed::<GetValue>(vec![]), (of_v4a("values"), Some("eu-west-1".to_owned())));
    let v4 = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/eu-west-1/s3/aws4_request".to_owned();
    assert_eq!(signed::<Get>(vec![v4a(), EndpointAuthScheme::new("sigv4")]), (v4.clone(), None));
    assert_eq!(signed::<Get>(vec![]), (v4, None));
}

#[test]
fn chunks_and_events_are_not_signed_for_several_regions() {
    let payloads = [Payload::StreamingSigned, Payload::StreamingSignedTrailer, Payload::Events];
    for payload in payloads {
        let config = SigningConfig::new("values", "").payload(payload);
        let mut request = Request::get("https://example.com/").body("").unwrap();
        let error = signer().sign_v4a(&mut request, &config, "*", time()).unwrap_err();
        assert_eq!(error.to_string(), "chunks and events cannot be signed with sigv4a");
        assert!(request.headers().is_empty());
    }
}

#[test]
fn a_signature_without_a_region_is_an_error() {
    let request = || Request::get("https://example.com/").body(Bytes::new()).unwrap();
    let config = SigningConfig::new("values", "");
    let error = signer().presign_v4a(&request(), &config, "", Duration::from_secs(1), time()).unwrap_err();
    assert_eq!(error.to_string(), "there is no region to sign for");
    let mut unsigned = request();
    let error = signer().sign_v4a(&mut unsigned, &config, "", time()).unwrap_err();
    assert_eq!(error.to_string(), "there is no region to sign for");
    assert!(unsigned.headers().is_empty());
    let longest = Duration::from_secs(604_801);
    let error = signer().presign_v4a(&request(), &config, "*", longest, time()).unwrap_err();
    assert_eq!(error.to_string(), "a presigned request expires after at most 604800 seconds (a week)");
}
