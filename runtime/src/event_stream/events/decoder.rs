//! The decoder of events.

use super::message::{INITIAL_RESPONSE, Message};
use super::read;
use super::stream::EventStream;
use crate::body_format::BodyFormat;
use crate::error::{Error, ErrorMeta, MessageError, ResponseError, ServiceError};
use crate::event_stream::frames::{Frame, FrameDecoder, FrameError};
use crate::reflect::{Shape, Value};
use crate::service::OperationSchema;
use crate::validation::Validation;
use bytes::Bytes;
use http::StatusCode;
use std::fmt;
use std::marker::PhantomData;

/// Decodes the events of a response. The bytes of the body may be divided in any way. It performs no I/O.
///
/// | message | result |
/// |---|---|
/// | an event of the model | the event |
/// | another event | the unknown variant with its name; [`frame`](Self::frame) has its payload |
/// | an exception | [`Error::Service`] with the error of the model, or its unknown variant, and its code |
/// | an error (`:message-type: error`) | [`Error::Service`] with the unknown variant, the code and the message |
/// | an initial response | skipped, or read by [`read_initial_response`](Self::read_initial_response) |
/// | one that does not match the model | [`Error::Response`] |
///
/// After an error, the messages that follow can be decoded, except after an error of the frames: the position of the next frame
/// is unknown then, and the same error is returned again.
pub struct EventDecoder<E> {
    decoder: Decoder,
    events: PhantomData<fn() -> E>,
}

/// The result of reading an initial response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InitialResponse {
    /// More bytes are needed.
    NeedsBytes,
    /// The stream has no initial response.
    Missing,
    /// The members were deserialized.
    Read,
}

impl<E: EventStream> EventDecoder<E> {
    /// Creates a decoder of the responses of an operation.
    pub fn new(operation: &'static OperationSchema) -> Self {
        Self { decoder: Decoder::new(operation), events: PhantomData }
    }

    /// Sets the status and the AWS request ID of the response, which errors contain.
    #[must_use]
    pub fn with_response(mut self, status: StatusCode, request_id: Option<String>) -> Self {
        self.decoder.status = status;
        self.decoder.request_id = request_id;
        self
    }

    /// Sets how strictly events are compared with the model; [`Validation::Lenient`] by default.
    #[must_use]
    pub fn with_validation(mut self, validation: Validation) -> Self {
        self.decoder.validation = validation;
        self
    }

    /// Sets the maximum length of a frame in bytes; by default that of the specification, about 24 MiB.
    #[must_use]
    pub fn with_max_frame_size(mut self, bytes: usize) -> Self {
        self.decoder.frames = self.decoder.frames.with_max_frame_size(bytes);
        self
    }

    /// Adds bytes of the body.
    pub fn feed(&mut self, bytes: impl Into<Bytes>) {
        self.decoder.frames.feed(bytes);
    }

    /// Returns the next event, or `None` if more bytes are needed.
    ///
    /// # Errors
    /// Returns [`Error::Service`] for an error that the service sent, and [`Error::Response`] if a message does not match the
    /// model or a frame is malformed.
    pub fn next_event(&mut self) -> Result<Option<E>, Error<E::Error>> {
        let (mut events, mut error) = (E::default_value(), E::Error::default_value());
        match self.decoder.next(&mut events, &mut error).map_err(Error::Response)? {
            Outcome::NeedsBytes => Ok(None),
            Outcome::Event => Ok(Some(events)),
            Outcome::Error(meta) => Err(Error::Service(ServiceError::new(error, self.decoder.status, meta))),
        }
    }

    /// Reads the members of an output from the initial response, which protocols without HTTP bindings have, if it is the first
    /// message. To be called before the first [`next_event`](Self::next_event), which skips the initial response otherwise.
    ///
    /// # Errors
    /// Returns [`Error::Response`] if it does not match the model, or if a frame is malformed.
    pub fn read_initial_response(
        &mut self,
        output: &mut dyn Shape,
    ) -> Result<InitialResponse, Error<E::Error>> {
        let initial = self.decoder.initial_payload().map_err(Error::Response)?;
        let Some(initial) = initial else { return Ok(InitialResponse::NeedsBytes) };
        initial.read(output).map_err(Error::Response)?;
        Ok(if initial.is_sent { InitialResponse::Read } else { InitialResponse::Missing })
    }

    /// Returns the payload of the initial response, or `None` if more bytes are needed.
    pub(in crate::event_stream) fn initial_payload(
        &mut self,
    ) -> Result<Option<InitialPayload>, ResponseError> {
        self.decoder.initial_payload()
    }

    /// Returns the payload of a stream that ended before its first message.
    pub(in crate::event_stream) fn empty_initial_payload(&self) -> InitialPayload {
        self.decoder.payload(Bytes::new(), false)
    }

    /// Returns the frame of the last event or error. It has the payload of an unknown event.
    pub fn frame(&self) -> Option<&Frame> {
        self.decoder.last.as_ref()
    }

    /// Checks at the end of the body that it ended between two frames.
    ///
    /// # Errors
    /// Returns [`Error::Response`] if it did not, or if a frame was malformed.
    pub fn finish(&self) -> Result<(), Error<E::Error>> {
        let finished = self.decoder.frames.finish();
        finished.map_err(|error| Error::Response(self.decoder.frame_error(&error)))
    }
}

impl<E> fmt::Debug for EventDecoder<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventDecoder")
            .field("operation", &self.decoder.operation.name)
            .finish_non_exhaustive()
    }
}

/// The decoder without the types of its events.
struct Decoder {
    frames: FrameDecoder,
    operation: &'static OperationSchema,
    status: StatusCode,
    request_id: Option<String>,
    validation: Validation,
    /// The frame of the last message.
    last: Option<Frame>,
    /// The first frame, if it is not an initial response.
    held: Option<Frame>,
    has_started: bool,
}

enum Outcome {
    NeedsBytes,
    Event,
    Error(ErrorMeta),
}

impl Decoder {
    fn new(operation: &'static OperationSchema) -> Self {
        Self {
            frames: FrameDecoder::new(),
            operation,
            status: StatusCode::OK,
            request_id: None,
            validation: Validation::Lenient,
            last: None,
            held: None,
            has_started: false,
        }
    }

    /// Decodes the next message into `events` or `error`.
    fn next(&mut self, events: &mut dyn Shape, error: &mut dyn Shape) -> Result<Outcome, ResponseError> {
        let Some(mut frame) = self.next_frame()? else { return Ok(Outcome::NeedsBytes) };
        if !std::mem::replace(&mut self.has_started, true) && is_initial_response(&frame) {
            match self.next_frame()? {
                Some(next) => frame = next,
                None => return Ok(Outcome::NeedsBytes),
            }
        }
        let decoded = self.decode(&frame, events, error);
        self.last = Some(frame);
        decoded.map_err(|error| self.response_error(error))
    }

    fn next_frame(&mut self) -> Result<Option<Frame>, ResponseError> {
        if let Some(frame) = self.held.take() {
            return Ok(Some(frame));
        }
        self.frames.next_frame().map_err(|error| self.frame_error(&error))
    }

    fn decode(
        &self,
        frame: &Frame,
        events: &mut dyn Shape,
        error: &mut dyn Shape,
    ) -> Result<Outcome, MessageError> {
        let format = format(self.operation)?;
        let meta = match Message::of(frame)? {
            Message::Event(name) => {
                read::event(format, frame, name, events, self.validation)?;
                return Ok(Outcome::Event);
            }
            Message::Exception(code) => read::exception(format, frame, code, error),
            Message::Error { code, message } => {
                error.set_unknown(code);
                let message = message.map(str::to_owned);
                ErrorMeta { code: Some(code.to_owned()), message, request_id: None }
            }
        };
        Ok(Outcome::Error(ErrorMeta { request_id: self.request_id.clone(), ..meta }))
    }

    fn initial_payload(&mut self) -> Result<Option<InitialPayload>, ResponseError> {
        if self.has_started {
            return Ok(Some(self.payload(Bytes::new(), false)));
        }
        let Some(frame) = self.next_frame()? else { return Ok(None) };
        if !is_initial_response(&frame) {
            self.held = Some(frame);
            return Ok(Some(self.payload(Bytes::new(), false)));
        }
        self.has_started = true;
        let payload = frame.payload().clone();
        self.last = Some(frame);
        Ok(Some(self.payload(payload, true)))
    }

    fn payload(&self, payload: Bytes, is_sent: bool) -> InitialPayload {
        let Self { operation, status, request_id, validation, .. } = self;
        let (request_id, validation) = (request_id.clone(), *validation);
        InitialPayload { payload, is_sent, operation, status: *status, request_id, validation }
    }

    fn frame_error(&self, error: &FrameError) -> ResponseError {
        self.response_error(MessageError::new("", error.to_string()))
    }

    fn response_error(&self, error: MessageError) -> ResponseError {
        ResponseError::new(self.operation.name, self.status, self.request_id.clone(), error)
    }
}

/// Returns the format of the payloads of an operation's events.
///
/// # Errors
/// Returns an error if the protocol has no event streams.
pub(super) fn format(operation: &'static OperationSchema) -> Result<&'static dyn BodyFormat, MessageError> {
    let format = operation.service.protocol.event_format();
    format.ok_or_else(|| MessageError::new("", "the protocol has no event streams"))
}

/// The payload of an initial response; empty if the stream has none.
#[derive(Debug)]
pub struct InitialPayload {
    payload: Bytes,
    is_sent: bool,
    operation: &'static OperationSchema,
    status: StatusCode,
    request_id: Option<String>,
    validation: Validation,
}

impl InitialPayload {
    /// Deserializes the members of an output. Without an initial response, required members are missing.
    pub(crate) fn read(&self, output: &mut dyn Shape) -> Result<(), ResponseError> {
        let read = format(self.operation)
            .and_then(|format| Ok(format.read(&self.payload, output, self.validation)?));
        read.map_err(|error| {
            ResponseError::new(self.operation.name, self.status, self.request_id.clone(), error)
        })
    }
}

fn is_initial_response(frame: &Frame) -> bool {
    Message::of(frame) == Ok(Message::Event(INITIAL_RESPONSE))
}
