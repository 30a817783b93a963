//! Event streams: bodies of requests and responses that are sequences of events (feature `event-stream`).
//!
//! Frames belong here, and the events in them. Formats of payloads belong in the codecs, and the computation of signatures in the
//! signer.
//!
//! | folder | content |
//! |---|---|
//! | `frames` | bytes to frames and back |
//! | `events` | frames to events and errors of a model, and back |
//!
//! <https://smithy.io/2.0/aws/amazon-eventstream.html> specifies both.

mod events;
mod frames;

pub use events::{EventDecoder, EventEncoder, EventStream, InitialResponse, SignEvents, signed_frame};
pub use frames::{
    Frame, FrameDecoder, FrameEncoder, FrameError, HeaderValue, MAX_FRAME_SIZE, MAX_HEADERS_SIZE,
    MAX_PAYLOAD_SIZE,
};
