//! Splits a body into parts of the same size.

use crate::buffer::append;
use smithereen::{Body, BodyError, Bytes};
use std::pin::pin;
use std::task::{Context, Poll, ready};

/// A body that is read part by part. It holds at most one part, and the piece of the body after it.
pub(super) struct Split {
    body: Body,
    size: usize,
    /// The part that is being read.
    filling: Vec<u8>,
    /// The part, if it was read completely.
    full: Option<Bytes>,
    /// The bytes that were read after the part.
    rest: Bytes,
    at_end: bool,
}

/// A part, and whether the body ends with it.
pub(super) struct Chunk {
    pub(super) bytes: Bytes,
    pub(super) is_last: bool,
}

impl Chunk {
    pub(super) fn length(&self) -> u64 {
        u64::try_from(self.bytes.len()).unwrap_or(u64::MAX)
    }
}

impl Split {
    pub(super) fn new(body: Body, size: usize) -> Self {
        Self { body, size, filling: Vec::new(), full: None, rest: Bytes::new(), at_end: false }
    }

    /// Reads the next part. Only the first part of an empty body is empty. Bytes that were read are kept if this is pending.
    pub(super) fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Result<Chunk, BodyError>> {
        loop {
            self.fill();
            // The part is the last if no bytes follow it.
            if self.at_end || !self.rest.is_empty() {
                if let Some(bytes) = self.full.take() {
                    return Poll::Ready(Ok(Chunk { bytes, is_last: self.rest.is_empty() }));
                }
            } else {
                match ready!(pin!(self.body.next()).poll(cx)).transpose()? {
                    Some(piece) => self.rest = piece,
                    None => self.at_end = true,
                }
            }
        }
    }

    /// Moves the bytes that were read into the part, without a copy if one piece has the whole part.
    fn fill(&mut self) {
        if self.full.is_some() {
            return;
        }
        if self.filling.is_empty() && self.rest.len() >= self.size {
            self.full = Some(self.rest.split_to(self.size));
            return;
        }
        if !self.rest.is_empty() {
            let missing = self.size.saturating_sub(self.filling.len());
            let piece = self.rest.split_to(missing.min(self.rest.len()));
            append(&mut self.filling, &piece, self.size);
        }
        if self.filling.len() == self.size || (self.at_end && self.rest.is_empty()) {
            self.full = Some(std::mem::take(&mut self.filling).into());
        }
    }
}
