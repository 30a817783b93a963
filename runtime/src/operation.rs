//! An operation: from an input to a request, from a response to an output. No input or output happens here.

use crate::auth::AuthScheme;
use crate::endpoint::{self, Endpoint, EndpointError, Given, Params};
use crate::error::{BuildError, Error, ErrorMeta, ResponseError, ServiceError};
use crate::protocol::{Blank, Protocol};
use crate::reflect::{Shape, Value};
use crate::token;
use bytes::Bytes;
use http::header::ACCEPT_ENCODING;
use http::{HeaderValue, Request, Response};

/// A service, as its model describes it.
///
/// ```
/// use smithereen::{AuthScheme, Endpoint, Service, protocol::RestJson1};
/// static SERVICE: Service = Service::new("IoT", &RestJson1, |_| Endpoint::new("https://iot.example.com"))
///     .version("2015-05-28")
///     .signing_name("iot")
///     .auth(&[AuthScheme::SigV4]);
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct Service {
    /// The service's name in AWS tools and configuration files, such as `IoT`.
    pub id: &'static str,
    /// The service name in the scope of a signature.
    pub signing_name: &'static str,
    /// The version of the API, a date.
    pub version: &'static str,
    /// The wire protocol.
    pub protocol: &'static dyn Protocol,
    /// Authentication schemes in order of preference; an operation may override them.
    pub auth: &'static [AuthScheme],
    /// The endpoint rules.
    pub endpoint: fn(&Params<'_>) -> Result<Endpoint, EndpointError>,
}

impl Service {
    /// Creates a service without a version, a signing name or authentication.
    pub const fn new(
        id: &'static str,
        protocol: &'static dyn Protocol,
        endpoint: fn(&Params<'_>) -> Result<Endpoint, EndpointError>,
    ) -> Self {
        Self { id, signing_name: "", version: "", protocol, auth: &[], endpoint }
    }

    /// Sets the version of the API.
    #[must_use]
    pub const fn version(self, version: &'static str) -> Self {
        Self { version, ..self }
    }

    /// Sets the service name in the scope of a signature.
    #[must_use]
    pub const fn signing_name(self, signing_name: &'static str) -> Self {
        Self { signing_name, ..self }
    }

    /// Sets the authentication schemes, in order of preference.
    #[must_use]
    pub const fn auth(self, schemes: &'static [AuthScheme]) -> Self {
        Self { auth: schemes, ..self }
    }
}

/// An operation, as its model describes it.
#[derive(Debug)]
#[non_exhaustive]
pub struct OperationSchema {
    /// Its name in the model.
    pub name: &'static str,
    /// The service it belongs to.
    pub service: &'static Service,
    /// The HTTP method.
    pub method: &'static str,
    /// The path and query with labels in braces, as in `/things/{thingName}`.
    pub uri: &'static str,
    /// What goes before the host, with labels in braces.
    pub host_prefix: Option<&'static str>,
    /// Whether a checksum of the body goes into `Content-MD5` (`httpChecksumRequired`).
    pub content_md5: bool,
    /// Whether a large body is compressed (`requestCompression`).
    pub gzip: bool,
    /// Whether calls are left out of the official runtime's log events. These hold addresses and headers.
    pub unlogged: bool,
    /// What it tells the endpoint rules, by the rules' names; of two of a name the later counts.
    pub endpoint_params: &'static [(&'static str, Given)],
    /// How its requests prove whose they are, where that is not as the service says.
    own_auth: Option<&'static [AuthScheme]>,
}

impl OperationSchema {
    /// An operation of `service`.
    pub const fn new(
        service: &'static Service,
        name: &'static str,
        method: &'static str,
        uri: &'static str,
    ) -> Self {
        Self {
            name,
            service,
            method,
            uri,
            host_prefix: None,
            content_md5: false,
            gzip: false,
            unlogged: false,
            endpoint_params: &[],
            own_auth: None,
        }
    }

    /// How its requests prove whose they are, best first.
    pub fn auth(&self) -> &'static [AuthScheme] {
        self.own_auth.unwrap_or(self.service.auth)
    }

    /// With requests that prove it in other ways than the service's.
    #[must_use]
    pub const fn own_auth(self, schemes: &'static [AuthScheme]) -> Self {
        Self { own_auth: Some(schemes), ..self }
    }

    /// Sent compressed where the body is large.
    #[cfg(feature = "gzip")]
    #[must_use]
    pub const fn gzip(self) -> Self {
        Self { gzip: true, ..self }
    }

    /// Sent with a checksum of the body.
    #[cfg(feature = "md5")]
    #[must_use]
    pub const fn content_md5(self) -> Self {
        Self { content_md5: true, ..self }
    }

    /// Sends or answers with something sensitive outside of a body.
    #[must_use]
    pub const fn unlogged(self) -> Self {
        Self { unlogged: true, ..self }
    }

    /// With something to tell the endpoint rules.
    #[must_use]
    pub const fn endpoint_params(self, params: &'static [(&'static str, Given)]) -> Self {
        Self { endpoint_params: params, ..self }
    }

    /// Called on a host of its own, such as `data.` before the service's.
    #[must_use]
    pub const fn host_prefix(self, prefix: &'static str) -> Self {
        Self { host_prefix: Some(prefix), ..self }
    }
}

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
        endpoint::find(Self::OPERATION, self, params)
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
            let mut output = Self::Output::blank();
            read_output(Self::OPERATION, &response, &mut output).map_err(Error::Response)?;
            return Ok(output);
        }
        let mut error = Self::Error::blank();
        let meta = Self::OPERATION.service.protocol.error(&response, &mut error);
        Err(Error::Service(ServiceError::new(error, response.status(), meta)))
    }
}

// These are apart from the trait so that there is one of each, whatever the number of operations.

fn write_input(
    operation: &'static OperationSchema,
    input: &dyn Shape,
    endpoint: &Endpoint,
) -> Result<Request<Bytes>, BuildError> {
    let built = match token::filled(input) {
        Ok(None) => operation.service.protocol.request(operation, input, endpoint),
        Ok(Some(filled)) => operation.service.protocol.request(operation, &filled, endpoint),
        Err(fault) => Err(fault),
    };
    let built = built.map(|request| with_headers(without_compressed_response(request), endpoint));
    #[cfg(feature = "gzip")]
    let built = built.map(|request| match operation.gzip {
        true => crate::compression::gzip(request, endpoint.compressed_from),
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
    output: &mut dyn Blank,
) -> Result<(), ResponseError> {
    let protocol = operation.service.protocol;
    protocol.output(response, output).map_err(|fault| {
        let ErrorMeta { request_id, .. } = protocol.meta(response);
        ResponseError::new(operation.name, response.status(), request_id, fault)
    })
}
