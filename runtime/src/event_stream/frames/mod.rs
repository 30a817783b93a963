//! The frames of `application/vnd.amazon.eventstream`: headers of ten types, a payload, two checksums.
//!
//! Bytes become frames here, and frames become bytes. What a frame means is in [`events`](super::events).

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
