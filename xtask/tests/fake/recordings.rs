//! Recordings: redaction and replay.

use crate::secrets::{self, SECRET};
use all_protocols::lambda::{
    self, GetFunctionConfigurationInput as Get, GetFunctionConfigurationOutput as Output,
};
use all_protocols::{kms, s3};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_types::region::Region;
use smithereen::client::{Fake, Recorder, Recording, Reply, SdkConfig};
use smithereen::{Body, StatusCode};
use std::path::PathBuf;

/// Returns the configuration of a client whose calls of a fake are recorded, with credentials that must not be recorded.
pub(crate) fn recorded(recorder: &Recorder, fake: &Fake) -> SdkConfig {
    let credentials = Credentials::new("AKIDSECRET", SECRET, Some(format!("token {SECRET}")), None, "test");
    fake.config()
        .into_builder()
        .region(Region::from_static("eu-west-1"))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .http_client(recorder.clone())
        .build()
}

pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn named(name: &str) -> Output {
    Output { function_name: Some(name.to_owned()), ..Output::default() }
}

async fn name(client: &lambda::Client, input: Get) -> Result<Option<String>, String> {
    let output = client.get_function_configuration(&input).await;
    output.map(|output| output.function_name).map_err(|error| error.to_string())
}

#[tokio::test]
async fn equal_requests_get_their_responses_in_order() {
    let service = Fake::default();
    service
        .on::<Get>()
        .when(|input| input.function_name == "a")
        .sequence(["1", "2"].map(|name| Reply::output::<Get>(&named(name))));
    service.on::<Get>().when(|input| input.qualifier.is_some()).returns(named("qualified"));
    service.on::<Get>().replies(Reply::error_code::<Get>(
        StatusCode::NOT_FOUND,
        "ResourceNotFoundException",
        "none",
    ));
    let recorder = Recorder::new(service.clone()).operation::<Get>();
    let client = lambda::Client::new(&recorded(&recorder, &service));
    for input in [Get::new("a"), Get::new("b").qualifier("1 &"), Get::new("a"), Get::new("b")] {
        let _ = name(&client, input).await;
    }
    assert_eq!(recorder.recording().len(), 4);

    let path = folder("order").join("recording.json");
    recorder.recording().save(&path).unwrap();
    let fake = Fake::replay(&path).unwrap();
    assert_eq!(fake.config().region().unwrap().as_ref(), "eu-west-1");
    let client = lambda::Client::new(&fake.config());
    let not_found = name(&client, Get::new("b")).await.unwrap_err();
    assert!(not_found.starts_with("ResourceNotFoundException: none (status 404"), "{not_found}");
    for (input, expected) in
        [(Get::new("a"), "1"), (Get::new("b").qualifier("1 &"), "qualified"), (Get::new("a"), "2")]
    {
        if expected == "2" {
            let unused = fake.verify().unwrap_err().to_string();
            assert_eq!(unused, "not all of the fake was used: exchange 3 of `GetFunctionConfiguration`");
        }
        assert_eq!(name(&client, input).await.unwrap().as_deref(), Some(expected));
    }
    fake.verify().unwrap();

    let again = name(&client, Get::new("a")).await.unwrap_err();
    assert!(
        again.contains("1. replayed already; 2. the path differs; 3. replayed already; 4. the path differs"),
        "{again}"
    );
    let other = name(&client, Get::new("b").qualifier("2")).await.unwrap_err();
    assert!(other.contains("2. the query differs"), "{other}");
    fake.on::<Get>().returns(named("rule"));
    assert_eq!(name(&client, Get::new("a")).await.unwrap().as_deref(), Some("rule"));
    assert!(fake.requests().len() == 7);
}

#[tokio::test]
async fn a_request_to_another_host_or_of_another_operation_is_not_recorded() {
    let service = Fake::default();
    service.on::<Get>().returns(named("a"));
    let recorder = Recorder::new(service.clone()).operation::<Get>();
    name(&lambda::Client::new(&recorded(&recorder, &service)), Get::new("a")).await.unwrap();
    let fake = Fake::replaying(recorder.recording());
    let elsewhere = fake.config().into_builder().region(Region::from_static("us-east-1")).build();
    let error = name(&lambda::Client::new(&elsewhere), Get::new("a")).await.unwrap_err();
    assert!(
        error.contains("the host is `lambda.us-east-1.amazonaws.com`, not `lambda.eu-west-1.amazonaws.com`"),
        "{error}"
    );
    let error =
        kms::Client::new(&fake.config()).encrypt(&kms::EncryptInput::new("k", "p")).await.unwrap_err();
    assert!(error.to_string().contains("the recording has no exchange of `Encrypt`"), "{error}");
}

#[tokio::test]
async fn calls_of_unknown_operations_are_removed() {
    let service = Fake::default();
    service.on::<Get>().returns(named(SECRET));
    service.on::<kms::EncryptInput>().returns(kms::EncryptOutput::default().clone());
    let recorder = Recorder::new(service.clone());
    let config = recorded(&recorder, &service);
    name(&lambda::Client::new(&config), Get::new(SECRET).qualifier(SECRET)).await.unwrap();
    kms::Client::new(&config).encrypt(&kms::EncryptInput::new("k", SECRET)).await.unwrap();
    let json = recorder.recording().to_string();
    secrets::assert_none(&json);
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    let request = &value["exchanges"][0]["request"];
    assert_eq!(request["path"], "/2015-03-31/functions/%5Bredacted%5D/configuration");
    assert_eq!(request["query"], "Qualifier=%5Bredacted%5D");
    assert_eq!(
        value["exchanges"][1]["request"]["body"]["removed"],
        "`Recorder::operation` was not called for `Encrypt`"
    );
    let fake = Fake::replaying(recorder.recording());
    let error = name(&lambda::Client::new(&fake.config()), Get::new("x").qualifier("y")).await.unwrap_err();
    assert!(
        error.contains(
            "exchange 1 of the recording cannot be replayed, because the body of its response was removed"
        ),
        "{error}"
    );
    assert!(error.contains("`Recorder::operation` was not called for `GetFunctionConfiguration`"), "{error}");
}

#[tokio::test]
async fn a_body_that_cannot_be_parsed_is_removed() {
    let service = Fake::default();
    service
        .on::<Get>()
        .replies(Reply::new(StatusCode::OK, format!("<html>{SECRET}")).header("x-secret", SECRET));
    let recorder = Recorder::new(service.clone()).operation::<Get>();
    name(&lambda::Client::new(&recorded(&recorder, &service)), Get::new("a")).await.unwrap_err();
    let json = recorder.recording().to_string();
    secrets::assert_none(&json);
    assert!(
        json.contains(r#""removed": "GetFunctionConfiguration: cannot parse the response (status 200)"#),
        "{json}"
    );
}

#[tokio::test]
async fn objects_are_text_or_base64_and_streams_are_recorded() {
    let service = Fake::default();
    service
        .on::<s3::PutObjectInput>()
        .returns(s3::PutObjectOutput { e_tag: Some("\"e\"".to_owned()), ..Default::default() });
    service
        .on::<s3::GetObjectInput>()
        .returns(s3::GetObjectOutput { body: Body::from(&b"\xff\x00"[..]), ..Default::default() });
    let recorder =
        Recorder::new(service.clone()).operation::<s3::PutObjectInput>().operation::<s3::GetObjectInput>();
    let put = |text: &str| {
        let stream =
            Body::from_reader(std::io::Cursor::new(text.as_bytes().to_vec())).with_length(text.len() as u64);
        s3::PutObjectInput::new("bucket", "k").body(stream).content_type("text/plain")
    };
    let get = s3::GetObjectInput::new("bucket", "k").range("bytes=0-1");
    let client = s3::Client::new(&recorded(&recorder, &service));
    client.put_object(&put("é")).await.unwrap();
    client.get_object(&get).await.unwrap();
    let recording: Recording = recorder.recording().to_string().parse().unwrap();
    let value: serde_json::Value = serde_json::from_str(&recording.to_string()).unwrap();
    let (request, response) = (&value["exchanges"][0]["request"], &value["exchanges"][1]["response"]);
    assert_eq!((&request["body"]["text"], &response["body"]["base64"]), (&"é".into(), &"/wA=".into()));
    assert_eq!(
        (&request["host"], &request["path"]),
        (&"bucket.s3.eu-west-1.amazonaws.com".into(), &"/k".into())
    );
    assert_eq!(request["headers"]["content-type"], "text/plain");

    let fake = Fake::replaying(recording);
    let client = s3::Client::new(&fake.config());
    let error = client.put_object(&put("e")).await.unwrap_err();
    assert!(error.to_string().contains("1. the body differs"), "{error}");
    let error = client.put_object(&put("é").content_type("text/html")).await.unwrap_err();
    assert!(error.to_string().contains("1. the header `content-type` differs"), "{error}");
    assert_eq!(client.put_object(&put("é")).await.unwrap().e_tag.as_deref(), Some("\"e\""));
    let received = client.get_object(&get).await.unwrap();
    assert_eq!(received.body.collect().await.unwrap(), &b"\xff\x00"[..]);
    fake.verify().unwrap();
}

#[tokio::test]
async fn attempts_are_exchanges_and_requests_without_a_response_are_none() {
    let service = Fake::default();
    let replies = [
        Reply::disconnect(),
        Reply::new(StatusCode::SERVICE_UNAVAILABLE, ""),
        Reply::output::<Get>(&named("a")),
    ];
    service.on::<Get>().sequence(replies);
    let recorder = Recorder::new(service.clone()).operation::<Get>();
    name(&lambda::Client::new(&recorded(&recorder, &service)), Get::new("a")).await.unwrap();
    assert_eq!(recorder.recording().len(), 2);
    let fake = Fake::replaying(recorder.recording());
    assert_eq!(
        name(&lambda::Client::new(&fake.config()), Get::new("a")).await.unwrap().as_deref(),
        Some("a")
    );
    assert_eq!(fake.requests().len(), 2);
}

#[tokio::test]
async fn event_streams_are_refused() {
    let service = Fake::default();
    let recorder = Recorder::new(service.clone());
    let client = lambda::Client::new(&recorded(&recorder, &service));
    let error = client
        .invoke_with_response_stream(&lambda::InvokeWithResponseStreamInput::new("f"))
        .await
        .unwrap_err();
    assert!(error.to_string().contains("a call with an event stream cannot be recorded"), "{error}");
    assert!(recorder.recording().is_empty() && service.requests().is_empty());
}
