//! Operations with event streams.

use super::{Operation, read_output, request};
use crate::body::Body;
use crate::endpoint::Endpoint;
use crate::error::{BuildError, Error, TransportError, TransportKind};
use crate::event_stream::{EventDecoder, EventEncoder, EventSigning, EventStream, SendEvents};
use crate::reflect::Shape;
use crate::response::RawResponse;
use crate::service::{OperationSchema, Target};
use crate::validation::Validation;
use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderValue, Request};
use std::task::{Context, Poll, Waker, ready};

/// An operation whose requests are event streams.
pub trait EventInput: Operation {
    /// The events of a request.
    type Events: EventStream;

    /// Builds the unsigned head of the request, and the encoder of its body. The events of the input itself are not used: those
    /// that are sent are given to the encoder.
    ///
    /// The body begins with the result of [`EventEncoder::start`], and ends with that of [`EventEncoder::end`]. If the request is
    /// signed, so are its frames, see [`EventEncoder::with_signer`].
    ///
    /// # Errors
    /// Returns an error for a value that cannot be sent.
    fn to_event_http(
        &self,
        endpoint: &Endpoint,
    ) -> Result<(Request<()>, EventEncoder<Self::Events>), BuildError> {
        let (request, initial) = head(Self::OPERATION, self, endpoint)?;
        Ok((request, EventEncoder::new(Self::OPERATION).with_initial_request(initial)))
    }
}

/// An operation whose responses are event streams.
pub trait EventOutput: Operation {
    /// The events of a response.
    type Events: EventStream;

    /// Returns a decoder of the body of a response with a status of success. [`Operation::parse`] and [`Operation::receive`]
    /// parse the others, and the head.
    fn event_decoder() -> EventDecoder<Self::Events> {
        EventDecoder::new(Self::OPERATION)
    }
}

/// The reason why a request cannot have a body of bytes.
pub(super) const IS_STREAM: &str =
    "the body is an event stream, which `to_event_http`, `to_streaming_http` and a client can send";

/// Builds a request whose body is the events of the input.
pub(super) fn write_input(
    operation: &'static OperationSchema,
    input: &dyn Shape,
    (name, events): (&'static str, &dyn SendEvents),
    endpoint: &Endpoint,
) -> Result<Request<Body>, BuildError> {
    let (mut request, initial) = head(operation, input, endpoint)?;
    let signing = EventSigning::default();
    let body = events.take(operation, initial, signing.clone());
    let body = body.ok_or_else(|| {
        BuildError::new(
            operation.name,
            name,
            "the events were sent by another request and cannot be read again",
        )
    })?;
    request.extensions_mut().insert(signing);
    Ok(request.map(|()| body))
}

/// Returns the head of a request, and the payload of its initial request if the protocol has one.
fn head(
    operation: &'static OperationSchema,
    input: &dyn Shape,
    endpoint: &Endpoint,
) -> Result<(Request<()>, Option<Bytes>), BuildError> {
    let request = request::write_head(operation, input, endpoint)?;
    let has_initial = operation.service.protocol.has_initial_messages();
    let (mut head, body) = request.into_parts();
    let media_type = HeaderValue::from_static("application/vnd.amazon.eventstream");
    match has_initial {
        // The protocol has set the media type of the payload.
        true => drop(head.headers.insert(CONTENT_TYPE, media_type)),
        false => drop(head.headers.entry(CONTENT_TYPE).or_insert(media_type)),
    }
    head.headers.remove(CONTENT_LENGTH);
    Ok((Request::from_parts(head, ()), has_initial.then_some(body)))
}

/// Deserializes the head of a response, and sets the body of its events. Without HTTP bindings the members are in the initial
/// response.
pub(super) fn read_head<O: Operation>(
    response: &RawResponse<'_>,
    output: &mut O::Output,
    body: Body,
    validation: Validation,
) -> Result<(), Error<O::Error>> {
    if !O::OPERATION.service.protocol.has_initial_messages() {
        let head = RawResponse::new(response.status, response.headers, Bytes::new());
        let target: &mut dyn Target = output;
        read_output(O::OPERATION, &head, target, validation).map_err(Error::Response)?;
    }
    if let Some((_, events)) = O::events_slot(output) {
        events.open(O::OPERATION, response, validation, body);
    }
    Ok(())
}

/// Deserializes a response with its whole body.
pub(super) fn read_complete<O: Operation>(
    response: &RawResponse<'_>,
    output: &mut O::Output,
    validation: Validation,
) -> Result<(), Error<O::Error>> {
    read_head::<O>(response, output, response.body.clone().into(), validation)?;
    let cx = &mut Context::from_waker(Waker::noop());
    match poll_initial_response::<O>(output, cx) {
        Poll::Ready(read) => read,
        Poll::Pending => Ok(()),
    }
}

/// Reads the members of an output from its initial response, if the protocol has one and the output has members. It does not wait
/// for the first message otherwise.
pub(crate) fn poll_initial_response<O: Operation>(
    output: &mut O::Output,
    cx: &mut Context<'_>,
) -> Poll<Result<(), Error<O::Error>>> {
    let operation = O::OPERATION;
    let has_members = operation.event_output
        && operation.service.protocol.has_initial_messages()
        && !output.schema().members.is_empty();
    let Some((_, events)) = O::events_slot(output).filter(|_| has_members) else {
        return Poll::Ready(Ok(()));
    };
    let initial = ready!(events.poll_initial_response(cx))?;
    let read = initial.map_or(Ok(()), |initial| initial.read(output));
    Poll::Ready(read.map_err(Error::Response))
}

/// Completes an output whose body a blocking transport reads.
pub(super) fn complete_blocking<O: Operation>(mut output: O::Output) -> Result<O::Output, Error<O::Error>> {
    match poll_initial_response::<O>(&mut output, &mut Context::from_waker(Waker::noop())) {
        Poll::Ready(read) => read.map(|()| output),
        Poll::Pending => {
            let reason = "the body is an asynchronous stream, which a blocking call cannot wait for";
            Err(Error::Transport(TransportError::new(TransportKind::Other, reason)))
        }
    }
}
