//! Event streams: bodies of requests and responses that are sequences of events (feature `event-stream`).
//!
//! The frames of `application/vnd.amazon.eventstream` belong here, and the events in them, independent of the transport. Formats
//! of payloads belong in the codecs, and signatures in the signer.
//!
//! | file | content |
//! |---|---|
//! | `header`, `frame`, `error` | frames: headers of ten types, a payload, two checksums |
//! | `decoder`, `encoder` | bytes to frames and back |
//!
//! <https://smithy.io/2.0/aws/amazon-eventstream.html> specifies the frames.

mod decoder;
mod encoder;
mod error;
mod frame;
mod header;

pub use decoder::FrameDecoder;
pub use encoder::FrameEncoder;
pub use error::FrameError;
pub use frame::{Frame, MAX_FRAME_SIZE, MAX_HEADERS_SIZE, MAX_PAYLOAD_SIZE};
pub use header::HeaderValue;
