//! Signed forms.

use super::{credentials, signer, time};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use smithereen::Timestamp;
use smithereen::sign::{MAX_EXPIRES, PostForm, PostPolicy, Signer, SigningConfig};
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(3600);

/// The policy in base64.
const POLICY: &str = concat!(
    "eyJjb25kaXRpb25zIjpbeyJidWNrZXQiOiJwaG90b3MifSx7ImtleSI6ImEgXCJiXCIgw6kucG5nIn0seyJ4LWFtei1hbGdvcml0",
    "aG0iOiJBV1M0LUhNQUMtU0hBMjU2In0seyJ4LWFtei1jcmVkZW50aWFsIjoiQUtJREVYQU1QTEUvMjAxNTA4MzAvZXUtd2VzdC0x",
    "L3MzL2F3czRfcmVxdWVzdCJ9LHsieC1hbXotZGF0ZSI6IjIwMTUwODMwVDEyMzYwMFoifV0sImV4cGlyYXRpb24iOiIyMDE1LTA4",
    "LTMwVDEzOjM2OjAwWiJ9",
);

fn config() -> SigningConfig {
    SigningConfig::new("s3", "eu-west-1").as_sent()
}

fn field<'f>(form: &'f PostForm, name: &str) -> &'f str {
    form.fields().find(|(one, _)| *one == name).map_or("", |(_, value)| value)
}

fn document(form: &PostForm) -> Value {
    serde_json::from_slice(&STANDARD.decode(field(form, "policy")).unwrap()).unwrap()
}

#[test]
fn the_policy_has_a_condition_for_each_field() {
    let policy = PostPolicy::new("photos", "inbox/${filename}", HOUR)
        .field("Content-Type", "image/png")
        .starts_with("x-amz-meta-title", "")
        .content_length(1..=5_000_000);
    let form = Signer::new(credentials(Some("token"))).post_form(&policy, &config(), time()).unwrap();
    let names: Vec<_> = form.fields().map(|(name, _)| name).collect();
    let signature_fields = ["x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-security-token"];
    assert_eq!(names[..2], ["key", "Content-Type"]);
    assert_eq!(names[2..6], signature_fields);
    assert_eq!(names[6..], ["policy", "x-amz-signature"]);
    assert_eq!(
        document(&form),
        json!({
            "expiration": "2015-08-30T13:36:00Z",
            "conditions": [
                { "bucket": "photos" },
                ["starts-with", "$key", "inbox/"],
                { "Content-Type": "image/png" },
                ["starts-with", "$x-amz-meta-title", ""],
                ["content-length-range", 1, 5_000_000],
                { "x-amz-algorithm": "AWS4-HMAC-SHA256" },
                { "x-amz-credential": "AKIDEXAMPLE/20150830/eu-west-1/s3/aws4_request" },
                { "x-amz-date": "20150830T123600Z" },
                { "x-amz-security-token": "token" },
            ],
        })
    );
}

/// The signature is that of botocore 1.44.5 (`S3SigV4PostAuth`) for the same policy.
#[test]
fn the_signature_is_that_of_botocore() {
    let policy = PostPolicy::new("photos", "a \"b\" é.png", HOUR);
    let form = signer().post_form(&policy, &config(), time()).unwrap();
    assert_eq!(field(&form, "key"), "a \"b\" é.png");
    assert_eq!(field(&form, "policy"), POLICY);
    assert_eq!(
        field(&form, "x-amz-signature"),
        "d3a56b508ec0e3488fd8e4b7ff8cef79b680f0223390a29e8c265c3a12262f37"
    );
}

#[test]
fn forms_expire_within_a_week_and_the_year_9999() {
    let form = |expires, at| signer().post_form(&PostPolicy::new("b", "k", expires), &config(), at);
    assert!(form(MAX_EXPIRES, time()).is_ok());
    let error = form(MAX_EXPIRES + Duration::from_secs(1), time()).unwrap_err();
    assert_eq!(error.to_string(), "a signed form expires after at most 604800 seconds (a week)");
    for seconds in [253_402_300_799, i64::MAX] {
        let error = form(HOUR, Timestamp::new(seconds, 0)).unwrap_err();
        assert_eq!(error.to_string(), "the year of the signature has more than four digits");
    }
}

#[test]
fn debug_output_has_no_value_of_a_form() {
    let form = signer().post_form(&PostPolicy::new("b", "k", HOUR), &config(), time()).unwrap();
    assert_eq!(format!("{form:?}"), "PostForm { .. }");
}
