//! The protocol `aws.protocols#restXml`: HTTP bindings with XML bodies.

use super::compressed::compression_error;
use super::rest;
use super::{Protocol, Target, xml_error};
use crate::body_format::BodyFormat;
use crate::codec::{Checks, CodecError};
use crate::endpoint::Endpoint;
use crate::error::{ErrorMeta, MessageError};
use crate::reflect::{Shape, Slot, ValueRef};
use crate::response::RawResponse;
use crate::schema::{Binding, Flag, Member, XmlNamespace};
use crate::service::OperationSchema;
use crate::validation::Validation;
use crate::xml;
use bytes::Bytes;
use http::Request;
use std::cell::Cell;

/// The protocol `aws.protocols#restXml`. Errors are accepted with `<ErrorResponse>` around `<Error>` and without it
/// (`noErrorWrapping`).
///
/// ```
/// use smithereen::protocol::RestXml;
/// static PROTOCOL: RestXml = RestXml::new().namespace("http://example.com/doc/2020-01-01/", "");
/// ```
#[derive(Debug)]
pub struct RestXml {
    namespace: Option<XmlNamespace>,
}

impl RestXml {
    /// Creates the protocol of a service without a namespace.
    pub const fn new() -> Self {
        Self { namespace: None }
    }

    /// Sets the namespace of the service (`xmlNamespace`), which the root of each request body declares, unless the model
    /// has another one for it. `prefix` is empty for the default namespace.
    #[must_use]
    pub const fn namespace(mut self, uri: &'static str, prefix: &'static str) -> Self {
        self.namespace = Some(XmlNamespace { uri, prefix });
        self
    }
}

impl Default for RestXml {
    fn default() -> Self {
        Self::new()
    }
}

impl Protocol for RestXml {
    fn id(&self) -> &'static str {
        "aws.protocols#restXml"
    }

    fn request(
        &self,
        operation: &OperationSchema,
        input: &dyn Shape,
        endpoint: &Endpoint,
    ) -> Result<Request<Bytes>, MessageError> {
        rest::request(self, operation, input, endpoint)
    }

    fn is_error(&self, operation: &OperationSchema, response: &RawResponse<'_>) -> bool {
        !response.status.is_success() || (operation.error_in_success && xml::has_error_root(&response.body))
    }

    fn output(
        &self,
        operation: &OperationSchema,
        response: &RawResponse<'_>,
        output: &mut dyn Target,
        validation: Validation,
    ) -> Result<(), MessageError> {
        // A required member must not get a default value here: the caller could not tell it from a value of the service.
        let optional = |member: &Member| !member.has(Flag::Required);
        if operation.url_encoding.is_some() && !response.is_undecoded {
            // The encoding may be stated after what has it. It mostly is stated, because requests ask for it.
            let is_encoded = Cell::new(false);
            rest::read_response(response, output, validation, optional, &|shape| {
                let read = xml::read_url_encoded(&response.body, shape, validation.into());
                read.map_err(|error| compression_error(response).unwrap_or_else(|| error.into()))?;
                is_encoded.set(operation.states_url_encoding(shape));
                Ok(())
            })?;
            if is_encoded.get() {
                return Ok(());
            }
        }
        rest::read_response(response, output, validation, optional, &|shape| match operation.unwrapped_output
        {
            true => read_unwrapped(&response.body, shape),
            false => rest::read_body(self, response, shape, validation),
        })
    }

    fn meta(&self, _: &OperationSchema, response: &RawResponse<'_>) -> ErrorMeta {
        xml_error::meta(response)
    }

    fn error(&self, _: &OperationSchema, response: &RawResponse<'_>, error: &mut dyn Shape) -> ErrorMeta {
        xml_error::error(response, error, &|variant, read_body| {
            rest::read_response(response, variant, Validation::Lenient, |_| true, read_body)
        })
    }

    fn error_text(&self, response: &RawResponse<'_>, name: &str) -> Option<String> {
        xml::error_text(&response.body, name)
    }

    fn event_format(&self) -> Option<&dyn BodyFormat> {
        Some(self)
    }
}

/// Deserializes the only member of the body from the root element. Empty text leaves it unset.
fn read_unwrapped(body: &[u8], shape: &mut dyn Shape) -> Result<(), MessageError> {
    let mut members = shape.schema().members.iter().enumerate();
    let Some((index, member)) = members.find(|(_, member)| member.binding == Binding::Body) else {
        return Ok(());
    };
    let mut text = String::new();
    xml::read_body(body, Slot::String(&mut text), member, Checks::Lenient, &[])?;
    if text.is_empty() {
        return Ok(());
    }
    match shape.slot(index) {
        Slot::String(out) => *out = text,
        Slot::Enum(out) => out.set(text),
        slot => xml::read_body(body, slot, member, Checks::Lenient, &[])?,
    }
    Ok(())
}

impl BodyFormat for RestXml {
    fn content_type(&self) -> &'static str {
        "application/xml"
    }
    fn unset_payload(&self) -> Option<Bytes> {
        None
    }
    fn write(&self, input: &dyn Shape) -> Result<Vec<u8>, CodecError> {
        xml::to_body(input, self.namespace)
    }
    fn write_url_encoded(&self, output: &dyn Shape) -> Result<Vec<u8>, CodecError> {
        xml::to_url_encoded_body(output, self.namespace)
    }
    fn write_payload(&self, value: ValueRef<'_>, member: &'static Member) -> Result<Vec<u8>, CodecError> {
        xml::to_body_value(value, member, self.namespace)
    }
    fn read(&self, body: &[u8], shape: &mut dyn Shape, validation: Validation) -> Result<(), CodecError> {
        xml::read_body(body, Slot::Shape(shape), Member::ELEMENT, validation.into(), &[])
    }
    fn read_payload(
        &self,
        body: &[u8],
        slot: Slot<'_>,
        member: &'static Member,
        validation: Validation,
    ) -> Result<(), CodecError> {
        xml::read_body(body, slot, member, validation.into(), &[])
    }
}
