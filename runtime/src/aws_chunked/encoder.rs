//! Encodes a body as it arrives.

use super::layout::{CRLF, Layout, SIGNATURE_EXTENSION, TRAILER_SIGNATURE};
use super::sign::SignChunks;
use crate::checksum::Hasher;
use bytes::Bytes;
use sha2::{Digest, Sha256};
use std::collections::VecDeque;
use std::fmt;

/// Encodes a body as it arrives. Data of any size goes in, and pieces of the encoded body come out; the data is not copied.
///
/// The encoded body is the same however the data is split. At most one chunk is kept back, until it is complete.
///
/// ```
/// use smithereen::aws_chunked::{Encoder, Layout};
/// use smithereen::checksum::Algorithm;
/// let mut encoder = Encoder::unsigned(Layout::unsigned(Algorithm::Crc32));
/// encoder.push("12345".into());
/// encoder.push("6789".into());
/// let mut body = Vec::new();
/// while let Some(piece) = encoder.pull() {
///     body.extend_from_slice(&piece);
/// }
/// encoder.finish().iter().for_each(|piece| body.extend_from_slice(piece));
/// assert_eq!(body, b"9\r\n123456789\r\n0\r\nx-amz-checksum-crc32:y/Q5Jg==\r\n\r\n");
/// ```
pub struct Encoder {
    layout: Layout,
    /// Computes the checksum of the body.
    checksum: Option<Hasher>,
    signer: Option<Box<dyn SignChunks + Send>>,
    /// Data of a chunk that is not complete.
    pending: VecDeque<Bytes>,
    pending_length: usize,
    /// Pieces of the encoded body.
    encoded: VecDeque<Bytes>,
    /// Whether the line break after the data of the last chunk has not been written yet.
    owes_line_break: bool,
}

impl Encoder {
    /// Creates an encoder without signatures, even if the layout has them.
    pub fn unsigned(layout: Layout) -> Self {
        Self::new(Layout { is_signed: false, ..layout }, None)
    }

    /// Creates an encoder with signatures, even if the layout has none.
    pub fn signed(layout: Layout, signer: impl SignChunks + Send + 'static) -> Self {
        Self::new(Layout { is_signed: true, ..layout }, Some(Box::new(signer)))
    }

    fn new(layout: Layout, signer: Option<Box<dyn SignChunks + Send>>) -> Self {
        Self {
            layout,
            checksum: layout.trailer.map(Hasher::new),
            signer,
            pending: VecDeque::new(),
            pending_length: 0,
            encoded: VecDeque::new(),
            owes_line_break: false,
        }
    }

    /// Appends data of the body.
    pub fn push(&mut self, data: Bytes) {
        if data.is_empty() {
            return;
        }
        if let Some(checksum) = &mut self.checksum {
            checksum.update(&data);
        }
        self.pending_length += data.len();
        self.pending.push_back(data);
        while self.pending_length >= self.layout.chunk_size {
            self.write_chunk(self.layout.chunk_size);
        }
    }

    /// Returns the next piece of the encoded body, or `None` if more data is needed for it.
    pub fn pull(&mut self) -> Option<Bytes> {
        self.encoded.pop_front()
    }

    /// Ends the body, and returns the remaining pieces of the encoded body in order.
    pub fn finish(mut self) -> Vec<Bytes> {
        if self.pending_length > 0 {
            self.write_chunk(self.pending_length);
        }
        self.write_end();
        self.encoded.into()
    }

    /// Writes a chunk of pending data.
    fn write_chunk(&mut self, size: usize) {
        let data = self.take_pending(size);
        let mut head = String::with_capacity(if self.signer.is_some() { 96 } else { 16 });
        self.write_line_break(&mut head);
        head.push_str(&format!("{size:x}"));
        if let Some(signer) = &mut self.signer {
            let mut hash = Sha256::new();
            data.iter().for_each(|piece| hash.update(piece));
            write_signature(&mut head, SIGNATURE_EXTENSION, signer.sign_chunk(hash.finalize().into()));
        }
        head.push_str(CRLF);
        self.encoded.push_back(head.into());
        self.encoded.extend(data);
        self.owes_line_break = true;
    }

    /// Writes the last, empty chunk and the trailers.
    fn write_end(&mut self) {
        let mut end = String::with_capacity(CRLF.len() + self.layout.end_length());
        self.write_line_break(&mut end);
        end.push('0');
        if let Some(signer) = &mut self.signer {
            write_signature(&mut end, SIGNATURE_EXTENSION, signer.sign_chunk(Sha256::digest(b"").into()));
        }
        end.push_str(CRLF);
        if let Some(checksum) = self.checksum.take() {
            let (name, value) = (checksum.algorithm().header(), checksum.base64());
            [name, ":", &value, CRLF].iter().for_each(|part| end.push_str(part));
            if let Some(signer) = &mut self.signer {
                write_signature(&mut end, TRAILER_SIGNATURE, signer.sign_trailer(name, &value));
                end.push_str(CRLF);
            }
        }
        end.push_str(CRLF);
        self.encoded.push_back(end.into());
    }

    /// Writes the line break after the data of the previous chunk. It is part of the piece that follows the data.
    fn write_line_break(&mut self, out: &mut String) {
        if std::mem::take(&mut self.owes_line_break) {
            out.push_str(CRLF);
        }
    }

    /// Takes `size` bytes of pending data, of which there are at least as many.
    fn take_pending(&mut self, size: usize) -> Vec<Bytes> {
        let (mut taken, mut missing) = (Vec::new(), size);
        while missing > 0 {
            let Some(mut piece) = self.pending.pop_front() else { break };
            if piece.len() > missing {
                self.pending.push_front(piece.split_off(missing));
            }
            missing -= piece.len();
            taken.push(piece);
        }
        self.pending_length -= size - missing;
        taken
    }
}

/// Writes `prefix` and the signature in hexadecimal digits.
fn write_signature(out: &mut String, prefix: &str, signature: [u8; 32]) {
    out.push_str(prefix);
    for byte in signature {
        for digit in [byte >> 4, byte & 15] {
            out.extend(char::from_digit(digit.into(), 16));
        }
    }
}

/// Shows neither data nor signatures.
impl fmt::Debug for Encoder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Encoder").field("layout", &self.layout).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
