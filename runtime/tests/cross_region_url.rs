//! Copies between regions. The URLs were computed by botocore for the same calls, time and credentials.

#![cfg(all(feature = "client", feature = "query"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use aws_credential_types::Credentials;
use aws_smithy_async::time::TimeSource;
use smithereen::client::{Caller, Fake};
use smithereen::endpoint::Params;
use smithereen::protocol::{AwsQuery, Ec2Query};
use smithereen::{
    AuthScheme, Endpoint, EndpointError, Error, Operation, OperationSchema, Service, StatusCode,
};
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime};

/// The endpoint of a service in a region, as endpoint rules resolve it.
fn endpoint(service: &str, params: &Params<'_>) -> Result<Endpoint, EndpointError> {
    match (params.endpoint, params.region) {
        (Some(url), _) => Endpoint::new(url),
        (None, Some(region)) => Endpoint::new(&format!("https://{service}.{region}.amazonaws.com")),
        (None, None) => Err(EndpointError::new("the region is missing")),
    }
}

static RDS: Service = Service::new("RDS", &AwsQuery, |params| endpoint("rds", params))
    .signing_name("rds")
    .version("2014-10-31")
    .auth(&[AuthScheme::SigV4]);
static EC2: Service = Service::new("EC2", &Ec2Query, |params| endpoint("ec2", params))
    .signing_name("ec2")
    .version("2016-11-15")
    .auth(&[AuthScheme::SigV4]);

#[derive(Clone, PartialEq)]
enum Failure {
    Unknown(String),
}

smithereen::operation_error!(Failure = "Failure" {});

#[derive(Clone, Default, PartialEq)]
struct CopyDbSnapshot {
    source: Option<String>,
    target: Option<String>,
    url: Option<String>,
    source_region: Option<String>,
}

smithereen::structure!(CopyDbSnapshot = "CopyDBSnapshotMessage" {
    0 source => Member::new("SourceDBSnapshotIdentifier"),
    1 target => Member::new("TargetDBSnapshotIdentifier"),
    2 url => Member::new("PreSignedUrl").sensitive(),
    3 source_region => Member::new("SourceRegion"),
});

impl Operation for CopyDbSnapshot {
    type Output = ();
    type Error = Failure;
    const OPERATION: &'static OperationSchema = &OperationSchema::new(&RDS, "CopyDBSnapshot", "POST", "/")
        .cross_region_url("SourceRegion", "PreSignedUrl", "DestinationRegion");
}

#[derive(Clone, Default, PartialEq)]
struct CopySnapshot {
    description: Option<String>,
    destination: Option<String>,
    encrypted: Option<bool>,
    url: Option<String>,
    source_region: Option<String>,
    id: Option<String>,
}

smithereen::structure!(CopySnapshot = "CopySnapshotRequest" {
    0 description => Member::new("Description"),
    1 destination => Member::new("DestinationRegion").wire("destinationRegion"),
    2 encrypted => Member::new("Encrypted").wire("encrypted"),
    3 url => Member::new("PresignedUrl").wire("presignedUrl").sensitive(),
    4 source_region => Member::new("SourceRegion"),
    5 id => Member::new("SourceSnapshotId"),
});

impl Operation for CopySnapshot {
    type Output = ();
    type Error = Failure;
    const OPERATION: &'static OperationSchema = &OperationSchema::new(&EC2, "CopySnapshot", "POST", "/")
        .cross_region_url("SourceRegion", "PresignedUrl", "DestinationRegion");
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn copy_db_snapshot() -> CopyDbSnapshot {
    CopyDbSnapshot {
        source: text("arn:aws:rds:eu-west-1:123456789012:snapshot:a b"),
        target: text("copy"),
        url: None,
        source_region: text("eu-west-1"),
    }
}

fn copy_snapshot() -> CopySnapshot {
    CopySnapshot { source_region: text("eu-west-1"), id: text("snap-1"), ..CopySnapshot::default() }
}

/// 2015-08-30T12:36:00Z, always.
#[derive(Debug)]
struct Fixed;

impl TimeSource for Fixed {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_440_938_160)
    }
}

/// Returns a fake, and a caller of it with the region `us-east-1`.
fn client(service: &'static Service) -> (Fake, Caller) {
    let fake = Fake::responding(StatusCode::OK, "<Response/>");
    let config = fake.config().into_builder().time_source(Fixed).build();
    let caller = Caller::new(service, &config);
    (fake, caller)
}

fn run<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(result) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return result;
        }
    }
}

/// Returns the input of the only request, with the URI of its request. `Content-Length` is that of the body.
fn sent<O: Operation + Clone + 'static>(fake: &Fake) -> (O, String) {
    let [request] = fake.requests().try_into().unwrap();
    let length = request.headers().get("content-length").unwrap().to_str().unwrap();
    assert_eq!(length, request.body().len().to_string());
    let [input] = fake.inputs::<O>().unwrap().try_into().ok().unwrap();
    (input, request.uri().to_string())
}

#[test]
fn the_source_is_replaced_by_a_presigned_url() {
    let (fake, caller) = client(&RDS);
    run(caller.call(&copy_db_snapshot())).unwrap();
    let (input, uri) = sent::<CopyDbSnapshot>(&fake);
    assert_eq!(uri, "https://rds.us-east-1.amazonaws.com/");
    assert_eq!((input.source_region, input.source), (None, copy_db_snapshot().source));
    assert_eq!(
        input.url.unwrap(),
        "https://rds.eu-west-1.amazonaws.com/?Action=CopyDBSnapshot&Version=2014-10-31\
         &SourceDBSnapshotIdentifier=arn%3Aaws%3Ards%3Aeu-west-1%3A123456789012%3Asnapshot%3Aa%20b\
         &TargetDBSnapshotIdentifier=copy&DestinationRegion=us-east-1&X-Amz-Algorithm=AWS4-HMAC-SHA256\
         &X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Feu-west-1%2Frds%2Faws4_request&X-Amz-Date=20150830T123600Z\
         &X-Amz-Expires=3600&X-Amz-SignedHeaders=host\
         &X-Amz-Signature=a23ca8136450f8dbf04aaf9e12d0945cf3afff7878d44f58ec1a9e150b485999"
    );
    let body = String::from_utf8(fake.requests().remove(0).into_body().to_vec()).unwrap();
    assert!(!body.contains("&SourceRegion=") && !body.contains("&DestinationRegion="), "{body}");
}

#[test]
fn an_input_with_a_member_for_the_destination_has_both_regions() {
    let (fake, caller) = client(&EC2);
    let input = CopySnapshot { description: text("a+b c"), encrypted: Some(true), ..copy_snapshot() };
    run(caller.call(&input)).unwrap();
    let (sent, _) = sent::<CopySnapshot>(&fake);
    assert_eq!((sent.source_region, sent.destination), (text("eu-west-1"), text("us-east-1")));
    assert_eq!(
        sent.url.unwrap(),
        "https://ec2.eu-west-1.amazonaws.com/?Action=CopySnapshot&Version=2016-11-15&Description=a%2Bb%20c\
         &Encrypted=true&SourceRegion=eu-west-1&SourceSnapshotId=snap-1&DestinationRegion=us-east-1\
         &X-Amz-Algorithm=AWS4-HMAC-SHA256\
         &X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Feu-west-1%2Fec2%2Faws4_request&X-Amz-Date=20150830T123600Z\
         &X-Amz-Expires=3600&X-Amz-SignedHeaders=host\
         &X-Amz-Signature=63a9592acd15679015b60af3343e56d5e0ebe284d3fc193247e057a6ffbe5ba1"
    );
}

#[test]
fn the_destination_of_the_caller_is_kept() {
    let (fake, caller) = client(&EC2);
    run(caller.call(&CopySnapshot { destination: text("us-west-2"), ..copy_snapshot() })).unwrap();
    let (sent, _) = sent::<CopySnapshot>(&fake);
    assert_eq!(sent.destination, text("us-west-2"));
    let url = sent.url.unwrap();
    assert_eq!(url.matches("DestinationRegion=").count(), 1, "{url}");
    assert!(url.contains("&DestinationRegion=us-west-2&"), "{url}");
}

#[test]
fn the_endpoint_url_of_the_client_and_its_session_token_are_used() {
    let (fake, caller) = client(&RDS);
    let credentials = Credentials::new("AKIDEXAMPLE", "an invalid secret", text("a/token"), None, "test");
    let caller = caller.with_endpoint_url("https://db.example.com");
    let input = CopyDbSnapshot { source: text("s"), ..copy_db_snapshot() };
    // The credentials of a call sign both requests.
    run(caller.call(&input).credentials(credentials)).unwrap();
    let (input, uri) = sent::<CopyDbSnapshot>(&fake);
    assert_eq!(uri, "https://db.example.com/");
    assert_eq!(
        input.url.unwrap(),
        "https://db.example.com/?Action=CopyDBSnapshot&Version=2014-10-31&SourceDBSnapshotIdentifier=s\
         &TargetDBSnapshotIdentifier=copy&DestinationRegion=us-east-1&X-Amz-Algorithm=AWS4-HMAC-SHA256\
         &X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Feu-west-1%2Frds%2Faws4_request&X-Amz-Date=20150830T123600Z\
         &X-Amz-Expires=3600&X-Amz-SignedHeaders=host&X-Amz-Security-Token=a%2Ftoken\
         &X-Amz-Signature=4939d9776c2b08fcb44234ff0247574250f94e165d2444f10858a050aebd998a"
    );
}

#[test]
fn a_url_of_the_caller_is_sent_and_no_source_needs_none() {
    for (url, source_region) in [(text("https://example.com/own"), text("eu-west-1")), (None, None)] {
        let (fake, caller) = client(&RDS);
        let input = CopyDbSnapshot { url: url.clone(), source_region, ..copy_db_snapshot() };
        run(caller.call(&input)).unwrap();
        let (sent, _) = sent::<CopyDbSnapshot>(&fake);
        assert_eq!((sent.url, sent.source_region), (url, None));
    }
    let (fake, caller) = client(&EC2);
    run(caller.call(&CopySnapshot { url: text("https://example.com/own"), ..copy_snapshot() })).unwrap();
    let (sent, _) = sent::<CopySnapshot>(&fake);
    let expected = CopySnapshot { url: text("https://example.com/own"), ..copy_snapshot() };
    assert!(sent == expected, "nothing is added");
}

#[test]
fn a_request_without_a_client_has_no_source() {
    let endpoint = Endpoint::new("https://rds.us-east-1.amazonaws.com").unwrap();
    let request = copy_db_snapshot().to_http(&endpoint).unwrap();
    let body = String::from_utf8(request.body().to_vec()).unwrap();
    assert!(body.ends_with("&TargetDBSnapshotIdentifier=copy"), "{body}");
}

#[test]
fn a_source_that_is_no_region_and_a_client_without_region_are_errors() {
    let error = |caller: &Caller, input: &CopyDbSnapshot| match run(caller.call(input)) {
        Err(Error::Build(error)) => (error.member().to_owned(), error.reason().to_owned()),
        other => panic!("{other:?}"),
    };
    let (fake, caller) = client(&RDS);
    for source in ["", "a.example/", "eu west", "eu-west-1@a.example", "é"] {
        let input = CopyDbSnapshot { source_region: text(source), ..copy_db_snapshot() };
        let expected = ("SourceRegion".to_owned(), "expected the name of a region".to_owned());
        assert_eq!(error(&caller, &input), expected, "{source}");
    }
    let mut config = fake.config().into_builder();
    config.set_region(None);
    let caller = Caller::new(&RDS, &config.build());
    assert!(error(&caller, &copy_db_snapshot()).1.contains("the region is missing"));
    let (member, reason) = error(&caller.with_endpoint_url("https://db.example.com"), &copy_db_snapshot());
    assert_eq!(member, "SourceRegion");
    assert!(reason.contains("names the region of the client, which has none"), "{reason}");
    assert!(fake.requests().is_empty());
}

#[cfg(feature = "record")]
#[test]
fn a_recording_has_no_url() {
    use smithereen::client::Recorder;
    let (fake, _) = client(&RDS);
    let recorder = Recorder::new(fake.clone()).operation::<CopyDbSnapshot>();
    let caller = Caller::new(&RDS, &fake.config().into_builder().http_client(recorder.clone()).build());
    run(caller.call(&copy_db_snapshot())).unwrap();
    let text = recorder.recording().to_string();
    assert!(text.contains("TargetDBSnapshotIdentifier"), "{text}");
    assert!(!text.contains("X-Amz-Signature") && !text.contains("AKIDEXAMPLE"), "{text}");
}
