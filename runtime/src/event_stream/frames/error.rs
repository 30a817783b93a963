//! Errors of frames.

use std::error::Error as StdError;
use std::fmt;

/// The error for bytes that are not a frame, and for a frame that cannot be encoded. It never contains the value of a header
/// or a part of the payload.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FrameError {
    /// The checksum of the lengths differs, so that the frame's end is not known.
    PreludeChecksum {
        /// The checksum in the frame.
        expected: u32,
        /// The checksum of the bytes that were received.
        actual: u32,
    },
    /// The checksum of the frame differs.
    MessageChecksum {
        /// The checksum in the frame.
        expected: u32,
        /// The checksum of the bytes that were received.
        actual: u32,
    },
    /// The lengths contradict each other: the frame is shorter than its headers, or than an empty frame.
    Lengths {
        /// The length of the frame in bytes.
        total: u32,
        /// The length of its headers in bytes.
        headers: u32,
    },
    /// The frame is longer than the decoder accepts.
    TooLong {
        /// The length of the frame in bytes.
        total: u32,
        /// The maximum in bytes.
        max: usize,
    },
    /// A header cannot be decoded or encoded.
    Header {
        /// The name of the header; empty if the name itself is the cause.
        name: String,
        /// The reason.
        reason: &'static str,
    },
    /// The headers of a frame that is being encoded are longer than 128 KiB.
    HeadersTooLong {
        /// Their length in bytes.
        length: usize,
    },
    /// The payload of a frame that is being encoded is longer than 24 MiB.
    PayloadTooLong {
        /// Its length in bytes.
        length: usize,
    },
    /// The stream ended within a frame.
    Incomplete {
        /// The number of bytes after the last complete frame.
        received: usize,
    },
}

impl FrameError {
    pub(super) fn header(name: &str, reason: &'static str) -> Self {
        Self::Header { name: name.to_owned(), reason }
    }
}

impl fmt::Display for FrameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("event stream: ")?;
        match self {
            Self::PreludeChecksum { expected, actual } => write!(
                f,
                "the checksum of the lengths of a frame is {actual:#010x}, expected {expected:#010x}"
            ),
            Self::MessageChecksum { expected, actual } => {
                write!(f, "the checksum of a frame is {actual:#010x}, expected {expected:#010x}")
            }
            Self::Lengths { total, headers } => {
                write!(f, "a frame of {total} bytes cannot have {headers} bytes of headers")
            }
            Self::TooLong { total, max } => {
                write!(f, "a frame has {total} bytes, more than the maximum of {max}")
            }
            Self::Header { name, reason } if name.is_empty() => write!(f, "a header: {reason}"),
            Self::Header { name, reason } => write!(f, "the header `{name}`: {reason}"),
            Self::HeadersTooLong { length } => {
                write!(f, "the headers of a frame have {length} bytes, more than 128 KiB")
            }
            Self::PayloadTooLong { length } => {
                write!(f, "the payload of a frame has {length} bytes, more than 24 MiB")
            }
            Self::Incomplete { received } => {
                write!(f, "the stream ended within a frame, after {received} of its bytes")
            }
        }
    }
}

impl StdError for FrameError {}
