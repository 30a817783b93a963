//! Operations: an input becomes a request, a response becomes an output. Nothing is sent here.
//!
//! The steps that are the same for all protocols belong here; those of a protocol belong in [`protocol`](crate::protocol).

pub(crate) mod checksums;
#[cfg(feature = "event-stream")]
mod events;
mod received;
mod request;

#[cfg(all(feature = "client", feature = "event-stream"))]
pub(crate) use events::poll_initial_response;
#[cfg(feature = "event-stream")]
pub use events::{EventInput, EventOutput};
#[cfg(all(feature = "client", feature = "stream"))]
pub(crate) use received::is_stream;
#[cfg(feature = "client")]
pub(crate) use received::receive;
pub use received::{Incomplete, Received};
#[cfg(feature = "client")]
pub(crate) use request::to_presign;
#[cfg(feature = "client")]
pub(crate) use request::with_headers;
pub(crate) use request::write_input;

use crate::body::Body;
use crate::endpoint::{Endpoint, EndpointError, Params};
use crate::error::{BuildError, Error, ErrorMeta, MessageError, ResponseError, ServiceError};
#[cfg(feature = "event-stream")]
use crate::event_stream::{ReceiveEvents, SendEvents};
use crate::reflect::{Shape, Value};
use crate::response::RawResponse;
use crate::service::{OperationSchema, Target};
#[cfg(feature = "sign")]
use crate::sign::{PresignOptions, Presigned, SignError, Signer, SigningConfig};
#[cfg(feature = "sign")]
use crate::timestamp::Timestamp;
use crate::validation::Validation;
use bytes::Bytes;
use http::{Request, Response};

/// The input of an operation. The input type identifies the operation.
///
/// ```
/// # fn example<O: smithereen::Operation>(input: &O) -> Result<(), Box<dyn std::error::Error>> {
/// let endpoint = smithereen::Endpoint::new("https://iot.eu-west-1.amazonaws.com")?;
/// let request: http::Request<bytes::Bytes> = input.to_http(&endpoint)?;
/// # Ok(())
/// # }
/// ```
pub trait Operation: Shape + Value {
    /// The output; `()` if the model has none.
    type Output: Shape + Value + Send + 'static;
    /// The errors in the model, and a variant for unknown errors.
    type Error: Shape + Value + Send + Sync + 'static;
    /// The description of the operation in the model.
    const OPERATION: &'static OperationSchema;

    /// Resolves the endpoint of this call from the endpoint rules of the service. Some rules depend on the operation or on
    /// its input.
    ///
    /// # Errors
    /// Returns an error if the endpoint rules reject the parameters, with the message of the rules.
    fn to_endpoint(&self, params: &Params<'_>) -> Result<Endpoint, EndpointError> {
        endpoint(Self::OPERATION, self, params)
    }

    /// Returns the signing configuration of requests to this endpoint, for a [`Signer`]. `region` counts unless the
    /// endpoint has a region of its own.
    ///
    /// # Errors
    /// Returns the errors of [`OperationSchema::signing`].
    #[cfg(feature = "sign")]
    fn signing(endpoint: &Endpoint, region: &str) -> Result<SigningConfig, SignError> {
        Self::OPERATION.signing(endpoint, region)
    }

    /// Signs a request to this endpoint. `region` counts unless the endpoint has a region of its own. With the feature `sigv4a`,
    /// endpoints may require that scheme.
    ///
    /// # Errors
    /// Returns the errors of [`OperationSchema::sign`].
    #[cfg(feature = "sign")]
    fn sign<B: AsRef<[u8]>>(
        request: &mut Request<B>,
        endpoint: &Endpoint,
        region: &str,
        signer: &Signer,
        time: Timestamp,
    ) -> Result<(), SignError> {
        Self::OPERATION.sign(request, endpoint, region, signer, time)
    }

    /// Builds the unsigned request.
    ///
    /// An unset idempotency token gets a new random value each time: to repeat a call, send the same request again. Where
    /// official clients send something else than the input has, such as the last segment of an identifier, so does the request.
    /// `Accept-Encoding: identity` asks for an uncompressed response, unless a member of the input sets the header; a signature
    /// may cover it.
    ///
    /// # Errors
    /// Returns an error for a value that cannot be sent, such as an empty label, a line break in a header, or nesting
    /// beyond 128 levels.
    fn to_http(&self, endpoint: &Endpoint) -> Result<Request<Bytes>, BuildError> {
        #[cfg(feature = "event-stream")]
        if let Some((name, _)) = self.events() {
            return Err(BuildError::new(Self::OPERATION.name, name, events::IS_STREAM));
        }
        request::write_input(Self::OPERATION, self, endpoint)
    }

    /// Builds the unsigned request with a body that may be a stream, as [`Self::to_http`] does otherwise.
    ///
    /// A stream that can be read only once is moved from the input to the request. Where the model has a checksum, it follows the
    /// stream in the encoding `aws-chunked` (feature `checksum`): the request has its `aws_chunked::Layout` among its extensions,
    /// and the signature does not cover the body.
    ///
    /// # Errors
    /// Returns the errors of [`Self::to_http`], and an error if a stream was moved to another request before or has no known
    /// length although the model requires one.
    fn to_streaming_http(&self, endpoint: &Endpoint) -> Result<Request<Body>, BuildError> {
        #[cfg(feature = "event-stream")]
        if let Some(events) = self.events() {
            return events::write_input(Self::OPERATION, self, events, endpoint);
        }
        request::write_streaming_input(Self::OPERATION, self, endpoint)
    }

    /// Presigns the request: anyone who has its URL can send it until it expires.
    ///
    /// Forms (`awsQuery`, `ec2Query`) become the query of the URL. With the method `GET` or `HEAD`, so do the members of a JSON
    /// body. Any other body stays. The signature covers it, unless the service signs requests as they are sent: then the sender
    /// may send another one.
    ///
    /// The signed headers are those of members, of the service and of the endpoint, and `Content-Type` of a signed body.
    ///
    /// # Errors
    /// Returns the errors of [`to_http`](Self::to_http), [`signing`](Self::signing) and [`Signer::presign`], and an error for a
    /// body that a request without one cannot have. With the feature `sigv4a`, endpoints may require that scheme.
    #[cfg(feature = "sign")]
    fn presign(
        &self,
        endpoint: &Endpoint,
        region: &str,
        signer: &Signer,
        options: &PresignOptions,
    ) -> Result<Presigned, BuildError> {
        request::presign(Self::OPERATION, self, (endpoint, region), signer, options)
    }

    /// Parses a response.
    ///
    /// # Errors
    /// Returns [`Error::Service`] if the status is not 2xx or the body is an error in spite of it, and [`Error::Response`] if the
    /// response does not match the model or its checksum.
    fn parse<B: Into<Bytes>>(response: Response<B>) -> Result<Self::Output, Error<Self::Error>> {
        let response = response.map(Into::into);
        Self::parse_with(&RawResponse::from(&response), Validation::Lenient)
    }

    /// Parses the head of a response whose body may be a stream.
    ///
    /// The output of an operation with a stream in its response is complete then, and its body arrives while it is read. Other
    /// outputs and all errors need the whole body: see [`Received`].
    ///
    /// # Errors
    /// Returns [`Error::Response`] if the head does not match the model.
    fn receive<B: Into<Body>>(response: Response<B>) -> Result<Received<Self>, Error<Self::Error>> {
        received::receive(response.map(Into::into), Validation::Lenient)
    }

    /// Parses a response with a choice of validation: [`Validation::Strict`] rejects an output without a required member.
    ///
    /// # Errors
    /// Returns the errors of [`Self::parse`], and [`Error::Response`] for what the validation rejects.
    fn parse_with(
        response: &RawResponse<'_>,
        validation: Validation,
    ) -> Result<Self::Output, Error<Self::Error>> {
        check(Self::OPERATION, response).map_err(Error::Response)?;
        if !Self::OPERATION.service.protocol.is_error(Self::OPERATION, response) {
            let mut output = Self::Output::default_value();
            #[cfg(feature = "event-stream")]
            if Self::OPERATION.event_output {
                events::read_complete::<Self>(response, &mut output, validation)?;
                return Ok(output);
            }
            read_output(Self::OPERATION, response, &mut output, validation).map_err(Error::Response)?;
            return Ok(output);
        }
        let mut error = Self::Error::default_value();
        let meta = Self::OPERATION.service.protocol.error(Self::OPERATION, response, &mut error);
        Err(Error::Service(ServiceError::new(error, response.status, meta).with_response(response)))
    }

    /// Returns the events that the input sends and the name of their member, if it has an event stream.
    #[cfg(feature = "event-stream")]
    #[doc(hidden)]
    fn events(&self) -> Option<(&'static str, &dyn SendEvents)> {
        None
    }

    /// Returns the receiver of the events of an output and the name of its member, if it has an event stream.
    #[cfg(feature = "event-stream")]
    #[doc(hidden)]
    fn events_slot(_output: &mut Self::Output) -> Option<(&'static str, &mut dyn ReceiveEvents)> {
        None
    }
}

// These functions are outside of the trait and not generic, so that a binary has one copy of each.

fn endpoint(
    operation: &OperationSchema,
    input: &dyn Shape,
    params: &Params<'_>,
) -> Result<Endpoint, EndpointError> {
    (operation.service.endpoint)(&params.clone().with_sources(operation.endpoint_params, input))
}

pub(crate) fn read_output(
    operation: &'static OperationSchema,
    response: &RawResponse<'_>,
    output: &mut dyn Target,
    validation: Validation,
) -> Result<(), ResponseError> {
    let read = operation.service.protocol.output(operation, response, output, validation);
    read.map_err(|error| response_error(operation, response, error))
}

pub(crate) fn response_error(
    operation: &'static OperationSchema,
    response: &RawResponse<'_>,
    error: MessageError,
) -> ResponseError {
    let ErrorMeta { request_id, .. } = operation.service.protocol.meta(operation, response);
    ResponseError::new(operation.name, response.status, request_id, error)
}

/// Checks that the body is the one that the service sent, if the service has a checksum of it.
pub(crate) fn check(
    operation: &'static OperationSchema,
    response: &RawResponse<'_>,
) -> Result<(), ResponseError> {
    checksums::check(operation, response).map_err(|error| response_error(operation, response, error))
}
