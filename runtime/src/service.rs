//! Services and their operations, as generated code describes them, and the interface of wire protocols.

use crate::auth::AuthScheme;
use crate::body_format::BodyFormat;
use crate::cross_region_url::CrossRegionUrl;
use crate::endpoint::{Endpoint, EndpointError, ParamSource, Params};
use crate::error::{ErrorMeta, MessageError};
use crate::reflect::{Shape, Slot, Value};
use crate::response::RawResponse;
use crate::validation::Validation;
use bytes::Bytes;
use http::Request;
use std::fmt::Debug;

/// A service, as described by its model.
///
/// ```
/// use smithereen::{AuthScheme, Endpoint, Service, protocol::RestJson1};
/// static SERVICE: Service = Service::new("IoT", &RestJson1, |_| Endpoint::new("https://iot.example.com"))
///     .version("2015-05-28")
///     .signing_name("iot")
///     .auth(&[AuthScheme::SigV4]);
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct Service {
    /// The service's name in AWS tools and configuration files, such as `IoT`.
    pub id: &'static str,
    /// The service name in the scope of a signature.
    pub signing_name: &'static str,
    /// The version of the API, a date.
    pub version: &'static str,
    /// The wire protocol.
    pub protocol: &'static dyn Protocol,
    /// Authentication schemes in order of preference; an operation may override them.
    pub auth: &'static [AuthScheme],
    /// The endpoint rules.
    pub endpoint: fn(&Params<'_>) -> Result<Endpoint, EndpointError>,
    /// Headers of all requests, unless a member of the input sets them.
    pub headers: &'static [(&'static str, &'static str)],
    /// Whether the signature covers the path as it is sent, and requests have the header `x-amz-content-sha256`.
    pub signs_as_sent: bool,
    /// Whether bodies of requests may have a signature for each chunk (`STREAMING-AWS4-HMAC-SHA256-PAYLOAD`).
    pub signed_chunks: bool,
    /// Whether the bodies of responses are checked against the header `x-amz-crc32`.
    pub crc32: bool,
    /// Whether the endpoint rules have a parameter for the account ID of the credentials.
    pub account_id_endpoints: bool,
    /// The sessions that requests to some endpoints require.
    pub sessions: Option<&'static Sessions>,
    /// Boolean parameters of the endpoint rules that profiles and environment variables set, each with the name of the setting.
    pub settings: &'static [(&'static str, &'static str)],
}

/// An operation, as described by its model.
#[derive(Debug)]
#[non_exhaustive]
pub struct OperationSchema {
    /// The name in the model.
    pub name: &'static str,
    /// The service that has the operation.
    pub service: &'static Service,
    /// The HTTP method.
    pub method: &'static str,
    /// The path and query, with labels in braces, such as `/things/{thingName}`.
    pub uri: &'static str,
    /// Whether the model has an input. Protocols without HTTP bindings send no body otherwise, or an empty one.
    pub has_input: bool,
    /// The prefix of the host name, with labels in braces (`endpoint`).
    pub host_prefix: Option<&'static str>,
    /// Whether requests have a checksum of the body in `Content-MD5` (`httpChecksumRequired`).
    pub content_md5: bool,
    /// The checksums of requests and responses (`aws.protocols#httpChecksum`).
    #[cfg(feature = "checksum")]
    pub checksum: Option<&'static crate::checksum::HttpChecksum>,
    /// Whether requests have the tree hash of a body that is no stream.
    pub tree_hash: bool,
    /// Whether large bodies are compressed (`requestCompression`).
    pub gzip: bool,
    /// Whether the signature does not cover the body (`unsignedPayload`).
    pub unsigned_payload: bool,
    /// Whether the body of a request can be a stream: a blob with the trait `streaming`.
    pub streaming_input: bool,
    /// Whether the body of a successful response is a stream.
    pub streaming_output: bool,
    /// Whether the body of a request is an event stream.
    pub event_input: bool,
    /// Whether the body of a successful response is an event stream.
    pub event_output: bool,
    /// Whether the official runtime must not log calls, because its events contain URLs and headers.
    pub suppress_logs: bool,
    /// The sources of parameters of the endpoint rules, by the name of the parameter. Of two with one name the later counts.
    pub endpoint_params: &'static [(&'static str, ParamSource)],
    /// The values of members that the caller leaves unset, by the name of the member.
    pub defaults: &'static [(&'static str, &'static str)],
    /// Members with a key in base64, each with the member that has the MD5 of the key if the caller leaves it unset.
    pub md5_members: &'static [(&'static str, &'static str)],
    /// The name of the member whose value is the URL of the endpoint.
    pub endpoint_member: Option<&'static str>,
    /// Whether a response with a status of success may have an error as its body.
    pub error_in_success: bool,
    /// Whether the body of a response is the value of the output's only member, without an element around it.
    pub unwrapped_output: bool,
    /// The member of the output that names the encoding of members with [`url_encoded`](crate::schema::RareTraits::url_encoded).
    pub url_encoding: Option<&'static str>,
    /// The members of a copy between regions.
    pub cross_region_url: Option<CrossRegionUrl>,
    /// The discovery of the endpoint (`clientDiscoveredEndpoint`), if the operation has one.
    pub endpoint_discovery: Option<&'static EndpointDiscovery>,
    /// Whether the endpoint must be discovered. Otherwise that of the rules works too.
    pub requires_endpoint_discovery: bool,
    /// The endpoint parameter with the resource whose region an error can state. The client sends the request to that region
    /// then.
    pub region_redirects: Option<&'static str>,
    /// Whether requests have the version of the API in the header `x-amz-api-version`.
    pub api_version_header: bool,
    pub(crate) auth_override: Option<&'static [AuthScheme]>,
}

/// The discovery of endpoints: an operation of the service returns the endpoints of other operations.
#[derive(Debug)]
#[non_exhaustive]
pub struct EndpointDiscovery {
    /// The operation that returns endpoints.
    pub operation: &'static OperationSchema,
    /// Whether its input has the name of the other operation and the identifiers in the input of that operation.
    pub takes_identifiers: bool,
}

/// The sessions of a service: an operation returns credentials, and requests to endpoints with the authentication scheme
/// `sigv4-s3express` are signed with them. A session is for one resource, such as a bucket.
#[derive(Debug)]
#[non_exhaustive]
pub struct Sessions {
    /// The operation that returns the credentials of a session.
    pub operation: &'static OperationSchema,
    /// The endpoint parameter that names the resource.
    pub param: &'static str,
}

impl OperationSchema {
    /// Creates an operation of `service`.
    pub const fn new(
        service: &'static Service,
        name: &'static str,
        method: &'static str,
        uri: &'static str,
    ) -> Self {
        Self {
            name,
            service,
            method,
            uri,
            has_input: true,
            host_prefix: None,
            content_md5: false,
            #[cfg(feature = "checksum")]
            checksum: None,
            tree_hash: false,
            gzip: false,
            unsigned_payload: false,
            streaming_input: false,
            streaming_output: false,
            event_input: false,
            event_output: false,
            suppress_logs: false,
            endpoint_params: &[],
            defaults: &[],
            md5_members: &[],
            endpoint_member: None,
            error_in_success: false,
            unwrapped_output: false,
            url_encoding: None,
            cross_region_url: None,
            endpoint_discovery: None,
            requires_endpoint_discovery: false,
            region_redirects: None,
            api_version_header: false,
            auth_override: None,
        }
    }
}

/// A wire protocol: serializes requests and deserializes responses.
pub trait Protocol: Debug + Send + Sync {
    /// Returns the ID of the protocol's trait, such as `aws.protocols#restJson1`. Empty for protocols outside of this crate.
    fn id(&self) -> &'static str {
        ""
    }

    /// Builds the complete request, unsigned.
    ///
    /// # Errors
    /// Returns an error for a value that the protocol cannot send.
    fn request(
        &self,
        operation: &OperationSchema,
        input: &dyn Shape,
        endpoint: &Endpoint,
    ) -> Result<Request<Bytes>, MessageError>;

    /// Returns whether a response is an error.
    fn is_error(&self, _: &OperationSchema, response: &RawResponse<'_>) -> bool {
        !response.status.is_success()
    }

    /// Deserializes the output from a response that is no error.
    ///
    /// # Errors
    /// Returns an error if the response does not match the model. A header that cannot be parsed leaves an optional member
    /// unset and is an error for a required one.
    fn output(
        &self,
        operation: &OperationSchema,
        response: &RawResponse<'_>,
        output: &mut dyn Target,
        validation: Validation,
    ) -> Result<(), MessageError>;

    /// Returns the code, the message and the request ID of an error response.
    fn meta(&self, operation: &OperationSchema, response: &RawResponse<'_>) -> ErrorMeta;

    /// Sets `error`, the error enum of an operation, to the variant that the response names, and deserializes its members.
    /// A body or header that cannot be parsed leaves its members unset: the code and the status are known nevertheless.
    fn error(
        &self,
        operation: &OperationSchema,
        response: &RawResponse<'_>,
        error: &mut dyn Shape,
    ) -> ErrorMeta;

    /// Returns whether the members of inputs and outputs with event streams are the first message of the stream, because there
    /// are no HTTP bindings.
    fn has_initial_messages(&self) -> bool {
        false
    }

    /// Returns the text of a member of an error response that the error's shape may not have.
    fn error_text(&self, _: &RawResponse<'_>, _name: &str) -> Option<String> {
        None
    }

    /// Returns the format of the payloads of events, if the protocol has event streams.
    fn event_format(&self) -> Option<&dyn BodyFormat> {
        None
    }
}

/// A value that is deserialized, possibly more than once.
pub trait Target {
    /// Resets the value to its default and returns its slot.
    fn reset(&mut self) -> Slot<'_>;
}

impl<T: Value> Target for T {
    fn reset(&mut self) -> Slot<'_> {
        self.slot()
    }
}
