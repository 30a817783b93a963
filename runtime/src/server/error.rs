//! Serializes errors into responses.

use super::dialect::Dialect;
use super::response::write_bindings;
#[cfg(feature = "xml")]
use super::response::xml_members;
#[cfg(feature = "cbor")]
use crate::cbor;
use crate::error::MessageError;
use crate::json;
#[cfg(feature = "query")]
use crate::query;
use crate::reflect::{Shape, ValueRef};
use crate::schema::Schema;
use crate::service::OperationSchema;
#[cfg(feature = "xml")]
use crate::xml;
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Response, StatusCode};

/// The members of an error.
pub(crate) enum Members<'a> {
    /// Those of a shape.
    Shape(&'a dyn Shape),
    /// The message alone.
    Message(&'a str),
}

/// Serializes an error in the form of the operation's protocol. `errors` is the union of the operation's errors, and `code` the
/// code or the name of one of them, or a code that the model does not have.
///
/// `restXml` has the element `ErrorResponse` around `Error`, unless the status is one of success.
///
/// # Errors
/// Returns an error for a value that the protocol cannot represent, for a code that is not a valid header value, and for a
/// protocol that is not part of this crate.
pub(crate) fn write_error(
    operation: &OperationSchema,
    errors: &'static Schema,
    status: StatusCode,
    code: &str,
    members: Members<'_>,
) -> Result<Response<Bytes>, MessageError> {
    let mut response = Response::new(Bytes::new());
    *response.status_mut() = status;
    let modeled = errors.members.iter().find(|member| member.wire == code || member.name == code);
    // A code that differs from the shape's name is that of `awsQueryError`.
    let (name, code) = modeled.map_or((code, code), |member| (member.name, member.wire));
    let (media_type, body) = match Dialect::of(operation)? {
        Dialect::RestJson(_) => {
            set_header(&mut response, "x-amzn-errortype", name)?;
            ("application/json", Bytes::from(json_members(&members)?))
        }
        #[cfg(feature = "xml")]
        Dialect::RestXml(_) => ("application/xml", rest_xml_body(status, xml_error(code, &members)?)),
        Dialect::AwsJson(media_type) => {
            set_query_code(&mut response, name, code)?;
            (media_type, with_type(&json_members(&members)?, name).into())
        }
        #[cfg(feature = "cbor")]
        Dialect::Cbor => {
            set_query_code(&mut response, name, code)?;
            set_header(&mut response, "smithy-protocol", "rpc-v2-cbor")?;
            let members = match members {
                Members::Shape(shape) => cbor::to_body(shape)?,
                Members::Message(message) => cbor::one_string("message", message),
            };
            ("application/cbor", cbor::with_type(&members, name)?.into())
        }
        Dialect::RpcV2Json(format) => {
            set_query_code(&mut response, name, code)?;
            set_header(&mut response, "smithy-protocol", "rpc-v2-json")?;
            let members = match members {
                Members::Shape(shape) => format.write(shape)?,
                Members::Message(_) => json_members(&members)?,
            };
            (format.content_type(), with_type(&members, name).into())
        }
        #[cfg(feature = "query")]
        Dialect::Query(dialect) => ("text/xml", query_body(dialect, &xml_error(code, &members)?)),
    };
    if let Members::Shape(shape) = members {
        write_bindings(shape, &mut response)?;
        *response.status_mut() = status;
    }
    response.headers_mut().entry(CONTENT_TYPE).or_insert(HeaderValue::from_static(media_type));
    *response.body_mut() = body;
    Ok(response)
}

/// An error with a status of success is the body itself.
#[cfg(feature = "xml")]
fn rest_xml_body(status: StatusCode, error: String) -> Bytes {
    match status.is_success() {
        true => error.into(),
        false => format!("<ErrorResponse>{error}</ErrorResponse>").into(),
    }
}

#[cfg(feature = "query")]
fn query_body(dialect: query::Dialect, error: &str) -> Bytes {
    match dialect {
        query::Dialect::AwsQuery => format!("<ErrorResponse>{error}</ErrorResponse>").into(),
        query::Dialect::Ec2Query => format!("<Response><Errors>{error}</Errors></Response>").into(),
    }
}

fn set_header(response: &mut Response<Bytes>, name: &'static str, value: &str) -> Result<(), MessageError> {
    let value = HeaderValue::from_str(value);
    let value = value.map_err(|_| MessageError::new("", format!("the value of the header `{name}`")))?;
    response.headers_mut().insert(name, value);
    Ok(())
}

/// Sets the code of `awsQuery`, if the error has one of its own (`awsQueryCompatible`).
fn set_query_code(response: &mut Response<Bytes>, name: &str, code: &str) -> Result<(), MessageError> {
    match name == code {
        true => Ok(()),
        false => set_header(response, "x-amzn-query-error", &format!("{code};Sender")),
    }
}

fn json_members(members: &Members<'_>) -> Result<Vec<u8>, MessageError> {
    Ok(match members {
        Members::Shape(shape) => json::to_body(*shape)?,
        Members::Message(message) => serde_json::json!({ "message": message }).to_string().into_bytes(),
    })
}

/// Adds the member `__type` to a JSON object.
fn with_type(members: &[u8], name: &str) -> Vec<u8> {
    let mut out = format!("{{\"__type\":{}", serde_json::Value::from(name)).into_bytes();
    let rest = members.strip_prefix(b"{").unwrap_or(b"}");
    if rest != b"}" {
        out.push(b',');
    }
    out.extend_from_slice(rest);
    out
}

/// Returns the element `Error`.
#[cfg(feature = "xml")]
fn xml_error(code: &str, members: &Members<'_>) -> Result<String, MessageError> {
    let mut escaped = Vec::new();
    let invalid = |reason: &str| MessageError::new("", reason);
    xml::push_text(&mut escaped, code).map_err(invalid)?;
    let code = String::from_utf8_lossy(&escaped).into_owned();
    let members = match members {
        Members::Shape(shape) => xml_members(*shape)?,
        Members::Message(message) => {
            escaped.clear();
            xml::push_text(&mut escaped, message).map_err(invalid)?;
            format!("<Message>{}</Message>", String::from_utf8_lossy(&escaped))
        }
    };
    Ok(format!("<Error><Code>{code}</Code>{members}</Error>"))
}

/// Returns the code and the members of the active variant of an operation's error enum, unless it is unknown.
pub(crate) fn active_error(error: &dyn Shape) -> Option<(&'static str, &dyn Shape)> {
    let mut variants = error.schema().members.iter().enumerate();
    variants.find_map(|(index, member)| match error.get(index) {
        ValueRef::Shape(shape) => Some((member.wire, shape)),
        _ => None,
    })
}
