//! Redaction of sensitive members of inputs, outputs and errors in recordings, in each protocol.

#![cfg(all(feature = "record", feature = "cbor", feature = "query"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

use serde_json::json;
use smithereen::client::{Caller, Fake, Recorder, Recording, Reply};
use smithereen::protocol::{AwsJson1_1, AwsQuery, Ec2Query, RestJson1, RestXml, RpcV2Cbor, RpcV2Json};
use smithereen::{AuthScheme, Endpoint, Error, Operation, OperationSchema, Service, StatusCode, Timestamp};
use std::collections::BTreeMap;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// A value that no recording may contain.
const SECRET: &str = "hunter2";

/// Defines a module with a service and an operation whose input has HTTP bindings or has none.
macro_rules! service {
    ($module:ident, $protocol:expr) => {
        service!(
            $module,
            $protocol,
            "/",
            Member::new("name"),
            Member::new("parameter"),
            Member::new("header")
        );
    };
    ($module:ident, $protocol:expr, $uri:literal, $name:expr, $parameter:expr, $header:expr) => {
        mod $module {
            use super::*;

            static SERVICE: Service =
                Service::new(stringify!($module), &$protocol, |_| Endpoint::new("https://example.com/base"))
                    .signing_name("test")
                    .version("2020-01-01")
                    .auth(&[AuthScheme::SigV4]);

            #[derive(Clone, PartialEq)]
            pub(super) struct Put {
                pub name: String,
                pub parameter: Option<String>,
                pub header: Option<String>,
                pub token: Option<String>,
                pub parts: Option<Vec<Part>>,
                pub expires: Option<Timestamp>,
                pub kept: Option<i32>,
            }

            smithereen::structure!(Put = "Put" {
                0 name => $name.sensitive().required(),
                1 parameter => $parameter.sensitive(),
                2 header => $header.sensitive(),
                3 token => Member::new("token").idempotency_token(),
                4 parts => Member::new("parts"),
                5 expires => Member::new("expires").sensitive(),
                6 kept => Member::new("kept"),
            });

            impl Operation for Put {
                type Output = PutOutput;
                type Error = PutError;
                const OPERATION: &'static OperationSchema =
                    &OperationSchema::new(&SERVICE, "Put", "POST", $uri);
            }

            /// Returns an input with a secret.
            pub(super) fn put(secret: &str, kept: i32) -> Put {
                let part = Part { id: Some(1), text: Some(secret.to_owned()), map: None };
                let map = [(secret.to_owned(), secret.to_owned())].into();
                let second = Part { id: Some(2), text: None, map: Some(map) };
                Put {
                    name: secret.to_owned(),
                    parameter: Some(secret.to_owned()),
                    header: Some(secret.to_owned()),
                    token: None,
                    parts: Some(vec![part, second]),
                    expires: Some(Timestamp::new(1_767_225_600, 0)),
                    kept: Some(kept),
                }
            }
        }
    };
}

service!(
    rest_json,
    RestJson1,
    "/things/{name}/x?fixed",
    Member::new("name").label("name"),
    Member::new("parameter").query("p"),
    Member::new("header").header("x-header")
);
service!(
    rest_xml,
    RestXml::new(),
    "/things/{name}/x?fixed",
    Member::new("name").label("name"),
    Member::new("parameter").query("p"),
    Member::new("header").header("x-header")
);
service!(aws_json, AwsJson1_1::new("T"));
service!(cbor, RpcV2Cbor::new("T"));
service!(rpc_json, RpcV2Json::new("T"));
service!(query, AwsQuery);
service!(ec2, Ec2Query);

#[derive(Clone, Default, PartialEq)]
struct Part {
    id: Option<i32>,
    text: Option<String>,
    map: Option<BTreeMap<String, String>>,
}

smithereen::structure!(Part = "Part" {
    0 id => Member::new("id"),
    1 text => Member::new("text").sensitive(),
    2 map => Member::new("map").sensitive(),
});

#[derive(Clone, Default, PartialEq)]
struct PutOutput {
    part: Option<Part>,
    password: Option<String>,
    ratio: Option<f64>,
}

smithereen::structure!(PutOutput = "PutOutput" {
    0 part => Member::new("part"),
    1 password => Member::new("password"),
    2 ratio => Member::new("ratio"),
});

#[derive(Clone, PartialEq)]
enum PutError {
    Denied(Denied),
    Unknown(String),
}

smithereen::operation_error!(PutError = "PutError" { 0 Denied => Member::new("Denied") });

#[derive(Clone, Default, PartialEq)]
struct Denied {
    message: Option<String>,
    account: Option<String>,
}

smithereen::exception!(Denied = "Denied" {
    0 message => Member::new("message").sensitive(),
    1 account => Member::new("account"),
});

fn run<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(result) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return result;
        }
    }
}

/// Records a successful call and one with an error. Returns the recording, as it is after its file was parsed, and its JSON.
fn record<O>(input: &O) -> (Recording, serde_json::Value)
where
    O: Operation<Output = PutOutput, Error = PutError> + 'static,
{
    let service = Fake::default();
    let part = Part { id: Some(3), text: Some(SECRET.to_owned()), map: None };
    let output = PutOutput { part: Some(part), password: Some(SECRET.to_owned()), ratio: Some(0.1) };
    let denied = Denied { message: Some(SECRET.to_owned()), account: Some("123456789012".to_owned()) };
    service.on::<O>().once().returns(output);
    service.on::<O>().fails(StatusCode::FORBIDDEN, PutError::Denied(denied));
    let recorder = Recorder::new(service.clone()).operation::<O>();
    let config = service.config().into_builder().http_client(recorder.clone()).build();
    let caller = Caller::new(O::OPERATION.service, &config);
    run(caller.call(input)).unwrap();
    run(caller.call(input)).unwrap_err();
    let json = recorder.recording().to_string();
    let encoded = "aHVudGVyMg";
    for secret in [SECRET, encoded, "1767225600", "2026-01-01", "Authorization", "AKIDEXAMPLE"] {
        assert!(!json.contains(secret), "{secret}: {json}");
    }
    (json.parse().unwrap(), serde_json::from_str(&json).unwrap())
}

/// Checks that a recording replays for inputs that differ in secrets and in the token alone.
fn check<O>(name: &str, put: fn(&str, i32) -> O) -> serde_json::Value
where
    O: Operation<Output = PutOutput, Error = PutError> + 'static,
{
    let (recording, value) = record(&put(SECRET, 1));
    let generated = &value["exchanges"][0]["request"]["generated"];
    assert!(generated.as_array().unwrap().contains(&json!("token")), "{name}: {generated}");
    let fake = Fake::replaying(recording);
    let caller = Caller::new(O::OPERATION.service, &fake.config());
    let other = run(caller.call(&put("another secret", 2))).unwrap_err();
    assert!(other.to_string().contains("1. the body differs; 2. the body differs"), "{name}: {other}");
    let output = run(caller.call(&put("another secret", 1))).unwrap();
    let part = Part { id: Some(3), text: Some("[redacted]".to_owned()), map: None };
    let expected = PutOutput { part: Some(part), password: Some("[redacted]".to_owned()), ratio: Some(0.1) };
    assert!(output == expected, "{name}: {output:?}");
    let Err(Error::Service(error)) = run(caller.call(&put("a third", 1))) else { panic!("{name}: an error") };
    assert_eq!((error.code(), error.status()), (Some("Denied"), StatusCode::FORBIDDEN), "{name}");
    let denied = Denied { message: Some("[redacted]".to_owned()), account: Some("123456789012".to_owned()) };
    assert!(*error.error() == PutError::Denied(denied), "{name}: {error}");
    fake.verify().unwrap();
    value
}

#[test]
fn secrets_in_labels_queries_headers_and_json_are_redacted() {
    let value = check("rest_json", rest_json::put);
    let request = &value["exchanges"][0]["request"];
    assert_eq!(request["path"], "/base/things/%5Bredacted%5D/x");
    assert_eq!(request["query"], "fixed&p=%5Bredacted%5D");
    assert_eq!(request["headers"], json!({"x-header": "[redacted]"}));
    let body: serde_json::Value = serde_json::from_str(request["body"]["text"].as_str().unwrap()).unwrap();
    assert_eq!(
        body["parts"],
        json!([{"id": 1, "text": "[redacted]"}, {"id": 2, "map": {"[redacted] 1": "[redacted]"}}])
    );
    assert_eq!((&body["expires"], &body["kept"]), (&json!(0), &json!(1)));
}

#[test]
fn secrets_in_xml_bodies_are_redacted() {
    let value = check("rest_xml", rest_xml::put);
    let body = value["exchanges"][0]["request"]["body"]["text"].as_str().unwrap();
    assert!(body.contains("<text>[redacted]</text>") && body.contains("<kept>1</kept>"), "{body}");
    let body = value["exchanges"][1]["response"]["body"]["text"].as_str().unwrap();
    assert!(
        body.contains("<Code>Denied</Code><message>[redacted]</message><account>123456789012</account>"),
        "{body}"
    );
}

#[test]
fn secrets_in_json_bodies_without_bindings_are_redacted() {
    let value = check("aws_json", aws_json::put);
    assert_eq!(value["exchanges"][0]["request"]["path"], "/base/");
    let value = check("rpc_json", rpc_json::put);
    assert_eq!(value["exchanges"][0]["request"]["path"], "/base/service/T/operation/Put");
}

#[test]
fn secrets_in_cbor_bodies_are_redacted() {
    use base64::{Engine, engine::general_purpose::STANDARD};
    let value = check("cbor", cbor::put);
    let body = value["exchanges"][0]["request"]["body"]["text"].as_str();
    let body = match body {
        Some(text) => text.as_bytes().to_vec(),
        None => {
            STANDARD.decode(value["exchanges"][0]["request"]["body"]["base64"].as_str().unwrap()).unwrap()
        }
    };
    let shown = smithereen::cbor::diagnostic(&body).unwrap();
    assert!(
        shown.starts_with(r#"{"name": "[redacted]", "parameter": "[redacted]", "header": "[redacted]", "#),
        "{shown}"
    );
    assert!(shown.contains(r#""expires": 1(0.0), "kept": 1"#), "{shown}");
}

#[test]
fn secrets_in_forms_are_redacted() {
    let value = check("query", query::put);
    let body = value["exchanges"][0]["request"]["body"]["text"].as_str().unwrap();
    assert!(body.starts_with("Action=Put&Version=2020-01-01&name=%5Bredacted%5D&"), "{body}");
    assert!(body.contains("&parts.member.1.text=%5Bredacted%5D&"), "{body}");
}

#[test]
fn secrets_in_forms_with_capitalized_names_are_redacted() {
    // The protocol has no maps, which parts have.
    let value = check("ec2", |secret, kept| ec2::Put { parts: None, ..ec2::put(secret, kept) });
    let body = value["exchanges"][0]["request"]["body"]["text"].as_str().unwrap();
    assert!(body.contains("&Name=%5Bredacted%5D&") && body.ends_with("&Kept=1"), "{body}");
}

#[test]
fn an_error_that_cannot_be_written_is_an_error_of_the_call() {
    let reply = Reply::error_code::<query::Put>(StatusCode::BAD_REQUEST, "Denied", "\u{1}");
    let fake = Fake::default();
    fake.on::<query::Put>().replies(reply);
    let caller = Caller::new(<query::Put as Operation>::OPERATION.service, &fake.config());
    let error = run(caller.call(&query::put("a", 1))).unwrap_err().to_string();
    assert!(
        error.contains(
            "the response of `Put` cannot be built: contains a character that XML cannot represent"
        ),
        "{error}"
    );
}
