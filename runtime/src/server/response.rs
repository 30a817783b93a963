//! Serializes outputs into responses.

use super::dialect::Dialect;
use crate::body_format::BodyFormat;
#[cfg(feature = "cbor")]
use crate::cbor;
use crate::error::MessageError;
use crate::http as binding;
use crate::json;
use crate::protocol;
#[cfg(feature = "query")]
use crate::query;
use crate::reflect::{Shape, ValueRef};
use crate::schema::Binding;
use crate::service::OperationSchema;
#[cfg(feature = "xml")]
use crate::xml;
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, Response, StatusCode};

/// Serializes an output into the response of its operation. The status is 200, unless a member has it.
///
/// # Errors
/// Returns an error for an output with an event stream, for a value that the protocol cannot represent, and for a protocol that
/// is not part of this crate.
pub(crate) fn write_output(
    operation: &OperationSchema,
    output: &dyn Shape,
) -> Result<Response<Bytes>, MessageError> {
    if operation.event_output {
        return Err(MessageError::new("", "the output has an event stream, which has to be given as bytes"));
    }
    let mut response = Response::new(Bytes::new());
    match Dialect::of(operation)? {
        Dialect::RestJson(format) => rest(operation, format, output, &mut response)?,
        #[cfg(feature = "xml")]
        Dialect::RestXml(format) => rest(operation, format, output, &mut response)?,
        Dialect::AwsJson(media_type) => set_body(&mut response, media_type, json::to_body(output)?),
        #[cfg(feature = "cbor")]
        Dialect::Cbor => {
            let protocol = HeaderValue::from_static("rpc-v2-cbor");
            response.headers_mut().insert("smithy-protocol", protocol);
            set_body(&mut response, "application/cbor", cbor::to_body(output)?);
        }
        Dialect::RpcV2Json(format) => {
            let protocol = HeaderValue::from_static("rpc-v2-json");
            response.headers_mut().insert("smithy-protocol", protocol);
            set_body(&mut response, format.content_type(), format.write(output)?);
        }
        #[cfg(feature = "query")]
        Dialect::Query(dialect) => {
            let name = operation.name;
            let members = xml_members(output)?;
            let body = match dialect {
                query::Dialect::AwsQuery => {
                    format!("<{name}Response><{name}Result>{members}</{name}Result></{name}Response>")
                }
                query::Dialect::Ec2Query => format!("<{name}Response>{members}</{name}Response>"),
            };
            set_body(&mut response, "text/xml", body);
        }
    }
    Ok(response)
}

fn set_body(response: &mut Response<Bytes>, media_type: &'static str, body: impl Into<Bytes>) {
    response.headers_mut().entry(CONTENT_TYPE).or_insert(HeaderValue::from_static(media_type));
    *response.body_mut() = body.into();
}

fn rest(
    operation: &OperationSchema,
    format: &dyn BodyFormat,
    output: &dyn Shape,
    response: &mut Response<Bytes>,
) -> Result<(), MessageError> {
    write_bindings(output, response)?;
    if operation.unwrapped_output
        && let Some((index, member)) = body_member(output)
    {
        if let value @ (ValueRef::String(_) | ValueRef::Shape(_)) = output.get(index) {
            set_body(response, format.content_type(), format.write_payload(value, member)?);
        }
        return Ok(());
    }
    #[cfg(feature = "xml")]
    if operation.states_url_encoding(output) {
        set_body(response, format.content_type(), format.write_url_encoded(output)?);
        return Ok(());
    }
    if let Some(body) = protocol::request_body(format, output)? {
        if has_stream(output) {
            return Err(MessageError::new("", "the body is a stream, which has to be given as bytes"));
        }
        set_body(response, body.media_type, body.bytes);
    }
    Ok(())
}

/// Writes the members that are bound to the status and to headers.
pub(super) fn write_bindings(shape: &dyn Shape, response: &mut Response<Bytes>) -> Result<(), MessageError> {
    let mut headers = HeaderMap::new();
    binding::header::write_to(shape, &mut headers)?;
    response.headers_mut().extend(headers);
    for (index, member) in shape.schema().members.iter().enumerate() {
        if let (Binding::ResponseCode, ValueRef::Integer(code)) = (member.binding, shape.get(index)) {
            // What a default value leaves is no status.
            let status = u16::try_from(code).ok().and_then(|code| StatusCode::from_u16(code).ok());
            *response.status_mut() = status.unwrap_or(StatusCode::OK);
        }
    }
    Ok(())
}

fn body_member(output: &dyn Shape) -> Option<(usize, &'static crate::schema::Member)> {
    output.schema().members.iter().enumerate().find(|(_, member)| member.binding == Binding::Body)
}

fn has_stream(output: &dyn Shape) -> bool {
    (0..output.schema().members.len())
        .any(|index| matches!(output.get(index), ValueRef::Body(body) if body.as_bytes().is_none()))
}

/// Returns the elements of the members of a shape, without the element of the shape.
#[cfg(feature = "xml")]
pub(super) fn xml_members(shape: &dyn Shape) -> Result<String, MessageError> {
    let body = String::from_utf8(xml::to_body(shape, None)?);
    let body = body.map_err(|_| MessageError::new("", "expected text in UTF-8"))?;
    let content = body.split_once('>').and_then(|(_, rest)| rest.rsplit_once("</"));
    Ok(content.map_or_else(String::new, |(content, _)| content.to_owned()))
}
