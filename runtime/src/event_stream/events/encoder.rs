//! The encoder of events.

use super::decoder::format;
use super::message::INITIAL_REQUEST;
use super::signing::SignEvents;
use super::stream::EventStream;
use super::write;
use crate::error::{BuildError, MessageError};
use crate::reflect::Value;
use crate::service::OperationSchema;
use crate::timestamp::Timestamp;
use bytes::Bytes;
use std::fmt;
use std::marker::PhantomData;
use std::time::SystemTime;

/// Encodes the events of a request. It performs no I/O; with a signer it reads the clock.
pub struct EventEncoder<E> {
    encoder: Encoder,
    events: PhantomData<fn(E)>,
}

impl<E: EventStream> EventEncoder<E> {
    /// Creates an encoder of unsigned events of an operation's requests.
    pub fn new(operation: &'static OperationSchema) -> Self {
        let encoder = Encoder { operation, signer: None, clock: now, initial: None };
        Self { encoder, events: PhantomData }
    }

    /// Signs each frame.
    #[must_use]
    pub fn with_signer(mut self, signer: impl SignEvents + 'static) -> Self {
        self.set_signer(Box::new(signer));
        self
    }

    pub(in crate::event_stream) fn set_signer(&mut self, signer: Box<dyn SignEvents>) {
        self.encoder.signer = Some(signer);
    }

    /// Sets the source of the times of signatures; by default the clock of the system.
    #[must_use]
    pub fn with_clock(mut self, clock: fn() -> Timestamp) -> Self {
        self.encoder.clock = clock;
        self
    }

    /// Sets the payload of the initial request, which protocols without HTTP bindings send before the first event.
    #[must_use]
    pub(crate) fn with_initial_request(mut self, payload: Option<Bytes>) -> Self {
        self.encoder.initial = payload;
        self
    }

    /// Returns the bytes to send before the first event: the initial request. Returns `None` if the protocol has no initial
    /// request, or if it was sent. If this is not called, the next frame begins with the initial request.
    ///
    /// # Errors
    /// Returns an error if the signer fails, or if the input is longer than 24 MiB.
    pub fn start(&mut self) -> Result<Option<Bytes>, BuildError> {
        self.encoder.start().map_err(|error| self.encoder.error(error))
    }

    /// Encodes an event.
    ///
    /// # Errors
    /// Returns an error for the unknown variant, for a value that cannot be sent, for an event longer than 24 MiB, and if the
    /// signer fails.
    pub fn encode(&mut self, event: &E) -> Result<Bytes, BuildError> {
        let format = format(self.encoder.operation);
        let frame = format.and_then(|format| write::event(format, event, &mut E::default_value()));
        self.encoder.finish_frame(frame)
    }

    /// Encodes an error, which ends the stream.
    ///
    /// # Errors
    /// Returns the errors of [`encode`](Self::encode).
    pub fn encode_error(&mut self, error: &E::Error) -> Result<Bytes, BuildError> {
        let format = format(self.encoder.operation);
        let frame = format.and_then(|format| write::exception(format, error, &mut E::Error::default_value()));
        self.encoder.finish_frame(frame)
    }

    /// Returns the bytes to send after the last event: a signed frame without a payload. An initial request that was not sent
    /// precedes it. Returns `None` if frames are not signed and no initial request is left.
    ///
    /// # Errors
    /// Returns an error if the signer fails.
    pub fn end(&mut self) -> Result<Option<Bytes>, BuildError> {
        match (self.encoder.signer.is_some(), self.encoder.initial.is_some()) {
            (false, false) => Ok(None),
            (false, true) => self.start(),
            (true, _) => self.encoder.finish_frame(Ok(Bytes::new())).map(Some),
        }
    }
}

impl<E> fmt::Debug for EventEncoder<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventEncoder")
            .field("operation", &self.encoder.operation.name)
            .field("is_signed", &self.encoder.signer.is_some())
            .finish_non_exhaustive()
    }
}

/// The encoder without the types of its events.
struct Encoder {
    operation: &'static OperationSchema,
    signer: Option<Box<dyn SignEvents>>,
    clock: fn() -> Timestamp,
    /// The payload of the initial request, until it is sent.
    initial: Option<Bytes>,
}

impl Encoder {
    fn start(&mut self) -> Result<Option<Bytes>, MessageError> {
        let Some(payload) = self.initial.take() else { return Ok(None) };
        let media_type = format(self.operation)?.content_type();
        let frame = write::document(INITIAL_REQUEST, media_type, &payload).map_err(write::frame_error)?;
        self.sign(frame).map(Some)
    }

    /// Signs a frame, after the initial request if that was not sent yet.
    fn finish_frame(&mut self, frame: Result<Bytes, MessageError>) -> Result<Bytes, BuildError> {
        let frame = frame.and_then(|frame| {
            let initial = self.start()?;
            let frame = self.sign(frame)?;
            Ok(match initial {
                Some(initial) => [initial, frame].concat().into(),
                None => frame,
            })
        });
        frame.map_err(|error| self.error(error))
    }

    fn sign(&mut self, frame: Bytes) -> Result<Bytes, MessageError> {
        let Some(signer) = &mut self.signer else { return Ok(frame) };
        let signed = signer.sign(frame, (self.clock)());
        signed.map_err(|error| MessageError::new("", format!("the event cannot be signed: {error}")))
    }

    fn error(&self, error: MessageError) -> BuildError {
        BuildError::new(self.operation.name, error.member, error.reason)
    }
}

fn now() -> Timestamp {
    SystemTime::now().into()
}
