//! The protocol `aws.protocols#restJson1`: HTTP bindings with JSON bodies.

use super::errors::activate_variant;
use super::json_error::{self, CodeSources, read_message, replacement_message};
use super::rest;
use super::{Protocol, Target};
use crate::body_format::BodyFormat;
use crate::codec::CodecError;
use crate::endpoint::Endpoint;
use crate::error::{ErrorMeta, MessageError};
use crate::json;
use crate::reflect::{Shape, Slot, ValueRef};
use crate::response::RawResponse;
use crate::schema::{Flag, Member};
use crate::service::OperationSchema;
use crate::validation::Validation;
use bytes::Bytes;
use http::Request;

/// The protocol `aws.protocols#restJson1`.
#[derive(Debug)]
pub struct RestJson1;

impl Protocol for RestJson1 {
    fn id(&self) -> &'static str {
        "aws.protocols#restJson1"
    }

    fn request(
        &self,
        operation: &OperationSchema,
        input: &dyn Shape,
        endpoint: &Endpoint,
    ) -> Result<Request<Bytes>, MessageError> {
        rest::request(self, operation, input, endpoint)
    }

    fn output(
        &self,
        _: &OperationSchema,
        response: &RawResponse<'_>,
        output: &mut dyn Target,
        validation: Validation,
    ) -> Result<(), MessageError> {
        // A required member must not get a default value here: the caller could not tell it from a value of the service.
        let optional = |member: &Member| !member.has(Flag::Required);
        rest::read_response(response, output, validation, optional, &|shape| {
            rest::read_body(self, response, shape, validation)
        })
    }

    fn meta(&self, _: &OperationSchema, response: &RawResponse<'_>) -> ErrorMeta {
        json_error::meta(response, CodeSources::HeaderFirst)
    }

    fn error(
        &self,
        operation: &OperationSchema,
        response: &RawResponse<'_>,
        error: &mut dyn Shape,
    ) -> ErrorMeta {
        let mut meta = self.meta(operation, response);
        let lenient = Validation::Lenient;
        let is_message_sensitive = activate_variant(error, &meta, None, |variant| {
            let whole = rest::read_response(response, variant, lenient, |_| true, &|error| {
                rest::read_body(self, response, error, lenient)?;
                read_message(response, error);
                Ok(())
            });
            // If the body cannot be parsed to its end, only its message is used.
            if whole.is_err() {
                let _ = rest::read_response(response, variant, lenient, |_| true, &|error| {
                    read_message(response, error);
                    Ok(())
                });
            }
        });
        if is_message_sensitive {
            meta.message = replacement_message(response);
        }
        meta
    }

    fn event_format(&self) -> Option<&dyn BodyFormat> {
        Some(self)
    }
}

impl BodyFormat for RestJson1 {
    fn content_type(&self) -> &'static str {
        "application/json"
    }
    fn unset_payload(&self) -> Option<Bytes> {
        Some(Bytes::from_static(b"{}"))
    }
    fn write(&self, input: &dyn Shape) -> Result<Vec<u8>, CodecError> {
        json::to_body(input)
    }
    fn write_payload(&self, value: ValueRef<'_>, member: &'static Member) -> Result<Vec<u8>, CodecError> {
        json::to_body_value(value, member)
    }
    fn read(&self, body: &[u8], shape: &mut dyn Shape, validation: Validation) -> Result<(), CodecError> {
        json::read_body(body, Slot::Shape(shape), Member::ELEMENT, validation.into())
    }
    fn read_payload(
        &self,
        body: &[u8],
        slot: Slot<'_>,
        member: &'static Member,
        validation: Validation,
    ) -> Result<(), CodecError> {
        json::read_body(body, slot, member, validation.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::Response;

    fn message(body: &'static str) -> Option<String> {
        let response = Response::new(Bytes::from_static(body.as_bytes()));
        json_error::meta(&RawResponse::from(&response), CodeSources::HeaderFirst).message
    }

    #[test]
    fn an_oauth_error_description_is_the_fallback_of_the_message() {
        for (body, expected) in [
            (r#"{"error":"invalid_grant","error_description":"why"}"#, Some("why")),
            (r#"{"error_description":"why","message":"m"}"#, Some("m")),
            (r#"{"Message":"M","error_description":"why"}"#, Some("M")),
            (r#"{"Message":"","error_description":"why"}"#, Some("why")),
            (r#"{"message":"","error_description":"why"}"#, Some("")),
            (r#"{"Message":""}"#, Some("")),
            (r#"{"error_description":7}"#, None),
        ] {
            assert_eq!(message(body).as_deref(), expected, "{body}");
        }
    }
}
