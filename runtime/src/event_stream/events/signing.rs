//! The interface of signers of events.

use crate::error::BoxError;
use crate::event_stream::frames::{FrameEncoder, FrameError, HeaderValue};
use crate::timestamp::Timestamp;
use bytes::Bytes;

/// Signs the frames of a stream, in their order: each signature covers the one before it, and the first one that of the request.
pub trait SignEvents: Send + Sync {
    /// Returns a frame that contains `frame` and its signature at `time`, see [`signed_frame`]. Without bytes, `frame` is the end of
    /// the stream.
    ///
    /// # Errors
    /// Returns an error if the frame cannot be signed. The stream cannot be continued then.
    fn sign(&mut self, frame: Bytes, time: Timestamp) -> Result<Bytes, BoxError>;
}

/// Returns the frame that contains a frame and its signature: the bytes of `signature` in `:chunk-signature`, and the whole seconds
/// of `time` in `:date`.
///
/// # Errors
/// Returns an error if the frame is longer than 24 MiB.
pub fn signed_frame(frame: &[u8], signature: &[u8], time: Timestamp) -> Result<Bytes, FrameError> {
    FrameEncoder::new()
        .header(":chunk-signature", HeaderValue::Blob(signature))?
        .header(":date", HeaderValue::Timestamp(Timestamp::new(time.seconds(), 0)))?
        .finish(frame)
}
