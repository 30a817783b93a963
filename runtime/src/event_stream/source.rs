//! Events of a request, sent while they are produced.

use super::channel::{self, EventSender};
use super::events::{EventEncoder, EventSigning, EventStream};
use crate::body::{Body, BodyError};
use crate::box_error::BoxError;
use crate::codec::CodecError;
use crate::json;
use crate::reflect::{Shape, Slot, Value};
use crate::service::OperationSchema;
use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body as HttpBody, Frame};
use serde_json::Value as Document;
use std::fmt;
use std::pin::Pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};

/// The events of a request, in place of a member with the trait `smithy.api#streaming`: those of an iterator, a stream, or an
/// [`EventSender`]. They are encoded and sent one by one as the connection takes them.
///
/// The events are moved from the input to the first request, so a call with events is not retried.
///
/// By default there are no events, and the stream ends at once.
pub struct EventSource<E: EventStream>(Mutex<Source<E>>);

type Items<E> = Pin<Box<dyn Stream<Item = Result<Item<E>, BoxError>> + Send>>;

/// An event, or an error that ends the stream.
type Item<E> = Result<E, <E as EventStream>::Error>;

enum Source<E: EventStream> {
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
        Self::from_stream(OfIterator(events.into_iter()))
    }

    /// Creates a source of the events of a stream.
    pub fn from_stream(stream: impl Stream<Item = E> + Send + 'static) -> Self {
        Self::of(Mapped(Box::pin(stream), |event| Ok(Ok(event))))
    }

    /// Creates a source of the events of a stream, and of an error of the model, which ends it.
    pub fn from_results(stream: impl Stream<Item = Result<E, E::Error>> + Send + 'static) -> Self {
        Self::of(Mapped(Box::pin(stream), Ok))
    }

    /// Creates a source of the events of a stream that may fail. An error aborts the request.
    pub fn from_try_stream<S, F>(stream: S) -> Self
    where
        S: Stream<Item = Result<E, F>> + Send + 'static,
        F: Into<BoxError> + 'static,
    {
        Self::of(Mapped(Box::pin(stream), |event: Result<E, F>| match event {
            Ok(event) => Ok(Ok(event)),
            Err(error) => Err(error.into()),
        }))
    }

    /// Creates a source and its sender. `capacity` events, at least one, can be sent before the connection takes the first of
    /// them. The stream ends when the sender and its clones are dropped.
    pub fn channel(capacity: usize) -> (EventSender<E>, Self) {
        let (sender, receiver) = channel::channel(capacity);
        (sender, Self::from_stream(receiver))
    }

    fn of(items: impl Stream<Item = Result<Item<E>, BoxError>> + Send + 'static) -> Self {
        Self(Mutex::new(Source::Events(Box::pin(items))))
    }

    fn lock(&self) -> MutexGuard<'_, Source<E>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Moves the events into a body of frames. A second call returns `None`, except for a source without events.
    pub fn take_body(&self, encoder: EventEncoder<E>, signing: EventSigning) -> Option<Body> {
        let mut source = self.lock();
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

impl<E: EventStream> Default for EventSource<E> {
    fn default() -> Self {
        Self(Mutex::new(Source::Empty))
    }
}

impl<E: EventStream> fmt::Debug for EventSource<E> {
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

    /// Sets the events from JSON: objects with the name of the event, or of an error, as their key.
    ///
    /// # Errors
    /// Returns an error for JSON that does not match the model.
    fn set_documents(&self, events: &[Document]) -> Result<(), CodecError>;
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

    fn set_documents(&self, events: &[Document]) -> Result<(), CodecError> {
        let items: Vec<Item<E>> = events.iter().map(read_document::<E>).collect::<Result<_, _>>()?;
        *self.lock() = Source::Events(Box::pin(Mapped(Box::pin(OfIterator(items.into_iter())), Ok)));
        Ok(())
    }
}

fn read_document<E: EventStream>(document: &Document) -> Result<Item<E>, CodecError> {
    let mut error = E::Error::default_value();
    match read_error(document, &mut error) {
        Some(read) => read.map(|()| Err(error)),
        None => {
            let mut event = E::default_value();
            json::from_input(document.to_string().as_bytes(), &mut event).map(|()| Ok(event))
        }
    }
}

/// Reads an error of a stream. Returns `None` if the document is not one of the modeled errors.
fn read_error(document: &Document, error: &mut dyn Shape) -> Option<Result<(), CodecError>> {
    let (name, value) = document.as_object().filter(|members| members.len() == 1)?.iter().next()?;
    let index = error.schema().members.iter().position(|member| member.wire == name)?;
    match error.slot(index) {
        Slot::Shape(shape) => Some(json::from_input(value.to_string().as_bytes(), shape)),
        _ => None,
    }
}

/// A body of frames.
struct Frames<E: EventStream> {
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
            Some(Ok(Ok(event))) => self.encoder.encode(&event).map(Some).map_err(BodyError::new),
            Some(Ok(Err(error))) => {
                self.events = None;
                self.encoder.encode_error(&error).map(Some).map_err(BodyError::new)
            }
            Some(Err(error)) => Err(BodyError::new(error)),
            None => {
                self.events = None;
                self.state = State::End;
                self.encoder.end().map_err(BodyError::new)
            }
        })
    }
}

impl<E: EventStream> Unpin for Frames<E> {}

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

struct OfIterator<I>(I);

impl<I> Unpin for OfIterator<I> {}

impl<I: Iterator> Stream for OfIterator<I> {
    type Item = I::Item;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<I::Item>> {
        Poll::Ready(self.0.next())
    }
}

/// A stream with converted items.
struct Mapped<S, F>(Pin<Box<S>>, F);

impl<S: Stream, T, F: FnMut(S::Item) -> T + Unpin> Stream for Mapped<S, F> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        let item = ready!(self.0.as_mut().poll_next(cx));
        Poll::Ready(item.map(|item| (self.1)(item)))
    }
}
