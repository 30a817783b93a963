//! Operations.

use super::auth::AuthScheme;
use super::checksum::HttpChecksum;
use super::context_params::ContextParam;
use super::customization::OperationCustomization;
use super::id::ShapeId;
use super::paginator::Paginator;
use super::service::Service;
use super::traits::Deprecated;
use super::waiter::Waiter;

/// An operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// The name.
    pub name: String,
    /// The HTTP method, path and status.
    pub http: Http,
    /// Whether the model has an input. An operation without one gets an empty input when it is selected.
    pub has_input: bool,
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
    /// The endpoint parameters that the operation sets, besides those of its input's members. A later parameter of the
    /// same name has precedence.
    pub context: Vec<ContextParam>,
    /// Whether the operation is idempotent (`idempotent`).
    pub idempotent: bool,
    /// Whether the operation only reads (`readonly`).
    pub readonly: bool,
    /// The deprecation, if it is deprecated.
    pub deprecated: Option<Deprecated>,
    /// Checksums of requests and responses, selected by the caller or by default.
    pub checksum: Option<HttpChecksum>,
    /// How the operation returns its results in pages, if it does.
    pub paginator: Option<Paginator>,
    /// The states that can be waited for, sorted by name.
    pub waiters: Vec<Waiter>,
    /// Rare traits of operations.
    pub traits: Vec<OperationTrait>,
    /// What official clients do beyond the model.
    pub customization: OperationCustomization,
    /// The documentation.
    pub docs: Option<String>,
}

impl Operation {
    /// Returns whether the endpoint is discovered, and whether that is required, as the trait that says so.
    pub fn endpoint_discovery(&self) -> Option<OperationTrait> {
        let traits = [OperationTrait::RequiredEndpointDiscovery, OperationTrait::EndpointDiscovery];
        traits.into_iter().find(|found| self.traits.contains(found))
    }
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
    /// Returns `POST /`, which protocols without HTTP bindings use.
    pub fn root() -> Self {
        Self { method: "POST".to_owned(), uri: "/".to_owned(), code: 200 }
    }
}

impl Operation {
    /// Returns whether requests have a checksum in `Content-MD5`: it is required, and `httpChecksum` has none in its place.
    pub fn has_content_md5(&self) -> bool {
        self.traits.contains(&OperationTrait::HttpChecksumRequired)
            && !self.checksum.as_ref().is_some_and(HttpChecksum::is_of_requests)
    }
}

/// The authentication schemes of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Auth {
    /// The schemes of the service.
    Service,
    /// Schemes of the operation, in order of preference.
    Own(Vec<AuthScheme>),
}

impl Auth {
    /// Returns the schemes, in order of preference.
    pub fn schemes<'a>(&'a self, service: &'a Service) -> &'a [AuthScheme] {
        match self {
            Self::Service => &service.auth,
            Self::Own(schemes) => schemes,
        }
    }
}

/// A rare trait of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OperationTrait {
    /// `httpChecksumRequired`: a header has a checksum of the body.
    HttpChecksumRequired,
    /// `requestCompression`: the body may be compressed.
    RequestCompression,
    /// `aws.api#clientDiscoveredEndpoint` with `required`: another operation of the service returns the endpoint.
    RequiredEndpointDiscovery,
    /// `aws.api#clientDiscoveredEndpoint` without `required`: the endpoint of the rules works too.
    EndpointDiscovery,
    /// The operation that returns the endpoints of others (`aws.api#clientEndpointDiscovery`).
    EndpointOperation,
    /// `aws.auth#unsignedPayload`: the signature does not cover the body.
    UnsignedPayload,
}

impl OperationTrait {
    /// Returns the name of the trait.
    pub fn name(self) -> &'static str {
        match self {
            Self::HttpChecksumRequired => "smithy.api#httpChecksumRequired",
            Self::RequestCompression => "smithy.api#requestCompression",
            Self::RequiredEndpointDiscovery | Self::EndpointDiscovery => "aws.api#clientDiscoveredEndpoint",
            Self::EndpointOperation => "aws.api#clientEndpointDiscovery",
            Self::UnsignedPayload => "aws.auth#unsignedPayload",
        }
    }
}

/// The operation that returns the endpoints of others, as far as requests depend on it.
#[derive(Clone, Debug, PartialEq)]
pub struct EndpointOperation {
    /// The operation, without its shapes.
    pub operation: Operation,
    /// Whether its input has the members `Operation` and `Identifiers`.
    pub takes_identifiers: bool,
    /// The difference of its shapes from those that `aws.api#clientEndpointDiscovery` requires, if there is one. It cannot be
    /// called then.
    pub problem: Option<String>,
}

/// The operation that returns the credentials of a session, as far as requests depend on it.
#[derive(Clone, Debug, PartialEq)]
pub struct SessionOperation {
    /// The operation, without its shapes.
    pub operation: Operation,
    /// The endpoint parameter that names the resource of a session. A member of the input sets it.
    pub param: String,
    /// The difference of its shapes from those that the runtime has, if there is one. It cannot be called then.
    pub problem: Option<String>,
}
