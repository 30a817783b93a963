//! Presigned requests of operations: which headers they have, and where the members of the body go.
//!
//! A presigned request must work from anywhere, so only what the members of the input, the service and the endpoint set is
//! signed. It has no checksum and no `Accept-Encoding`, and nothing is compressed.

use crate::endpoint::ESCAPED;
use crate::error::MessageError;
use crate::reflect::{Shape, ValueRef};
use crate::schema::Binding;
use crate::sign::{Payload, SigningConfig};
use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::uri::PathAndQuery;
use http::{Method, Request, Uri};
use percent_encoding::utf8_percent_encode;
use serde_json::{Map, Value};

/// Changes the complete request of an input to the one that is presigned. `method` replaces that of the model.
pub(crate) fn prepare(
    input: &dyn Shape,
    mut request: Request<Bytes>,
    config: &mut SigningConfig,
    method: Option<Method>,
) -> Result<Request<Bytes>, MessageError> {
    // Services that require the hash of the body in a header accept a URL without it.
    if config.content_sha256 {
        config.payload = Payload::Unsigned;
    }
    let has_no_body = matches!(method, Some(Method::GET | Method::HEAD));
    if let Some(method) = method {
        *request.method_mut() = method;
    }
    if is_form(input, &request) {
        let form = std::mem::take(request.body_mut());
        // Only spaces could be plus signs.
        append_to_query(&mut request, &String::from_utf8_lossy(&form).replace('+', "%20"))?;
    } else if has_no_body && !request.body().is_empty() {
        let query = members_as_query(input, request.body())?;
        append_to_query(&mut request, &query)?;
        *request.body_mut() = Bytes::new();
    }
    remove_body_headers(input, &mut request, config.payload);
    Ok(request)
}

/// Returns whether the body is a form of the input's members.
fn is_form(input: &dyn Shape, request: &Request<Bytes>) -> bool {
    let content_type = request.headers().get(CONTENT_TYPE);
    content_type.is_some_and(|value| value == "application/x-www-form-urlencoded") && !has_payload(input)
}

fn has_payload(input: &dyn Shape) -> bool {
    input.schema().members.iter().any(|member| member.binding == Binding::Payload)
}

/// Removes the headers that describe the body, where the signature does not cover it. A header of a member stays.
fn remove_body_headers(input: &dyn Shape, request: &mut Request<Bytes>, payload: Payload) {
    let is_body_signed = payload == Payload::Hashed && !request.body().is_empty();
    if !is_body_signed && header_member(input, CONTENT_TYPE.as_str()).is_none() {
        request.headers_mut().remove(CONTENT_TYPE);
    }
    // A protocol sets the length of the body that it has. In a presigned request, that of the member limits the sender.
    match header_member(input, CONTENT_LENGTH.as_str()) {
        Some(ValueRef::Integer(length)) => drop(request.headers_mut().insert(CONTENT_LENGTH, length.into())),
        _ => drop(request.headers_mut().remove(CONTENT_LENGTH)),
    }
}

/// Returns the value of the member that is bound to a header, if it is set.
fn header_member<'a>(input: &'a dyn Shape, name: &str) -> Option<ValueRef<'a>> {
    let mut members = input.schema().members.iter();
    let is_bound = |member: &crate::schema::Member| {
        member.binding == Binding::Header && member.wire.eq_ignore_ascii_case(name)
    };
    match members.position(is_bound).map(|index| input.get(index)) {
        None | Some(ValueRef::None) => None,
        value => value,
    }
}

/// Appends parameters that are percent-encoded.
pub(crate) fn append_to_query(request: &mut Request<Bytes>, parameters: &str) -> Result<(), MessageError> {
    let mut parts = request.uri().clone().into_parts();
    let old = parts.path_and_query.as_ref().map_or("/", PathAndQuery::as_str);
    let separator = if old.contains('?') { '&' } else { '?' };
    let new = format!("{old}{separator}{parameters}");
    let invalid = || MessageError::new("", "the input is too long for the query of a presigned URL");
    parts.path_and_query = Some(PathAndQuery::try_from(new).map_err(|_| invalid())?);
    *request.uri_mut() = Uri::from_parts(parts).map_err(|_| invalid())?;
    Ok(())
}

/// Returns the members of a JSON body as parameters: a list has a parameter for each element.
fn members_as_query(input: &dyn Shape, body: &Bytes) -> Result<String, MessageError> {
    let members =
        Some(body).filter(|_| !has_payload(input)).and_then(|body| serde_json::from_slice(body).ok());
    let members: Map<String, Value> = members.ok_or_else(|| {
        MessageError::new("", "the request has a body, which a presigned request without one cannot have")
    })?;
    let mut query = String::new();
    for (name, value) in &members {
        let elements = match value {
            Value::Array(elements) => elements.as_slice(),
            value => std::slice::from_ref(value),
        };
        for element in elements {
            let text = match element {
                Value::Null => continue,
                Value::String(text) => text.clone(),
                Value::Bool(_) | Value::Number(_) => element.to_string(),
                Value::Array(_) | Value::Object(_) => {
                    return Err(MessageError::new(
                        name,
                        "only scalars and lists of scalars fit in a presigned URL",
                    ));
                }
            };
            if !query.is_empty() {
                query.push('&');
            }
            query.extend(utf8_percent_encode(name, ESCAPED));
            query.push('=');
            query.extend(utf8_percent_encode(&text, ESCAPED));
        }
    }
    Ok(query)
}
