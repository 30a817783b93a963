//! Checksums of calls of a client to a fake service.

#![cfg(all(feature = "client", feature = "checksum", feature = "xml"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

use aws_smithy_types::checksum_config::{RequestChecksumCalculation, ResponseChecksumValidation};
use http::Response;
use smithereen::checksum::{Algorithm, HttpChecksum};
use smithereen::client::{Caller, Fake, SdkConfig};
use smithereen::protocol::RestXml;
use smithereen::{AuthScheme, Bytes, Endpoint, Error, Operation, OperationSchema, Service};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

static STORE: Service =
    Service::new("Store", &RestXml::new(), |_| Endpoint::new("https://store.example.com"))
        .auth(&[AuthScheme::None]);

#[derive(Clone, PartialEq)]
enum Failure {
    Unknown(String),
}

smithereen::operation_error!(Failure = "Failure" {});

#[derive(Clone, Default, PartialEq)]
struct Get {
    mode: Option<String>,
}

smithereen::structure!(Get = "Get" { 0 mode => Member::new("Mode").header("x-amz-checksum-mode") });

#[derive(Clone, Default, PartialEq)]
struct Got {
    body: Option<Bytes>,
}

smithereen::structure!(Got = "Got" { 0 body => Member::new("Body").payload() });

impl Operation for Get {
    type Output = Got;
    type Error = Failure;
    const OPERATION: &'static OperationSchema = &OperationSchema::new(&STORE, "Get", "GET", "/")
        .checksum(&HttpChecksum::new().mode_member("Mode").response(&[Algorithm::Crc32, Algorithm::Sha256]));
}

#[derive(Clone, Default, PartialEq)]
struct Put {
    body: Option<Bytes>,
    algorithm: Option<String>,
}

smithereen::structure!(Put = "Put" {
    0 body => Member::new("Body").payload(),
    1 algorithm => Member::new("Algorithm").header("x-amz-sdk-checksum-algorithm"),
});

impl Operation for Put {
    type Output = ();
    type Error = Failure;
    const OPERATION: &'static OperationSchema = &OperationSchema::new(&STORE, "Put", "PUT", "/")
        .checksum(&HttpChecksum::new().algorithm_member("Algorithm"));
}

fn call<O: Operation>(config: &SdkConfig, input: &O) -> Result<O::Output, Error<O::Error>> {
    call_of(&STORE, config, input)
}

fn call_of<O: Operation>(
    service: &'static Service,
    config: &SdkConfig,
    input: &O,
) -> Result<O::Output, Error<O::Error>> {
    let mut call = pin!(Caller::new(service, config).call(input));
    loop {
        if let Poll::Ready(result) = call.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return result;
        }
    }
}

/// Returns a fake that responds with the body `good` and a checksum.
fn responding(checksum: &'static str) -> Fake {
    Fake::new(move |_| {
        Response::builder().header("x-amz-checksum-crc32", checksum).body(Bytes::from("good")).unwrap()
    })
}

#[test]
fn a_response_with_another_checksum_is_repeated_and_an_error() {
    let fake = responding("AAAAAA==");
    let Err(Error::Response(error)) = call(&fake.config(), &Get::default()) else { panic!() };
    assert_eq!(error.reason(), "the CRC32 of the body is not that of the header `x-amz-checksum-crc32`");
    assert_eq!(fake.requests().len(), 3);
    assert_eq!(fake.requests()[0].headers()["x-amz-checksum-mode"], "ENABLED");
    let fake = responding("bIROkg==");
    assert_eq!(call(&fake.config(), &Get::default()).unwrap().body.unwrap(), "good");
    assert_eq!(fake.requests().len(), 1);
}

/// S3 sends the composite checksum of an object without its number of parts if a range is the whole object.
#[test]
fn a_composite_checksum_of_a_range_that_is_the_whole_object_is_not_compared() {
    for (kind, range, is_compared) in [
        ("COMPOSITE", Some("bytes 0-3/4"), false),
        ("FULL_OBJECT", Some("bytes 0-3/4"), true),
        // The checksum of a part.
        ("COMPOSITE", Some("bytes 0-3/8"), true),
        ("COMPOSITE", Some("bytes 4-7/8"), true),
        ("COMPOSITE", Some("bytes 0-18446744073709551615/0"), true),
        ("COMPOSITE", None, true),
    ] {
        let response = Response::builder().status(206).header("x-amz-checksum-crc32", "AAAAAA==");
        let response = response.header("x-amz-checksum-type", kind);
        let response = match range {
            Some(range) => response.header("content-range", range),
            None => response,
        };
        let parsed = Get::parse(response.body("good").unwrap());
        assert_eq!(matches!(parsed, Err(Error::Response(_))), is_compared, "{kind} {range:?}");
    }
}

#[test]
fn a_response_is_not_checked_unless_it_was_asked_for_under_when_required() {
    let fake = responding("AAAAAA==");
    let builder = fake.config().into_builder();
    let config = builder.response_checksum_validation(ResponseChecksumValidation::WhenRequired).build();
    assert_eq!(call(&config, &Get::default()).unwrap().body.unwrap(), "good");
    assert!(!fake.requests()[0].headers().contains_key("x-amz-checksum-mode"));
    let asked = Get { mode: Some("ENABLED".to_owned()) };
    assert!(matches!(call(&config, &asked), Err(Error::Response(_))));
}

#[test]
fn a_request_has_no_checksum_unless_one_is_selected_under_when_required() {
    let fake = responding("AAAAAA==");
    let put = Put { body: Some(Bytes::from("good")), algorithm: None };
    call(&fake.config(), &put).unwrap();
    assert_eq!(fake.requests()[0].headers()["x-amz-checksum-crc32"], "bIROkg==");
    assert_eq!(fake.requests()[0].headers()["x-amz-sdk-checksum-algorithm"], "CRC32");
    let builder = fake.config().into_builder();
    let config = builder.request_checksum_calculation(RequestChecksumCalculation::WhenRequired).build();
    call(&config, &put).unwrap();
    let sent = &fake.requests()[1];
    assert!(sent.headers().keys().all(|name| !name.as_str().contains("checksum")), "{sent:?}");
    call(&config, &Put { algorithm: Some("sha1".to_owned()), ..put }).unwrap();
    assert_eq!(fake.requests()[2].headers()["x-amz-checksum-sha1"], Algorithm::Sha1.base64(b"good"));
}

#[cfg(feature = "stream")]
#[path = "client_checksums/streams.rs"]
mod streams;
#[cfg(feature = "stream")]
#[path = "client_checksums/trailers.rs"]
mod trailers;
