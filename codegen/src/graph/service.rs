//! Services.

use super::auth::AuthScheme;
use super::customization::ServiceCustomization;
use super::protocol::Protocol;
use super::xml::XmlNamespace;

/// A service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// The id of the service in AWS's tools, such as `IoT` (`sdkId`).
    pub sdk_id: String,
    /// The title, such as `AWS IoT`.
    pub title: String,
    /// The version of the API, a date.
    pub version: String,
    /// The signing name of SigV4.
    pub signing_name: String,
    /// The protocol that is used, which decides which names and bindings the graph has.
    pub protocol: Protocol,
    /// All known protocols that the model declares, in the order of preference.
    pub protocols: Vec<Protocol>,
    /// The prefix of the operation's name in the header `X-Amz-Target` of the JSON protocols, and the name of the service
    /// in the paths of `rpcv2Cbor`.
    pub target_prefix: Option<String>,
    /// The XML namespace of the root elements of bodies.
    pub xml_namespace: Option<XmlNamespace>,
    /// Whether responses under other protocols have the error codes of the query protocol too (`awsQueryCompatible`).
    pub query_compatible: bool,
    /// Whether error responses of `restXml` have no `ErrorResponse` around `Error` (`noErrorWrapping`).
    pub no_error_wrapping: bool,
    /// The authentication schemes, the preferred one first.
    pub auth: Vec<AuthScheme>,
    /// The endpoint parameters that are set on the client (`clientContextParams`).
    pub client_params: Vec<String>,
    /// What official clients do beyond the model.
    pub customization: ServiceCustomization,
    /// The documentation.
    pub docs: Option<String>,
}
