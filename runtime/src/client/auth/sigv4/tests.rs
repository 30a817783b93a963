//! Requests that are signed without an orchestrator.

use super::*;
use aws_smithy_types::body::SdkBody;
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
