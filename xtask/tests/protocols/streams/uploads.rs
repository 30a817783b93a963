//! Uploads of streams with a checksum after them.

use super::peer::{End, Peer, Script, content, header};
use super::{LONG, client, client_of, crc32, object, offsets};
use crate::support::config;
use aws::s3::{PutObjectError, PutObjectInput};
use smithereen::{Body, Error};
use std::io::{self, Cursor, Read};
use std::time::Instant;

const GOOD: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\netag: \"e\"\r\n\r\n";
const UNAVAILABLE: &[u8] = b"HTTP/1.1 503 Slow Down\r\ncontent-length: 0\r\n\r\n";

/// Returns a stream that can be read once.
fn once(object: Vec<u8>) -> Body {
    let length = object.len() as u64;
    Body::from_async_read(Cursor::new(object)).with_length(length)
}

/// Returns a stream that can be opened again.
fn repeatable(object: Vec<u8>) -> Body {
    let length = object.len() as u64;
    Body::repeatable(Some(length), move || Ok::<_, io::Error>(once(object.clone())))
}

async fn put(peer: &Peer, body: Body) -> Result<(), Error<PutObjectError>> {
    client(peer).put_object(&PutObjectInput::new("bucket", "key").body(body)).await.map(drop)
}

/// Asserts that a request has the object, and its checksum.
#[track_caller]
fn assert_whole(request: &[u8], object: &[u8]) {
    let (found, trailers) = content(request).unwrap();
    assert!(found == object, "{} bytes", found.len());
    assert_eq!(header(&trailers, "x-amz-checksum-crc32"), Some(crc32(object).as_str()), "{trailers}");
}

/// Returns the length of the request for an object.
async fn length(body: Body) -> usize {
    let peer = Peer::start(|_| Script::send(GOOD, End::Open)).await;
    put(&peer, body).await.unwrap();
    let [request] = peer.requests().try_into().unwrap();
    request.len()
}

#[tokio::test]
async fn a_stream_that_can_be_read_once_is_sent_once() {
    let object = object();
    for offset in offsets(length(once(object.clone())).await) {
        for end in [End::Reset, End::Closed] {
            let peer = Peer::start(move |index| match index {
                0 => Script::read(offset, end),
                _ => Script::send(GOOD, End::Open),
            })
            .await;
            let error = put(&peer, once(object.clone())).await.unwrap_err();
            assert!(matches!(error, Error::Transport(_)), "{offset}: {error}");
            assert_eq!(peer.requests().len(), 1, "{offset}: {error}");
        }
    }
}

#[tokio::test]
async fn a_stream_that_can_be_opened_again_is_sent_again_from_its_beginning() {
    let object = object();
    for body in [repeatable(object.clone()), Body::from(object.clone())] {
        for offset in offsets(length(body.try_clone().unwrap()).await) {
            let peer = Peer::start(move |index| match index {
                0 => Script::read(offset, End::Reset),
                _ => Script::send(GOOD, End::Open),
            })
            .await;
            put(&peer, body.try_clone().unwrap()).await.unwrap_or_else(|error| panic!("{offset}: {error}"));
            let requests = peer.requests();
            assert_eq!(requests.len(), 2, "{offset}");
            assert_whole(&requests[1], &object);
        }
    }
}

#[tokio::test]
async fn resets_of_all_attempts_are_an_error_after_the_third() {
    let object = object();
    for offset in offsets(length(repeatable(object.clone())).await) {
        let peer = Peer::start(move |_| Script::read(offset, End::Reset)).await;
        assert!(matches!(put(&peer, repeatable(object.clone())).await, Err(Error::Transport(_))));
        assert_eq!(peer.requests().len(), 3, "{offset}");
    }
}

#[tokio::test]
async fn an_error_of_the_server_is_retried_only_with_a_stream_that_can_be_opened_again() {
    let object = object();
    let script = |index| Script::send(if index == 0 { UNAVAILABLE } else { GOOD }, End::Open);
    let peer = Peer::start(script).await;
    let sent = put(&peer, once(object.clone())).await;
    assert!(matches!(sent, Err(Error::Service(_))), "{sent:?}");
    let [request] = peer.requests().try_into().unwrap();
    assert_whole(&request, &object);
    let head = String::from_utf8_lossy(&request[..request.len() - object.len()]).into_owned();
    assert_eq!(header(&head, "x-amz-content-sha256"), Some("STREAMING-UNSIGNED-PAYLOAD-TRAILER"));
    let peer = Peer::start(script).await;
    put(&peer, repeatable(object.clone())).await.unwrap();
    let requests = peer.requests();
    assert_eq!(requests.len(), 2);
    requests.iter().for_each(|request| assert_whole(request, &object));
}

/// Without TLS, each chunk of a stream is signed.
#[tokio::test]
async fn without_tls_a_stream_that_can_be_read_once_is_sent_once_too() {
    let object = object();
    for (first, is_refused) in [
        (Script::send(UNAVAILABLE, End::Open), true),
        (Script::read(50_000, End::Reset), false),
        (Script::read(200, End::Reset), false),
    ] {
        let peer = Peer::start(move |index| match index {
            0 => first.clone(),
            _ => Script::send(GOOD, End::Open),
        })
        .await;
        let client = client_of(config().endpoint_url(peer.url()));
        let input = PutObjectInput::new("bucket", "key").body(once(object.clone()));
        match client.put_object(&input).await {
            Err(Error::Service(_)) => assert!(is_refused),
            Err(Error::Transport(_)) => assert!(!is_refused),
            other => panic!("{other:?}"),
        }
        let [request] = peer.requests().try_into().unwrap();
        if is_refused {
            assert_whole(&request, &object);
            let head = String::from_utf8_lossy(&request[..request.len() - object.len()]).into_owned();
            let hash = header(&head, "x-amz-content-sha256");
            assert_eq!(hash, Some("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"));
        }
        let input = PutObjectInput::new("bucket", "key").body(repeatable(object.clone()));
        client.put_object(&input).await.unwrap();
        assert_whole(&peer.requests()[1], &object);
    }
}

/// The server closes the connection of the first call after its response.
#[tokio::test]
async fn a_closed_connection_is_not_reused_for_a_stream_that_is_then_lost() {
    let object = object();
    for _ in 0..20 {
        let peer = Peer::start(|_| Script::send(GOOD, End::Closed)).await;
        let client = client(&peer);
        for _ in 0..3 {
            let input = PutObjectInput::new("bucket", "key").body(once(object.clone()));
            let sent = client.put_object(&input).await;
            assert!(matches!(sent, Ok(_) | Err(Error::Transport(_))), "{sent:?}");
        }
        let whole: Vec<_> =
            peer.requests().into_iter().filter(|request| content(request).is_some()).collect();
        assert!(whole.len() <= 3);
        whole.iter().for_each(|request| assert_whole(request, &object));
    }
}

/// A reader that fails.
struct Broken;

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("the disk is gone"))
    }
}

#[tokio::test]
async fn a_stream_that_is_shorter_or_longer_than_stated_or_breaks_is_no_object() {
    let object = object();
    let stated = object.len() as u64;
    let reader = |length: usize| Cursor::new(object[..length].to_vec());
    for (case, body) in [
        ("shorter", Body::from_async_read(reader(99_999)).with_length(stated)),
        ("empty", Body::from_async_read(reader(0)).with_length(stated)),
        ("longer", Body::from_async_read(reader(100_000)).with_length(stated - 1)),
        ("much longer", Body::from_async_read(reader(100_000)).with_length(10)),
        ("broken", Body::from_reader(reader(60_000).chain(Broken)).with_length(stated)),
        ("broken at its end", Body::from_reader(reader(100_000).chain(Broken)).with_length(stated)),
    ] {
        let peer = Peer::start(|_| Script::send(GOOD, End::Open)).await;
        let sent = tokio::time::timeout(LONG, put(&peer, body)).await.unwrap();
        let error = sent.expect_err(case);
        let requests = peer.requests();
        assert!(requests.len() <= 1, "{case}: {error}");
        let whole = requests.iter().filter(|request| content(request).is_some()).count();
        assert_eq!(whole, 0, "{case}: {error}");
    }
}

#[tokio::test]
async fn a_peer_that_reads_no_more_is_an_error() {
    let object: Vec<u8> = object().into_iter().cycle().take(20 << 20).collect();
    let peer = Peer::start(|_| Script::read(10_000, End::Stalled)).await;
    let start = Instant::now();
    let error = tokio::time::timeout(LONG, put(&peer, once(object))).await.unwrap().unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error}");
    assert!(start.elapsed() < LONG);
    assert_eq!(peer.requests().len(), 1);
}

/// The checksum that S3 has computed is another.
#[tokio::test]
async fn a_refused_checksum_is_an_error_of_the_service() {
    let body = "<Error><Code>BadDigest</Code><Message>another checksum</Message></Error>";
    let refusal = format!("HTTP/1.1 400 Bad Request\r\ncontent-length: {}\r\n\r\n{body}", body.len());
    let peer = Peer::start(move |_| Script::send(refusal.clone(), End::Open)).await;
    match put(&peer, once(object())).await {
        Err(Error::Service(error)) => assert_eq!(error.code(), Some("BadDigest")),
        other => panic!("{other:?}"),
    }
    assert_eq!(peer.requests().len(), 1);
}

#[cfg(unix)]
#[tokio::test]
async fn a_named_pipe_is_no_file() {
    let pipe = std::env::temp_dir().join(format!("smithereen-pipe-{}", std::process::id()));
    let created = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(created.is_ok_and(|status| status.success()));
    let opened = tokio::time::timeout(LONG, Body::from_file(&pipe)).await.unwrap();
    assert_eq!(opened.unwrap_err().to_string(), "expected a regular file");
    std::fs::remove_file(&pipe).unwrap();
}
