//! Checksums of bodies that are streams.

use super::{Failure, RequestChecksumCalculation};
use http::{Request, Response};
use smithereen::checksum::{Algorithm, HttpChecksum};
use smithereen::client::{Fake, SdkConfig};
use smithereen::protocol::RestXml;
use smithereen::sign::{Credentials, Payload, Signer};
use smithereen::{
    AuthScheme, Body, Bytes, Endpoint, Error, Operation, OperationSchema, Received, Service, StatusCode,
    Timestamp,
};
use std::io::Read;

static STORE: Service = Service::new("Store", &RestXml::new(), |params| {
    Endpoint::new(params.endpoint.unwrap_or("https://store.example.com"))
})
.signing_name("store")
.auth(&[AuthScheme::SigV4])
.signs_as_sent();

#[derive(Default)]
pub(super) struct Get {}

smithereen::structure!(Get = "Get" {});

#[derive(Default)]
pub(super) struct Got {
    pub(super) body: Body,
}

smithereen::structure!(Got = "Got" { 0 body => Member::new("Body").payload() });

impl Operation for Get {
    type Output = Got;
    type Error = Failure;
    const OPERATION: &'static OperationSchema = &OperationSchema::new(&STORE, "Get", "GET", "/")
        .streaming_output()
        .checksum(&HttpChecksum::new().mode_member("Mode").response(&[Algorithm::Crc32]));
}

#[derive(Default)]
struct Put {
    body: Body,
    algorithm: Option<String>,
    length: Option<i64>,
}

smithereen::structure!(Put = "Put" {
    0 body => Member::new("Body").payload(),
    1 algorithm => Member::new("Algorithm").header("x-amz-sdk-checksum-algorithm"),
    2 length => Member::new("Length").header("Content-Length"),
});

impl Operation for Put {
    type Output = ();
    type Error = Failure;
    const OPERATION: &'static OperationSchema = &OperationSchema::new(&STORE, "Put", "PUT", "/")
        .streaming_input()
        .checksum(&HttpChecksum::new().algorithm_member("Algorithm"));
}

/// Returns a stream that can be read once.
fn once(text: &'static str) -> Body {
    Body::from_reader(text.as_bytes())
}

/// Returns a stream that can be read any number of times.
fn repeatable(text: &'static str) -> Body {
    Body::repeatable(Some(text.len() as u64), move || Ok::<_, std::io::Error>(once(text)))
}

fn put(body: Body) -> Put {
    Put { body, ..Put::default() }
}

fn header<'a, B>(request: &'a Request<B>, name: &str) -> &'a str {
    request.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

const ENCODED: &str = "4\r\ngood\r\n0\r\nx-amz-checksum-crc32:bIROkg==\r\n\r\n";

fn assert_trailer<B>(request: &Request<B>) {
    assert_eq!(header(request, "content-encoding"), "aws-chunked");
    assert_eq!(header(request, "x-amz-trailer"), "x-amz-checksum-crc32");
    assert_eq!(header(request, "x-amz-decoded-content-length"), "4");
    assert_eq!(header(request, "content-length"), ENCODED.len().to_string());
    assert_eq!(header(request, "x-amz-content-sha256"), "STREAMING-UNSIGNED-PAYLOAD-TRAILER");
    assert_eq!(header(request, "x-amz-sdk-checksum-algorithm"), "CRC32");
    assert_eq!(header(request, "x-amz-checksum-crc32"), "");
}

#[test]
fn a_stream_is_followed_by_its_checksum() {
    let endpoint = Endpoint::new("https://store.example.com").unwrap();
    for body in [once("good").with_length(4), repeatable("good")] {
        let request = put(body).to_streaming_http(&endpoint).unwrap();
        assert_trailer(&request);
        assert_eq!(request.body().length(), Some(ENCODED.len() as u64));
        let mut body = String::new();
        request.into_body().into_reader().read_to_string(&mut body).unwrap();
        assert_eq!(body, ENCODED);
    }
}

#[test]
fn a_stream_needs_a_length() {
    for endpoint in ["https://store.example.com", "http://store.example.com"] {
        let error = put(once("good")).to_streaming_http(&Endpoint::new(endpoint).unwrap()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "Put: member `Body`: the length of the stream has to be known: state it with `Body::with_length`"
        );
    }
}

#[test]
fn a_stream_that_was_sent_is_not_taken_for_one_without_a_length() {
    let endpoint = Endpoint::new("https://store.example.com").unwrap();
    let input = put(once("good").with_length(4));
    input.to_streaming_http(&endpoint).unwrap();
    let error = input.to_streaming_http(&endpoint).unwrap_err().to_string();
    assert!(error.ends_with("the stream was sent by another request and cannot be read again"), "{error}");
}

#[test]
fn a_member_can_state_the_length_of_a_stream() {
    let endpoint = Endpoint::new("https://store.example.com").unwrap();
    let input = |body: &'static str| Put { length: Some(4), ..put(once(body)) };
    let request = input("good").to_streaming_http(&endpoint).unwrap();
    assert_trailer(&request);
    assert_eq!(request.body().length(), Some(ENCODED.len() as u64));
    let mut reader = input("longer").to_streaming_http(&endpoint).unwrap().into_body().into_reader();
    let error = reader.read_to_string(&mut String::new()).unwrap_err();
    assert!(error.to_string().contains("it is longer than its stated length"), "{error}");
}

#[test]
fn an_unknown_algorithm_leaves_the_stream_to_the_caller() {
    let endpoint = Endpoint::new("https://store.example.com").unwrap();
    let body = once("good").with_length(4);
    let mut input = Put { algorithm: Some("CRC128".to_owned()), ..put(body) };
    let error = input.to_streaming_http(&endpoint).unwrap_err();
    assert!(error.to_string().contains("unknown checksum algorithm"), "{error}");
    input.algorithm = None;
    assert!(input.to_streaming_http(&endpoint).is_ok());
}

#[test]
fn bytes_have_their_checksum_in_a_header() {
    let endpoint = Endpoint::new("https://store.example.com").unwrap();
    let request = put(Body::from("good")).to_streaming_http(&endpoint).unwrap();
    assert_eq!(header(&request, "x-amz-checksum-crc32"), "bIROkg==");
    assert_eq!(header(&request, "content-encoding"), "");
}

/// Returns a fake that fails `times` times.
fn failing(times: usize) -> Fake {
    let count = std::sync::atomic::AtomicUsize::new(0);
    Fake::new(move |_| {
        let is_failing = count.fetch_add(1, std::sync::atomic::Ordering::Relaxed) < times;
        let status = if is_failing { StatusCode::INTERNAL_SERVER_ERROR } else { StatusCode::OK };
        Response::builder().status(status).body(Bytes::new()).unwrap()
    })
}

fn over_http(fake: &Fake) -> SdkConfig {
    fake.config().into_builder().endpoint_url("http://localhost:9000").build()
}

#[test]
fn a_client_sends_streams_unsigned_with_a_trailer_over_https() {
    let fake = failing(0);
    super::call_of(&STORE, &fake.config(), &put(once("good").with_length(4))).unwrap();
    let fake_retried = failing(1);
    super::call_of(&STORE, &fake_retried.config(), &put(repeatable("good"))).unwrap();
    assert_eq!((fake.requests().len(), fake_retried.requests().len()), (1, 2));
    for request in fake.requests().iter().chain(&fake_retried.requests()) {
        assert_trailer(request);
        assert_eq!(request.body().as_ref(), ENCODED.as_bytes());
        let authorization = header(request, "authorization");
        assert!(authorization.contains("x-amz-content-sha256;"), "{authorization}");
        assert!(authorization.contains("x-amz-trailer"), "{authorization}");
    }
}

/// Signs the request of a client again.
fn signed_again(request: &Request<Bytes>) -> String {
    let date = header(request, "x-amz-date");
    let part = |range: std::ops::Range<usize>| &date[range];
    let (day, time) = ([part(0..4), part(4..6), part(6..8)], [part(9..11), part(11..13), part(13..15)]);
    let time = Timestamp::parse(&format!("{}T{}Z", day.join("-"), time.join(":"))).unwrap();
    let mut request = request.clone();
    // The client adds the others after it has signed the request.
    for name in ["authorization", "amz-sdk-invocation-id", "amz-sdk-request"] {
        request.headers_mut().remove(name);
    }
    let config =
        Put::OPERATION.signing(&Endpoint::new("https://store.example.com").unwrap(), "us-east-1").unwrap();
    let config = config.payload(Payload::StreamingUnsignedTrailer);
    let signer = Signer::new(Credentials::new("AKIDEXAMPLE", "an invalid secret"));
    signer.sign(&mut request, &config, time).unwrap();
    header(&request, "authorization").to_owned()
}

#[test]
fn the_signature_covers_the_headers_of_a_trailer() {
    let fake = failing(0);
    super::call_of(&STORE, &fake.config(), &put(once("good").with_length(4))).unwrap();
    let request = &fake.requests()[0];
    assert_eq!(request.headers().get_all("x-amz-content-sha256").iter().count(), 1);
    assert_eq!(header(request, "authorization"), signed_again(request));
}

/// The SHA-256 of `good`, and its CRC32 from the same pass over the stream.
#[test]
fn a_client_signs_streams_over_http() {
    for body in [once("good").with_length(4), repeatable("good")] {
        let fake = failing(0);
        super::call_of(&STORE, &over_http(&fake), &put(body)).unwrap();
        let request = &fake.requests()[0];
        assert_eq!(header(request, "x-amz-checksum-crc32"), "bIROkg==");
        let sha256 = "770e607624d689265ca6c44884d0807d9b054d23c473c106c72be9de08b7376c";
        assert_eq!(header(request, "x-amz-content-sha256"), sha256);
        assert_eq!(header(request, "content-encoding"), "");
        assert_eq!(request.body().as_ref(), b"good");
    }
}

fn response(checksum: &str, body: Body) -> Response<Body> {
    Response::builder().header("x-amz-checksum-crc32", checksum).body(body).unwrap()
}

#[test]
fn a_stream_is_compared_with_its_checksum() {
    for body in [once("good"), once("good").with_length(4)] {
        let Ok(Received::Output(output)) = Get::receive(response("bIROkg==", body)) else { panic!() };
        let mut read = String::new();
        output.body.into_reader().read_to_string(&mut read).unwrap();
        assert_eq!(read, "good");
    }
    for body in [once("good"), once("good").with_length(4)] {
        let Ok(Received::Output(output)) = Get::receive(response("AAAAAA==", body)) else { panic!() };
        let mut read = String::new();
        let error = output.body.into_reader().read_to_string(&mut read).unwrap_err();
        assert!(error.to_string().contains("the CRC32 of the body"), "{error}");
        assert_eq!(read, "");
    }
    let Err(Error::Response(error)) = Get::receive(response("AAAAAA==", Body::from("good"))) else {
        panic!()
    };
    assert!(error.reason().contains("the CRC32 of the body"), "{error}");
}

#[test]
fn a_client_compares_streams_with_their_checksums() {
    let fake = super::responding("AAAAAA==");
    match super::call_of(&STORE, &fake.config(), &Get {}) {
        // The body of a fake is in memory, and is compared at once.
        Err(Error::Response(error)) => assert!(error.reason().contains("CRC32"), "{error}"),
        Err(error) => panic!("{error:?}"),
        Ok(output) => {
            let error = output.body.into_reader().read_to_end(&mut Vec::new()).unwrap_err();
            assert!(error.to_string().contains("CRC32"), "{error}");
        }
    }
    let fake = super::responding("bIROkg==");
    let output = super::call_of(&STORE, &fake.config(), &Get {}).unwrap();
    let mut read = String::new();
    output.body.into_reader().read_to_string(&mut read).unwrap();
    assert_eq!(read, "good");
}

/// With a checksum, bytes over HTTPS need no hash of their own, as of a body that can be a stream.
#[test]
fn bytes_with_a_checksum_are_unsigned_over_https_only() {
    let fake = failing(0);
    let without = fake.config().into_builder();
    let without = without.request_checksum_calculation(RequestChecksumCalculation::WhenRequired).build();
    for config in [&fake.config(), &over_http(&fake), &without] {
        super::call_of(&STORE, config, &put("good".into())).unwrap();
    }
    let sha256 = "770e607624d689265ca6c44884d0807d9b054d23c473c106c72be9de08b7376c";
    let expected = [("UNSIGNED-PAYLOAD", "bIROkg=="), (sha256, "bIROkg=="), (sha256, "")];
    for (request, (hash, checksum)) in fake.requests().iter().zip(expected) {
        assert_eq!(header(request, "x-amz-content-sha256"), hash);
        assert_eq!(header(request, "x-amz-checksum-crc32"), checksum);
        assert_eq!(header(request, "content-encoding"), "");
        assert_eq!(request.body(), "good");
    }
}
