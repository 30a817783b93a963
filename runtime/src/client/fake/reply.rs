//! What a fake replies to a request: a response or a fault, after a latency.

use super::fault::Fault;
use crate::error::MessageError;
use crate::operation::Operation;
use crate::reflect::{Shape, Value};
use crate::server::{self, Members};
use bytes::Bytes;
use http::header::{CONTENT_LENGTH, RETRY_AFTER};
use http::{HeaderName, HeaderValue, Request, Response, StatusCode};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// The reply of a [`Fake`](super::Fake) to a request: a response, which may be late or incomplete, or a connection that fails.
///
/// ```
/// use smithereen::StatusCode;
/// use smithereen::client::Reply;
/// use std::time::Duration;
///
/// let slow = Reply::new(StatusCode::OK, "{}").after(Duration::from_secs(30));
/// let broken = Reply::new(StatusCode::OK, r#"{"name": "fleet"}"#).reset_after(8);
/// ```
///
/// A reply that cannot be built, for example because of an invalid header, is an error of the call that gets it.
#[derive(Clone)]
pub struct Reply {
    /// The response, or the reason why there is none.
    pub(super) response: Result<Response<Bytes>, Arc<str>>,
    pub(super) latency: Duration,
    pub(super) fault: Option<Fault>,
}

/// A function that replies to requests.
pub(super) type Respond = dyn Fn(&Request<Bytes>) -> Reply + Send + Sync;

impl Reply {
    /// Creates a response without headers.
    pub fn new(status: StatusCode, body: impl Into<Bytes>) -> Self {
        let mut response = Response::new(body.into());
        *response.status_mut() = status;
        response.into()
    }

    /// Creates the response of an operation with this output, in the form of the operation's protocol. The status is 200, unless
    /// a member of the output has it. An output with an event stream, or with a body that is a stream, is an error of the call.
    pub fn output<O: Operation>(output: &O::Output) -> Self {
        Self::written::<O>(server::write_output(O::OPERATION, output))
    }

    /// Creates an error response of an operation, in the form of the operation's protocol. The error of an unknown variant has
    /// its code alone.
    ///
    /// Generated code does not have the statuses of the model, so that the status is an argument.
    pub fn error<O: Operation>(status: StatusCode, error: &O::Error) -> Self {
        let error: &dyn Shape = error;
        match server::active_error(error) {
            Some((code, shape)) => Self::failing::<O>(status, code, Members::Shape(shape)),
            None => Self::error_code::<O>(status, error.unknown().unwrap_or_default(), ""),
        }
    }

    /// Creates an error response of an operation with this code and message, in the form of the operation's protocol. The code
    /// may be one that the model does not have.
    pub fn error_code<O: Operation>(status: StatusCode, code: &str, message: &str) -> Self {
        Self::failing::<O>(status, code, Members::Message(message))
    }

    fn failing<O: Operation>(status: StatusCode, code: &str, members: Members<'_>) -> Self {
        let errors = Shape::schema(&O::Error::default_value());
        Self::written::<O>(server::write_error(O::OPERATION, errors, status, code, members))
    }

    fn written<O: Operation>(response: Result<Response<Bytes>, MessageError>) -> Self {
        match response {
            Ok(response) => response.into(),
            Err(MessageError { member, reason }) if member.is_empty() => {
                Self::invalid(format!("the response of `{}` cannot be built: {reason}", O::OPERATION.name))
            }
            Err(MessageError { member, reason }) => Self::invalid(format!(
                "the response of `{}` cannot be built: `{member}`: {reason}",
                O::OPERATION.name
            )),
        }
    }

    /// Creates a reply that is an error of the call.
    pub(in crate::client) fn invalid(reason: impl Into<Arc<str>>) -> Self {
        Self { response: Err(reason.into()), latency: Duration::ZERO, fault: None }
    }

    /// Creates a response with the status 503 and no body, which asks the client to wait: in the header
    /// `x-amz-retry-after`, which the client observes, in milliseconds, and in `Retry-After` in whole seconds.
    pub fn unavailable(retry_after: Duration) -> Self {
        let milliseconds = retry_after.as_millis().to_string();
        let seconds = retry_after.as_secs() + u64::from(retry_after.subsec_nanos() > 0);
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "")
            .header("x-amz-retry-after", &milliseconds)
            .header(RETRY_AFTER.as_str(), &seconds.to_string())
    }

    /// Creates a response with the status 200 whose body is in no format of a protocol, as from a proxy that is broken.
    pub fn garbage() -> Self {
        Self::new(StatusCode::OK, Bytes::from_static(b"\x00\xff<{garbage"))
    }

    /// Closes the connection after the request, without a response.
    pub fn disconnect() -> Self {
        Self { fault: Some(Fault::Disconnect), ..Self::new(StatusCode::OK, "") }
    }

    /// Lets no connection come about: the request is not sent, and not recorded, and the call gets an error after its connect
    /// timeout, or after an hour without one.
    pub fn connect_timeout() -> Self {
        Self { fault: Some(Fault::Connect), ..Self::new(StatusCode::OK, "") }
    }

    /// Resets the connection after so many bytes of the body. `Content-Length` is that of the whole body.
    #[must_use]
    pub fn reset_after(self, bytes: usize) -> Self {
        self.with_fault(Fault::Reset(bytes))
    }

    /// Ends the body after so many bytes, without an error of the connection. `Content-Length` is that of the whole body.
    #[must_use]
    pub fn truncated_after(self, bytes: usize) -> Self {
        self.with_fault(Fault::Truncate(bytes))
    }

    /// Sends nothing more after so many bytes of the body, for an hour on the client's clock, and then resets the connection.
    ///
    /// Timeouts and stalled stream protection of the configuration end the call before.
    #[must_use]
    pub fn stalled_after(self, bytes: usize) -> Self {
        self.with_fault(Fault::Stall(bytes))
    }

    fn with_fault(mut self, fault: Fault) -> Self {
        if let Ok(response) = &mut self.response {
            let length = response.body().len().into();
            response.headers_mut().entry(CONTENT_LENGTH).or_insert(length);
        }
        Self { fault: Some(fault), ..self }
    }

    /// Sets the time between the request and the head of the response, or the fault of the connection, on the client's clock.
    /// Several calls add up.
    #[must_use]
    pub fn after(self, latency: Duration) -> Self {
        Self { latency: self.latency.saturating_add(latency), ..self }
    }

    /// Adds a header. An invalid name or value is an error of the call.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let Ok(response) = &mut self.response else { return self };
        match (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) {
            (Ok(name), Ok(value)) => {
                response.headers_mut().append(name, value);
                self
            }
            _ => Self::invalid(format!("the name or the value of the header `{name}` of a reply is invalid")),
        }
    }

    /// Removes the element `ErrorResponse` from around the element `Error` of a body, as services with `noErrorWrapping` do, such
    /// as Amazon S3.
    #[must_use]
    pub fn without_error_wrapper(mut self) -> Self {
        const TAGS: [&[u8]; 2] = [b"<ErrorResponse>", b"</ErrorResponse>"];
        if let Ok(response) = &mut self.response {
            let body = response.body();
            let inner = body.strip_prefix(TAGS[0]).and_then(|body| body.strip_suffix(TAGS[1]));
            if let Some(inner) = inner {
                *response.body_mut() = body.slice_ref(inner);
            }
        }
        self
    }
}

impl From<Response<Bytes>> for Reply {
    fn from(response: Response<Bytes>) -> Self {
        Self { response: Ok(response), latency: Duration::ZERO, fault: None }
    }
}

/// Shows the status alone, since the rest may be sensitive.
impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = self.response.as_ref().ok().map(Response::status);
        f.debug_struct("Reply")
            .field("status", &status)
            .field("latency", &self.latency)
            .field("fault", &self.fault)
            .finish()
    }
}
