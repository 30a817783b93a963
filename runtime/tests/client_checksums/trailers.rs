//! Checksums of responses in trailers, which no known service sends.

use super::streams::Get;
use http::{HeaderMap, HeaderValue, Response};
use http_body::{Body as HttpBody, Frame};
use smithereen::{Body, BodyError, Bytes, Operation, Received};
use std::collections::VecDeque;
use std::io::Read;
use std::pin::Pin;
use std::task::{Context, Poll};

/// Pieces of a body, and its trailers.
struct Frames(VecDeque<Frame<Bytes>>);

impl HttpBody for Frames {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        Poll::Ready(self.0.pop_front().map(Ok))
    }
}

/// Returns the bytes that are handed over, and the error after them. With `None`, the trailers have no checksum.
fn read(announced: (&str, &str), checksum: Option<&str>, length: Option<u64>) -> (Vec<u8>, Option<String>) {
    let mut trailers = HeaderMap::from_iter([("x-other".parse().unwrap(), HeaderValue::from_static("1"))]);
    if let Some(checksum) = checksum {
        trailers.insert("x-amz-checksum-crc32", checksum.parse().unwrap());
    }
    let data = ["123", "456", "", "789"].map(|piece| Frame::data(Bytes::from(piece)));
    let frames = data.into_iter().chain([Frame::trailers(trailers)]).collect();
    let body = Body::from_http_body(Frames(frames));
    let body = match length {
        Some(length) => body.with_length(length),
        None => body,
    };
    let response = Response::builder().header(announced.0, announced.1).body(body).unwrap();
    let Ok(Received::Output(output)) = Get::receive(response) else { panic!("no output") };
    let mut all = Vec::new();
    let error = output.body.into_reader().read_to_end(&mut all).err();
    (all, error.map(|error| error.to_string()))
}

const RIGHT: &str = "y/Q5Jg==";
const NAMES: [(&str, &str); 2] =
    [("x-amz-trailer", "x-amz-checksum-crc32"), ("trailer", "X-Other, X-Amz-Checksum-CRC32")];

#[test]
fn an_announced_trailer_is_compared_before_the_last_bytes_are_handed_over() {
    for (name, length) in NAMES.into_iter().flat_map(|name| [(name, None), (name, Some(9))]) {
        assert_eq!(read(name, Some(RIGHT), length), (b"123456789".to_vec(), None));
        let (all, error) = read(name, Some("AAAAAA=="), length);
        assert_eq!(all, b"123456");
        let error = error.unwrap();
        let reason = "the CRC32 of the body is not that of the trailer `x-amz-checksum-crc32`";
        assert!(error.ends_with(reason), "{error}");
    }
}

#[test]
fn trailers_that_are_missing_composite_or_not_announced_are_not_compared() {
    for (name, checksum) in [
        (NAMES[0], None),
        (NAMES[0], Some("AAAAAA==-2")),
        (("x-amz-trailer", "x-other"), Some("AAAAAA==")),
        // The operation has no checksums in SHA-1.
        (("x-amz-trailer", "x-amz-checksum-sha1"), Some("AAAAAA==")),
    ] {
        for length in [None, Some(9)] {
            assert_eq!(read(name, checksum, length), (b"123456789".to_vec(), None), "{name:?} {checksum:?}");
        }
    }
}

#[test]
fn a_header_counts_more_than_a_trailer() {
    let header = ("x-amz-checksum-crc32", RIGHT);
    assert_eq!(read(header, Some("AAAAAA=="), None).1, None);
    assert!(read(("x-amz-checksum-crc32", "AAAAAA=="), Some(RIGHT), None).1.is_some());
}
