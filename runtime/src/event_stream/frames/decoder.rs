//! The decoder of frames.

use super::error::FrameError;
use super::frame::{Frame, MAX_FRAME_SIZE, PRELUDE, Prelude};
use bytes::{Buf, Bytes, BytesMut};
use std::collections::VecDeque;
use std::fmt;

/// The room that is reserved for a frame whose end has not been received. More is allocated as its bytes arrive, so that a
/// length alone does not allocate a large frame.
const FIRST_RESERVED: usize = 64 * 1024;

/// Splits bytes into frames. The bytes may be divided in any way. It performs no I/O.
///
/// A frame within the bytes of one [`feed`](Self::feed) shares their memory; only a frame that is divided is copied. The decoder
/// holds the bytes that it was fed and that are in no frame yet, at most one frame if it is always emptied before it is fed.
///
/// ```
/// use smithereen::event_stream::{FrameDecoder, FrameEncoder, HeaderValue};
///
/// let bytes = FrameEncoder::new().header(":event-type", HeaderValue::String("Records"))?.finish(b"a,b")?;
/// let mut decoder = FrameDecoder::new();
/// decoder.feed(bytes.slice(..20));
/// assert_eq!(decoder.next_frame()?, None);
/// decoder.feed(bytes.slice(20..));
/// let frame = decoder.next_frame()?.expect("a complete frame");
/// assert_eq!(frame.header(":event-type"), Some(HeaderValue::String("Records")));
/// assert_eq!(frame.payload(), &b"a,b"[..]);
/// decoder.finish()?;
/// # Ok::<(), smithereen::event_stream::FrameError>(())
/// ```
pub struct FrameDecoder {
    max: usize,
    /// The bytes that are decoded next, after those of `divided`.
    current: Bytes,
    /// The bytes after `current`.
    queue: VecDeque<Bytes>,
    /// The beginning of a frame that is divided.
    divided: BytesMut,
    /// The lengths of the frame in `divided`, once it has them.
    prelude: Option<Prelude>,
    failure: Option<FrameError>,
}

impl FrameDecoder {
    /// Creates a decoder of frames of at most [`MAX_FRAME_SIZE`] bytes, about 24 MiB.
    pub fn new() -> Self {
        Self {
            max: MAX_FRAME_SIZE,
            current: Bytes::new(),
            queue: VecDeque::new(),
            divided: BytesMut::new(),
            prelude: None,
            failure: None,
        }
    }

    /// Sets the maximum length of a frame in bytes.
    #[must_use]
    pub fn with_max_frame_size(self, bytes: usize) -> Self {
        Self { max: bytes, ..self }
    }

    /// Adds bytes of the stream.
    pub fn feed(&mut self, bytes: impl Into<Bytes>) {
        let bytes = bytes.into();
        match self.current.is_empty() {
            true => self.current = bytes,
            false if bytes.is_empty() => {}
            false => self.queue.push_back(bytes),
        }
    }

    /// Returns the next frame, or `None` if more bytes are needed.
    ///
    /// # Errors
    /// Returns an error for bytes that are no frame. The end of such a frame is unknown, so every later call returns the same
    /// error.
    pub fn next_frame(&mut self) -> Result<Option<Frame>, FrameError> {
        if let Some(failure) = &self.failure {
            return Err(failure.clone());
        }
        let frame = self.decode();
        if let Err(failure) = &frame {
            self.failure = Some(failure.clone());
        }
        frame
    }

    /// Checks at the end of the stream that it ended between two frames.
    ///
    /// # Errors
    /// Returns [`FrameError::Incomplete`] if it did not, and the error of an earlier [`next_frame`](Self::next_frame).
    pub fn finish(&self) -> Result<(), FrameError> {
        if let Some(failure) = &self.failure {
            return Err(failure.clone());
        }
        let queued: usize = self.queue.iter().map(Bytes::len).sum();
        match self.divided.len() + self.current.len() + queued {
            0 => Ok(()),
            received => Err(FrameError::Incomplete { received }),
        }
    }

    fn decode(&mut self) -> Result<Option<Frame>, FrameError> {
        loop {
            if let Some(frame) = self.take()? {
                return Ok(Some(frame));
            }
            if self.current.is_empty() {
                match self.queue.pop_front() {
                    Some(next) => self.current = next,
                    None => return Ok(None),
                }
            }
        }
    }

    /// Takes a frame, or else all that `current` has of it.
    fn take(&mut self) -> Result<Option<Frame>, FrameError> {
        if self.divided.is_empty() {
            match Prelude::read(&self.current, self.max)? {
                Some(prelude) if prelude.total <= self.current.len() => {
                    return Frame::read(self.current.split_to(prelude.total), prelude).map(Some);
                }
                Some(prelude) => self.divided.reserve(prelude.total.min(FIRST_RESERVED)),
                None => {}
            }
        }
        if self.prelude.is_none() {
            self.copy_up_to(PRELUDE);
            self.prelude = Prelude::read(&self.divided, self.max)?;
        }
        let Some(prelude) = self.prelude else { return Ok(None) };
        self.copy_up_to(prelude.total);
        if self.divided.len() < prelude.total {
            return Ok(None);
        }
        self.prelude = None;
        Frame::read(self.divided.split().freeze(), prelude).map(Some)
    }

    /// Moves bytes from `current` to `divided` until it has this length.
    fn copy_up_to(&mut self, length: usize) {
        let count = length.saturating_sub(self.divided.len()).min(self.current.len());
        if let Some(bytes) = self.current.get(..count) {
            self.divided.extend_from_slice(bytes);
        }
        self.current.advance(count);
    }
}

impl Default for FrameDecoder {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for FrameDecoder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FrameDecoder").field("failure", &self.failure).finish_non_exhaustive()
    }
}
