//! Requests and responses of `awsQuery` and `ec2Query`: forms in requests, XML in responses.

use super::xml_error;
use super::{Target, rpc};
use crate::codec::CodecError;
use crate::endpoint::Endpoint;
use crate::error::{ErrorMeta, MessageError};
use crate::query::{self, Dialect};
use crate::reflect::{Shape, Slot};
use crate::response::RawResponse;
use crate::schema::Member;
use crate::service::OperationSchema;
use crate::validation::Validation;
use crate::xml;
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Request};

const FORM: HeaderValue = HeaderValue::from_static("application/x-www-form-urlencoded");

/// Builds a request with a form as its body.
pub(super) fn request(
    dialect: Dialect,
    operation: &OperationSchema,
    input: &dyn Shape,
    endpoint: &Endpoint,
) -> Result<Request<Bytes>, MessageError> {
    let body = query::to_body(dialect, operation.name, operation.service.version, input)?;
    rpc::request(operation, "/", input, endpoint, [(CONTENT_TYPE, FORM)], body.into())
}

/// Deserializes the output from the element at the path `wrappers` below the root. An empty body is an error, unless the output
/// has no members.
pub(super) fn output(
    response: &RawResponse<'_>,
    output: &mut dyn Target,
    validation: Validation,
    wrappers: &[&str],
) -> Result<(), MessageError> {
    rpc::read(response, output, |body, shape| {
        if body.trim_ascii().is_empty() {
            return Err(CodecError::new("the body is empty"));
        }
        xml::read_body(body, Slot::Shape(shape), Member::ELEMENT, validation.into(), wrappers)
    })
}

/// Reads the code, the message and the request ID, and activates the variant of `error` with the code.
pub(super) fn error(response: &RawResponse<'_>, error: &mut dyn Shape) -> ErrorMeta {
    xml_error::error(response, error, &|variant, read_body| {
        let Slot::Shape(shape) = variant.reset() else { return Ok(()) };
        read_body(shape)
    })
}
