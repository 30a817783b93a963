//! Downloads of an object with a checksum in the head of the response.

use super::peer::{End, Peer, Script};
use super::{LONG, client, crc32, object, offsets};
use aws::s3::{GetObjectError, GetObjectInput, GetObjectOutput};
use smithereen::Error;
use std::time::Instant;

/// Returns a response with these headers.
fn response(headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    [format!("HTTP/1.1 200 OK\r\n{headers}\r\n").as_bytes(), body].concat()
}

/// Returns the response with an object, whose length and checksum are stated.
fn stated(length: usize, checksum: &str, body: &[u8]) -> Vec<u8> {
    response(&[("content-length", &length.to_string()), ("x-amz-checksum-crc32", checksum)], body)
}

async fn get(peer: &Peer) -> Result<GetObjectOutput, Error<GetObjectError>> {
    client(peer).get_object(&GetObjectInput::new("bucket", "key")).await
}

/// Reads a body piece by piece. Returns what was handed over, and the error at the end.
async fn read(output: GetObjectOutput) -> (Vec<u8>, Option<String>) {
    let (mut body, mut read) = (output.body, Vec::new());
    loop {
        match body.next().await {
            Some(Ok(piece)) => read.extend(piece),
            Some(Err(error)) => return (read, Some(error.to_string())),
            None => return (read, None),
        }
    }
}

/// Asserts that a response that ends early is retried or an error, and that what was read is the beginning of the object.
async fn ends_early(end: End) {
    let object = object();
    let whole = stated(object.len(), &crc32(&object), &object);
    let head = whole.len() - object.len();
    for offset in offsets(whole.len()) {
        let part = whole[..offset].to_vec();
        let peer = Peer::start(move |_| Script::send(part.clone(), end)).await;
        match get(&peer).await {
            Err(Error::Transport(_)) => assert_eq!(peer.requests().len(), 3, "{offset}"),
            Err(error) => panic!("{offset}: {error}"),
            Ok(output) => {
                assert!(offset >= head, "{offset}");
                let (read, error) = read(output).await;
                assert!(object.starts_with(&read) && read.len() < object.len(), "{offset}: {}", read.len());
                assert!(error.is_some(), "{offset}");
                // What has been handed over is not requested again.
                assert_eq!(peer.requests().len(), 1, "{offset}");
            }
        }
    }
}

#[tokio::test]
async fn a_reset_at_each_offset_is_an_error_after_the_beginning_of_the_object() {
    ends_early(End::Reset).await;
}

#[tokio::test]
async fn an_end_at_each_offset_is_an_error_after_the_beginning_of_the_object() {
    ends_early(End::Closed).await;
}

#[tokio::test]
async fn a_reset_before_the_head_is_complete_is_retried_and_a_later_one_is_not() {
    let object = object();
    let whole = stated(object.len(), &crc32(&object), &object);
    let head = whole.len() - object.len();
    for offset in (0..head).step_by(7).chain(offsets(whole.len())) {
        let (part, complete) = (whole[..offset].to_vec(), whole.clone());
        let peer = Peer::start(move |index| match index {
            0 => Script::send(part.clone(), End::Closed),
            _ => Script::send(complete.clone(), End::Open),
        })
        .await;
        let (read, error) = read(get(&peer).await.unwrap()).await;
        assert!(object.starts_with(&read), "{offset}");
        assert_eq!(error.is_none(), offset < head, "{offset}: {error:?}");
        assert_eq!(error.is_none(), read.len() == object.len(), "{offset}");
        assert_eq!(peer.requests().len(), if offset < head { 2 } else { 1 }, "{offset}");
    }
}

#[tokio::test]
async fn a_wrong_checksum_is_an_error_before_the_last_byte() {
    let object = object();
    let mut other = object.clone();
    other[99_999] ^= 1;
    for (length, checksum, body) in [
        (object.len(), crc32(&other), &object),
        (object.len(), crc32(&object), &other),
        (object.len(), "AAAAAA==".to_owned(), &object),
        // An object that the server has cut, with a length that is right.
        (99_999, crc32(&object), &object[..99_999].to_vec()),
    ] {
        let response = stated(length, &checksum, body);
        let peer = Peer::start(move |_| Script::send(response.clone(), End::Open)).await;
        let (read, error) = read(get(&peer).await.unwrap()).await;
        let error = error.unwrap();
        assert!(error.contains("checksum"), "{error}");
        assert!(body.starts_with(&read) && read.len() < body.len(), "{}", read.len());
        let collected = get(&peer).await.unwrap().body.collect().await;
        assert!(collected.unwrap_err().to_string().contains("checksum"));
    }
}

/// A length below that of the content ends the body there; what follows is not taken for a response.
#[tokio::test]
async fn a_body_that_is_longer_than_stated_ends_at_its_length() {
    let object = object();
    let stray = b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nwrong";
    let right = stated(object.len(), &crc32(&object), &[object.as_slice(), stray].concat());
    let wrong = stated(99_990, &crc32(&object), &object);
    let peer = Peer::start(move |index| match index {
        0 | 2 => Script::send(right.clone(), End::Open),
        _ => Script::send(wrong.clone(), End::Open),
    })
    .await;
    let client = client(&peer);
    let input = GetObjectInput::new("bucket", "key");
    for index in 0..4 {
        let (read, error) = read(client.get_object(&input).await.unwrap()).await;
        match index % 2 {
            0 => assert_eq!((read == object, error), (true, None)),
            _ => assert!(object.starts_with(&read) && error.unwrap().contains("checksum")),
        }
    }
    assert_eq!(peer.requests().len(), 4);
}

/// A chunked body ends with its last chunk.
#[tokio::test]
async fn a_chunked_body_without_its_end_or_with_a_wrong_checksum_is_an_error() {
    let object = object();
    let chunks: Vec<u8> = object
        .chunks(1000)
        .flat_map(|chunk| [format!("{:x}\r\n", chunk.len()).as_bytes(), chunk, b"\r\n"].concat())
        .collect();
    let with = |checksum: &str, end: &[u8]| {
        let headers = [("transfer-encoding", "chunked"), ("x-amz-checksum-crc32", checksum)];
        response(&headers, &[chunks.as_slice(), end].concat())
    };
    let right = crc32(&object);
    for (response, is_good) in [
        (with(&right, b"0\r\n\r\n"), true),
        (with(&right, b""), false),
        (with(&right, b"0\r\n"), false),
        (with(&right, b"5\r\nab"), false),
        (with(&right, b"zz\r\n"), false),
        (with(&right, b"1\r\na\r\n0\r\n\r\n"), false),
        (with("AAAAAA==", b"0\r\n\r\n"), false),
    ] {
        let peer = Peer::start(move |_| Script::send(response.clone(), End::Closed)).await;
        let (read, error) = read(get(&peer).await.unwrap()).await;
        assert_eq!(error.is_none(), is_good, "{error:?}, {}", read.len());
        assert!(!is_good || read == object);
        let is_beginning = object.starts_with(&read) || read.starts_with(&object);
        assert!(is_beginning, "{}", read.len());
    }
}

/// Official clients compare headers only. A trailer that did not arrive is none.
#[tokio::test]
async fn a_trailer_of_a_response_is_compared_and_the_header_counts_more() {
    let object = object();
    let with = |headers: &[(&str, &str)], trailer: &str| {
        let more = [("transfer-encoding", "chunked"), ("trailer", "x-amz-checksum-crc32")];
        let chunk = [format!("{:x}\r\n", object.len()).as_bytes(), &object, b"\r\n0\r\n"].concat();
        response(&[headers, &more].concat(), &[&chunk, trailer.as_bytes(), b"\r\n"].concat())
    };
    let right = crc32(&object);
    let wrong = "x-amz-checksum-crc32: AAAAAA==\r\n";
    for (response, is_good) in [
        (with(&[], ""), true),
        (with(&[], &format!("x-amz-checksum-crc32: {right}\r\n")), true),
        (with(&[], wrong), false),
        (with(&[("x-amz-checksum-crc32", &right)], ""), true),
        (with(&[("x-amz-checksum-crc32", "AAAAAA==")], &format!("x-amz-checksum-crc32: {right}\r\n")), false),
    ] {
        let peer = Peer::start(move |_| Script::send(response.clone(), End::Open)).await;
        let (read, error) = read(get(&peer).await.unwrap()).await;
        assert_eq!((error.is_none(), read == object), (is_good, is_good), "{error:?}");
    }
}

#[tokio::test]
async fn a_peer_that_stalls_is_an_error() {
    let object = object();
    let whole = stated(object.len(), &crc32(&object), &object);
    let part = whole[..50_000].to_vec();
    let peer = Peer::start(move |_| Script::send(part.clone(), End::Stalled)).await;
    let start = Instant::now();
    let (read, error) = read(get(&peer).await.unwrap()).await;
    assert!(error.is_some() && object.starts_with(&read) && read.len() < 50_000);
    assert!(start.elapsed() < LONG);
    assert_eq!(peer.requests().len(), 1);
}
