//! `awsJson1_0` and `awsJson1_1`: requests, and the errors that a response names.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may fail")]

use http::Response;
use smithereen::protocol::{AwsJson1_0, AwsJson1_1, Protocol};
use smithereen::{Bytes, Endpoint, Error, Operation, OperationSchema, Service};

static PLAIN: Service = Service::new("Plain", &AwsJson1_1::new("Plain_20200101"), |_| {
    Endpoint::new("https://plain.example.com/base")
});
static QUERY: Service = Service::new("Query", &AwsJson1_0::new("Queues").query_compatible(), |_| {
    Endpoint::new("https://queues.example.com")
});

#[derive(Clone, Default, PartialEq)]
struct Empty {}

smithereen::structure!(Empty = "Empty" {});

#[derive(Clone, Default, PartialEq)]
struct Input {
    name: Option<String>,
}

smithereen::structure!(Input = "Input" { 0 name => Member::new("name") });

#[derive(Clone, Default, PartialEq)]
struct Missing {
    message: Option<String>,
    resource: Option<String>,
}

smithereen::exception!(Missing = "QueueDoesNotExist" {
    0 message => Member::new("message"),
    1 resource => Member::new("resource"),
});

#[derive(Clone, PartialEq)]
enum Failure {
    Missing(Missing),
    Unknown(String),
}

smithereen::operation_error!(Failure = "Failure" {
    0 Missing => Member::new("QueueDoesNotExist").wire("AWS.SimpleQueueService.NonExistentQueue"),
});

impl Operation for Empty {
    type Output = ();
    type Error = Failure;
    const OPERATION: &'static OperationSchema = &OperationSchema::new(&PLAIN, "List", "POST", "/");
}

impl Operation for Input {
    type Output = Input;
    type Error = Failure;
    const OPERATION: &'static OperationSchema = &OperationSchema::new(&QUERY, "Get", "POST", "/");
}

fn request<O: Operation>(input: &O, service: &Service) -> (String, Vec<(String, String)>, String) {
    let endpoint = (service.endpoint)(&Default::default()).unwrap();
    let request = input.to_http(&endpoint).unwrap();
    let headers =
        request.headers().iter().map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()));
    let mut headers: Vec<_> = headers.collect();
    headers.sort();
    let body = String::from_utf8(request.body().to_vec()).unwrap();
    (format!("{} {}", request.method(), request.uri()), headers, body)
}

#[test]
fn a_request_names_the_operation_in_a_header() {
    let (line, headers, body) = request(&Empty {}, &PLAIN);
    assert_eq!(line, "POST https://plain.example.com/base/");
    assert_eq!(body, "{}");
    let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(
        headers,
        [
            ("accept-encoding", "identity"),
            ("content-length", "2"),
            ("content-type", "application/x-amz-json-1.1"),
            ("x-amz-target", "Plain_20200101.List"),
        ]
    );
}

#[test]
fn a_query_compatible_service_is_asked_for_query_error_codes() {
    let (_, headers, body) = request(&Input { name: Some("n".to_owned()) }, &QUERY);
    assert_eq!(body, r#"{"name":"n"}"#);
    assert!(headers.contains(&("x-amzn-query-mode".to_owned(), "true".to_owned())));
    assert!(headers.contains(&("content-type".to_owned(), "application/x-amz-json-1.0".to_owned())));
}

#[test]
fn an_empty_body_is_an_output_without_members() {
    for body in ["", "{}", "null", r#"{"other":[1]}"#] {
        assert!(Input::parse(Response::new(Bytes::from(body))).unwrap() == Input::default(), "{body}");
    }
    assert!(Empty::parse(Response::new(Bytes::from("anything"))).is_ok());
    assert!(matches!(Input::parse(Response::new(Bytes::from("<a/>"))), Err(Error::Response(_))));
}

/// The code, the message, and the name of the variant.
type Parsed = (Option<String>, Option<String>, &'static str);

fn error<O: Operation<Error = Failure>>(headers: &[(&str, &str)], body: &str) -> Parsed {
    let mut response = Response::builder().status(400);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    let Err(Error::Service(error)) = O::parse(response.body(body.to_owned()).unwrap()).map(drop) else {
        panic!("a status of 400 is an error")
    };
    let variant = match error.error() {
        Failure::Missing(Missing { resource: Some(_), .. }) => "Missing with resource",
        Failure::Missing(_) => "Missing",
        Failure::Unknown(_) => "Unknown",
    };
    (error.code().map(str::to_owned), error.message().map(str::to_owned), variant)
}

#[test]
fn the_code_is_that_of_the_body_then_of_the_header() {
    let header = [("x-amzn-errortype", "FromHeader:http://example.com")];
    let some = |text: &str| Some(text.to_owned());
    for (headers, body, code) in [
        (&header[..], r#"{"__type":"a.b#FromBody","message":"m"}"#, some("FromBody")),
        (&header, r#"{"code":"FromCode"}"#, some("FromCode")),
        (&header, "{}", some("FromHeader")),
        (&header, "<html>", some("FromHeader")),
        (&[], "<html>", None),
        (&[], r#"{"__type":7}"#, None),
    ] {
        assert_eq!(error::<Empty>(headers, body).0, code, "{body}");
    }
}

#[test]
fn a_query_compatible_error_is_found_by_either_name() {
    let header = [("x-amzn-query-error", "AWS.SimpleQueueService.NonExistentQueue;Sender")];
    let query_code = Some("AWS.SimpleQueueService.NonExistentQueue".to_owned());
    let body = r#"{"__type":"com.amazonaws.sqs#QueueDoesNotExist","Message":"m","resource":"r"}"#;
    let message = Some("m".to_owned());
    assert_eq!(error::<Input>(&header, body), (query_code.clone(), message.clone(), "Missing with resource"));
    let shape_name = Some("QueueDoesNotExist".to_owned());
    assert_eq!(error::<Input>(&[], body), (shape_name.clone(), message.clone(), "Missing with resource"));
    assert_eq!(error::<Input>(&header, "{}"), (query_code, None, "Missing"));
    // Three parts are no code.
    let invalid = [("x-amzn-query-error", "A;B;C")];
    assert_eq!(error::<Input>(&invalid, body), (shape_name, message, "Missing with resource"));
    let other = r#"{"__type":"Other"}"#;
    assert_eq!(error::<Input>(&[], other), (Some("Other".to_owned()), None, "Unknown"));
}

#[test]
fn only_query_compatible_services_heed_the_query_error() {
    let header = [("x-amzn-query-error", "AWS.SimpleQueueService.NonExistentQueue;Sender")];
    assert_eq!(error::<Empty>(&header, r#"{"__type":"Other"}"#).0.as_deref(), Some("Other"));
}

#[test]
fn a_target_that_is_no_header_value_is_an_error() {
    static INVALID: AwsJson1_0 = AwsJson1_0::new("a\nb");
    let endpoint = Endpoint::new("https://example.com").unwrap();
    assert!(INVALID.request(Empty::OPERATION, &Empty {}, &endpoint).is_err());
}
