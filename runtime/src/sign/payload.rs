//! The payload hash of a signature.

use super::hex::Hex;
use sha2::{Digest, Sha256};

/// The hash of an empty body.
pub(super) const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// The payload hash of a signature, or the constant in its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Payload {
    /// The SHA-256 of the body that is passed to the signer.
    #[default]
    Hashed,
    /// The SHA-256 of a body that the signer does not get, such as a file.
    Sha256([u8; 32]),
    /// The body is not signed (`UNSIGNED-PAYLOAD`).
    Unsigned,
    /// A body in `aws-chunked` encoding with trailers is not signed (`STREAMING-UNSIGNED-PAYLOAD-TRAILER`).
    StreamingUnsignedTrailer,
    /// Each chunk has a signature (`STREAMING-AWS4-HMAC-SHA256-PAYLOAD`); see [`ChunkSigner`](super::ChunkSigner).
    StreamingSigned,
    /// Each chunk, and the trailers after them, have a signature (`STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER`).
    StreamingSignedTrailer,
    /// Each event has a signature (`STREAMING-AWS4-HMAC-SHA256-EVENTS`); see [`EventSigner`](super::EventSigner).
    Events,
}

/// The last line of a canonical request, and the value of `x-amz-content-sha256`.
pub(super) enum PayloadLine {
    Fixed(&'static str),
    Hash(Hex),
}

impl PayloadLine {
    pub(super) fn as_str(&self) -> &str {
        match self {
            Self::Fixed(text) => text,
            Self::Hash(hash) => hash.as_str(),
        }
    }
}

impl Payload {
    pub(super) fn line(self, body: &[u8]) -> PayloadLine {
        PayloadLine::Fixed(match self {
            Self::Hashed if body.is_empty() => EMPTY,
            Self::Hashed => return PayloadLine::Hash(Hex::new(&Sha256::digest(body).into())),
            Self::Sha256(hash) => return PayloadLine::Hash(Hex::new(&hash)),
            Self::Unsigned => "UNSIGNED-PAYLOAD",
            Self::StreamingUnsignedTrailer => "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
            Self::StreamingSigned => "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
            Self::StreamingSignedTrailer => "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
            Self::Events => "STREAMING-AWS4-HMAC-SHA256-EVENTS",
        })
    }
}
