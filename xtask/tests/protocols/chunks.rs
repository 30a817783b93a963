//! Streams over HTTP to S3: each chunk has a signature, which the server verifies, as well as that of the checksum after them.

use crate::loopback::sigv4::Account;
use crate::loopback::{CannedResponse, RecordedRequest, Server};
use crate::support::{IOT, config, provider};
use aws::s3::{ChecksumAlgorithm, Client, PutObjectInput};
use smithereen::Body;
use smithereen::checksum::{Algorithm, Hasher};
use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

const S3: Account = Account { service: "s3", escaped_twice: false, ..IOT };

fn content(length: usize) -> Vec<u8> {
    (0..length).map(|index| (index % 251) as u8).collect()
}

fn start(script: impl FnMut(usize, &RecordedRequest) -> CannedResponse + Send + 'static) -> (Server, Client) {
    let server = Server::serving(S3, script);
    let client = Client::new(&config().endpoint_url(server.url()).build());
    (server, client)
}

/// A body that can be read again.
fn again(content: Vec<u8>) -> Body {
    let length = Some(content.len() as u64);
    Body::repeatable(length, move || Ok::<_, std::convert::Infallible>(Body::from(content.clone())))
}

#[track_caller]
fn assert_put(request: &RecordedRequest, content: &[u8], algorithm: Algorithm) {
    assert_eq!(request.fault, None);
    assert!(request.body == content, "{} bytes", request.body.len());
    let hash = request.header("x-amz-content-sha256");
    assert_eq!(hash, Some("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"));
    let mut hasher = Hasher::new(algorithm);
    hasher.update(content);
    assert_eq!(request.header(algorithm.header()), Some(hasher.base64().as_str()));
}

#[tokio::test]
async fn streams_of_any_length_have_signed_chunks() {
    for length in [0, 1, 65_535, 65_536, 65_537, 300_000] {
        let content = content(length);
        let (server, client) = start(|_, _| CannedResponse::new(200, ""));
        let once = Body::from_reader(std::io::Cursor::new(content.clone())).with_length(length as u64);
        client.put_object(&PutObjectInput::new("bucket", "a b").body(once)).await.unwrap();
        let input = PutObjectInput::new("bucket", "a b").body(again(content.clone()));
        let input = input.checksum_algorithm(ChecksumAlgorithm::Sha256);
        client.put_object(&input).await.unwrap();
        let requests = server.requests();
        assert_put(&requests[0], &content, Algorithm::Crc32);
        assert_put(&requests[1], &content, Algorithm::Sha256);
    }
}

#[tokio::test]
async fn a_stream_without_a_checksum_has_signed_chunks() {
    let server = Server::serving(S3, |_, _| CannedResponse::new(200, ""));
    let config = config().endpoint_url(server.url());
    let required = aws_smithy_types::checksum_config::RequestChecksumCalculation::WhenRequired;
    let client = Client::new(&config.request_checksum_calculation(required).build());
    client.put_object(&PutObjectInput::new("bucket", "k").body(again(content(100_000)))).await.unwrap();
    let request = server.only();
    assert!(request.body == content(100_000));
    assert_eq!(request.header("x-amz-content-sha256"), Some("STREAMING-AWS4-HMAC-SHA256-PAYLOAD"));
    assert_eq!(request.header("x-amz-trailer"), None);
}

#[tokio::test]
async fn a_repeated_request_has_new_signatures() {
    let (server, client) = start(|index, _| CannedResponse::new(if index == 0 { 503 } else { 200 }, ""));
    client.put_object(&PutObjectInput::new("bucket", "k").body(again(content(200_000)))).await.unwrap();
    let attempts = server.attempts(2);
    attempts.iter().for_each(|attempt| assert_put(attempt, &content(200_000), Algorithm::Crc32));
}

#[tokio::test]
async fn chunks_are_signed_with_temporary_credentials() {
    let server = Server::serving(Account { token: Some("tok"), ..S3 }, |_, _| CannedResponse::new(200, ""));
    let config = config().credentials_provider(provider(Some("tok"))).endpoint_url(server.url());
    let input = PutObjectInput::new("bucket", "k").body(again(content(70_000)));
    Client::new(&config.build()).put_object(&input).await.unwrap();
    assert_put(&server.only(), &content(70_000), Algorithm::Crc32);
}

/// As over HTTPS. S3 needs `Content-Length` or `x-amz-decoded-content-length`.
#[tokio::test]
async fn a_stream_of_unknown_length_is_an_error_before_anything_is_sent() {
    let (server, client) = start(|_, _| CannedResponse::new(200, ""));
    let read = Arc::new(AtomicU64::new(0));
    let once = Body::from_reader(Counted(70_000, Arc::clone(&read)));
    let again = Body::repeatable(None, || Ok::<_, std::convert::Infallible>(Body::from(content(70_000))));
    for body in [once, again] {
        let error = client.put_object(&PutObjectInput::new("bucket", "k").body(body)).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "PutObject: member `Body`: the length of the stream has to be known: state it with `Body::with_length`"
        );
    }
    assert_eq!((server.requests().len(), read.load(Ordering::Relaxed)), (0, 0));
}

/// Counts the bytes that were read from a body of zeros.
struct Counted(u64, Arc<AtomicU64>);

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = (self.0 - self.1.load(Ordering::Relaxed)).min(buffer.len() as u64);
        self.1.fetch_add(read, Ordering::Relaxed);
        Ok(read as usize)
    }
}

#[tokio::test]
async fn a_failing_stream_sends_no_complete_body() {
    let (server, client) = start(|_, _| CannedResponse::new(200, ""));
    let read = Arc::new(AtomicU64::new(0));
    // The stream ends before its stated length.
    let body = Body::from_reader(Counted(100_000, read)).with_length(100_001);
    let error = client.put_object(&PutObjectInput::new("bucket", "k").body(body)).await.unwrap_err();
    assert!(error.as_service().is_none(), "{error}");
    assert!(server.requests().is_empty());
}
