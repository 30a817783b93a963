//! A call as a future.

use super::ready::{CallFuture, Ready};
use super::request_error::RequestError;
use super::settings::CallSettings;
use super::span::CallSpan;
use crate::body::Body;
use crate::error::{BuildError, Error};
#[cfg(feature = "event-stream")]
use crate::operation::poll_initial_response;
use crate::operation::{Operation, Received, receive};
use crate::validation::Validation;
use aws_credential_types::provider::ProvideCredentials;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use http::Response;
use std::fmt;
use std::marker::PhantomData;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

/// A call of an operation, which starts when it is awaited. It borrows nothing, so it can be spawned.
///
/// Its settings are set before that, and complete or replace those of the client. Dropping it cancels the call; the service may
/// already have carried out the request.
///
/// ```no_run
/// # use smithereen::{Error, Operation, client::Caller};
/// # use std::time::Duration;
/// # async fn example<O: Operation>(caller: &Caller, input: &O) -> Result<O::Output, Error<O::Error>> {
/// caller.call(input).timeout(Duration::from_secs(10)).max_attempts(5).header("x-team", "blue").await
/// # }
/// ```
#[must_use = "a call is made when it is awaited"]
pub struct Call<O: Operation> {
    state: State,
    settings: Option<Box<CallSettings>>,
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
    /// The call has not begun.
    Ready(Box<Ready>),
    Pending(CallFuture),
}

impl State {
    pub(super) fn failed(error: RequestError) -> Self {
        Self::Failed(Some(Box::new(error)))
    }

    /// Turns the state into the future of a response.
    pub(super) fn into_future(self) -> CallFuture {
        match self {
            Self::Ready(ready) => ready.begin(None),
            Self::Pending(response) => response,
            Self::Failed(error) => Box::pin(std::future::ready((CallSpan::disabled(), Err(unboxed(error))))),
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
            settings: None,
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

/// # Settings of one call
///
/// They apply to this call alone, before it is first polled; a setting after that ends the call with an error. An invalid setting
/// is an error of the call before anything is sent. Region and endpoint are known before a request is built, so that they are set
/// with [`Caller::with_region`](super::Caller::with_region) and [`Caller::with_endpoint_url`](super::Caller::with_endpoint_url).
impl<O: Operation> Call<O> {
    /// Sets the maximum duration of the call with all its attempts, until the head of the response has arrived, and a body that
    /// is no stream. It includes loading credentials and calls that this one depends on. Exceeding it is an error of the kind
    /// [`Timeout`](crate::TransportKind::Timeout).
    ///
    /// It replaces the `operation_timeout` of the client. The 20 minutes in which a response has to begin remain, unless the
    /// configuration has a timeout.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.set(|settings| settings.timeout(timeout))
    }

    /// Sets the maximum duration of each attempt. One that exceeds it is repeated, as long as there are attempts.
    ///
    /// It replaces the `operation_attempt_timeout` of the client.
    pub fn attempt_timeout(self, timeout: Duration) -> Self {
        self.set(|settings| settings.attempt_timeout(timeout))
    }

    /// Sets the maximum number of attempts, with the first one: 1 for a call without retries, and 0 is an error.
    ///
    /// The retry quota and the delays are those of the client.
    pub fn max_attempts(self, attempts: u32) -> Self {
        self.set(|settings| settings.max_attempts(attempts))
    }

    /// Adds a header to the request, before it is signed. It replaces a header with the same name: one that was added before, and
    /// one that is a member of the input.
    ///
    /// A name or a value that is not valid, and a header that only the client can set, are errors of the call: those of the
    /// signature (`authorization`, `x-amz-date`, `x-amz-content-sha256`, `x-amz-security-token`, ...), of the connection (`host`,
    /// ...), of the encoding of the body (`content-length`, `content-encoding`, ...), and of the client's own data (`user-agent`,
    /// ...).
    ///
    /// Log events never show the value: while the level `TRACE` is enabled, at which the official runtime logs headers, its
    /// events are off for such a call.
    pub fn header(self, name: &str, value: &str) -> Self {
        self.set(|settings| settings.header(name, value))
    }

    /// Adds an interceptor to the attempts of the call, after those of the client. The trait is that of the crate
    /// `aws-smithy-runtime-api`.
    ///
    /// It sees the request that the client has built, and the response before it is parsed; the `Input` and the `Output` of its
    /// context are types of this crate.
    pub fn interceptor(self, interceptor: impl Intercept + 'static) -> Self {
        self.set(|settings| settings.interceptor(interceptor))
    }

    /// Sets the credentials that the call is signed with, in place of those of the client. Calls that it depends on are signed
    /// with them too: endpoint discovery and sessions, of which no other credentials' result is used.
    ///
    /// The provider is called once for the call, and its result is not cached. For several calls with the same credentials, use
    /// [`Caller::with_credentials`](super::Caller::with_credentials). An operation that is not signed with AWS credentials is an
    /// error of the call.
    pub fn credentials(self, provider: impl ProvideCredentials + 'static) -> Self {
        self.set(|settings| settings.credentials(provider))
    }

    fn set(mut self, set: impl FnOnce(&mut CallSettings)) -> Self {
        match self.state {
            State::Ready(_) => set(self.settings.get_or_insert_default()),
            State::Pending(_) => {
                let error = BuildError::new(O::OPERATION.name, "", "a setting after the call has begun");
                self.state = State::failed(RequestError::Build(error));
            }
            State::Failed(_) => {}
        }
        self
    }

    /// Sets all settings at once.
    pub(super) fn with_settings(self, settings: Option<Box<CallSettings>>) -> Self {
        Self { settings, ..self }
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
        let mut future = match mem::replace(&mut call.state, State::Failed(None)) {
            State::Failed(error) => return Poll::Ready(Err(unboxed(error).into())),
            State::Ready(ready) => ready.begin(call.settings.take()),
            State::Pending(future) => future,
        };
        let Poll::Ready((span, response)) = future.as_mut().poll(cx) else {
            call.state = State::Pending(future);
            return Poll::Pending;
        };
        let output = match response {
            Ok(response) => parse::<O>(response, call.validation),
            Err(error) => Err(error.into()),
        };
        span.parsed(&output);
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
