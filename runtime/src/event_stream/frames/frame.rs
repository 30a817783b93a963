//! Decoded frames.

use super::error::FrameError;
use super::header::{self, HeaderValue};
use bytes::{Buf, Bytes};
use std::fmt;

/// The length of the total length, the length of the headers, and their checksum.
pub(super) const PRELUDE: usize = 12;
/// The length of the checksum at the end.
pub(super) const CHECKSUM: usize = 4;
/// The maximum length of the headers of a frame, by the specification: 128 KiB.
pub const MAX_HEADERS_SIZE: usize = 128 * 1024;
/// The maximum length of the payload of a frame, by the specification: 24 MiB.
pub const MAX_PAYLOAD_SIZE: usize = 24 * 1024 * 1024;
/// The length in bytes of a frame with the longest headers and the longest payload.
pub const MAX_FRAME_SIZE: usize = PRELUDE + MAX_HEADERS_SIZE + MAX_PAYLOAD_SIZE + CHECKSUM;

/// A frame: headers and a payload. Both share the memory of the bytes that the frame was decoded from.
///
/// `Debug` shows the names of the headers and the length of the payload, and no value.
#[derive(Clone, PartialEq, Eq)]
pub struct Frame {
    headers: Bytes,
    payload: Bytes,
}

impl Frame {
    /// Creates a frame from its bytes, the total length of which has been checked.
    pub(super) fn read(mut bytes: Bytes, prelude: Prelude) -> Result<Self, FrameError> {
        let end = bytes.len().saturating_sub(CHECKSUM);
        let checksum = bytes.split_off(end);
        let expected = number(&checksum);
        let actual = crc32fast::hash(&bytes);
        if expected != Some(actual) {
            let expected = expected.unwrap_or_default();
            return Err(FrameError::MessageChecksum { expected, actual });
        }
        bytes.advance(PRELUDE.min(bytes.len()));
        let headers = bytes.split_to(prelude.headers.min(bytes.len()));
        let mut rest = &headers[..];
        while !rest.is_empty() {
            rest = header::read(rest)?.2;
        }
        Ok(Self { headers, payload: bytes })
    }

    /// Returns the headers in the order of the frame.
    pub fn headers(&self) -> impl Iterator<Item = (&str, HeaderValue<'_>)> {
        let mut rest = &self.headers[..];
        // All headers were read once when the frame was decoded.
        std::iter::from_fn(move || {
            let (name, value, after) = header::read(rest).ok()?;
            rest = after;
            Some((name, value))
        })
    }

    /// Returns the value of the first header with the name. Names are compared as they are.
    pub fn header(&self, name: &str) -> Option<HeaderValue<'_>> {
        self.headers().find(|(found, _)| *found == name).map(|(_, value)| value)
    }

    /// Returns the payload.
    pub fn payload(&self) -> &Bytes {
        &self.payload
    }
}

impl fmt::Debug for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.headers().map(|(name, _)| name).collect();
        f.debug_struct("Frame")
            .field("headers", &names)
            .field("payload", &format_args!("[{} bytes]", self.payload.len()))
            .finish()
    }
}

/// The lengths at the beginning of a frame, in bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Prelude {
    /// The length of the frame.
    pub(super) total: usize,
    /// The length of the headers.
    headers: usize,
}

impl Prelude {
    /// Reads the lengths from the first 12 bytes of a frame. Returns `None` if `bytes` is shorter.
    pub(super) fn read(bytes: &[u8], max: usize) -> Result<Option<Self>, FrameError> {
        let Some(prelude) = bytes.first_chunk::<PRELUDE>() else { return Ok(None) };
        let [a, b, c, d, e, f, g, h, checksum @ ..] = *prelude;
        let (total, headers) = (u32::from_be_bytes([a, b, c, d]), u32::from_be_bytes([e, f, g, h]));
        let (expected, actual) = (u32::from_be_bytes(checksum), crc32fast::hash(&[a, b, c, d, e, f, g, h]));
        if expected != actual {
            return Err(FrameError::PreludeChecksum { expected, actual });
        }
        let empty = (PRELUDE + CHECKSUM) as u64;
        if u64::from(total) < u64::from(headers) + empty {
            return Err(FrameError::Lengths { total, headers });
        }
        match (usize::try_from(total), usize::try_from(headers)) {
            (Ok(total), Ok(headers)) if total <= max => Ok(Some(Self { total, headers })),
            _ => Err(FrameError::TooLong { total, max }),
        }
    }
}

fn number(bytes: &[u8]) -> Option<u32> {
    bytes.first_chunk().map(|bytes| u32::from_be_bytes(*bytes))
}
