//! The form and the length of encoded bodies, and the headers of their requests.

use crate::checksum::Algorithm;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use http::{HeaderMap, HeaderName, HeaderValue};

/// The size of chunks by default: 64 KiB, as in the official crates.
pub const CHUNK_SIZE: usize = 64 * 1024;
/// The least size of a chunk that is not the last one: S3 rejects smaller ones.
pub const MIN_CHUNK_SIZE: usize = 8 * 1024;

pub(super) const CRLF: &str = "\r\n";
pub(super) const SIGNATURE_EXTENSION: &str = ";chunk-signature=";
pub(super) const TRAILER_SIGNATURE: &str = "x-amz-trailer-signature:";
/// The length of a signature in hexadecimal digits.
const SIGNATURE_LENGTH: usize = 64;

/// The form of an encoded body: the size of its chunks, whether they are signed, and the checksum that follows them.
///
/// ```
/// use smithereen::aws_chunked::Layout;
/// use smithereen::checksum::Algorithm;
/// let layout = Layout::unsigned(Algorithm::Crc32);
/// assert_eq!(layout.encoded_length(100_000), Some(100_000 + "10000\r\n\r\n86a0\r\n\r\n0\r\n".len() as u64
///     + "x-amz-checksum-crc32:AAAAAA==\r\n\r\n".len() as u64));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    pub(super) chunk_size: usize,
    pub(super) trailer: Option<Algorithm>,
    pub(super) is_signed: bool,
}

impl Layout {
    /// Creates a layout without signatures, with a checksum after the body (`STREAMING-UNSIGNED-PAYLOAD-TRAILER`).
    pub const fn unsigned(trailer: Algorithm) -> Self {
        Self { chunk_size: CHUNK_SIZE, trailer: Some(trailer), is_signed: false }
    }

    /// Creates a layout with signed chunks (`STREAMING-AWS4-HMAC-SHA256-PAYLOAD`).
    pub const fn signed() -> Self {
        Self { chunk_size: CHUNK_SIZE, trailer: None, is_signed: true }
    }

    /// Adds a checksum after the body. That of signed chunks is signed too (`STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER`).
    #[must_use]
    pub const fn with_trailer(self, algorithm: Algorithm) -> Self {
        Self { trailer: Some(algorithm), ..self }
    }

    /// Sets the size of all chunks but the last one in bytes. A size below [`MIN_CHUNK_SIZE`] counts as that.
    #[must_use]
    pub const fn with_chunk_size(self, bytes: usize) -> Self {
        let chunk_size = if bytes < MIN_CHUNK_SIZE { MIN_CHUNK_SIZE } else { bytes };
        Self { chunk_size, ..self }
    }

    /// Returns the checksum after the body.
    pub const fn trailer(&self) -> Option<Algorithm> {
        self.trailer
    }

    /// Returns whether the chunks are signed.
    pub const fn is_signed(&self) -> bool {
        self.is_signed
    }

    /// Returns the payload hash of the request's signature.
    #[cfg(feature = "sign")]
    pub const fn payload(&self) -> crate::sign::Payload {
        match (self.is_signed, self.trailer) {
            (false, _) => crate::sign::Payload::StreamingUnsignedTrailer,
            (true, None) => crate::sign::Payload::StreamingSigned,
            (true, Some(_)) => crate::sign::Payload::StreamingSignedTrailer,
        }
    }

    /// Returns the exact length of the encoded body, or `None` if it is more than a `u64` can express.
    pub fn encoded_length(&self, decoded_length: u64) -> Option<u64> {
        let size = u64::try_from(self.chunk_size).ok()?;
        let (chunks, rest) = (decoded_length.checked_div(size)?, decoded_length.checked_rem(size)?);
        let all = self.chunk_overhead(size)?.checked_add(size)?.checked_mul(chunks)?;
        let last = if rest == 0 { 0 } else { self.chunk_overhead(rest)?.checked_add(rest)? };
        all.checked_add(last)?.checked_add(u64::try_from(self.end_length()).ok()?)
    }

    /// Returns the length of what surrounds a chunk of this size.
    fn chunk_overhead(&self, size: u64) -> Option<u64> {
        let digits = usize::try_from(u64::BITS - size.leading_zeros()).ok()?.div_ceil(4);
        u64::try_from(digits + self.extension_length() + 2 * CRLF.len()).ok()
    }

    fn extension_length(&self) -> usize {
        if self.is_signed { SIGNATURE_EXTENSION.len() + SIGNATURE_LENGTH } else { 0 }
    }

    /// Returns the length of the last, empty chunk and the trailers.
    pub(super) fn end_length(&self) -> usize {
        let trailers = self.trailer.map_or(0, |algorithm| {
            let checksum = algorithm.header().len() + ":".len() + algorithm.base64_len() + CRLF.len();
            let signature = TRAILER_SIGNATURE.len() + SIGNATURE_LENGTH + CRLF.len();
            checksum + if self.is_signed { signature } else { 0 }
        });
        "0".len() + self.extension_length() + CRLF.len() + trailers + CRLF.len()
    }

    /// Sets the headers of a request with an encoded body: the content encoding, after those that the request has already, the
    /// name of the trailer, and the length before and after encoding if it is known. To be called before the request is signed.
    pub fn set_headers(&self, headers: &mut HeaderMap, decoded_length: Option<u64>) {
        let others = headers.get(CONTENT_ENCODING).and_then(|value| value.to_str().ok());
        let all = others.filter(|others| !others.is_empty()).map(|others| format!("{others},aws-chunked"));
        let value = all.and_then(|all| HeaderValue::from_str(&all).ok());
        headers.insert(CONTENT_ENCODING, value.unwrap_or(HeaderValue::from_static("aws-chunked")));
        if let Some(algorithm) = self.trailer {
            headers.insert(
                HeaderName::from_static("x-amz-trailer"),
                HeaderValue::from_static(algorithm.header()),
            );
        }
        let Some(length) = decoded_length else { return };
        headers.insert(HeaderName::from_static("x-amz-decoded-content-length"), length.into());
        match self.encoded_length(length) {
            Some(length) => headers.insert(CONTENT_LENGTH, length.into()),
            None => headers.remove(CONTENT_LENGTH),
        };
    }
}
