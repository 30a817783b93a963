//! `rpcv2Json`: requests, responses and errors.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may fail")]

use http::Response;
use smithereen::protocol::RpcV2Json;
use smithereen::{
    BigNumber, Bytes, Document, Dynamic, Endpoint, Error, Operation, OperationSchema, Service, Timestamp,
};

static PLAIN: Service = Service::new("Plain", &RpcV2Json::new("PlainService"), |_| {
    Endpoint::new("https://plain.example.com/base")
});
static QUERY: Service = Service::new("Query", &RpcV2Json::new("Queues").query_compatible(), |_| {
    Endpoint::new("https://queues.example.com")
});

#[derive(Clone, Default, PartialEq)]
struct Thing {
    when: Option<Timestamp>,
    total: Option<BigNumber>,
    data: Option<Bytes>,
    free: Option<Document>,
    totals: Option<Vec<BigNumber>>,
}

smithereen::structure!(Thing = "Thing" {
    0 when => Member::new("when").timestamp(TimestampFormat::DateTime),
    1 total => Member::new("total"),
    2 data => Member::new("data"),
    3 free => Member::new("free").document(),
    4 totals => Member::new("totals"),
});

#[derive(Clone, Default, PartialEq)]
struct Nothing {}

smithereen::structure!(Nothing = "Nothing" {});

#[derive(Clone, Default, PartialEq)]
struct Missing {
    message: Option<String>,
}

smithereen::exception!(Missing = "QueueDoesNotExist" { 0 message => Member::new("message") });

#[derive(Clone, PartialEq)]
enum Failure {
    Missing(Missing),
    Unknown(String),
}

smithereen::operation_error!(Failure = "Failure" {
    0 Missing => Member::new("QueueDoesNotExist").wire("AWS.SimpleQueueService.NonExistentQueue"),
});

impl Operation for Thing {
    type Output = Thing;
    type Error = Failure;
    const OPERATION: &'static OperationSchema = &OperationSchema::new(&QUERY, "Put", "POST", "/");
}

impl Operation for Nothing {
    type Output = ();
    type Error = Failure;
    const OPERATION: &'static OperationSchema =
        &OperationSchema::new(&PLAIN, "Ping", "POST", "/").without_input();
}

/// Returns the request line, the headers and the body.
fn request<O: Operation>(input: &O) -> (String, Vec<(String, String)>, String) {
    let endpoint = (O::OPERATION.service.endpoint)(&Default::default()).unwrap();
    let request = input.to_http(&endpoint).unwrap();
    let headers =
        request.headers().iter().map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()));
    let mut headers: Vec<_> = headers.collect();
    headers.sort();
    let body = String::from_utf8(request.body().to_vec()).unwrap();
    (format!("{} {}", request.method(), request.uri()), headers, body)
}

fn pairs(headers: &[(String, String)]) -> Vec<(&str, &str)> {
    headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

fn number(text: &str) -> BigNumber {
    text.parse().unwrap()
}

#[test]
fn a_request_names_the_operation_in_its_path() {
    let (line, headers, body) = request(&Thing::default());
    assert_eq!(line, "POST https://queues.example.com/service/Queues/operation/Put");
    assert_eq!(body, "{}");
    assert_eq!(
        pairs(&headers),
        [
            ("accept", "application/json"),
            ("accept-encoding", "identity"),
            ("content-length", "2"),
            ("content-type", "application/json"),
            ("smithy-protocol", "rpc-v2-json"),
            ("x-amzn-query-mode", "true"),
        ]
    );
}

#[test]
fn an_operation_without_input_has_no_body_and_no_content_type() {
    let (line, headers, body) = request(&Nothing {});
    assert_eq!(line, "POST https://plain.example.com/base/service/PlainService/operation/Ping");
    assert_eq!(body, "");
    assert_eq!(
        pairs(&headers),
        [
            ("accept", "application/json"),
            ("accept-encoding", "identity"),
            ("content-length", "0"),
            ("smithy-protocol", "rpc-v2-json"),
        ]
    );
}

#[test]
fn timestamps_are_seconds_and_big_numbers_are_strings() {
    let thing = Thing {
        when: Some(Timestamp::new(946_845_296, 0)),
        total: Some(number("9223372036854775808")),
        data: Some(Bytes::from("foo")),
        free: Some(serde_json::json!({"a": [1, "1"]})),
        totals: Some(vec![number("-0.100000000000000000000001"), number("1")]),
    };
    let body = r#"{"when":946845296,"total":"9223372036854775808","data":"Zm9v","free":{"a":[1,"1"]},"totals":["-0.100000000000000000000001","1"]}"#;
    assert_eq!(request(&thing).2, body);
    assert_eq!(Thing::parse(Response::new(Bytes::from(body))).unwrap(), thing);
}

#[test]
fn a_body_that_is_not_json_is_an_error_that_mentions_a_missing_protocol_header() {
    let reason = |header: Option<&str>| {
        let response = header
            .iter()
            .fold(Response::builder(), |response, name| response.header("smithy-protocol", *name));
        match Thing::parse(response.body(Bytes::from("<html>")).unwrap()) {
            Err(Error::Response(error)) => error.to_string(),
            _ => panic!("the body is not JSON"),
        }
    };
    let hint = "the response does not have the header `smithy-protocol: rpc-v2-json`";
    assert!(reason(None).contains(hint) && reason(Some("rpc-v2-cbor")).contains(hint), "{}", reason(None));
    assert!(!reason(Some("rpc-v2-json")).contains(hint));
    assert_eq!(Thing::parse(Response::new(Bytes::new())).unwrap(), Thing::default());
}

/// Returns the code and the message of an error with a body, and whether its variant is known.
fn error<O: Operation<Error = Failure>>(query_error: Option<&str>, body: &str) -> (String, String, bool) {
    let response = Response::builder().status(400);
    let response =
        query_error.iter().fold(response, |response, code| response.header("x-amzn-query-error", *code));
    let Err(Error::Service(error)) = O::parse(response.body(body.to_owned()).unwrap()).map(drop) else {
        panic!("a status of 400 is an error")
    };
    let message = match error.error() {
        Failure::Missing(missing) => missing.message.clone(),
        Failure::Unknown(_) => None,
    };
    assert!(message.is_none() || message.as_deref() == error.message());
    let is_known = matches!(error.error(), Failure::Missing(_));
    (error.code().unwrap_or_default().to_owned(), error.message().unwrap_or_default().to_owned(), is_known)
}

#[test]
fn an_error_has_the_code_of_its_body_or_the_code_of_aws_query() {
    let body = r#"{"__type":"com.test#QueueDoesNotExist","Message":"m"}"#;
    let expected = |code: &str| (code.to_owned(), "m".to_owned(), true);
    assert_eq!(error::<Nothing>(None, body), expected("QueueDoesNotExist"));
    let code = "AWS.SimpleQueueService.NonExistentQueue";
    assert_eq!(error::<Thing>(Some(&format!("{code};Sender")), body), expected(code));
    // Only query-compatible services heed the header.
    assert_eq!(error::<Nothing>(Some("Other;Sender"), body), expected("QueueDoesNotExist"));
    let other = (String::from("Other"), String::from("m"), false);
    assert_eq!(error::<Thing>(None, r#"{"__type":"Other","message":"m"}"#), other);
}

#[test]
fn big_numbers_keep_their_digits_without_types() {
    let dynamic = Dynamic::of::<Thing>();
    let body = r#"{"total":"9223372036854775808","totals":["0.100000000000000000000001",-9223372036854775809,7,1.5]}"#;
    let output = dynamic.parse(Response::new(Bytes::from(body))).unwrap();
    let expected = serde_json::json!({
        "total": 9_223_372_036_854_775_808_u64,
        "totals": ["0.100000000000000000000001", "-9223372036854775809", 7, 1.5],
    });
    assert_eq!(output, expected);
    let endpoint = Endpoint::new("https://example.com").unwrap();
    let request = dynamic.to_http(&output.to_string(), &endpoint).unwrap();
    let sent = r#"{"total":"9223372036854775808","totals":["0.100000000000000000000001","-9223372036854775809","7","1.5"]}"#;
    assert_eq!(request.body().as_ref(), sent.as_bytes());
}
