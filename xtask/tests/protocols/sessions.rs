//! Directory buckets, whose requests are signed with the credentials of a session, against a server that verifies signatures.

use crate::loopback::sigv4::{self, Account};
use crate::loopback::{CannedResponse, RecordedRequest, Server, chunked};
use crate::support::{IOT, config, transport};
use aws::s3::{Client, GetObjectInput, ListObjectsV2Input, PutObjectInput};
use smithereen::schema::TimestampFormat;
use smithereen::{Body, Error, Timestamp, TransportKind};
use std::error::Error as StdError;
use std::time::{Duration, SystemTime};

const BUCKET: &str = "bucket--euw1-az1--x-s3";
/// The client's own credentials, and those of a session.
const OWN: Account = Account { service: "s3express", escaped_twice: false, ..IOT };
const SESSION: Account = Account { key: "AKIDSESSION", secret: "session/secret", ..OWN };

/// Checks the signature of a request: that of a session has its token in a header of its own.
fn check(request: &RecordedRequest) -> Result<(), String> {
    let is_create = request.query() == "session";
    let token = request.header("x-amz-s3session-token");
    match (is_create, token) {
        (true, None) => sigv4::check(request, &OWN),
        (false, Some("session/token==")) => {
            let authorization = request.header("authorization").unwrap_or_default();
            assert!(authorization.contains("x-amz-s3session-token"), "{authorization}");
            sigv4::check(request, &SESSION)
        }
        (_, token) => Err(format!("another token: {token:?}")),
    }
}

/// Returns a session that expires after some seconds.
fn session(seconds: u64) -> CannedResponse {
    let expires = Timestamp::from(SystemTime::now() + Duration::from_secs(seconds));
    let expires = expires.format(TimestampFormat::DateTime);
    CannedResponse::new(
        200,
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<CreateSessionResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\
             <Credentials><SessionToken>session/token==</SessionToken><SecretAccessKey>session/secret</SecretAccessKey>\
             <AccessKeyId>AKIDSESSION</AccessKeyId><Expiration>{expires}</Expiration></Credentials></CreateSessionResult>"
        ),
    )
}

/// Starts a server whose sessions last so long, one after the other; the last counts for all that follow.
fn start(lifetimes: &'static [u64]) -> (Server, Client) {
    let mut created = 0;
    let server = Server::serving(Account::ANYBODY, move |_, request| {
        check(request).unwrap();
        if request.query() != "session" {
            return CannedResponse::new(200, "");
        }
        created += 1;
        session(lifetimes[(created - 1).min(lifetimes.len() - 1)])
    });
    let client = Client::new(&config().endpoint_url(server.url()).build());
    (server, client)
}

fn put() -> PutObjectInput {
    PutObjectInput::new(BUCKET, "a/b").body("text")
}

/// Returns the method and the target of each request.
fn targets(server: &Server) -> Vec<String> {
    server.requests().iter().map(|request| format!("{} {}", request.method, request.target)).collect()
}

const CREATE: &str = "GET /bucket--euw1-az1--x-s3/?session";
const PUT: &str = "PUT /bucket--euw1-az1--x-s3/a/b";

#[tokio::test]
async fn calls_share_a_session_and_have_a_crc32() {
    let (server, client) = start(&[300]);
    client.put_object(&put()).await.unwrap();
    client.put_object(&put()).await.unwrap();
    client.list_objects_v2(&ListObjectsV2Input::new(BUCKET)).await.unwrap();
    let list = "GET /bucket--euw1-az1--x-s3/?list-type=2&encoding-type=url";
    assert_eq!(targets(&server), [CREATE, PUT, PUT, list]);
    let puts = server.requests();
    assert_eq!(puts[1].header("x-amz-checksum-crc32"), Some("O4unxw=="));
    assert!(puts.iter().all(|request| request.header("content-md5").is_none()));
    // The default of the service: reading and writing.
    assert_eq!(puts[0].header("x-amz-create-session-mode"), None);
}

#[tokio::test]
async fn a_session_is_replaced_before_it_expires() {
    let (server, client) = start(&[30, 300]);
    for _ in 0..3 {
        client.put_object(&put()).await.unwrap();
    }
    assert_eq!(targets(&server), [CREATE, PUT, CREATE, PUT, PUT]);
}

#[tokio::test]
async fn concurrent_first_calls_create_one_session() {
    let (server, client) = start(&[300]);
    let calls: Vec<_> = (0..8)
        .map(|_| {
            let call = client.put_object(&put());
            tokio::spawn(async move { call.await.map(drop) })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(targets(&server).iter().filter(|target| *target == CREATE).count(), 1);
    assert_eq!(server.requests().len(), 9);
}

#[tokio::test]
async fn a_session_that_is_refused_is_the_source_of_the_error() {
    let server = Server::scripted(OWN, |_| {
        CannedResponse::new(404, "<Error><Code>NoSuchBucket</Code><Message>no bucket</Message></Error>")
    });
    let client = Client::new(&config().endpoint_url(server.url()).build());
    let error = transport(client.put_object(&put()).await.map(drop));
    assert_eq!(error.kind(), TransportKind::Credentials);
    let session = error.source().unwrap().source().unwrap().downcast_ref::<Error<()>>().unwrap();
    assert_eq!((session.code(), session.message()), (Some("NoSuchBucket"), Some("no bucket")));
    assert!(
        error
            .to_string()
            .contains("`CreateSession`, which returns the credentials of a session, failed: NoSuchBucket"),
        "{error}"
    );
    assert_eq!(targets(&server), [CREATE]);
}

#[tokio::test]
async fn the_chunks_of_a_stream_are_signed_with_the_session() {
    let (server, client) = start(&[300]);
    let content = vec![7; 100_000];
    let body = Body::from_reader(std::io::Cursor::new(content.clone())).with_length(100_000);
    client.put_object(&PutObjectInput::new(BUCKET, "a/b").body(body)).await.unwrap();
    assert_eq!(targets(&server), [CREATE, PUT]);
    let mut request = server.requests().pop().unwrap();
    assert_eq!(request.header("x-amz-content-sha256"), Some("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"));
    chunked::decode(&mut request, &SESSION).unwrap();
    assert!(request.body == content);
}

#[tokio::test]
async fn a_link_has_the_token_of_a_session() {
    let (server, client) = start(&[300]);
    let input = GetObjectInput::new(BUCKET, "a/b");
    for _ in 0..2 {
        let presigned = client.caller().presign(&input, Duration::from_secs(60)).await.unwrap();
        let query = "&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-S3session-Token=session%2Ftoken%3D%3D&X-Amz-Signature=";
        assert!(presigned.url().contains(query), "{}", presigned.url());
        assert!(
            presigned.url().contains("?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDSESSION%2F")
        );
    }
    assert_eq!(targets(&server), [CREATE]);
}

#[tokio::test]
async fn sessions_can_be_disabled() {
    let server = Server::serving(OWN, |_, request| {
        assert_eq!(request.header("x-amz-s3session-token"), None);
        CannedResponse::new(200, "")
    });
    let client = Client::new(&config().endpoint_url(server.url()).build());
    client.endpoint_param("DisableS3ExpressSessionAuth", true).put_object(&put()).await.unwrap();
    assert_eq!(targets(&server), [PUT]);
    assert_eq!(server.requests()[0].fault, None);
}
