//! Bodies from files and readers of `tokio`, and as readers of it.

use super::Body;
use bytes::{Buf, Bytes, BytesMut};
use http_body::{Body as HttpBody, Frame};
use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::fs::File;
use tokio::io::{AsyncRead, ReadBuf};

/// The size of the pieces that a reader is read in.
const PIECE: usize = 64 * 1024;

/// An asynchronous reader as a body.
struct OfReader<R> {
    reader: Pin<Box<R>>,
    buffer: BytesMut,
}

impl<R> OfReader<R> {
    fn new(reader: R) -> Self {
        Self { reader: Box::pin(reader), buffer: BytesMut::new() }
    }
}

impl<R: AsyncRead> HttpBody for OfReader<R> {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let this = &mut *self;
        this.buffer.resize(PIECE, 0);
        let mut piece = ReadBuf::new(&mut this.buffer);
        ready!(this.reader.as_mut().poll_read(cx, &mut piece))?;
        let length = piece.filled().len();
        Poll::Ready(match length {
            0 => None,
            _ => Some(Ok(Frame::data(this.buffer.split_to(length).freeze()))),
        })
    }
}

/// A file that is opened when it is first read.
enum OfFile {
    Closed(PathBuf),
    Opening(Pin<Box<dyn Future<Output = io::Result<File>> + Send>>),
    Open(OfReader<File>),
}

impl HttpBody for OfFile {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        loop {
            *self = match &mut *self {
                Self::Closed(path) => Self::Opening(Box::pin(File::open(std::mem::take(path)))),
                Self::Opening(file) => Self::Open(OfReader::new(ready!(file.as_mut().poll(cx))?)),
                Self::Open(reader) => return Pin::new(reader).poll_frame(cx),
            };
        }
    }
}

impl Body {
    /// Creates a body from a file. It can be sent more than once; each time, the file is opened again and has to have the length
    /// that it has now.
    ///
    /// # Errors
    /// Returns an error if the file cannot be opened, or is not a regular file.
    pub async fn from_file(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref().to_owned();
        // Opening a named pipe would wait for its writer.
        if !tokio::fs::metadata(&path).await?.is_file() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "expected a regular file"));
        }
        let length = File::open(&path).await?.metadata().await?.len();
        let open = move || Ok::<_, io::Error>(OfFile::Closed(path.clone()));
        Ok(Self::repeatable(Some(length), open))
    }

    /// Creates a body from an asynchronous reader. Services that need the length of a body also need [`Self::with_length`].
    pub fn from_async_read(reader: impl AsyncRead + Send + 'static) -> Self {
        Self::from_http_body(OfReader::new(reader))
    }

    /// Converts the body to an asynchronous reader.
    pub fn into_async_read(self) -> BodyAsyncRead {
        BodyAsyncRead { body: self, rest: Bytes::new() }
    }
}

/// A body as an asynchronous reader.
#[derive(Debug)]
pub struct BodyAsyncRead {
    body: Body,
    rest: Bytes,
}

impl AsyncRead for BodyAsyncRead {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        out: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        while self.rest.is_empty() {
            match ready!(Pin::new(&mut self.body).poll_frame(cx)) {
                None => return Poll::Ready(Ok(())),
                Some(frame) => self.rest = frame.map_err(io::Error::other)?.into_data().unwrap_or_default(),
            }
        }
        let length = out.remaining().min(self.rest.remaining());
        out.put_slice(&self.rest.split_to(length));
        Poll::Ready(Ok(()))
    }
}
