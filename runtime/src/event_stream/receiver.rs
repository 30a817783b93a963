//! Events of a response, received while its body arrives.

use super::events::{EventDecoder, EventStream, InitialPayload};
use super::frames::Frame;
use crate::body::{Body, BodyError};
use crate::erased::{document, erased_error};
use crate::error::{Error, ErrorMeta, ResponseError, TransportError, TransportKind};
use crate::response::RawResponse;
use crate::service::OperationSchema;
use crate::validation::Validation;
use futures_core::Stream;
use http_body::Body as HttpBody;
use serde_json::Value as Document;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, Waker, ready};

/// The events of a response, in place of a member with the trait `smithy.api#streaming`. They are received while they are read;
/// the connection is closed when the receiver is dropped.
///
/// ```
/// # use smithereen::Error;
/// # use smithereen::event_stream::{EventReceiver, EventStream};
/// # async fn example<E: EventStream>(mut events: EventReceiver<E>) -> Result<(), Error<E::Error>> {
/// while let Some(event) = events.recv().await? {
///     println!("{event:?}");
/// }
/// # Ok(())
/// # }
/// ```
///
/// It is also a `futures_core::Stream` of the same results, which ends after an error.
pub struct EventReceiver<E> {
    open: Option<Open<E>>,
}

struct Open<E> {
    decoder: EventDecoder<E>,
    body: Body,
    is_at_end: bool,
}

impl<E: EventStream> EventReceiver<E> {
    /// Creates the receiver of the events in the body of a response of `operation`.
    pub fn new(operation: &'static OperationSchema, body: impl Into<Body>) -> Self {
        Self::of(EventDecoder::new(operation), body.into())
    }

    fn of(decoder: EventDecoder<E>, body: Body) -> Self {
        Self { open: Some(Open { decoder, body, is_at_end: false }) }
    }

    /// Returns the next event, or `None` at the end of the stream.
    ///
    /// It is safe to drop the future before it is ready: no event is lost.
    ///
    /// # Errors
    /// Returns [`Error::Service`] for an error that the service sent, [`Error::Response`] for a message that does not match the
    /// model and for a malformed or incomplete frame, and [`Error::Transport`] if the body cannot be read. After the first two,
    /// unless a frame was malformed, further events may follow.
    pub async fn recv(&mut self) -> Result<Option<E>, Error<E::Error>> {
        poll_fn(|cx| self.poll_recv(cx)).await
    }

    /// Returns the next event of a body that a blocking transport reads, as [`recv`](Self::recv) does.
    ///
    /// # Errors
    /// Returns the errors of [`recv`](Self::recv), and [`Error::Transport`] if the body is an asynchronous stream that has to
    /// wait.
    pub fn recv_blocking(&mut self) -> Result<Option<E>, Error<E::Error>> {
        match self.poll_recv(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(event) => event,
            Poll::Pending => Err(Error::Transport(TransportError::new(TransportKind::Other, ASYNCHRONOUS))),
        }
    }

    /// Polls for the next event; see [`recv`](Self::recv).
    ///
    /// # Errors
    /// Returns the errors of [`recv`](Self::recv).
    pub fn poll_recv(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<E>, Error<E::Error>>> {
        let Some(open) = &mut self.open else { return Poll::Ready(Ok(None)) };
        loop {
            if let Some(event) = open.decoder.next_event()? {
                return Poll::Ready(Ok(Some(event)));
            }
            if !ready!(open.poll_bytes(cx)).map_err(|error| Error::Transport(unread(error)))? {
                return Poll::Ready(open.decoder.finish().map(|()| None));
            }
        }
    }

    /// Returns the frame of the last event or error. It has the payload of an unknown event.
    pub fn frame(&self) -> Option<&Frame> {
        self.open.as_ref()?.decoder.frame()
    }
}

const ASYNCHRONOUS: &str = "the body is an asynchronous stream, which a blocking call cannot wait for";

fn unread(error: BodyError) -> TransportError {
    TransportError::new(TransportKind::Connection, error)
}

impl<E: EventStream> Open<E> {
    /// Feeds the next bytes of the body to the decoder. Returns false at its end.
    fn poll_bytes(&mut self, cx: &mut Context<'_>) -> Poll<Result<bool, BodyError>> {
        while !self.is_at_end {
            match ready!(Pin::new(&mut self.body).poll_frame(cx)).transpose()? {
                None => self.is_at_end = true,
                Some(frame) => {
                    // Trailers have no meaning here.
                    if let Ok(data) = frame.into_data() {
                        self.decoder.feed(data);
                        return Poll::Ready(Ok(true));
                    }
                }
            }
        }
        Poll::Ready(Ok(false))
    }
}

/// A receiver of a stream without events.
impl<E> Default for EventReceiver<E> {
    fn default() -> Self {
        Self { open: None }
    }
}

impl<E> fmt::Debug for EventReceiver<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[events]")
    }
}

impl<E> Unpin for EventReceiver<E> {}

impl<E: EventStream> Stream for EventReceiver<E> {
    type Item = Result<E, Error<E::Error>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let event = ready!(self.poll_recv(cx)).transpose();
        if let Some(Err(_)) = event {
            self.open = None;
        }
        Poll::Ready(event)
    }
}

/// The error for a first message that cannot be received.
#[derive(Debug)]
pub enum ReceiveError {
    /// The body could not be read.
    Transport(TransportError),
    /// A frame is malformed.
    Response(ResponseError),
}

impl<E> From<ReceiveError> for Error<E> {
    fn from(error: ReceiveError) -> Self {
        match error {
            ReceiveError::Transport(error) => Self::Transport(error),
            ReceiveError::Response(error) => Self::Response(error),
        }
    }
}

/// The receiver in an output, whatever its events.
pub trait ReceiveEvents {
    /// Sets the body of the response, whose head is `response`.
    fn open(
        &mut self,
        operation: &'static OperationSchema,
        response: &RawResponse<'_>,
        validation: Validation,
        body: Body,
    );

    /// Returns the payload of the initial response.
    ///
    /// # Errors
    /// Returns an error if a frame is malformed, or if the body cannot be read.
    fn poll_initial_response(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Result<Option<InitialPayload>, ReceiveError>>;

    /// Returns all events of a complete body as JSON.
    ///
    /// # Errors
    /// Returns the first error of the stream.
    fn documents(&mut self) -> Result<Vec<Document>, Error<Document>>;
}

impl<E: EventStream> ReceiveEvents for EventReceiver<E> {
    fn open(
        &mut self,
        operation: &'static OperationSchema,
        response: &RawResponse<'_>,
        validation: Validation,
        body: Body,
    ) {
        let ErrorMeta { request_id, .. } = operation.service.protocol.meta(operation, response);
        let decoder = EventDecoder::new(operation);
        *self =
            Self::of(decoder.with_response(response.status, request_id).with_validation(validation), body);
    }

    fn poll_initial_response(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Result<Option<InitialPayload>, ReceiveError>> {
        let Some(open) = &mut self.open else { return Poll::Ready(Ok(None)) };
        loop {
            if let Some(initial) = open.decoder.initial_payload().map_err(ReceiveError::Response)? {
                return Poll::Ready(Ok(Some(initial)));
            }
            if !ready!(open.poll_bytes(cx)).map_err(|error| ReceiveError::Transport(unread(error)))? {
                return Poll::Ready(Ok(Some(open.decoder.empty_initial_payload())));
            }
        }
    }

    fn documents(&mut self) -> Result<Vec<Document>, Error<Document>> {
        let mut documents = Vec::new();
        while let Some(event) = self.recv_blocking().map_err(erased_error)? {
            documents.push(document(&event));
        }
        Ok(documents)
    }
}
