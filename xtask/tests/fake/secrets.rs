//! Recordings contain no sensitive values, in each protocol, and replay without them.

use crate::recordings::recorded;
use all_protocols::{cloudwatch, kms, lambda, s3, sts};
use smithereen::client::{Fake, Recorder, Recording, Reply};
use smithereen::{Bytes, Response, StatusCode, Timestamp};

/// A value that no recording may contain.
pub(crate) const SECRET: &str = "wJalrXUtnFEMI";

/// Checks that a recording has no secret, in any encoding.
#[track_caller]
pub(crate) fn assert_none(json: &str) {
    use base64::Engine;
    let in_base64 = base64::engine::general_purpose::STANDARD.encode(SECRET);
    for secret in [SECRET, &in_base64[..16], "AKIDSECRET", "Signature=", "amz-security-token"] {
        assert!(!json.contains(secret), "{secret}: {json}");
    }
}

/// Checks that a recording has no secrets, writes and parses it.
#[track_caller]
fn checked(recorder: &Recorder) -> (Fake, serde_json::Value) {
    let json = recorder.recording().to_string();
    assert_none(&json);
    let recording: Recording = json.parse().unwrap();
    (Fake::replaying(recording), serde_json::from_str(&json).unwrap())
}

#[tokio::test]
async fn aws_json_recordings_redact_a_sensitive_member() {
    let service = Fake::default();
    let output = kms::EncryptOutput {
        key_id: Some("arn:aws:kms:eu-west-1:123456789012:key/k".to_owned()),
        ..Default::default()
    };
    service.on::<kms::EncryptInput>().returns(output.clone());
    let recorder = Recorder::new(service.clone()).operation::<kms::EncryptInput>();
    let client = kms::Client::new(&recorded(&recorder, &service));
    client.encrypt(&kms::EncryptInput::new("k", SECRET)).await.unwrap();
    let (fake, value) = checked(&recorder);
    let exchange = &value["exchanges"][0];
    // `[redacted]` in base64.
    assert_eq!(exchange["request"]["body"]["text"], r#"{"KeyId":"k","Plaintext":"W3JlZGFjdGVkXQ=="}"#);
    assert_eq!(exchange["request"]["redacted"], serde_json::json!(["Plaintext"]));
    assert!(exchange["response"]["body"]["text"].as_str().unwrap().contains("123456789012"));
    assert_eq!(exchange["region"], "eu-west-1");
    let client = kms::Client::new(&fake.config());
    let error = client.encrypt(&kms::EncryptInput::new("other", "another text")).await.unwrap_err();
    assert!(error.to_string().contains("1. the body differs"), "{error}");
    assert!(client.encrypt(&kms::EncryptInput::new("k", "another text")).await.unwrap() == output);
}

#[tokio::test]
async fn rest_json_recordings_redact_the_keys_and_values_of_a_sensitive_map() {
    let service = Fake::default();
    let variables = Some([(SECRET.to_owned(), SECRET.to_owned())].into());
    let environment = Some(lambda::EnvironmentResponse { variables, error: None });
    let output =
        lambda::GetFunctionConfigurationOutput { timeout: Some(3), environment, ..Default::default() };
    service.on::<lambda::GetFunctionConfigurationInput>().returns(output);
    let recorder = Recorder::new(service.clone()).operation::<lambda::GetFunctionConfigurationInput>();
    let input = lambda::GetFunctionConfigurationInput::new("f");
    lambda::Client::new(&recorded(&recorder, &service)).get_function_configuration(&input).await.unwrap();
    let (fake, value) = checked(&recorder);
    assert_eq!(value["exchanges"][0]["response"]["redacted"], serde_json::json!(["Variables"]));
    let output = lambda::Client::new(&fake.config()).get_function_configuration(&input).await.unwrap();
    let variables = output.environment.unwrap().variables.unwrap();
    assert_eq!((output.timeout, variables["[redacted] 1"].as_str()), (Some(3), "[redacted]"));
}

#[tokio::test]
async fn query_recordings_redact_credentials() {
    let service = Fake::default();
    let credentials =
        sts::Credentials::new("ASIA", Timestamp::new(1_767_225_600, 0), SECRET, format!("session {SECRET}"));
    let output = sts::AssumeRoleOutput {
        credentials: Some(credentials),
        source_identity: Some("me & you".to_owned()),
        ..Default::default()
    };
    service.on::<sts::AssumeRoleInput>().returns(output);
    let recorder = Recorder::new(service.clone()).operation::<sts::AssumeRoleInput>();
    let input = sts::AssumeRoleInput::new("arn:aws:iam::123456789012:role/r", "s");
    sts::Client::new(&recorded(&recorder, &service)).assume_role(&input).await.unwrap();
    let (fake, value) = checked(&recorder);
    assert_eq!(
        value["exchanges"][0]["response"]["redacted"],
        serde_json::json!(["SecretAccessKey", "SessionToken"])
    );
    let client = sts::Client::new(&fake.config());
    let output = client.assume_role(&input).await.unwrap();
    let expected =
        sts::Credentials::new("ASIA", Timestamp::new(1_767_225_600, 0), "[redacted]", "[redacted]");
    assert!(output.credentials == Some(expected) && output.source_identity.as_deref() == Some("me & you"));
    let error =
        client.assume_role(&sts::AssumeRoleInput::new("arn:aws:iam::1:role/r", "other")).await.unwrap_err();
    assert!(error.to_string().contains("1. the body differs"), "{error}");
}

#[tokio::test]
async fn rest_xml_recordings_redact_sensitive_headers_and_cookies() {
    let service = Fake::default();
    let response = Response::builder()
        .header("x-amz-server-side-encryption-aws-kms-key-id", SECRET)
        .header("set-cookie", SECRET)
        .header("date", "Thu, 01 Jan 1970 00:00:00 GMT")
        .header("x-amz-request-id", "R")
        .body(Bytes::from_static(
            b"<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>",
        ));
    service.on::<s3::CreateMultipartUploadInput>().replies(response.unwrap());
    let recorder = Recorder::new(service.clone()).operation::<s3::CreateMultipartUploadInput>();
    let input = |key: &str| {
        s3::CreateMultipartUploadInput::new("b", "k").sse_customer_key(key).content_type("text/plain")
    };
    // A key is base64, and its MD5 is sent with it.
    let key = format!("{SECRET}AAA");
    s3::Client::new(&recorded(&recorder, &service)).create_multipart_upload(&input(&key)).await.unwrap();
    let (fake, value) = checked(&recorder);
    let (request, response) = (&value["exchanges"][0]["request"], &value["exchanges"][0]["response"]);
    assert_eq!(request["headers"]["x-amz-server-side-encryption-customer-key"], "[redacted]");
    assert!(service.requests()[0].headers().contains_key("x-amz-server-side-encryption-customer-key-md5"));
    assert!(request["headers"].get("x-amz-server-side-encryption-customer-key-md5").is_none());
    assert_eq!(
        (&request["headers"]["content-type"], &request["query"]),
        (&"text/plain".into(), &"uploads".into())
    );
    assert_eq!(response["headers"]["x-amz-server-side-encryption-aws-kms-key-id"], "[redacted]");
    assert!(response["headers"].get("set-cookie").is_none() && response["headers"].get("date").is_none());
    let output =
        s3::Client::new(&fake.config()).create_multipart_upload(&input("anotherkeyanothe")).await.unwrap();
    assert_eq!(output.upload_id.as_deref(), Some("u"));
}

#[tokio::test]
async fn cbor_recordings_are_replayed_by_the_values_of_the_body() {
    let service = Fake::default();
    service
        .on::<cloudwatch::GetMetricStatisticsInput>()
        .returns(cloudwatch::GetMetricStatisticsOutput::default());
    let recorder = Recorder::new(service.clone()).operation::<cloudwatch::GetMetricStatisticsInput>();
    let at = Timestamp::new(1, 500_000_000);
    let input = |name: &str| cloudwatch::GetMetricStatisticsInput::new(at, name, "n", 60, at);
    let client = cloudwatch::Client::new(&recorded(&recorder, &service));
    client.get_metric_statistics(&input("m")).await.unwrap();
    let (fake, value) = checked(&recorder);
    assert!(value["exchanges"][0]["request"]["body"]["base64"].is_string());
    let client = cloudwatch::Client::new(&fake.config());
    let error = client.get_metric_statistics(&input("other")).await.unwrap_err();
    assert!(error.to_string().contains("1. the body differs"), "{error}");
    client.get_metric_statistics(&input("m")).await.unwrap();
}

#[tokio::test]
async fn errors_keep_their_codes() {
    let service = Fake::default();
    let reply =
        Reply::error_code::<kms::EncryptInput>(StatusCode::BAD_REQUEST, "NotFoundException", "no key");
    service.on::<kms::EncryptInput>().replies(reply);
    let recorder = Recorder::new(service.clone()).operation::<kms::EncryptInput>();
    let client = kms::Client::new(&recorded(&recorder, &service));
    client.encrypt(&kms::EncryptInput::new("k", SECRET)).await.unwrap_err();
    let (fake, _) = checked(&recorder);
    let error =
        kms::Client::new(&fake.config()).encrypt(&kms::EncryptInput::new("k", "x")).await.unwrap_err();
    assert_eq!((error.code(), error.message()), (Some("NotFoundException"), Some("no key")));
}

#[tokio::test]
async fn a_response_that_repeats_credentials_is_removed() {
    let service = Fake::default();
    let signature = |request: &smithereen::Request<Bytes>| {
        let authorization = request.headers()["authorization"].to_str().unwrap().to_owned();
        authorization.split_once("Signature=").unwrap().1.to_owned()
    };
    let fake = Fake::new(move |request| {
        let message = match request.body() {
            body if body.starts_with(br#"{"KeyId":"token"#) => format!("token:token {SECRET}"),
            body if body.starts_with(br#"{"KeyId":"key"#) => "AKIDSECRET".to_owned(),
            _ => signature(request),
        };
        Reply::error_code::<kms::EncryptInput>(StatusCode::FORBIDDEN, "InvalidSignatureException", &message)
    });
    let recorder = Recorder::new(fake).operation::<kms::EncryptInput>();
    let client = kms::Client::new(&recorded(&recorder, &service));
    for key in ["token", "key", "signature"] {
        client.encrypt(&kms::EncryptInput::new(key, "text")).await.unwrap_err();
    }
    let (_, value) = checked(&recorder);
    for exchange in value["exchanges"].as_array().unwrap() {
        let reason = exchange["response"]["body"]["removed"].as_str().unwrap();
        assert_eq!(reason, "it contains a part of the credentials or of the signature of the request");
    }
}
