//! The protocol `smithy.protocols#rpcv2Cbor`: CBOR bodies, and the operation in the path.

use super::compressed::compressed_message;
use super::errors::{request_id, sanitize, set_message};
use super::rpc_v2::Envelope;
use super::{Protocol, Target, rpc};
use crate::body_format::BodyFormat;
use crate::cbor;
use crate::codec::{Checks, CodecError};
use crate::endpoint::Endpoint;
use crate::error::{ErrorMeta, MessageError};
use crate::reflect::{Shape, Slot, ValueRef};
use crate::response::RawResponse;
use crate::schema::Member;
use crate::service::OperationSchema;
use crate::validation::Validation;
use bytes::Bytes;
use http::Request;

const MEDIA_TYPE: &str = "application/cbor";

/// The protocol `smithy.protocols#rpcv2Cbor`.
///
/// Responses without the header `smithy-protocol` are accepted if their bodies match the model.
///
/// ```
/// use smithereen::protocol::RpcV2Cbor;
/// static PROTOCOL: RpcV2Cbor = RpcV2Cbor::new("GraniteServiceVersion20100801").query_compatible();
/// ```
#[derive(Debug)]
pub struct RpcV2Cbor(Envelope);

impl RpcV2Cbor {
    /// Creates the protocol from the name of the service in the path: the name of the service's shape in Smithy,
    /// `targetPrefix` in botocore's models.
    pub const fn new(service_name: &'static str) -> Self {
        Self(Envelope::new(service_name, "rpc-v2-cbor", MEDIA_TYPE))
    }

    /// Requests the error codes of `awsQuery` (`aws.protocols#awsQueryCompatible`).
    #[must_use]
    pub const fn query_compatible(self) -> Self {
        Self(self.0.query_compatible())
    }

    /// Returns the code, the message and the request ID, and the name of the error's shape if it can differ from the code.
    fn meta_and_name(&self, response: &RawResponse<'_>) -> (ErrorMeta, Option<String>) {
        let strings = cbor::top_level_strings(&response.body, ["__type", "message", "Message"]);
        let is_readable = strings.is_some();
        let [type_, message, upper_message] = strings.unwrap_or_default();
        let message = message.or(upper_message);
        let mut meta = ErrorMeta {
            code: type_.as_deref().and_then(sanitize),
            message: message.or_else(|| compressed_message(response, is_readable)),
            request_id: request_id(response),
        };
        let name = self.0.replace_code(&mut meta, response);
        (meta, name)
    }
}

impl Protocol for RpcV2Cbor {
    fn id(&self) -> &'static str {
        "smithy.protocols#rpcv2Cbor"
    }

    fn request(
        &self,
        operation: &OperationSchema,
        input: &dyn Shape,
        endpoint: &Endpoint,
    ) -> Result<Request<Bytes>, MessageError> {
        self.0.request(operation, input, endpoint, cbor::to_body)
    }

    fn output(
        &self,
        _: &OperationSchema,
        response: &RawResponse<'_>,
        output: &mut dyn Target,
        validation: Validation,
    ) -> Result<(), MessageError> {
        let read = rpc::read(response, output, |body, shape| cbor::read_body(body, shape, validation.into()));
        read.map_err(|error| self.0.explain(error, response))
    }

    fn meta(&self, _: &OperationSchema, response: &RawResponse<'_>) -> ErrorMeta {
        self.meta_and_name(response).0
    }

    fn error(&self, _: &OperationSchema, response: &RawResponse<'_>, error: &mut dyn Shape) -> ErrorMeta {
        let (mut meta, name) = self.meta_and_name(response);
        let read_body = |body: &[u8], error: &mut dyn Shape| cbor::read_body(body, error, Checks::Lenient);
        let read_message = |error: &mut dyn Shape| {
            let messages = cbor::top_level_strings(&response.body, ["message", "Message"]);
            set_message(error, |member| member.name, messages.unwrap_or_default());
        };
        if rpc::read_error(response, error, &meta, name.as_deref(), read_body, read_message) {
            let is_readable = cbor::top_level_strings(&response.body, []).is_some();
            meta.message = compressed_message(response, is_readable);
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
impl BodyFormat for RpcV2Cbor {
    fn content_type(&self) -> &'static str {
        MEDIA_TYPE
    }
    fn unset_payload(&self) -> Option<Bytes> {
        // An empty map.
        Some(Bytes::from_static(&[0xa0]))
    }
    fn write(&self, input: &dyn Shape) -> Result<Vec<u8>, CodecError> {
        cbor::to_body(input)
    }
    fn write_payload(&self, value: ValueRef<'_>, _: &'static Member) -> Result<Vec<u8>, CodecError> {
        match value {
            ValueRef::Shape(shape) => cbor::to_body(shape),
            _ => Err(CodecError::new(NOT_A_SHAPE)),
        }
    }
    fn read(&self, body: &[u8], shape: &mut dyn Shape, validation: Validation) -> Result<(), CodecError> {
        cbor::read_body(body, shape, validation.into())
    }
    fn read_payload(
        &self,
        body: &[u8],
        slot: Slot<'_>,
        _: &'static Member,
        validation: Validation,
    ) -> Result<(), CodecError> {
        match slot {
            Slot::Shape(shape) => cbor::read_body(body, shape, validation.into()),
            _ => Err(CodecError::new(NOT_A_SHAPE)),
        }
    }
}

/// Smithy allows no other payloads besides blobs and strings, which are not in CBOR.
const NOT_A_SHAPE: &str = "expected a structure or union";
