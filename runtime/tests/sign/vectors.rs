//! The test suite of Signature Version 4: `aws-signing-test-suite/v4` of aws-c-auth 0.9.0, which `aws-sigv4` 1.6.4 contains, and the
//! cases of the former suite that only botocore 1.44 still has (`tests/unit/auth/aws4_testsuite`).

use super::{credentials, part, time};
use http::Request;
use serde_json::Value;
use smithereen::Bytes;
use smithereen::sign::{Signer, SigningConfig};
use std::time::Duration;

const VECTORS: &str = include_str!("vectors.json");

fn request(vector: &Value) -> Request<Bytes> {
    let text = |name: &str| vector[name].as_str().unwrap_or_default();
    // A URI has no spaces.
    let uri = format!("https://example.amazonaws.com{}", text("target").replace(' ', "%20"));
    let mut request = Request::builder().method(text("method")).uri(uri);
    for header in vector["headers"].as_array().unwrap() {
        // A value of several lines is one with spaces (RFC 9112, 5.2).
        let value = header[1].as_str().unwrap().replace('\n', " ");
        request = request.header(header[0].as_str().unwrap(), value);
    }
    request.body(Bytes::from(text("body").to_owned())).unwrap()
}

fn config(vector: &Value) -> SigningConfig {
    let mut config = SigningConfig::new("service", "us-east-1");
    config.normalizes_path = vector["normalize"] != false;
    config.content_sha256 = vector["sign_body"] == true;
    // The suite escapes a path once. That of these vectors is escaped already.
    config.escapes_path = !vector["target"].as_str().unwrap().contains([' ', '%']);
    config
}

#[test]
fn vectors_are_signed_in_headers() {
    let vectors: Vec<Value> = serde_json::from_str(VECTORS).unwrap();
    assert_eq!(vectors.len(), 43);
    for vector in &vectors {
        let signer = Signer::new(credentials(vector["token"].as_str()));
        let mut request = request(vector);
        let signature = signer.sign(&mut request, &config(vector), time()).unwrap();
        let authorization = request.headers()["authorization"].to_str().unwrap();
        let name = &vector["name"];
        assert_eq!(part(authorization, "SignedHeaders"), vector["signed_headers"], "{name}");
        assert_eq!(signature.to_string(), vector["header"].as_str().unwrap(), "{name}");
        assert_eq!(part(authorization, "Signature"), vector["header"], "{name}");
        assert_eq!(
            part(authorization, "Credential"),
            "AKIDEXAMPLE/20150830/us-east-1/service/aws4_request",
            "{name}"
        );
    }
}

#[test]
fn vectors_are_presigned() {
    let vectors: Vec<Value> = serde_json::from_str(VECTORS).unwrap();
    let vectors: Vec<_> = vectors.iter().filter(|vector| vector["query"].is_string()).collect();
    assert_eq!(vectors.len(), 37);
    for vector in vectors {
        let signer = Signer::new(credentials(vector["token"].as_str()));
        let expires = Duration::from_secs(3600);
        let presigned = signer.presign(&request(vector), &config(vector), expires, time()).unwrap();
        assert_eq!(part(presigned.url(), "X-Amz-Signature"), vector["query"], "{}", vector["name"]);
    }
}
