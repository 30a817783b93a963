//! Calls of a client to a fake service: which responses are repeated, and where requests go.

#![cfg(all(feature = "client", feature = "crc32", feature = "xml"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

use http::{Method, Response, StatusCode};
use smithereen::client::{Caller, Fake};
use smithereen::protocol::{AwsJson1_0, RestXml};
use smithereen::{AuthScheme, Bytes, Endpoint, Error, Operation, OperationSchema, Service};
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

static STORE: Service =
    Service::new("Store", &RestXml::new(), |_| Endpoint::new("https://store.example.com"));
static TABLES: Service =
    Service::new("Tables", &AwsJson1_0::new("Tables"), |_| Endpoint::new("https://example.com"))
        .signing_name("tables")
        .auth(&[AuthScheme::SigV4])
        .crc32();

static OBJECTS: Service =
    Service::new("Objects", &RestXml::new(), |_| Endpoint::new("https://bucket.example.com"))
        .signing_name("objects")
        .auth(&[AuthScheme::SigV4])
        .signs_as_sent();

#[derive(Clone, PartialEq)]
enum Failure {
    Unknown(String),
}

smithereen::operation_error!(Failure = "Failure" {});

#[derive(Clone, Default, PartialEq)]
struct Copy {}

smithereen::structure!(Copy = "Copy" {});

impl Operation for Copy {
    type Output = ();
    type Error = Failure;
    const OPERATION: &'static OperationSchema = &OperationSchema::new(&STORE, "Copy", "PUT", "/")
        .override_auth(&[AuthScheme::None])
        .error_in_success();
}

#[derive(Clone, Default, PartialEq)]
struct Get {
    url: Option<String>,
}

smithereen::structure!(Get = "Get" { 0 url => Member::new("url") });

impl Operation for Get {
    type Output = Self;
    type Error = Failure;
    const OPERATION: &'static OperationSchema =
        &OperationSchema::new(&TABLES, "Get", "POST", "/").endpoint_member("url");
}

#[derive(Clone, Default, PartialEq)]
struct Head {
    bucket: Option<String>,
    key: Option<String>,
}

smithereen::structure!(Head = "Head" {
    0 bucket => Member::new("bucket").label("bucket"),
    1 key => Member::new("key").label("key"),
});

impl Operation for Head {
    type Output = ();
    type Error = Failure;
    const OPERATION: &'static OperationSchema = &OperationSchema::new(&OBJECTS, "Head", "HEAD", "/{key+}");
}

/// Runs a call to its end. The fake never waits.
fn call<O: Operation>(
    service: &'static Service,
    fake: &Fake,
    input: &O,
) -> Result<O::Output, Error<O::Error>> {
    run(Caller::new(service, &fake.config()).call(input))
}

fn run<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(result) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return result;
        }
    }
}

#[test]
fn an_error_with_a_status_of_success_is_repeated() {
    for code in ["InternalError", "Other"] {
        let fake = Fake::responding(StatusCode::OK, format!("<Error><Code>{code}</Code></Error>"));
        let Err(Error::Service(error)) = call(&STORE, &fake, &Copy {}) else { panic!("{code} is an error") };
        assert_eq!((error.code(), error.status()), (Some(code), StatusCode::OK));
        assert_eq!(fake.requests().len(), 3);
    }
}

#[test]
fn a_success_is_not_repeated() {
    let fake = Fake::responding(StatusCode::OK, "<CopyResult/>");
    assert!(call(&STORE, &fake, &Copy {}).is_ok());
    assert_eq!(fake.requests().len(), 1);
}

/// Returns a fake that responds with this body and the checksum of `{}`.
fn with_checksum(body: &'static str, status: StatusCode) -> Fake {
    Fake::new(move |_| {
        let response = Response::builder().status(status).header("x-amz-crc32", "2745614147");
        response.body(Bytes::from_static(body.as_bytes())).unwrap()
    })
}

#[test]
fn a_response_with_another_checksum_is_repeated_and_an_error() {
    for status in [StatusCode::OK, StatusCode::BAD_REQUEST] {
        let fake = with_checksum("{ }", status);
        let Err(Error::Response(error)) = call(&TABLES, &fake, &Get::default()) else { panic!("{status}") };
        assert_eq!(error.reason(), "the CRC32 of the body is not that of the header `x-amz-crc32`");
        assert_eq!((error.status(), fake.requests().len()), (status, 3));
    }
}

#[test]
fn a_response_with_its_checksum_is_read() {
    let fake = with_checksum("{}", StatusCode::OK);
    assert!(call(&TABLES, &fake, &Get::default()).is_ok());
    let fake = with_checksum("{}", StatusCode::BAD_REQUEST);
    assert!(matches!(call(&TABLES, &fake, &Get::default()), Err(Error::Service(_))));
    assert_eq!(fake.requests().len(), 1);
}

#[test]
fn the_signature_is_the_same_at_the_endpoint_of_a_member() {
    let fake = Fake::responding(StatusCode::OK, "{}");
    let input = Get { url: Some("https://realtime.example.net/".to_owned()) };
    assert!(call(&TABLES, &fake, &input).is_ok());
    let requests = fake.requests();
    assert_eq!(requests[0].uri(), "https://realtime.example.net/");
    let signature = requests[0].headers()["authorization"].to_str().unwrap();
    assert!(signature.contains("/us-east-1/tables/aws4_request"), "{signature}");
    assert!(signature.contains("host;"), "{signature}");
}

#[test]
fn a_signature_of_the_path_as_it_is_sent_comes_with_the_hash_of_the_body() {
    let fake = Fake::responding(StatusCode::OK, "");
    let input = Head { bucket: Some("bucket".to_owned()), key: Some("a//b c".to_owned()) };
    assert!(call(&OBJECTS, &fake, &input).is_ok());
    let requests = fake.requests();
    assert_eq!(
        requests[0].uri(),
        "https://bucket.example.com/a//b%20c",
        "a label of the endpoint is not in the path"
    );
    let hash = &requests[0].headers()["x-amz-content-sha256"];
    assert_eq!(hash, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    let signature = requests[0].headers()["authorization"].to_str().unwrap();
    assert!(signature.contains("x-amz-content-sha256"), "{signature}");
}

#[test]
fn a_request_is_presigned_with_the_configuration_of_the_client() {
    let fake = Fake::disconnecting();
    let caller = Caller::new(&OBJECTS, &fake.config());
    let input = Head { bucket: Some("bucket".to_owned()), key: Some("a//b c".to_owned()) };
    let presigned = run(caller.presign(&input, Duration::from_secs(60))).unwrap();
    let url = presigned.url();
    assert!(
        url.starts_with("https://bucket.example.com/a//b%20c?X-Amz-Algorithm=AWS4-HMAC-SHA256&"),
        "{url}"
    );
    assert!(url.contains("X-Amz-Credential=AKIDEXAMPLE%2F"), "{url}");
    assert!(url.contains("%2Fus-east-1%2Fobjects%2Faws4_request&"), "{url}");
    assert!(url.contains("&X-Amz-Expires=60&X-Amz-SignedHeaders=host&"), "{url}");
    assert_eq!(*presigned.method(), Method::HEAD);
    let presigned = run(caller.presign_with_method(&input, Duration::from_secs(60), Method::GET)).unwrap();
    assert_eq!(*presigned.method(), Method::GET);
    assert!(fake.requests().is_empty());
}

#[test]
fn a_request_that_cannot_be_presigned_is_an_error() {
    let config = Fake::disconnecting().config();
    let hour = Duration::from_secs(3600);
    let input = Head { bucket: Some("bucket".to_owned()), key: Some("k".to_owned()) };
    let week = run(Caller::new(&OBJECTS, &config).presign(&input, hour * 169)).unwrap_err();
    assert_eq!(week.to_string(), "Head: a presigned request expires after at most 604800 seconds (a week)");
    let public = run(Caller::new(&STORE, &config).presign(&Copy {}, hour)).unwrap_err();
    assert_eq!(public.to_string(), "Copy: the operation is not authenticated with a signature");
    let nowhere = config.clone().into_builder().region(None).build();
    let nowhere = run(Caller::new(&OBJECTS, &nowhere).presign(&input, hour)).unwrap_err();
    assert_eq!(nowhere.to_string(), "Head: there is no region to sign for");
    let mut nobody = config.into_builder();
    nobody.set_credentials_provider(None);
    let nobody = run(Caller::new(&OBJECTS, &nobody.build()).presign(&input, hour)).unwrap_err();
    assert_eq!(nobody.to_string(), "no credentials available: the configuration has no credentials provider");
}
