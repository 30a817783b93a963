//! Shared parts of the Smithy RPC v2 protocols, which differ in the format of bodies: the operation in the path, and the name of
//! the protocol in a header.

use super::compressed::compression_error;
use super::{query_compatible, rpc};
use crate::codec::CodecError;
use crate::endpoint::Endpoint;
use crate::error::{ErrorMeta, MessageError};
use crate::reflect::Shape;
use crate::response::RawResponse;
use crate::service::OperationSchema;
use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderName, HeaderValue, Request};

const EVENT_STREAM: HeaderValue = HeaderValue::from_static("application/vnd.amazon.eventstream");
const PROTOCOL_HEADER: &str = "smithy-protocol";

/// The parts of a message around its body.
#[derive(Debug)]
pub(super) struct Envelope {
    service_name: &'static str,
    /// The value of the header `smithy-protocol`.
    protocol_name: &'static str,
    media_type: &'static str,
    is_query_compatible: bool,
}

impl Envelope {
    /// Creates it from the name of the service in the path.
    pub(super) const fn new(
        service_name: &'static str,
        protocol_name: &'static str,
        media_type: &'static str,
    ) -> Self {
        Self { service_name, protocol_name, media_type, is_query_compatible: false }
    }

    pub(super) const fn query_compatible(self) -> Self {
        Self { is_query_compatible: true, ..self }
    }

    /// Builds a request whose body is serialized with `write`.
    pub(super) fn request(
        &self,
        operation: &OperationSchema,
        input: &dyn Shape,
        endpoint: &Endpoint,
        write: fn(&dyn Shape) -> Result<Vec<u8>, CodecError>,
    ) -> Result<Request<Bytes>, MessageError> {
        let path = format!("/service/{}/operation/{}", self.service_name, operation.name);
        let media_type = HeaderValue::from_static(self.media_type);
        let name = HeaderValue::from_static(self.protocol_name);
        let accept = if operation.event_output { EVENT_STREAM } else { media_type.clone() };
        let headers = [(HeaderName::from_static(PROTOCOL_HEADER), name), (ACCEPT, accept)];
        // An operation without input has no body, and one with an empty input has an empty map.
        let body = if operation.has_input { Some(write(input)?) } else { None };
        let content_type = body.is_some().then_some((CONTENT_TYPE, media_type));
        let mode = self.is_query_compatible.then(query_compatible::mode_header);
        let headers = headers.into_iter().chain(content_type).chain(mode);
        rpc::request(operation, &path, input, endpoint, headers, body.unwrap_or_default().into())
    }

    /// Sets the code of `awsQuery`, if the service has it, and returns the name of the error's shape then.
    pub(super) fn replace_code(&self, meta: &mut ErrorMeta, response: &RawResponse<'_>) -> Option<String> {
        match self.is_query_compatible {
            true => query_compatible::replace_code(meta, response),
            false => None,
        }
    }

    /// Adds to the error of an output that the response may not be from the service, if it does not name the protocol.
    pub(super) fn explain(&self, error: MessageError, response: &RawResponse<'_>) -> MessageError {
        let name = self.protocol_name;
        if response.header(PROTOCOL_HEADER) == Some(name) || compression_error(response).is_some() {
            return error;
        }
        let hint = format!(
            "the response does not have the header `smithy-protocol: {name}` and may not be from the service"
        );
        MessageError::new(error.member, format!("{}; {hint}", error.reason))
    }
}
