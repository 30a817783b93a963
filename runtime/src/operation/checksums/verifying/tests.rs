//! Streams with right and wrong checksums, of known and of unknown length, in pieces of any size.

use super::*;
use crate::checksum::Algorithm;
use proptest::prelude::*;
use std::task::Waker;

/// Returns a stream of these pieces.
fn stream(pieces: &[&[u8]], length: Option<u64>) -> Body {
    let pieces: Vec<_> =
        pieces.iter().map(|piece| Ok::<_, BodyError>(Bytes::copy_from_slice(piece))).collect();
    struct Pieces(Option<std::vec::IntoIter<Result<Bytes, BodyError>>>);
    impl HttpBody for Pieces {
        type Data = Bytes;
        type Error = BodyError;
        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
            // As the streams of `futures`, it panics if it is polled after its end.
            let next = self.0.as_mut().unwrap().next();
            if next.is_none() {
                self.0 = None;
            }
            Poll::Ready(next.map(|piece| piece.map(Frame::data)))
        }
    }
    let body = Body::from_http_body(Pieces(Some(pieces.into_iter())));
    match length {
        Some(length) => body.with_length(length),
        None => body,
    }
}

/// Returns the bytes that are handed over, and the error after them.
fn read(body: Body, base64: &str) -> (Vec<u8>, Option<String>) {
    let expected = Expected::in_header(Algorithm::Crc32, base64);
    let mut body = verifying(expected, body);
    let (mut all, mut cx) = (Vec::new(), Context::from_waker(Waker::noop()));
    loop {
        let Poll::Ready(next) = std::pin::pin!(body.next()).poll(&mut cx) else { panic!("the stream waits") };
        match next {
            Some(Ok(data)) => all.extend_from_slice(&data),
            Some(Err(error)) => return (all, Some(error.to_string())),
            None => return (all, None),
        }
    }
}

#[test]
fn the_last_bytes_of_a_wrong_body_are_not_handed_over() {
    let pieces: [&[u8]; 3] = [b"123", b"456", b"789"];
    for length in [Some(9), None] {
        assert_eq!(read(stream(&pieces, length), "y/Q5Jg=="), (b"123456789".to_vec(), None));
        let (read, error) = read(stream(&pieces, length), "AAAAAA==");
        assert_eq!(read, b"123456");
        assert_eq!(
            error.unwrap(),
            "the body could not be read: the CRC32 of the body is not that of the header `x-amz-checksum-crc32`"
        );
    }
}

#[test]
fn an_empty_body_has_a_checksum_too() {
    for length in [Some(0), None] {
        assert_eq!(read(stream(&[], length), "AAAAAA=="), (Vec::new(), None));
        assert!(read(stream(&[], length), "y/Q5Jg==").1.is_some());
    }
}

#[test]
fn a_short_body_is_an_error_of_its_length() {
    let (read, error) = read(stream(&[b"123"], Some(9)), "y/Q5Jg==");
    assert_eq!(read, b"123");
    assert_eq!(error.unwrap(), "the body could not be read: it ended 6 bytes before its stated length");
}

#[test]
fn an_error_is_returned_again() {
    let expected = Expected::in_header(Algorithm::Crc32, "AAAAAA==");
    let mut body = verifying(expected, stream(&[b"1"], None));
    let mut cx = Context::from_waker(Waker::noop());
    for _ in 0..2 {
        let next = std::pin::pin!(body.next()).poll(&mut cx);
        assert!(matches!(next, Poll::Ready(Some(Err(_)))), "{next:?}");
    }
}

proptest! {
    #[test]
    fn a_right_body_is_handed_over_whole(
        pieces in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..20), 0..6),
        knows_length: bool,
    ) {
        let whole = pieces.concat();
        let pieces: Vec<&[u8]> = pieces.iter().map(Vec::as_slice).collect();
        let length = knows_length.then_some(whole.len() as u64);
        let base64 = Algorithm::Crc32.base64(&whole);
        prop_assert_eq!(read(stream(&pieces, length), &base64), (whole, None));
    }
}
