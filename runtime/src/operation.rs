//! Operations: an input becomes a request, a response becomes an output. Nothing is sent here.

use crate::endpoint::{Endpoint, EndpointError, Params};
use crate::error::{BuildError, Error, ErrorMeta, MessageError, ResponseError, ServiceError};
use crate::input;
use crate::reflect::{Shape, Value, ValueRef};
use crate::response::RawResponse;
use crate::service::{OperationSchema, Target};
use crate::validation::Validation;
use bytes::Bytes;
use http::header::ACCEPT_ENCODING;
use http::{HeaderName, HeaderValue, Request, Response};

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

    /// Builds the unsigned request.
    ///
    /// An unset idempotency token gets a new random value each time: to repeat a call, send the same request again. Where official
    /// clients send something else than the input has, such as the last segment of an identifier, so does the request.
    /// `Accept-Encoding: identity` asks for an uncompressed response, unless a member of the input sets the header; a
    /// signature may cover it.
    ///
    /// # Errors
    /// Returns an error for a value that cannot be sent, such as an empty label, a line break in a header, or nesting
    /// beyond 128 levels.
    fn to_http(&self, endpoint: &Endpoint) -> Result<Request<Bytes>, BuildError> {
        write_input(Self::OPERATION, self, endpoint)
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
            read_output(Self::OPERATION, response, &mut output, validation).map_err(Error::Response)?;
            return Ok(output);
        }
        let mut error = Self::Error::default_value();
        let meta = Self::OPERATION.service.protocol.error(Self::OPERATION, response, &mut error);
        Err(Error::Service(ServiceError::new(error, response.status, meta)))
    }
}

// These functions are outside of the trait and not generic, so that a binary has one copy of each.

fn endpoint(
    operation: &OperationSchema,
    input: &dyn Shape,
    params: &Params<'_>,
) -> Result<Endpoint, EndpointError> {
    (operation.service.endpoint)(&params.with_sources(operation.endpoint_params, input))
}

fn write_input(
    operation: &'static OperationSchema,
    input: &dyn Shape,
    endpoint: &Endpoint,
) -> Result<Request<Bytes>, BuildError> {
    let built = build(operation, input, endpoint);
    let built = built.and_then(|request| with_service_headers(request, operation.service.headers));
    let built = built.map(|request| with_headers(without_compressed_response(request), endpoint));
    #[cfg(feature = "gzip")]
    let built = built.map(|request| match operation.gzip {
        true => crate::compression::gzip(request, endpoint.min_compression_size),
        false => request,
    });
    #[cfg(feature = "md5")]
    let built =
        built.map(|request| if operation.content_md5 { crate::checksum::add_md5(request) } else { request });
    built.map_err(|error| BuildError::new(operation.name, error.member, error.reason))
}

/// Builds the request of the input as it is sent.
fn build(
    operation: &OperationSchema,
    input: &dyn Shape,
    endpoint: &Endpoint,
) -> Result<Request<Bytes>, MessageError> {
    let prepared = input::prepare(operation, input)?;
    let input = prepared.as_ref().map_or(input, |prepared| prepared as &dyn Shape);
    let own =
        operation.endpoint_member.map(|name| own_endpoint(name, input, endpoint)).transpose()?.flatten();
    operation.service.protocol.request(operation, input, own.as_ref().unwrap_or(endpoint))
}

/// Returns the endpoint with the scheme and the host of the URL in a member, or `None` if the member is unset.
fn own_endpoint(
    name: &'static str,
    input: &dyn Shape,
    endpoint: &Endpoint,
) -> Result<Option<Endpoint>, MessageError> {
    let mut members = input.schema().members.iter();
    let value = members.position(|member| member.name == name).map(|index| input.get(index));
    match value {
        Some(ValueRef::String(url)) => match endpoint.at_origin(url) {
            Ok(endpoint) => Ok(Some(endpoint)),
            Err(error) => Err(MessageError::new(name, error.to_string())),
        },
        _ => Ok(None),
    }
}

/// Adds `Accept-Encoding: identity`, unless the input has a member for that header: compressed responses are not
/// supported, and a request without the header accepts any encoding (RFC 9110, 12.5.3).
fn without_compressed_response(mut request: Request<Bytes>) -> Request<Bytes> {
    request.headers_mut().entry(ACCEPT_ENCODING).or_insert(HeaderValue::from_static("identity"));
    request
}

/// Adds the headers of the service, unless the input has a member for them.
fn with_service_headers(
    mut request: Request<Bytes>,
    headers: &[(&str, &'static str)],
) -> Result<Request<Bytes>, MessageError> {
    for (name, value) in headers {
        let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value))
        else {
            return Err(MessageError::new("", "a header of the service is not valid HTTP"));
        };
        request.headers_mut().entry(name).or_insert(value);
    }
    Ok(request)
}

/// Adds the headers of the endpoint. They replace headers of the same name.
fn with_headers(mut request: Request<Bytes>, endpoint: &Endpoint) -> Request<Bytes> {
    for (name, _) in endpoint.headers() {
        request.headers_mut().remove(name);
    }
    for (name, value) in endpoint.headers() {
        request.headers_mut().append(name.clone(), value.clone());
    }
    request
}

fn read_output(
    operation: &'static OperationSchema,
    response: &RawResponse<'_>,
    output: &mut dyn Target,
    validation: Validation,
) -> Result<(), ResponseError> {
    let read = operation.service.protocol.output(operation, response, output, validation);
    read.map_err(|error| response_error(operation, response, error))
}

fn response_error(
    operation: &'static OperationSchema,
    response: &RawResponse<'_>,
    error: MessageError,
) -> ResponseError {
    let ErrorMeta { request_id, .. } = operation.service.protocol.meta(operation, response);
    ResponseError::new(operation.name, response.status, request_id, error)
}

/// Checks that the body is the one that the service sent, if the service has a checksum of it.
#[cfg(feature = "crc32")]
pub(crate) fn check(
    operation: &'static OperationSchema,
    response: &RawResponse<'_>,
) -> Result<(), ResponseError> {
    let checked = if operation.service.crc32 { crate::crc32::check(response) } else { Ok(()) };
    checked.map_err(|error| response_error(operation, response, error))
}

#[cfg(not(feature = "crc32"))]
pub(crate) fn check(_: &'static OperationSchema, _: &RawResponse<'_>) -> Result<(), ResponseError> {
    Ok(())
}
