//! Operations.

use super::auth::AuthScheme;
use super::context_params::ContextParam;
use super::id::ShapeId;
use super::service::Service;
use super::traits::Deprecated;

/// An operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// The name.
    pub name: String,
    /// The HTTP method, path and status.
    pub http: Http,
    /// The input, if there is one.
    pub input: Option<ShapeId>,
    /// The output, if there is one.
    pub output: Option<ShapeId>,
    /// The errors.
    pub errors: Vec<ShapeId>,
    /// The host prefix, with labels in braces (`endpoint`).
    pub host_prefix: Option<String>,
    /// The authentication schemes.
    pub auth: Auth,
    /// The endpoint parameters that the operation sets, besides those of its input's members. Of two with the same name,
    /// the later one has precedence.
    pub context: Vec<ContextParam>,
    /// Whether the operation is idempotent (`idempotent`).
    pub idempotent: bool,
    /// Whether the operation only reads (`readonly`).
    pub readonly: bool,
    /// The deprecation, if it is deprecated.
    pub deprecated: Option<Deprecated>,
    /// Traits that few operations have.
    pub traits: Vec<OperationTrait>,
    /// The documentation.
    pub docs: Option<String>,
}

/// The trait `http`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Http {
    /// The method: `GET`, `PUT` and so on.
    pub method: String,
    /// The path and query, with labels in braces.
    pub uri: String,
    /// The status code of success.
    pub code: u16,
}

impl Http {
    /// Returns `POST /`, as under a protocol without HTTP bindings.
    pub fn root() -> Self {
        Self { method: "POST".to_owned(), uri: "/".to_owned(), code: 200 }
    }
}

/// The authentication schemes of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Auth {
    /// As the service's.
    Service,
    /// In its own ways, best first.
    Own(Vec<AuthScheme>),
}

impl Auth {
    /// All the ways, best first.
    pub fn schemes<'a>(&'a self, service: &'a Service) -> &'a [AuthScheme] {
        match self {
            Self::Service => &service.auth,
            Self::Own(schemes) => schemes,
        }
    }
}

/// What few operations have, and what asks for more than a description.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OperationTrait {
    /// A checksum of the body goes into a header.
    HttpChecksumRequired,
    /// Checksums of the caller's choice, of body and answer.
    HttpChecksum,
    /// The body may be compressed.
    RequestCompression,
    /// Asks another operation of the service for its endpoint.
    EndpointDiscovery,
    /// Is that other operation.
    EndpointOperation,
    /// The body is left out of the signature.
    UnsignedPayload,
}

impl OperationTrait {
    /// Its name in Smithy.
    pub fn name(self) -> &'static str {
        match self {
            Self::HttpChecksumRequired => "smithy.api#httpChecksumRequired",
            Self::HttpChecksum => "aws.protocols#httpChecksum",
            Self::RequestCompression => "smithy.api#requestCompression",
            Self::EndpointDiscovery => "aws.api#clientDiscoveredEndpoint",
            Self::EndpointOperation => "aws.api#clientEndpointDiscovery",
            Self::UnsignedPayload => "aws.auth#unsignedPayload",
        }
    }
}
