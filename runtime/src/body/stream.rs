//! Bodies as streams, asynchronously.

use super::{Body, BodyError, Source};
use crate::box_error::BoxError;
use bytes::{Bytes, BytesMut};
use futures_core::Stream as BytesStream;
use http_body::{Body as HttpBody, Frame, SizeHint};
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// A stream of any type.
type Boxed = Pin<Box<dyn HttpBody<Data = Bytes, Error = BoxError> + Send>>;

/// A stream that can be read once, with the number of bytes that have to follow if it is known.
pub(super) struct Stream {
    inner: Boxed,
    remaining: Option<u64>,
    state: State,
}

/// Whether a stream can be polled: many streams panic after their end.
enum State {
    Open,
    Ended,
    Failed,
}

impl Stream {
    pub(super) fn new<B>(body: B, length: Option<u64>) -> Self
    where
        B: HttpBody<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        let remaining = length.or_else(|| body.size_hint().exact());
        Self { inner: Box::pin(Erased(Box::pin(body))), remaining, state: State::Open }
    }

    pub(super) fn length(&self) -> Option<u64> {
        self.remaining
    }

    pub(super) fn with_length(self, length: u64) -> Self {
        Self { remaining: Some(length), ..self }
    }

    /// Polls the stream, and compares its length with the stated one. An error is followed by errors, so that what was read
    /// cannot be taken for the whole body.
    fn poll_frame(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        match self.state {
            State::Open => {}
            State::Ended => return Poll::Ready(None),
            State::Failed => return Poll::Ready(Some(Err(BodyError::new("it failed before")))),
        }
        let next = match ready!(self.inner.as_mut().poll_frame(cx)) {
            Some(Ok(frame)) => Some(self.counted(frame)),
            Some(Err(error)) => Some(Err(BodyError::new(error))),
            None => self.remaining.filter(|missing| *missing > 0).map(|missing| {
                Err(BodyError::new(format!("it ended {missing} bytes before its stated length")))
            }),
        };
        self.state = match &next {
            Some(Ok(_)) => State::Open,
            Some(Err(_)) => State::Failed,
            None => State::Ended,
        };
        Poll::Ready(next)
    }

    fn counted(&mut self, frame: Frame<Bytes>) -> Result<Frame<Bytes>, BodyError> {
        let Some((data, remaining)) = frame.data_ref().zip(self.remaining) else { return Ok(frame) };
        let length = u64::try_from(data.len()).unwrap_or(u64::MAX);
        self.remaining = remaining.checked_sub(length);
        match self.remaining {
            Some(_) => Ok(frame),
            None => Err(BodyError::new("it is longer than its stated length")),
        }
    }
}

/// A body with the error type of all streams.
struct Erased<B>(Pin<Box<B>>);

impl<B> HttpBody for Erased<B>
where
    B: HttpBody<Data = Bytes>,
    B::Error: Into<BoxError>,
{
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        self.0.as_mut().poll_frame(cx).map(|frame| frame.map(|frame| frame.map_err(Into::into)))
    }
}

/// A stream of bytes as a body without trailers.
struct OfBytes<S>(Pin<Box<S>>);

impl<S, E> HttpBody for OfBytes<S>
where
    S: BytesStream<Item = Result<Bytes, E>>,
    E: Into<BoxError>,
{
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let next = ready!(self.0.as_mut().poll_next(cx));
        Poll::Ready(next.map(|data| data.map(Frame::data).map_err(Into::into)))
    }
}

impl Body {
    /// Creates a body from the body of an HTTP library. Its length is known if the body states it.
    pub fn from_http_body<B>(body: B) -> Self
    where
        B: HttpBody<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        Self::from_source(Source::Stream(Stream::new(body, None)))
    }

    /// Creates a body from a stream of bytes. Services that need the length of a body also need [`Self::with_length`].
    pub fn from_stream<S, E>(stream: S) -> Self
    where
        S: BytesStream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<BoxError> + 'static,
    {
        Self::from_http_body(OfBytes(Box::pin(stream)))
    }

    /// States the length of a stream in bytes. A stream that turns out shorter or longer is an error when it is read. Has no
    /// effect on a body of bytes.
    #[must_use]
    pub fn with_length(mut self, length: u64) -> Self {
        let source = self.source();
        *source = match std::mem::replace(source, Source::Taken) {
            Source::Stream(stream) => Source::Stream(stream.with_length(length)),
            Source::Repeatable(repeatable) => Source::Repeatable(repeatable.with_length(length)),
            other => other,
        };
        self
    }

    /// Returns the next bytes, or `None` at the end. Trailers are skipped.
    ///
    /// # Errors
    /// Returns an error if the stream fails, or if its length is not the stated one.
    pub async fn next(&mut self) -> Option<Result<Bytes, BodyError>> {
        loop {
            match poll_fn(|cx| Pin::new(&mut *self).poll_frame(cx)).await? {
                Ok(frame) => match frame.into_data() {
                    Ok(data) if data.is_empty() => {}
                    Ok(data) => return Some(Ok(data)),
                    Err(_) => {}
                },
                Err(error) => return Some(Err(error)),
            }
        }
    }

    /// Reads the body to its end. The whole body is in memory then.
    ///
    /// # Errors
    /// Returns the error of [`Self::next`].
    pub async fn collect(mut self) -> Result<Bytes, BodyError> {
        let Some(first) = self.next().await.transpose()? else { return Ok(Bytes::new()) };
        let Some(second) = self.next().await.transpose()? else { return Ok(first) };
        let rest = self.length().and_then(|length| usize::try_from(length).ok()).unwrap_or_default();
        // A stated length is not trusted with memory: the rest grows as it arrives.
        let mut all = BytesMut::with_capacity(first.len() + second.len() + rest.min(1 << 20));
        // A piece is dropped as soon as it is copied, because an HTTP client reads into the same memory again once it is unused.
        for piece in [first, second] {
            all.extend_from_slice(&piece);
        }
        while let Some(data) = self.next().await.transpose()? {
            all.extend_from_slice(&data);
        }
        Ok(all.freeze())
    }
}

impl HttpBody for Body {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let source = self.source();
        if let Source::Repeatable(repeatable) = source {
            *source = match repeatable.open() {
                Ok(stream) => Source::Stream(stream),
                Err(error) => return Poll::Ready(Some(Err(error))),
            };
        }
        match source {
            Source::Bytes(bytes) if bytes.is_empty() => Poll::Ready(None),
            Source::Bytes(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Source::Stream(stream) => stream.poll_frame(cx),
            Source::Repeatable(_) | Source::Taken => Poll::Ready(Some(Err(BodyError::new(ALREADY_SENT)))),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        self.length().map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

/// The reason why a stream cannot be read again.
const ALREADY_SENT: &str = "it is a stream that can be read once, and a request has taken it";
