//! The encoder of frames.

use super::error::FrameError;
use super::frame::{CHECKSUM, MAX_HEADERS_SIZE, MAX_PAYLOAD_SIZE, PRELUDE};
use super::header::{self, HeaderValue};
use bytes::Bytes;

/// Encodes one frame: its headers in the order of the calls, then its payload.
///
/// ```
/// use smithereen::event_stream::{FrameEncoder, HeaderValue};
/// let bytes = FrameEncoder::new().header(":event-type", HeaderValue::String("End"))?.finish(b"")?;
/// assert_eq!(bytes.len(), 34);
/// # Ok::<(), smithereen::event_stream::FrameError>(())
/// ```
#[derive(Clone, Default)]
#[must_use = "the frame is complete when `finish` is called"]
pub struct FrameEncoder {
    /// The lengths, which are written last, and the headers.
    bytes: Vec<u8>,
}

impl FrameEncoder {
    /// Creates an encoder without headers.
    pub fn new() -> Self {
        let mut bytes = Vec::with_capacity(128);
        bytes.resize(PRELUDE, 0);
        Self { bytes }
    }

    /// Adds a header. The specification allows each name once, which is not checked.
    ///
    /// # Errors
    /// Returns an error for a name that is empty or longer than 255 bytes, a string or blob of more than 32,767 bytes, and a
    /// timestamp that has no 64-bit number of milliseconds.
    pub fn header(mut self, name: &str, value: HeaderValue<'_>) -> Result<Self, FrameError> {
        header::write(name, value, &mut self.bytes)?;
        Ok(self)
    }

    /// Adds the payload and returns the frame.
    ///
    /// # Errors
    /// Returns an error for headers of more than 128 KiB, and for a payload of more than 24 MiB.
    pub fn finish(self, payload: &[u8]) -> Result<Bytes, FrameError> {
        let Self { mut bytes } = self;
        let headers = bytes.len().saturating_sub(PRELUDE);
        if headers > MAX_HEADERS_SIZE {
            return Err(FrameError::HeadersTooLong { length: headers });
        }
        if payload.len() > MAX_PAYLOAD_SIZE {
            return Err(FrameError::PayloadTooLong { length: payload.len() });
        }
        bytes.reserve_exact(payload.len() + CHECKSUM);
        bytes.extend_from_slice(payload);
        write_prelude(&mut bytes, headers);
        let checksum = crc32fast::hash(&bytes);
        bytes.extend_from_slice(&checksum.to_be_bytes());
        Ok(bytes.into())
    }
}

/// Writes the lengths of a frame that has all its bytes except the checksum at the end.
fn write_prelude(bytes: &mut [u8], headers: usize) {
    // Both lengths are within the limits, which are far below 32 bits.
    let total = u32::try_from(bytes.len() + CHECKSUM).unwrap_or(u32::MAX).to_be_bytes();
    let headers = u32::try_from(headers).unwrap_or(u32::MAX).to_be_bytes();
    if let Some([a, b, c, d, e, f, g, h, checksum @ ..]) = bytes.first_chunk_mut::<PRELUDE>() {
        [*a, *b, *c, *d] = total;
        [*e, *f, *g, *h] = headers;
        *checksum = crc32fast::hash(&[*a, *b, *c, *d, *e, *f, *g, *h]).to_be_bytes();
    }
}
