//! Bodies from blocking readers, and as blocking readers.

use super::{Body, BodyError};
use bytes::Bytes;
use http_body::{Body as HttpBody, Frame};
use std::io::{self, Read};
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

/// The size of the pieces that a blocking reader is read in.
const PIECE: usize = 64 * 1024;

/// A blocking reader as a body. It never waits for a waker.
pub(super) struct Blocking<R> {
    reader: R,
    at_end: bool,
}

impl<R> Blocking<R> {
    pub(super) fn new(reader: R) -> Self {
        Self { reader, at_end: false }
    }
}

impl<R: Read + Unpin> HttpBody for Blocking<R> {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if self.at_end {
            return Poll::Ready(None);
        }
        let mut piece = Vec::with_capacity(PIECE);
        let limit = u64::try_from(PIECE).unwrap_or(u64::MAX);
        let read = (&mut self.reader).take(limit).read_to_end(&mut piece);
        self.at_end = piece.len() < PIECE || read.is_err();
        Poll::Ready(match read {
            Err(error) => Some(Err(error)),
            Ok(0) => None,
            Ok(_) => Some(Ok(Frame::data(piece.into()))),
        })
    }
}

impl Body {
    /// Creates a body from a blocking reader, for transports without an async runtime. Reading it blocks the thread; an async
    /// runtime has other constructors.
    pub fn from_reader(reader: impl Read + Send + Unpin + 'static) -> Self {
        Self::from_http_body(Blocking::new(reader))
    }

    /// Converts the body to a blocking reader, for transports without an async runtime.
    pub fn into_reader(self) -> BodyReader {
        BodyReader { body: self, rest: Bytes::new() }
    }
}

/// A body as a blocking reader. An asynchronous stream that has to wait is an error: only its runtime can wake it.
#[derive(Debug)]
pub struct BodyReader {
    body: Body,
    rest: Bytes,
}

impl Read for BodyReader {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.rest.is_empty() {
            let next = std::pin::pin!(self.body.next()).poll(&mut Context::from_waker(Waker::noop()));
            match next {
                Poll::Ready(None) => return Ok(0),
                Poll::Ready(Some(data)) => self.rest = data.map_err(io::Error::other)?,
                Poll::Pending => return Err(io::Error::other(BodyError::new(ASYNCHRONOUS))),
            }
        }
        let piece = self.rest.split_to(out.len().min(self.rest.len()));
        match out.get_mut(..piece.len()) {
            Some(out) => out.copy_from_slice(&piece),
            None => return Ok(0),
        }
        Ok(piece.len())
    }
}

const ASYNCHRONOUS: &str = "it is an asynchronous stream, which a blocking reader cannot wait for";
