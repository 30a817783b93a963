//! The protocol `aws.protocols#restXml`: HTTP bindings with XML bodies.

use super::rest::{self, BodyFormat};
use super::{Protocol, Target, xml_error};
use crate::codec::CodecError;
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

/// The protocol `aws.protocols#restXml`.
///
/// ```
/// use smithereen::protocol::RestXml;
/// static PROTOCOL: RestXml = RestXml::new().namespace("http://example.com/doc/2020-01-01/", "").no_error_wrapping();
/// ```
#[derive(Debug)]
pub struct RestXml {
    namespace: Option<XmlNamespace>,
    has_error_wrapping: bool,
}

impl RestXml {
    /// Creates the protocol of a service without a namespace.
    pub const fn new() -> Self {
        Self { namespace: None, has_error_wrapping: true }
    }

    /// Sets the namespace of the service (`xmlNamespace`), which the root of each request body declares, unless the model
    /// has another one for it. `prefix` is empty for the default namespace.
    #[must_use]
    pub const fn namespace(self, uri: &'static str, prefix: &'static str) -> Self {
        Self { namespace: Some(XmlNamespace { uri, prefix }), ..self }
    }

    /// States that errors are `<Error>` without an element around it (`noErrorWrapping`).
    ///
    /// Both forms are accepted for a status of failure in any case. In addition, `<Error>` is then an error for a status of
    /// success, unless the output is a blob: such services may fail after they have sent the status.
    #[must_use]
    pub const fn no_error_wrapping(self) -> Self {
        Self { has_error_wrapping: false, ..self }
    }

    /// Returns an error if a response with a status of success has an error as its body.
    fn reject_error_body(&self, body: &[u8], output: &mut dyn Shape) -> Result<(), MessageError> {
        if self.has_error_wrapping || !xml::has_error_root(body) {
            return Ok(());
        }
        let mut members = output.schema().members.iter();
        // The slot of a blob is filled from the body, which is not empty.
        if let Some(index) = members.position(|member| member.binding == Binding::Payload)
            && let Slot::Blob(_) = output.slot(index)
        {
            return Ok(());
        }
        let code = xml::error_fields(body).code;
        let code = code.map(|code| format!(" (`{code}`)")).unwrap_or_default();
        Err(MessageError::new("", format!("the body is an error{code} in spite of the status")))
    }
}

impl Default for RestXml {
    fn default() -> Self {
        Self::new()
    }
}

impl Protocol for RestXml {
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
        rest::fill(response, output, validation, optional, &|shape| {
            self.reject_error_body(&response.body, shape)?;
            rest::read_body(self, response, shape, validation)
        })
    }

    fn meta(&self, _: &OperationSchema, response: &RawResponse<'_>) -> ErrorMeta {
        xml_error::meta(response)
    }

    fn error(&self, _: &OperationSchema, response: &RawResponse<'_>, error: &mut dyn Shape) -> ErrorMeta {
        xml_error::error(response, error, &|variant, read_body| {
            rest::fill(response, variant, Validation::Lenient, |_| true, read_body)
        })
    }
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
