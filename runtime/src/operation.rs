//! An operation: from an input to a request, from a response to an output. No input or output happens here.

use crate::endpoint::{Endpoint, EndpointError, Params};
use crate::error::{BuildError, Error, ErrorMeta, ResponseError, ServiceError};
use crate::idempotency_token;
use crate::reflect::{Shape, Value};
use crate::service::{OperationSchema, Target};
use bytes::Bytes;
use http::header::ACCEPT_ENCODING;
use http::{HeaderValue, Request, Response};

/// The input of an operation, which stands for the operation itself.
///
/// ```
/// # fn example<O: smithereen::Operation>(input: &O) -> Result<(), Box<dyn std::error::Error>> {
/// let endpoint = smithereen::Endpoint::new("https://iot.eu-west-1.amazonaws.com")?;
/// let request: http::Request<bytes::Bytes> = input.to_http(&endpoint)?;
/// # Ok(())
/// # }
/// ```
pub trait Operation: Shape + Value {
    /// What the service answers with; `()` where the model names nothing.
    type Output: Shape + Value + Send + 'static;
    /// The errors that the model names, and an open variant.
    type Error: Shape + Value + Send + Sync + 'static;
    /// What the model says of the operation.
    const OPERATION: &'static OperationSchema;

    /// Where this call goes: the endpoint of the service, unless its rules decide by the operation or its input.
    ///
    /// # Errors
    /// Where the rules refuse, in their words.
    fn to_endpoint(&self, params: &Params<'_>) -> Result<Endpoint, EndpointError> {
        endpoint(Self::OPERATION, self, params)
    }

    /// The request, unsigned. An idempotency token that is unset is filled in, anew with each call of this
    /// function: to repeat a call, send the same request again.
    ///
    /// Unless a member of the input is bound to that header, `Accept-Encoding: identity` asks for a response that is not
    /// compressed; a signature may cover it.
    ///
    /// # Errors
    /// Where a value cannot be sent: an empty label, a line break in a header, nesting beyond 128 levels.
    fn to_http(&self, endpoint: &Endpoint) -> Result<Request<Bytes>, BuildError> {
        write_input(Self::OPERATION, self, endpoint)
    }

    /// The output, or the error that the service answered with.
    ///
    /// # Errors
    /// [`Error::Service`] for a status that is no success, [`Error::Response`] for an answer that is not as the
    /// model says.
    fn parse<B: Into<Bytes>>(response: Response<B>) -> Result<Self::Output, Error<Self::Error>> {
        let response = response.map(Into::into);
        if response.status().is_success() {
            let mut output = Self::Output::default_value();
            read_output(Self::OPERATION, &response, &mut output).map_err(Error::Response)?;
            return Ok(output);
        }
        let mut error = Self::Error::default_value();
        let meta = Self::OPERATION.service.protocol.error(&response, &mut error);
        Err(Error::Service(ServiceError::new(error, response.status(), meta)))
    }
}

// These are apart from the trait so that there is one of each, whatever the number of operations.

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
    let built = match idempotency_token::with_token(input) {
        Ok(None) => operation.service.protocol.request(operation, input, endpoint),
        Ok(Some(filled)) => operation.service.protocol.request(operation, &filled, endpoint),
        Err(fault) => Err(fault),
    };
    let built = built.map(|request| with_headers(without_compressed_response(request), endpoint));
    #[cfg(feature = "gzip")]
    let built = built.map(|request| match operation.gzip {
        true => crate::compression::gzip(request, endpoint.min_compression_size),
        false => request,
    });
    #[cfg(feature = "md5")]
    let built =
        built.map(|request| if operation.content_md5 { crate::checksum::add_md5(request) } else { request });
    built.map_err(|fault| BuildError::new(operation.name, fault.member, fault.reason))
}

/// Adds `Accept-Encoding: identity`, unless the input has a member for that header: compressed responses are not
/// supported, and a request without the header accepts any encoding (RFC 9110, 12.5.3).
fn without_compressed_response(mut request: Request<Bytes>) -> Request<Bytes> {
    request.headers_mut().entry(ACCEPT_ENCODING).or_insert(HeaderValue::from_static("identity"));
    request
}

/// The request with the endpoint's own headers, which take the place of others.
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
    response: &Response<Bytes>,
    output: &mut dyn Target,
) -> Result<(), ResponseError> {
    let protocol = operation.service.protocol;
    protocol.output(response, output).map_err(|fault| {
        let ErrorMeta { request_id, .. } = protocol.meta(response);
        ResponseError::new(operation.name, response.status(), request_id, fault)
    })
}
