//! What a model says of an operation.

use super::auth::AuthScheme;
use super::context::ContextParam;
use super::id::ShapeId;
use super::service::Service;
use super::traits::Deprecated;

/// An operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// Its name.
    pub name: String,
    /// How it goes over HTTP.
    pub http: Http,
    /// What it takes; none where it takes nothing.
    pub input: Option<ShapeId>,
    /// What it answers; none where it answers nothing.
    pub output: Option<ShapeId>,
    /// The errors that it may answer with.
    pub errors: Vec<ShapeId>,
    /// What goes before the host (`endpoint`), with labels in braces.
    pub host_prefix: Option<String>,
    /// How its requests prove whose they are.
    pub auth: Auth,
    /// What it tells the endpoint rules, beside what members of its input do. Of two of a name the later counts.
    pub context: Vec<ContextParam>,
    /// Whether repeating it changes nothing more (`idempotent`).
    pub idempotent: bool,
    /// Whether it changes nothing at all (`readonly`).
    pub readonly: bool,
    /// Whether it should still be used.
    pub deprecated: Option<Deprecated>,
    /// What else the model says of it.
    pub traits: Vec<OperationTrait>,
    /// Words on it.
    pub docs: Option<String>,
}

/// `http`: method, path and status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Http {
    /// `GET`, `PUT` and so on.
    pub method: String,
    /// The path and query with labels in braces.
    pub uri: String,
    /// The status of a success.
    pub code: u16,
}

impl Http {
    /// `POST /`, as under a protocol that is not built on HTTP's parts.
    pub fn root() -> Self {
        Self { method: "POST".to_owned(), uri: "/".to_owned(), code: 200 }
    }
}

/// How requests of an operation prove whose they are.
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
