//! The interface of signers of events.

use crate::error::BoxError;
use crate::event_stream::frames::{FrameEncoder, FrameError, HeaderValue};
use crate::timestamp::Timestamp;
use bytes::Bytes;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// Signs the frames of a stream, in their order: each signature covers the one before it, and the first one that of the request.
pub trait SignEvents: Send + Sync {
    /// Returns a frame that contains `frame` and its signature at `time`, see [`signed_frame`]. Without bytes, `frame` is the end
    /// of the stream.
    ///
    /// # Errors
    /// Returns an error if the frame cannot be signed. The stream cannot be continued then.
    fn sign(&mut self, frame: Bytes, time: Timestamp) -> Result<Bytes, BoxError>;
}

/// Returns the frame that contains a frame and its signature: the bytes of `signature` in `:chunk-signature`, and the whole
/// seconds of `time` in `:date`.
///
/// # Errors
/// Returns an error if the frame is longer than 24 MiB.
pub fn signed_frame(frame: &[u8], signature: &[u8], time: Timestamp) -> Result<Bytes, FrameError> {
    FrameEncoder::new()
        .header(":chunk-signature", HeaderValue::Blob(signature))?
        .header(":date", HeaderValue::Timestamp(Timestamp::new(time.seconds(), 0)))?
        .finish(frame)
}

/// The slot for the signer of a request's events, which exists only after the request was signed: the first signature covers that
/// of the request. Requests of [`Operation::to_streaming_http`](crate::Operation::to_streaming_http) have it among their
/// extensions.
///
/// Events are sent unsigned if there is no signer when the body is first read.
#[derive(Clone, Default)]
pub struct EventSigning(Arc<Mutex<Option<Box<dyn SignEvents>>>>);

impl EventSigning {
    /// Sets the signer.
    pub fn set(&self, signer: impl SignEvents + 'static) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(signer));
    }

    /// Takes the signer.
    pub(in crate::event_stream) fn take(&self) -> Option<Box<dyn SignEvents>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl fmt::Debug for EventSigning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EventSigning")
    }
}

#[cfg(feature = "sign")]
impl SignEvents for crate::sign::EventSigner {
    fn sign(&mut self, frame: Bytes, time: Timestamp) -> Result<Bytes, BoxError> {
        let signature = crate::sign::EventSigner::sign(self, &frame, time)?;
        Ok(signed_frame(&frame, signature.as_bytes(), time)?)
    }
}
