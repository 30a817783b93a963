//! Responses whose body may be a stream.

#[cfg(feature = "event-stream")]
use super::events;
use super::{Operation, checksums, read_output, response_error};
use crate::body::Body;
#[cfg(feature = "stream")]
use crate::body::BodyError;
use crate::error::{Error, ResponseError};
#[cfg(feature = "stream")]
use crate::error::{TransportError, TransportKind};
use crate::reflect::{Shape, Slot, Value};
use crate::response::RawResponse;
use crate::schema::Binding;
use crate::service::OperationSchema;
use crate::validation::Validation;
use bytes::Bytes;
use http::Response;
use http::response::Parts;
use std::fmt;
use std::marker::PhantomData;

/// A response whose head was parsed.
#[derive(Debug)]
pub enum Received<O: Operation> {
    /// An output with a stream. Its body arrives while it is read.
    Output(O::Output),
    /// A response that can be parsed when its whole body is there: an error, or the output of an operation without a stream.
    Incomplete(Incomplete<O>),
}

/// A response that is parsed from its whole body.
pub struct Incomplete<O> {
    head: Parts,
    body: Body,
    validation: Validation,
    operation: PhantomData<fn() -> O>,
}

impl<O: Operation> Incomplete<O> {
    /// Returns the body, to be read to its end.
    pub fn body(&mut self) -> &mut Body {
        &mut self.body
    }

    /// Parses the response with its whole body.
    ///
    /// # Errors
    /// Returns the errors of [`Operation::parse`].
    pub fn finish(self, body: impl Into<Bytes>) -> Result<O::Output, Error<O::Error>> {
        let response = RawResponse::of_head(&self.head, body.into());
        O::parse_with(&response, self.validation)
    }
}

/// Shows the status alone, since the rest may be sensitive.
impl<O> fmt::Debug for Incomplete<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Incomplete").field("status", &self.head.status).finish_non_exhaustive()
    }
}

impl<O: Operation> Received<O> {
    /// Returns the output, after it has read the body of a response that needs its whole body.
    ///
    /// # Errors
    /// Returns the errors of [`Operation::parse`], and [`Error::Transport`] if the body cannot be read.
    #[cfg(feature = "stream")]
    pub async fn complete(self) -> Result<O::Output, Error<O::Error>> {
        match self {
            #[cfg(feature = "event-stream")]
            Self::Output(mut output) => {
                std::future::poll_fn(|cx| events::poll_initial_response::<O>(&mut output, cx)).await?;
                Ok(output)
            }
            #[cfg(not(feature = "event-stream"))]
            Self::Output(output) => Ok(output),
            Self::Incomplete(mut response) => {
                let body = std::mem::take(response.body()).collect().await;
                response.finish(body.map_err(unread)?)
            }
        }
    }

    /// Does the same as [`Self::complete`] for a body that a blocking transport reads.
    ///
    /// # Errors
    /// Returns the errors of [`Self::complete`].
    #[cfg(feature = "stream")]
    pub fn complete_blocking(self) -> Result<O::Output, Error<O::Error>> {
        match self {
            #[cfg(feature = "event-stream")]
            Self::Output(output) => events::complete_blocking::<O>(output),
            #[cfg(not(feature = "event-stream"))]
            Self::Output(output) => Ok(output),
            Self::Incomplete(mut response) => {
                let mut body = Vec::new();
                let mut reader = std::mem::take(response.body()).into_reader();
                std::io::Read::read_to_end(&mut reader, &mut body)
                    .map_err(|error| unread(BodyError::new(error)))?;
                response.finish(body)
            }
        }
    }
}

#[cfg(feature = "stream")]
fn unread<E>(error: BodyError) -> Error<E> {
    Error::Transport(TransportError::new(TransportKind::Connection, error))
}

/// Parses the head of a response.
pub(crate) fn receive<O: Operation>(
    response: Response<Body>,
    validation: Validation,
) -> Result<Received<O>, Error<O::Error>> {
    let (head, body) = response.into_parts();
    if is_stream(O::OPERATION, &head) {
        let mut output = O::Output::default_value();
        #[cfg(feature = "event-stream")]
        if O::OPERATION.event_output {
            let response = RawResponse::new(head.status, &head.headers, Bytes::new());
            events::read_head::<O>(&response, &mut output, body, validation)?;
            return Ok(Received::Output(output));
        }
        read_head(O::OPERATION, &head, &mut output, body, validation).map_err(Error::Response)?;
        return Ok(Received::Output(output));
    }
    Ok(Received::Incomplete(Incomplete { head, body, validation, operation: PhantomData }))
}

// The following functions are not generic, so that a binary has one copy of each.

/// Returns whether the response is an output with a stream.
pub(crate) fn is_stream(operation: &OperationSchema, head: &Parts) -> bool {
    operation.streaming_output
        && !operation
            .service
            .protocol
            .is_error(operation, &RawResponse::new(head.status, &head.headers, Bytes::new()))
}

/// Deserializes the head, and sets the payload to the stream.
fn read_head<T: Shape + Value>(
    operation: &'static OperationSchema,
    head: &Parts,
    output: &mut T,
    body: Body,
    validation: Validation,
) -> Result<(), ResponseError> {
    let response = RawResponse::of_head(head, Bytes::new());
    let body = checksums::checked(operation, &response, body)
        .map_err(|error| response_error(operation, &response, error))?;
    read_output(operation, &response, output, validation)?;
    set_stream(output, body);
    Ok(())
}

/// Sets the payload of an output to the stream.
fn set_stream(output: &mut dyn Shape, body: Body) {
    let mut members = output.schema().members.iter();
    let payload = members.position(|member| member.binding == Binding::Payload);
    if let Some(Slot::Body(out)) = payload.map(|index| output.slot(index)) {
        *out = body;
    }
}
