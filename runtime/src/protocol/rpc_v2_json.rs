//! The protocol `smithy.protocols#rpcv2Json`: JSON bodies, and the operation in the path.

use super::json_error::{self, CodeSources, read_message, replacement_message};
use super::rpc_v2::Envelope;
use super::{Protocol, Target, rpc};
use crate::body_format::BodyFormat;
use crate::codec::{Checks, CodecError};
use crate::endpoint::Endpoint;
use crate::error::{ErrorMeta, MessageError};
use crate::json;
use crate::reflect::{Shape, Slot, ValueRef};
use crate::response::RawResponse;
use crate::schema::Member;
use crate::service::OperationSchema;
use crate::validation::Validation;
use bytes::Bytes;
use http::Request;

const MEDIA_TYPE: &str = "application/json";

/// The protocol `smithy.protocols#rpcv2Json`.
///
/// Bodies differ from those of the other JSON protocols: timestamps are always seconds, and numbers of arbitrary size are
/// strings. Responses without the header `smithy-protocol` are accepted if their bodies match the model.
///
/// ```
/// use smithereen::protocol::RpcV2Json;
/// static PROTOCOL: RpcV2Json = RpcV2Json::new("Weather");
/// ```
#[derive(Debug)]
pub struct RpcV2Json(Envelope);

impl RpcV2Json {
    /// Creates the protocol from the name of the service in the path: the name of the service's shape in Smithy.
    pub const fn new(service_name: &'static str) -> Self {
        Self(Envelope::new(service_name, "rpc-v2-json", MEDIA_TYPE))
    }

    /// Requests the error codes of `awsQuery` (`aws.protocols#awsQueryCompatible`).
    #[must_use]
    pub const fn query_compatible(self) -> Self {
        Self(self.0.query_compatible())
    }

    /// Returns the code, the message and the request ID, and the name of the error's shape if it can differ from the code.
    fn meta_and_name(&self, response: &RawResponse<'_>) -> (ErrorMeta, Option<String>) {
        let mut meta = json_error::meta(response, CodeSources::BodyFirst);
        let name = self.0.replace_code(&mut meta, response);
        (meta, name)
    }
}

fn read_body(body: &[u8], shape: &mut dyn Shape, checks: Checks) -> Result<(), CodecError> {
    json::read_body(body, Slot::Shape(shape), Member::ELEMENT, checks)
}

impl Protocol for RpcV2Json {
    fn id(&self) -> &'static str {
        "smithy.protocols#rpcv2Json"
    }

    fn request(
        &self,
        operation: &OperationSchema,
        input: &dyn Shape,
        endpoint: &Endpoint,
    ) -> Result<Request<Bytes>, MessageError> {
        self.0.request(operation, input, endpoint, json::to_rpc_v2_body)
    }

    fn output(
        &self,
        _: &OperationSchema,
        response: &RawResponse<'_>,
        output: &mut dyn Target,
        validation: Validation,
    ) -> Result<(), MessageError> {
        let read = rpc::read(response, output, |body, shape| read_body(body, shape, validation.into()));
        read.map_err(|error| self.0.explain(error, response))
    }

    fn meta(&self, _: &OperationSchema, response: &RawResponse<'_>) -> ErrorMeta {
        self.meta_and_name(response).0
    }

    fn error(&self, _: &OperationSchema, response: &RawResponse<'_>, error: &mut dyn Shape) -> ErrorMeta {
        let (mut meta, name) = self.meta_and_name(response);
        let read = |body: &[u8], error: &mut dyn Shape| read_body(body, error, Checks::Lenient);
        let read_message = |error: &mut dyn Shape| read_message(response, error);
        if rpc::read_error(response, error, &meta, name.as_deref(), read, read_message) {
            meta.message = replacement_message(response);
        }
        meta
    }

    fn has_initial_messages(&self) -> bool {
        true
    }

    fn event_format(&self) -> Option<&dyn BodyFormat> {
        Some(self)
    }
}

/// The format of the payloads of events.
impl BodyFormat for RpcV2Json {
    fn content_type(&self) -> &'static str {
        MEDIA_TYPE
    }
    fn unset_payload(&self) -> Option<Bytes> {
        Some(Bytes::from_static(b"{}"))
    }
    fn write(&self, input: &dyn Shape) -> Result<Vec<u8>, CodecError> {
        json::to_rpc_v2_body(input)
    }
    fn write_payload(&self, value: ValueRef<'_>, member: &'static Member) -> Result<Vec<u8>, CodecError> {
        json::to_rpc_v2_value(value, member)
    }
    fn read(&self, body: &[u8], shape: &mut dyn Shape, validation: Validation) -> Result<(), CodecError> {
        read_body(body, shape, validation.into())
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
