//! Compares a stream with its checksum while it is read.

use super::expected::Expected;
use crate::body::{Body, BodyError};
use crate::checksum::Hasher;
use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// Returns the body as a stream that fails, in place of its last bytes, if it has another checksum.
pub(super) fn verifying(expected: Expected, body: Body) -> Body {
    let checksum = Some((expected.hasher(), expected));
    Body::from_http_body(Verifying { body, checksum, held: None, is_wrong: false })
}

/// A body whose last bytes are handed over when its checksum has been compared.
///
/// If the length is known, those are the bytes that complete it. Otherwise, and if the checksum follows the body, each piece is
/// held until the next one has arrived.
struct Verifying {
    body: Body,
    /// The checksum of the bytes so far, and the expected one; `None` after the comparison.
    checksum: Option<(Hasher, Expected)>,
    held: Option<Bytes>,
    is_wrong: bool,
}

impl Verifying {
    /// Compares the checksum, unless that was done before.
    fn compare(&mut self) -> Result<(), BodyError> {
        let compared = self.checksum.take().map(|(hasher, expected)| expected.compare(hasher));
        compared.unwrap_or(Ok(())).map_err(|error| {
            self.is_wrong = true;
            BodyError::new(error.reason)
        })
    }

    /// Takes a piece, and returns the one to hand over, if there is any.
    fn accept(&mut self, data: Bytes) -> Option<Result<Bytes, BodyError>> {
        let mut is_awaited = false;
        if let Some((hasher, expected)) = &mut self.checksum {
            hasher.update(&data);
            is_awaited = expected.is_awaited();
        }
        match self.body.length().filter(|_| !is_awaited) {
            Some(0) => Some(self.compare().map(|()| data)),
            Some(_) => Some(Ok(data)),
            None => self.held.replace(data).map(Ok),
        }
    }

    /// Takes the checksum from trailers, which are not part of the content.
    fn accept_trailers(&mut self, frame: Frame<Bytes>) {
        if let (Some((_, expected)), Ok(trailers)) = (&mut self.checksum, frame.into_trailers()) {
            expected.accept(&trailers);
        }
    }
}

impl HttpBody for Verifying {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let this = &mut *self;
        loop {
            if this.is_wrong {
                return Poll::Ready(Some(Err(BodyError::new("its checksum is wrong"))));
            }
            let next = match ready!(Pin::new(&mut this.body).poll_frame(cx)) {
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(data) if data.is_empty() => None,
                    Ok(data) => this.accept(data),
                    Err(frame) => {
                        this.accept_trailers(frame);
                        None
                    }
                },
                Some(Err(error)) => Some(Err(error)),
                None => match this.compare() {
                    Ok(()) => return Poll::Ready(this.held.take().map(|data| Ok(Frame::data(data)))),
                    Err(error) => Some(Err(error)),
                },
            };
            if let Some(next) = next {
                return Poll::Ready(Some(next.map(Frame::data)));
            }
        }
    }

    fn size_hint(&self) -> SizeHint {
        let held = self.held.as_ref().map_or(0, Bytes::len);
        let length = self.body.length().zip(u64::try_from(held).ok());
        length.map_or_else(SizeHint::default, |(length, held)| SizeHint::with_exact(length + held))
    }
}

#[cfg(test)]
mod tests;
