//! Signed and presigned requests: examples of Amazon S3's documentation, the headers that are added, and refusals.

use super::{KEY, SECRET, credentials, part, signer, time};
use http::{HeaderValue, Method, Request};
use smithereen::sign::{Credentials, MAX_EXPIRES, Payload, SessionToken, Signer, SigningConfig};
use smithereen::{Bytes, Timestamp};
use std::time::Duration;

fn request(uri: &str) -> Request<Bytes> {
    Request::get(uri).body(Bytes::new()).unwrap()
}

fn hour() -> Duration {
    Duration::from_secs(3600)
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html>
#[test]
fn the_documented_url_is_presigned() {
    let signer =
        Signer::new(Credentials::new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"));
    let config = SigningConfig::new("s3", "us-east-1").as_sent().payload(Payload::Unsigned);
    let request = request("https://examplebucket.s3.amazonaws.com/test.txt");
    let time = Timestamp::new(1_369_353_600, 0);
    let presigned = signer.presign(&request, &config, Duration::from_secs(86_400), time).unwrap();
    assert_eq!(
        presigned.url(),
        "https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256\
         &X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request\
         &X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host\
         &X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"
    );
    assert_eq!(presigned.method(), Method::GET);
    assert!(presigned.headers().is_empty() && !presigned.is_body_signed());
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html>
#[test]
fn the_documented_requests_are_signed() {
    let signer =
        Signer::new(Credentials::new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"));
    let config = SigningConfig::new("s3", "us-east-1").as_sent();
    let host = "https://examplebucket.s3.amazonaws.com";
    for (method, target, headers, body, signature) in [
        (
            "GET",
            "/test.txt",
            &[("range", "bytes=0-9")][..],
            "",
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        ),
        (
            "PUT",
            "/test%24file.text",
            &[("date", "Fri, 24 May 2013 00:00:00 GMT"), ("x-amz-storage-class", "REDUCED_REDUNDANCY")],
            "Welcome to Amazon S3.",
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
        ),
        ("GET", "/?lifecycle", &[], "", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
        (
            "GET",
            "/?max-keys=2&prefix=J",
            &[],
            "",
            "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
        ),
    ] {
        let mut request = Request::builder().method(method).uri(format!("{host}{target}"));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut request = request.body(body).unwrap();
        let signed = signer.sign(&mut request, &config, Timestamp::new(1_369_353_600, 0)).unwrap();
        assert_eq!(signed.to_string(), signature, "{method} {target}");
    }
}

#[test]
fn headers_of_an_earlier_signature_are_replaced() {
    let config = SigningConfig::new("s3", "us-east-1").as_sent();
    let signer = Signer::new(credentials(Some("a token")));
    let mut once = request("https://example.com/");
    signer.sign(&mut once, &config, time()).unwrap();
    let mut twice = once.clone();
    Signer::new(credentials(Some("another"))).sign(&mut twice, &config, Timestamp::new(0, 0)).unwrap();
    assert_ne!(once.headers(), twice.headers());
    signer.sign(&mut twice, &config, time()).unwrap();
    assert_eq!(once.headers(), twice.headers());
    let names: Vec<_> = once.headers().keys().map(|name| name.as_str()).collect();
    assert_eq!(names, ["x-amz-date", "x-amz-security-token", "x-amz-content-sha256", "authorization"]);
}

#[test]
fn each_payload_has_its_hash() {
    let hash = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    let bytes: Vec<_> =
        (0..32).map(|at| u8::from_str_radix(&hash[2 * at..2 * at + 2], 16).unwrap()).collect();
    for (payload, header) in [
        (Payload::Hashed, None),
        (Payload::Sha256(bytes.try_into().unwrap()), Some(hash)),
        (Payload::Unsigned, Some("UNSIGNED-PAYLOAD")),
        (Payload::StreamingUnsignedTrailer, Some("STREAMING-UNSIGNED-PAYLOAD-TRAILER")),
        (Payload::StreamingSigned, Some("STREAMING-AWS4-HMAC-SHA256-PAYLOAD")),
        (Payload::StreamingSignedTrailer, Some("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER")),
        (Payload::Events, Some("STREAMING-AWS4-HMAC-SHA256-EVENTS")),
    ] {
        let mut request = Request::post("https://example.com/").body("hello").unwrap();
        let config = SigningConfig::new("s", "r").payload(payload);
        let signature = signer().sign(&mut request, &config, time()).unwrap();
        let sent = request.headers().get("x-amz-content-sha256").map(|value| value.to_str().unwrap());
        assert_eq!(sent, header, "{payload:?}");
        let (mut parts, ()) = Request::post("https://example.com/").body(()).unwrap().into_parts();
        assert_eq!(signer().sign_parts(&mut parts, b"hello", &config, time()), Ok(signature));
        assert_eq!(&parts.headers, request.headers());
    }
}

#[test]
fn the_session_token_has_one_header_or_parameter() {
    for (kind, header, parameter, other) in [
        (SessionToken::SecurityToken, "x-amz-security-token", "X-Amz-Security-Token", "s3session"),
        (SessionToken::SessionToken, "x-amz-s3session-token", "X-Amz-S3session-Token", "security"),
    ] {
        let config = SigningConfig::new("s", "r").session_token(kind);
        let signer = Signer::new(credentials(Some("a/token+==")));
        let mut request = request("https://example.com/?a=b");
        let presigned = signer.presign(&request, &config, hour(), time()).unwrap();
        assert_eq!(part(presigned.url(), parameter), "a%2Ftoken%2B%3D%3D");
        assert!(!presigned.url().contains(other), "{}", presigned.url());
        signer.sign(&mut request, &config, time()).unwrap();
        assert_eq!(request.headers()[header], "a/token+==");
        assert!(
            request.headers()[header].is_sensitive() && request.headers()["authorization"].is_sensitive()
        );
        assert!(part(request.headers()["authorization"].to_str().unwrap(), "SignedHeaders").contains(header));
        assert!(request.headers().keys().all(|name| !name.as_str().contains(other)));
    }
}

#[test]
fn expiry_is_at_most_a_week() {
    let config = SigningConfig::new("s", "r");
    let request = request("https://example.com/");
    let presign = |expires| signer().presign(&request, &config, expires, time());
    assert_eq!(part(presign(MAX_EXPIRES).unwrap().url(), "X-Amz-Expires"), "604800");
    assert_eq!(part(presign(Duration::ZERO).unwrap().url(), "X-Amz-Expires"), "0");
    let error = presign(MAX_EXPIRES + Duration::from_nanos(1)).unwrap_err();
    assert_eq!(error.to_string(), "a presigned request expires after at most 604800 seconds (a week)");
}

#[test]
fn a_presigned_request_names_the_headers_to_send() {
    let mut request =
        Request::put("https://example.com/key?x-id=PutObject").body(Bytes::from("text")).unwrap();
    for (name, value) in [
        ("content-type", "text/plain"),
        ("user-agent", "ours"),
        ("x-amz-checksum-mode", "ENABLED"),
        ("x-amz-meta-a", "1"),
        ("x-amz-meta-a", "2"),
    ] {
        request.headers_mut().append(name, HeaderValue::from_static(value));
    }
    let presigned = signer().presign(&request, &SigningConfig::new("s", "r"), hour(), time()).unwrap();
    assert_eq!(part(presigned.url(), "X-Amz-SignedHeaders"), "content-type%3Bhost%3Bx-amz-meta-a");
    let names: Vec<_> = presigned.headers().iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["content-type", "x-amz-meta-a", "x-amz-meta-a"]);
    assert!(presigned.url().starts_with("https://example.com/key?x-id=PutObject&X-Amz-Algorithm="));
    assert!(presigned.is_body_signed() && presigned.body() == "text");
    assert_eq!(format!("{presigned:?}"), "Presigned { method: PUT, .. }");
}

#[test]
fn a_rejected_request_is_unchanged() {
    let config = SigningConfig::new("s", "r");
    let fine = || request("https://example.com/");
    let valid = || Credentials::new(KEY, SECRET);
    for (request, credentials, time, reason) in [
        (request("/"), valid(), time(), "the request has no host"),
        (
            fine(),
            Credentials::new("a\nb", SECRET),
            time(),
            "the access key ID, region or service has a character that is invalid in a header",
        ),
        (
            fine(),
            valid().with_session_token("a\nb"),
            time(),
            "the session token has a character that is invalid in a header",
        ),
        (fine(), valid(), Timestamp::new(i64::MIN, 0), "the year of the signature has more than four digits"),
    ] {
        let mut signed = request.clone();
        let error = Signer::new(credentials).sign(&mut signed, &config, time).unwrap_err();
        assert_eq!(error.to_string(), reason);
        assert_eq!((signed.headers(), signed.uri()), (request.headers(), request.uri()));
    }
    let mut relative = request("/");
    relative.headers_mut().insert("host", HeaderValue::from_static("example.com"));
    let error = signer().presign(&relative, &config, hour(), time()).unwrap_err();
    assert_eq!(error.to_string(), "the request's URI has no scheme or no host");
}

#[test]
fn debug_shows_neither_credentials_nor_signatures() {
    let signer = Signer::new(credentials(Some("hidden")));
    let config = SigningConfig::new("s", "r");
    let mut request = request("https://example.com/");
    let seed = signer.sign(&mut request, &config, time()).unwrap();
    let chunks = signer.chunks(&config, seed, time()).unwrap();
    let shown = format!("{signer:?} {seed:?} {chunks:?} {:?} {request:?}", signer.events(&config, seed));
    for hidden in [KEY, SECRET, "hidden", &seed.to_string()] {
        assert!(!shown.contains(hidden), "{hidden} in {shown}");
    }
}
