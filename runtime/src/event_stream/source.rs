//! Events of a request, sent while they are produced.

use super::channel::{self, EventSender};
use super::events::{EventEncoder, EventSigning, EventStream};
use crate::body::{Body, BodyError};
use crate::box_error::BoxError;
use crate::service::OperationSchema;
use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body as HttpBody, Frame};
use std::fmt;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};

/// The events of a request, in place of a member with the trait `smithy.api#streaming`: those of an iterator, a stream, or an
/// [`EventSender`]. They are encoded and sent one by one as the connection takes them.
///
/// The events are moved from the input to the first request, so a call with events is not retried.
///
/// By default there are no events, and the stream ends at once.
pub struct EventSource<E>(Mutex<Source<E>>);

type Items<E> = Pin<Box<dyn Stream<Item = Result<E, BoxError>> + Send>>;

enum Source<E> {
    Empty,
    Events(Items<E>),
    /// The events were moved to a request.
    Taken,
}

impl<E: EventStream> EventSource<E> {
    /// Creates a source of these events.
    pub fn from_events<I>(events: I) -> Self
    where
        I: IntoIterator<Item = E>,
        I::IntoIter: Send + 'static,
    {
        Self::from_stream(OfIterator(Box::new(events.into_iter())))
    }

    /// Creates a source of the events of a stream.
    pub fn from_stream(stream: impl Stream<Item = E> + Send + 'static) -> Self {
        Self::from_try_stream(Infallible(Box::pin(stream)))
    }

    /// Creates a source of the events of a stream that may fail. An error aborts the request.
    pub fn from_try_stream<S, F>(stream: S) -> Self
    where
        S: Stream<Item = Result<E, F>> + Send + 'static,
        F: Into<BoxError> + 'static,
    {
        Self::of(Source::Events(Box::pin(Fallible(Box::pin(stream)))))
    }

    /// Creates a source and its sender. `capacity` events, at least one, can be sent before the connection takes the first of them. The
    /// stream ends when the sender and its clones are dropped.
    pub fn channel(capacity: usize) -> (EventSender<E>, Self) {
        let (sender, receiver) = channel::channel(capacity);
        (sender, Self::from_stream(receiver))
    }

    fn of(source: Source<E>) -> Self {
        Self(Mutex::new(source))
    }

    /// Moves the events into a body of frames. A second call returns `None`, except for a source without events.
    pub fn take_body(&self, encoder: EventEncoder<E>, signing: EventSigning) -> Option<Body> {
        let mut source = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let events = match std::mem::replace(&mut *source, Source::Taken) {
            Source::Taken => return None,
            Source::Events(events) => Some(events),
            Source::Empty => {
                *source = Source::Empty;
                None
            }
        };
        let frames = Frames { events, encoder, signing, state: State::Begin };
        Some(Body::from_http_body(frames))
    }
}

impl<E> Default for EventSource<E> {
    fn default() -> Self {
        Self(Mutex::new(Source::Empty))
    }
}

impl<E> fmt::Debug for EventSource<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[events]")
    }
}

impl<E: EventStream> From<Vec<E>> for EventSource<E> {
    fn from(events: Vec<E>) -> Self {
        Self::from_events(events)
    }
}

/// The source in an input, whatever its events.
pub trait SendEvents {
    /// Moves the events into a body. `initial` is the payload of the initial request, if the protocol has one.
    fn take(
        &self,
        operation: &'static OperationSchema,
        initial: Option<Bytes>,
        signing: EventSigning,
    ) -> Option<Body>;
}

impl<E: EventStream> SendEvents for EventSource<E> {
    fn take(
        &self,
        operation: &'static OperationSchema,
        initial: Option<Bytes>,
        signing: EventSigning,
    ) -> Option<Body> {
        self.take_body(EventEncoder::new(operation).with_initial_request(initial), signing)
    }
}

/// A body of frames.
struct Frames<E> {
    events: Option<Items<E>>,
    encoder: EventEncoder<E>,
    signing: EventSigning,
    state: State,
}

enum State {
    Begin,
    Events,
    End,
}

impl<E: EventStream> Frames<E> {
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Bytes>, BodyError>> {
        if let State::Begin = self.state {
            self.state = State::Events;
            if let Some(signer) = self.signing.take() {
                self.encoder.set_signer(signer);
            }
            if let Some(frame) = self.encoder.start().map_err(BodyError::new)? {
                return Poll::Ready(Ok(Some(frame)));
            }
        }
        if let State::End = self.state {
            return Poll::Ready(Ok(None));
        }
        let event = match &mut self.events {
            Some(events) => ready!(events.as_mut().poll_next(cx)),
            None => None,
        };
        Poll::Ready(match event {
            Some(Ok(event)) => self.encoder.encode(&event).map(Some).map_err(BodyError::new),
            Some(Err(error)) => Err(BodyError::new(error)),
            None => {
                self.events = None;
                self.state = State::End;
                self.encoder.end().map_err(BodyError::new)
            }
        })
    }
}

impl<E> Unpin for Frames<E> {}

impl<E: EventStream> HttpBody for Frames<E> {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let frame = ready!(self.poll(cx));
        if frame.is_err() {
            // Nothing that follows an event that could not be sent may be sent.
            self.state = State::End;
        }
        Poll::Ready(frame.transpose().map(|frame| frame.map(Frame::data)))
    }
}

struct OfIterator<E>(Box<dyn Iterator<Item = E> + Send>);

impl<E> Stream for OfIterator<E> {
    type Item = E;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<E>> {
        Poll::Ready(self.0.next())
    }
}

struct Infallible<S>(Pin<Box<S>>);

impl<S: Stream> Stream for Infallible<S> {
    type Item = Result<S::Item, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(cx).map(|event| event.map(Ok))
    }
}

struct Fallible<S>(Pin<Box<S>>);

impl<S, E, F> Stream for Fallible<S>
where
    S: Stream<Item = Result<E, F>>,
    F: Into<BoxError>,
{
    type Item = Result<E, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(cx).map(|event| event.map(|event| event.map_err(Into::into)))
    }
}
