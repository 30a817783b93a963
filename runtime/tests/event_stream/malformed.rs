//! Divided, malformed and incomplete streams.

use super::{frame, frames};
use proptest::prelude::*;
use smithereen::Bytes;
use smithereen::event_stream::{
    Frame, FrameDecoder, FrameError, HeaderValue, MAX_FRAME_SIZE, MAX_HEADERS_SIZE, MAX_PAYLOAD_SIZE,
};

/// Feeds the bytes in pieces that end at `cuts`, and returns all frames.
fn decode_divided(bytes: &[u8], cuts: &[usize]) -> Vec<Frame> {
    let (mut decoder, mut frames, mut begin) = (FrameDecoder::new(), Vec::new(), 0);
    for end in cuts.iter().copied().chain([bytes.len()]) {
        decoder.feed(Bytes::copy_from_slice(&bytes[begin..end]));
        begin = end;
        while let Some(frame) = decoder.next_frame().unwrap() {
            frames.push(frame);
        }
    }
    decoder.finish().unwrap();
    frames
}

fn stream(payloads: &[Vec<u8>]) -> Vec<u8> {
    let frame =
        |payload: &Vec<u8>| super::frame(&[(":event-type", HeaderValue::String("e"))], payload).unwrap();
    payloads.iter().flat_map(frame).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_stream_may_be_divided_anywhere(
        payloads in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..300), 0..8),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..10),
    ) {
        let bytes = stream(&payloads);
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
        cuts.sort_unstable();
        let frames = super::frames(&bytes).unwrap();
        prop_assert_eq!(frames.iter().map(|frame| frame.payload().to_vec()).collect::<Vec<_>>(), payloads);
        prop_assert_eq!(&decode_divided(&bytes, &cuts), &frames);
        let each_byte: Vec<usize> = (0..bytes.len()).collect();
        prop_assert_eq!(&decode_divided(&bytes, &each_byte), &frames);
    }

    #[test]
    fn any_changed_byte_is_an_error(
        payload in prop::collection::vec(any::<u8>(), 0..100),
        position in any::<prop::sample::Index>(),
        change in 1..=255_u8,
    ) {
        let mut bytes = stream(&[payload]);
        let position = position.index(bytes.len());
        bytes[position] ^= change;
        prop_assert!(frames(&bytes).is_err());
    }

    #[test]
    fn random_bytes_do_not_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = frames(&bytes);
    }
}

#[test]
fn frames_within_one_piece_share_its_memory() {
    let bytes = Bytes::from(stream(&[b"first".to_vec(), b"second".to_vec()]));
    let mut decoder = FrameDecoder::new();
    decoder.feed(bytes.clone());
    for expected in ["first", "second"] {
        let frame = decoder.next_frame().unwrap().unwrap();
        assert_eq!(frame.payload(), expected.as_bytes());
        assert!(bytes.as_ptr_range().contains(&frame.payload().as_ptr()));
    }
}

#[test]
fn pieces_may_be_fed_before_frames_are_taken() {
    let bytes = stream(&[b"first".to_vec(), b"second".to_vec()]);
    let mut decoder = FrameDecoder::new();
    for byte in bytes {
        decoder.feed(vec![byte]);
        decoder.feed(Bytes::new());
    }
    let payloads: Vec<_> =
        std::iter::from_fn(|| decoder.next_frame().unwrap()).map(|frame| frame.payload().clone()).collect();
    assert_eq!(payloads, ["first", "second"]);
    decoder.finish().unwrap();
}

#[test]
fn a_stream_that_ends_within_a_frame_is_an_error() {
    let bytes = stream(&[b"first".to_vec(), b"second".to_vec()]);
    let whole = stream(&[b"first".to_vec()]).len();
    for end in 0..bytes.len() {
        match end == 0 || end == whole {
            true => assert_eq!(frames(&bytes[..end]).unwrap().len(), end.min(1)),
            false => {
                let received = if end > whole { end - whole } else { end };
                assert_eq!(frames(&bytes[..end]), Err(FrameError::Incomplete { received }));
            }
        }
    }
}

#[test]
fn an_error_ends_the_stream() {
    let mut bytes = stream(&[b"first".to_vec(), b"second".to_vec()]);
    bytes[30] ^= 1;
    let mut decoder = FrameDecoder::new();
    decoder.feed(bytes);
    let error = decoder.next_frame().unwrap_err();
    assert!(matches!(error, FrameError::MessageChecksum { .. }), "{error}");
    decoder.feed(stream(&[b"third".to_vec()]));
    assert_eq!(decoder.next_frame(), Err(error.clone()));
    assert_eq!(decoder.finish(), Err(error));
}

/// Returns the beginning of a frame with these lengths.
fn prelude(total: u32, headers: u32) -> Vec<u8> {
    let mut bytes = [total.to_be_bytes(), headers.to_be_bytes()].concat();
    bytes.extend(crc32fast::hash(&bytes).to_be_bytes());
    bytes
}

#[test]
fn lengths_are_checked_before_the_frame_arrives() {
    for (total, headers) in [(0, 0), (15, 0), (16, 1), (u32::MAX, u32::MAX), (100, 85)] {
        let error = frames(&prelude(total, headers)).unwrap_err();
        assert_eq!(error, FrameError::Lengths { total, headers });
    }
    let max = MAX_FRAME_SIZE;
    assert_eq!(max, 25_296_912);
    let total = max as u32 + 1;
    assert_eq!(frames(&prelude(total, 0)), Err(FrameError::TooLong { total, max }));
    let mut decoder = FrameDecoder::new().with_max_frame_size(100);
    decoder.feed(prelude(101, 0));
    let error = decoder.next_frame().unwrap_err();
    assert_eq!(error.to_string(), "event stream: a frame has 101 bytes, more than the maximum of 100");
}

#[test]
fn malformed_headers_are_rejected_with_their_name() {
    let mut bytes = prelude(16 + 8, 8);
    bytes.extend(b"\x04name\x0b\0\0");
    bytes.extend(crc32fast::hash(&bytes).to_be_bytes());
    let error = frames(&bytes).unwrap_err();
    assert_eq!(error.to_string(), "event stream: the header `name`: unknown type of value");
}

#[test]
fn frames_beyond_the_limits_are_not_encoded() {
    let value = "v".repeat(32_767);
    let headers = [("a", HeaderValue::String(&value)); 4];
    let length = 4 * (32_767 + 5);
    assert!(length > MAX_HEADERS_SIZE);
    assert_eq!(frame(&headers, b""), Err(FrameError::HeadersTooLong { length }));
    let payload = vec![0; MAX_PAYLOAD_SIZE + 1];
    assert_eq!(frame(&[], &payload), Err(FrameError::PayloadTooLong { length: payload.len() }));
    let largest = frame(&headers[..3], &payload[1..]).unwrap();
    assert_eq!(frames(&largest).unwrap()[0].payload().len(), MAX_PAYLOAD_SIZE);
}

#[test]
fn debug_shows_no_value() {
    let bytes = frame(&[("token", HeaderValue::String("secret"))], b"secret").unwrap();
    let frames = super::frames(&bytes).unwrap();
    assert_eq!(format!("{frames:?}"), r#"[Frame { headers: ["token"], payload: [6 bytes] }]"#);
    let mut decoder = FrameDecoder::new();
    decoder.feed(bytes);
    assert_eq!(format!("{decoder:?}"), "FrameDecoder { failure: None, .. }");
}
