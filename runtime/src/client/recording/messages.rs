//! Requests and responses without secrets, of operations whose types are known.

use super::exchange::REDACTED_HOST;
use super::redaction::{Redaction, is_secret};
use crate::error::{Error, MessageError};
use crate::operation::Operation;
use crate::reflect::{Shape, Value, ValueRef, equal};
use crate::response::RawResponse;
use crate::schema::{Binding, Flag, Member};
use crate::server::{self, Members, decoded, read_input, write_error, write_output};
use crate::validation::Validation;
use crate::{Endpoint, service::OperationSchema};
use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use http::{HeaderMap, HeaderName, Request, Response, StatusCode};

/// A message without secrets.
pub(super) struct Redacted<T> {
    pub(super) message: T,
    pub(super) redaction: Redaction,
}

/// A function that redacts a message.
type Redact<T> = fn(&T) -> Result<Redacted<T>, String>;

/// The types of an operation, as functions that redact its messages. Each returns the reason if it cannot.
#[derive(Clone, Copy)]
pub(super) struct Messages {
    pub(super) operation: &'static OperationSchema,
    pub(super) request: Redact<Request<Bytes>>,
    pub(super) response: Redact<Response<Bytes>>,
}

impl Messages {
    pub(super) fn of<O: Operation>() -> Self {
        Self { operation: O::OPERATION, request: redact_request::<O>, response: redact_response::<O> }
    }
}

const NOT_COPIED: &str = "a value cannot be redacted";

fn reason(error: MessageError) -> String {
    match error.member.as_str() {
        "" => error.reason,
        member => format!("`{member}`: {}", error.reason),
    }
}

/// Returns a request with the headers of members alone, with a body that is not encoded, and with replaced values of sensitive
/// members.
fn redact_request<O: Operation>(request: &Request<Bytes>) -> Result<Redacted<Request<Bytes>>, String> {
    let (mut input, mut clean) = (O::default_value(), O::default_value());
    read_input(O::OPERATION, request, &mut input).map_err(reason)?;
    let mut redaction = Redaction::default();
    redaction.copy(&input, &mut clean).ok_or(NOT_COPIED)?;
    let mut message = Request::new(decoded(request).map_err(reason)?);
    *message.method_mut() = request.method().clone();
    *message.uri_mut() = request.uri().clone();
    *message.headers_mut() = modeled(&clean, request.headers());
    if !redaction.names.is_empty() {
        rewrite(O::OPERATION, &clean, &mut message)?;
    }
    remove_digests(O::OPERATION, &clean, &redaction, message.headers_mut());
    Ok(Redacted { message, redaction })
}

/// Returns the headers that members are bound to.
fn modeled(shape: &dyn Shape, headers: &HeaderMap) -> HeaderMap {
    let members = shape.schema().members;
    let is_modeled = |name: &HeaderName| {
        members.iter().any(|member| match member.binding {
            Binding::Header => name.as_str().eq_ignore_ascii_case(member.wire),
            Binding::PrefixHeaders => {
                let prefix = name.as_str().get(..member.wire.len());
                prefix.is_some_and(|prefix| prefix.eq_ignore_ascii_case(member.wire))
            }
            _ => false,
        })
    };
    // These state the form of a body that is decoded.
    let is_of_body = |name: &HeaderName| *name == CONTENT_ENCODING || *name == CONTENT_LENGTH;
    let kept = headers.iter().filter(|(name, _)| is_modeled(name) && !is_of_body(name));
    let mut modeled = HeaderMap::new();
    kept.for_each(|(name, value)| {
        modeled.append(name, value.clone());
    });
    modeled
}

/// Serializes an input again, to the endpoint of a request.
fn rewrite(
    operation: &OperationSchema,
    input: &dyn Shape,
    message: &mut Request<Bytes>,
) -> Result<(), String> {
    let uri = message.uri().clone();
    let authority = uri.authority().map_or("localhost", |authority| authority.as_str());
    let endpoint = Endpoint::new(&format!("https://{authority}")).map_err(|error| error.to_string())?;
    let protocol = operation.service.protocol;
    let written = protocol.request(operation, input, &endpoint.without_host_prefix()).map_err(reason)?;
    let is_bound = |member: &&Member, binding| member.binding == binding && is_secret(member);
    let members = input.schema().members;
    // Only a label that is replaced changes the path.
    let path = match members.iter().any(|member| is_bound(&member, Binding::Label)) {
        true => {
            format!("{}{}", endpoint_path(operation, uri.path(), written.uri().path()), written.uri().path())
        }
        false => uri.path().to_owned(),
    };
    let host = match members.iter().any(|member| member.has(Flag::HostLabel) && is_secret(member)) {
        true => REDACTED_HOST,
        false => authority,
    };
    let query = written.uri().query().or(uri.query()).map(|query| format!("?{query}"));
    let uri = format!("https://{host}{path}{}", query.unwrap_or_default());
    *message.uri_mut() = uri.parse().map_err(|_| "the redacted URI is invalid")?;
    *message.headers_mut() = modeled(input, written.headers());
    remove_checksums(message.headers_mut());
    *message.body_mut() = written.into_body();
    Ok(())
}

/// Removes the MD5 of keys that were replaced: another key, with which a recording is replayed, has another one.
fn remove_digests(
    operation: &OperationSchema,
    input: &dyn Shape,
    redaction: &Redaction,
    headers: &mut HeaderMap,
) {
    let replaced = operation.md5_members.iter().filter(|(key, _)| redaction.names.contains(*key));
    for (_, digest) in replaced {
        let members = input.schema().members.iter().filter(|member| member.name == *digest);
        members.for_each(|member| drop(headers.remove(member.wire)));
    }
}

/// Returns the path of the endpoint before that of the operation. It is part of a greedy label, if the operation has one.
fn endpoint_path<'a>(operation: &OperationSchema, sent: &'a str, written: &str) -> &'a str {
    let segments = written.matches('/').count();
    match sent.rmatch_indices('/').nth(segments.saturating_sub(1)) {
        Some((at, _)) if !operation.uri.contains("+}") => sent.get(..at).unwrap_or_default(),
        _ => "",
    }
}

/// Removes checksums of a body that was replaced, from which a short secret could be guessed.
fn remove_checksums(headers: &mut HeaderMap) {
    let is_checksum = |name: &HeaderName| {
        let name = name.as_str();
        name.starts_with("x-amz-checksum-") || matches!(name, "content-md5" | "x-amz-crc32" | "etag")
    };
    let names: Vec<_> = headers.keys().filter(|name| is_checksum(name)).cloned().collect();
    for name in names {
        headers.remove(name);
    }
}

/// Returns a response with replaced values of sensitive members.
fn redact_response<O: Operation>(response: &Response<Bytes>) -> Result<Redacted<Response<Bytes>>, String> {
    let mut redaction = Redaction::default();
    let written = match O::parse_with(&RawResponse::from(response), Validation::Lenient) {
        Ok(output) => {
            let mut clean = O::Output::default_value();
            redaction.copy(&output, &mut clean).ok_or(NOT_COPIED)?;
            match redaction.names.is_empty() {
                true => None,
                false => {
                    let written = write_output(O::OPERATION, &clean).map_err(reason)?;
                    let read = O::parse_with(&RawResponse::from(&written), Validation::Lenient);
                    let is_same = read.is_ok_and(|read| equal_outputs(&read, &clean));
                    Some(is_same.then_some(written).ok_or("the redacted response differs")?)
                }
            }
        }
        Err(Error::Service(error)) => redact_error::<O>(error.error(), response.status(), &mut redaction)?,
        Err(error) => return Err(error.to_string()),
    };
    let mut message = response.clone();
    if let Some(written) = written {
        remove_checksums(message.headers_mut());
        message.headers_mut().remove(CONTENT_ENCODING);
        for name in written.headers().keys() {
            message.headers_mut().remove(name);
        }
        let (head, body) = written.into_parts();
        message.headers_mut().extend(head.headers);
        *message.body_mut() = body;
    }
    Ok(Redacted { message, redaction })
}

/// Compares outputs. Bodies that may be streams are compared by their bytes.
fn equal_outputs(one: &dyn Shape, other: &dyn Shape) -> bool {
    (0..one.schema().members.len()).all(|index| match (one.get(index), other.get(index)) {
        (ValueRef::Body(one), ValueRef::Body(other)) => one.as_bytes() == other.as_bytes(),
        (one, other) => equal(one, other),
    })
}

/// Returns the response of an error with replaced values, or `None` if none is sensitive.
fn redact_error<O: Operation>(
    error: &O::Error,
    status: StatusCode,
    redaction: &mut Redaction,
) -> Result<Option<Response<Bytes>>, String> {
    let mut clean = O::Error::default_value();
    redaction.copy(error, &mut clean).ok_or(NOT_COPIED)?;
    if redaction.names.is_empty() {
        return Ok(None);
    }
    let (code, members) = server::active_error(&clean).ok_or("the error has no variant")?;
    let errors = Shape::schema(&clean);
    write_error(O::OPERATION, errors, status, code, Members::Shape(members)).map(Some).map_err(reason)
}
