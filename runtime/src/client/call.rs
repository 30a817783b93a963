//! A call as a future.

use super::exchange::ResponseFuture;
use super::request_error::RequestError;
use crate::body::Body;
use crate::error::Error;
#[cfg(feature = "event-stream")]
use crate::operation::poll_initial_response;
use crate::operation::{Operation, Received, receive};
use crate::validation::Validation;
use http::Response;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

/// A call of an operation, which starts when it is awaited. It borrows nothing, so it can be spawned.
///
/// Dropping it cancels the call; the service may already have carried out the request.
#[must_use = "a call is made when it is awaited"]
pub struct Call<O: Operation> {
    state: State,
    validation: Validation,
    /// The output whose initial response is being received.
    #[cfg(feature = "event-stream")]
    output: Option<Box<O::Output>>,
    operation: PhantomData<fn() -> O>,
}

/// The state of a call.
pub(super) enum State {
    /// The request could not be built or sent; `None` once the call has ended. Boxed to keep a call small.
    Failed(Option<Box<RequestError>>),
    Pending(ResponseFuture),
}

impl State {
    pub(super) fn failed(error: RequestError) -> Self {
        Self::Failed(Some(Box::new(error)))
    }

    /// Turns the state into the future of a response.
    pub(super) fn into_future(self) -> ResponseFuture {
        match self {
            Self::Pending(response) => response,
            Self::Failed(error) => Box::pin(std::future::ready(Err(unboxed(error)))),
        }
    }
}

fn unboxed(error: Option<Box<RequestError>>) -> RequestError {
    error.map_or(RequestError::Done, |error| *error)
}

impl<O: Operation> Call<O> {
    pub(super) fn new(state: State) -> Self {
        Self {
            state,
            validation: Validation::Lenient,
            #[cfg(feature = "event-stream")]
            output: None,
            operation: PhantomData,
        }
    }

    /// Sets how strictly the output is compared with the model. [`Validation::Strict`] makes a required member that is missing
    /// in the response an error; by default, it gets a default value.
    pub fn validation(self, validation: Validation) -> Self {
        Self { validation, ..self }
    }
}

impl<O: Operation> Future for Call<O> {
    type Output = Result<O::Output, Error<O::Error>>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let call = self.get_mut();
        #[cfg(feature = "event-stream")]
        if call.output.is_some() {
            return call.poll_output(cx);
        }
        let response = match &mut call.state {
            State::Failed(error) => Err(unboxed(error.take())),
            State::Pending(response) => match response.as_mut().poll(cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(response) => response,
            },
        };
        call.state = State::Failed(None);
        let output = match response {
            Ok(response) => parse::<O>(response, call.validation),
            Err(error) => Err(error.into()),
        };
        #[cfg(feature = "event-stream")]
        if O::OPERATION.event_output {
            call.output = Some(Box::new(output?));
            return call.poll_output(cx);
        }
        Poll::Ready(output)
    }
}

#[cfg(feature = "event-stream")]
impl<O: Operation> Call<O> {
    /// Receives the initial response of an output with events, if it has one.
    fn poll_output(&mut self, cx: &mut Context<'_>) -> Poll<Result<O::Output, Error<O::Error>>> {
        let Some(mut output) = self.output.take() else {
            return Poll::Ready(Err(RequestError::Done.into()));
        };
        match poll_initial_response::<O>(&mut output, cx) {
            Poll::Ready(read) => Poll::Ready(read.map(|()| *output)),
            Poll::Pending => {
                self.output = Some(output);
                Poll::Pending
            }
        }
    }
}

/// Parses a response. The body of a stream is still arriving; any other is complete.
fn parse<O: Operation>(
    response: Response<Body>,
    validation: Validation,
) -> Result<O::Output, Error<O::Error>> {
    match receive::<O>(response, validation)? {
        Received::Output(output) => Ok(output),
        Received::Incomplete(mut response) => {
            let body = response.body().as_bytes().unwrap_or_default();
            response.finish(body)
        }
    }
}

impl<O: Operation> fmt::Debug for Call<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Call")
    }
}
