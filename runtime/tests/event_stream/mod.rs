//! Event streams: frames byte for byte and beside the official codec, in any division, and malformed.

#![cfg(feature = "event-stream")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

mod beside_official;
mod decode;
mod encode;
mod malformed;
mod random;
mod shapes;
#[cfg(feature = "sign")]
mod signed;
mod streams;
mod vectors;

use smithereen::Bytes;
use smithereen::event_stream::{Frame, FrameDecoder, FrameEncoder, FrameError, HeaderValue};

/// Returns all frames of some bytes.
fn frames(bytes: &[u8]) -> Result<Vec<Frame>, FrameError> {
    let mut decoder = FrameDecoder::new();
    decoder.feed(Bytes::copy_from_slice(bytes));
    let mut frames = Vec::new();
    while let Some(frame) = decoder.next_frame()? {
        frames.push(frame);
    }
    decoder.finish().map(|()| frames)
}

fn frame(headers: &[(&str, HeaderValue<'_>)], payload: &[u8]) -> Result<Bytes, FrameError> {
    let encoder = FrameEncoder::new();
    let encoder = headers.iter().try_fold(encoder, |encoder, (name, value)| encoder.header(name, *value));
    encoder?.finish(payload)
}
