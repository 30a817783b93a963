//! Event streams: frames byte for byte and beside the official codec, in any division, and malformed.

#![cfg(feature = "event-stream")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

mod beside_official;
mod malformed;
mod vectors;

use smithereen::Bytes;
use smithereen::event_stream::{Frame, FrameDecoder, FrameEncoder, FrameError, HeaderValue};

/// Decodes all frames of some bytes.
fn decode(bytes: &[u8]) -> Result<Vec<Frame>, FrameError> {
    let mut decoder = FrameDecoder::new();
    decoder.feed(Bytes::copy_from_slice(bytes));
    let mut frames = Vec::new();
    while let Some(frame) = decoder.next_frame()? {
        frames.push(frame);
    }
    decoder.finish().map(|()| frames)
}

fn encode(headers: &[(&str, HeaderValue<'_>)], payload: &[u8]) -> Result<Bytes, FrameError> {
    let encoder = FrameEncoder::new();
    let encoder = headers.iter().try_fold(encoder, |encoder, (name, value)| encoder.header(name, *value));
    encoder?.finish(payload)
}
