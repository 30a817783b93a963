//! The checksum of a request in a header.

use crate::checksum::{Algorithm, HttpChecksum, Unchecked, When};
use crate::endpoint::Endpoint;
use crate::error::MessageError;
use crate::reflect::{Shape, ValueRef};
use crate::schema::{Binding, Member};
use http::{HeaderMap, HeaderName, HeaderValue, Request};

/// The prefix of the names of all headers with checksums.
const PREFIX: &str = "x-amz-checksum-";
/// The headers that have the prefix but no checksum.
const OTHERS: [&str; 3] = ["x-amz-checksum-algorithm", "x-amz-checksum-mode", "x-amz-checksum-type"];
/// The value of the checksum mode member that enables the checksum of the response.
pub(super) const ENABLED: &str = "ENABLED";

/// Adds the checksum that the caller selected, or that of the default algorithm.
///
/// # Errors
/// Returns an error for an algorithm that cannot be computed.
pub(super) fn add<B: AsRef<[u8]>>(
    checksum: &HttpChecksum,
    input: &dyn Shape,
    request: &mut Request<B>,
    endpoint: &Endpoint,
) -> Result<(), MessageError> {
    if let Some(algorithm) = select(checksum, input, request.headers_mut(), endpoint)? {
        let value = algorithm.base64(request.body().as_ref());
        set(request.headers_mut(), algorithm.header(), &value);
    }
    Ok(())
}

/// Returns the algorithm of the request's checksum, or `None` if it gets none: the caller has set a checksum, or it is neither
/// selected nor required nor the default. Adds the header that names the algorithm.
pub(super) fn select(
    checksum: &HttpChecksum,
    input: &dyn Shape,
    headers: &mut HeaderMap,
    endpoint: &Endpoint,
) -> Result<Option<Algorithm>, MessageError> {
    let when = endpoint.request_checksums;
    if when == When::Never || has_checksum(headers) {
        return Ok(None);
    }
    let selection = checksum.algorithm_member.and_then(|name| member(input, name));
    match selection {
        Some((member, Some(name))) => {
            let unknown = || MessageError::new(member.name, unknown_algorithm());
            return Algorithm::from_name(name).map(Some).ok_or_else(unknown);
        }
        None if !checksum.is_required => return Ok(None),
        Some(_) if !checksum.is_required && when == When::Required => return Ok(None),
        _ => {}
    }
    if let Some((Member { binding: Binding::Header, wire, .. }, None)) = selection {
        set(headers, wire, Algorithm::DEFAULT.name());
    }
    Ok(Some(Algorithm::DEFAULT))
}

/// Returns whether the request has a checksum in any algorithm.
pub(super) fn has_checksum(headers: &HeaderMap) -> bool {
    headers.keys().map(HeaderName::as_str).any(|name| name.starts_with(PREFIX) && !OTHERS.contains(&name))
}

/// Returns a member of the input that is a string or an enum, with its value.
pub(super) fn member<'a>(input: &'a dyn Shape, name: &str) -> Option<(&'static Member, Option<&'a str>)> {
    let mut members = input.schema().members.iter().enumerate();
    let (index, member) = members.find(|(_, member)| member.name == name)?;
    match input.get(index) {
        ValueRef::String(value) => Some((member, Some(value))),
        _ => Some((member, None)),
    }
}

/// Marks the request if its response is not to be checked.
pub(super) fn mark_unchecked<B>(
    checksum: &HttpChecksum,
    input: &dyn Shape,
    request: &mut Request<B>,
    endpoint: &Endpoint,
) {
    let asked = checksum.mode_member.and_then(|name| member(input, name)?.1);
    let is_checked = asked == Some(ENABLED) || endpoint.response_checksums == When::Supported;
    if !checksum.response.is_empty() && !is_checked {
        request.extensions_mut().insert(Unchecked);
    }
}

/// Sets a header. Names come from the model and values are base64 or constants, so both are valid.
fn set(headers: &mut HeaderMap, name: &str, value: &str) {
    if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::from_str(value)) {
        headers.insert(name, value);
    }
}

fn unknown_algorithm() -> String {
    let known: Vec<&str> = Algorithm::BY_PRIORITY.iter().map(|algorithm| algorithm.name()).collect();
    format!("unknown checksum algorithm; expected one of {}", known.join(", "))
}
