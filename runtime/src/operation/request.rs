//! Builds the requests of operations. The functions are not generic, so that a binary has one copy of each.

use super::checksums;
use crate::body::Body;
use crate::endpoint::Endpoint;
use crate::error::{BuildError, MessageError};
use crate::http::label;
use crate::input;
use crate::reflect::{Shape, ValueRef};
use crate::response::Undecoded;
use crate::schema::{Flag, Member};
use crate::service::OperationSchema;
#[cfg(feature = "sign")]
use crate::sign::{PresignOptions, Presigned, Selected, SignError, Signer, SigningConfig};
use bytes::Bytes;
#[cfg(feature = "sign")]
use http::Method;
use http::header::{ACCEPT_ENCODING, CONTENT_LENGTH};
use http::{HeaderName, HeaderValue, Request};

/// The header with the version of the API, in requests of the operation that returns endpoints.
const API_VERSION_HEADER: &str = "x-amz-api-version";

/// Builds the unsigned request of an operation whose body is no stream.
pub(crate) fn write_input(
    operation: &'static OperationSchema,
    input: &dyn Shape,
    endpoint: &Endpoint,
) -> Result<Request<Bytes>, BuildError> {
    match input::stream(input) {
        Some((member, _)) => Err(BuildError::new(operation.name, member.name, IS_STREAM)),
        None => {
            let built = write_head(operation, input, endpoint)?;
            let built = checksums::add(operation, input, built, endpoint);
            built.map_err(|error| BuildError::new(operation.name, error.member, error.reason))
        }
    }
}

/// The reason why a request cannot have a body of bytes.
const IS_STREAM: &str = "the body is a stream, which `to_streaming_http` and a client can send";

/// The reason why a stream cannot be sent again.
const ALREADY_SENT: &str = "the stream was sent by another request and cannot be read again";

pub(super) fn write_streaming_input(
    operation: &'static OperationSchema,
    input: &dyn Shape,
    endpoint: &Endpoint,
) -> Result<Request<Body>, BuildError> {
    let Some((member, body)) = input::stream(input) else {
        return write_input(operation, input, endpoint).map(|request| request.map(Body::from));
    };
    let invalid = |reason| BuildError::new(operation.name, member.name, reason);
    // Before the length is checked: a stream that was sent has none, and that error would mislead.
    if body.is_taken() {
        return Err(invalid(ALREADY_SENT));
    }
    let mut request = write_head(operation, input, endpoint)?;
    // A member for the header can state the length that the stream itself does not have.
    let length = request.headers().get(CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if length.is_none() && requires_length(operation, member) {
        return Err(invalid("the length of the stream has to be known: state it with `Body::with_length`"));
    }
    checksums::select_for_stream(operation, input, &mut request, endpoint)
        .map_err(|error| BuildError::new(operation.name, error.member, error.reason))?;
    let body = body.take().ok_or_else(|| invalid(ALREADY_SENT))?;
    #[cfg(feature = "stream")]
    let body = match length {
        Some(length) if body.length().is_none() => body.with_length(length),
        _ => body,
    };
    Ok(checksums::add_to_stream(request.map(|_| body), endpoint))
}

/// Returns whether the length of a stream has to be known before it is sent. A service that signs requests as they are sent needs
/// it unless the operation's payload is unsigned.
fn requires_length(operation: &OperationSchema, member: &Member) -> bool {
    let is_stored = operation.service.signs_as_sent && !operation.unsigned_payload;
    member.has(Flag::RequiresLength) || is_stored
}

/// Builds the request. The body of a stream is left empty.
pub(super) fn write_head(
    operation: &'static OperationSchema,
    input: &dyn Shape,
    endpoint: &Endpoint,
) -> Result<Request<Bytes>, BuildError> {
    let mode = checksums::default_mode(operation, endpoint);
    let built = build(operation, input, endpoint, mode);
    let built = built.and_then(|request| with_service_headers(request, operation.service.headers));
    let built = match operation.api_version_header {
        true => built.and_then(|request| {
            with_service_headers(request, &[(API_VERSION_HEADER, operation.service.version)])
        }),
        false => built,
    };
    let built = built.map(|request| with_headers(without_compressed_response(request), endpoint));
    #[cfg(feature = "gzip")]
    let built = built.map(|request| match operation.gzip {
        true => crate::compression::gzip(request, endpoint.min_compression_size),
        false => request,
    });
    built.map_err(|error| BuildError::new(operation.name, error.member, error.reason))
}

#[cfg(feature = "sign")]
pub(super) fn presign(
    operation: &'static OperationSchema,
    input: &dyn Shape,
    (endpoint, region): (&Endpoint, &str),
    signer: &Signer,
    options: &PresignOptions,
) -> Result<Presigned, BuildError> {
    let failed = |error: SignError| BuildError::new(operation.name, "", error.to_string());
    let mut presigning = Selected::new(operation, endpoint, region, None, true).map_err(failed)?;
    let request = to_presign(operation, input, endpoint, &mut presigning.config, options.method.clone())?;
    presigning.presign(signer, &request, options.expires, options.time).map_err(failed)
}

/// Builds the request to presign.
#[cfg(feature = "sign")]
pub(crate) fn to_presign(
    operation: &'static OperationSchema,
    input: &dyn Shape,
    endpoint: &Endpoint,
    config: &mut SigningConfig,
    method: Option<Method>,
) -> Result<Request<Bytes>, BuildError> {
    if let Some((member, _)) = input::stream(input) {
        return Err(BuildError::new(
            operation.name,
            member.name,
            "a presigned request has no stream: its sender has the body",
        ));
    }
    // A presigned request does not enable the checksum of the response: its sender would have to send a header for that.
    let built = build(operation, input, endpoint, None);
    let built = built.and_then(|request| with_service_headers(request, operation.service.headers));
    let built = built.map(|request| with_headers(request, endpoint));
    let built = built.and_then(|request| crate::presign::prepare(input, request, config, method));
    built.map_err(|error| BuildError::new(operation.name, error.member, error.reason))
}

/// Builds the request of the input as it is sent. `more` is the name and the default of another member.
fn build(
    operation: &OperationSchema,
    input: &dyn Shape,
    endpoint: &Endpoint,
    more: Option<(&'static str, &'static str)>,
) -> Result<Request<Bytes>, MessageError> {
    let chooses_encoding = operation.url_encoding.is_some_and(|name| input::is_set(input, name));
    let prepared = input::prepare(operation, input, more)?;
    let input = prepared.as_ref().map_or(input, |prepared| prepared as &dyn Shape);
    label::check_in_endpoint(operation, input)?;
    let own =
        operation.endpoint_member.map(|name| own_endpoint(name, input, endpoint)).transpose()?.flatten();
    let request = operation.service.protocol.request(operation, input, own.as_ref().unwrap_or(endpoint));
    request.map(|mut request| {
        if chooses_encoding {
            request.extensions_mut().insert(Undecoded);
        }
        request
    })
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
pub(crate) fn with_headers<B>(mut request: Request<B>, endpoint: &Endpoint) -> Request<B> {
    for (name, _) in endpoint.headers() {
        request.headers_mut().remove(name);
    }
    for (name, value) in endpoint.headers() {
        request.headers_mut().append(name.clone(), value.clone());
    }
    request
}
