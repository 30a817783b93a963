//! Services and their operations, as generated code describes them, and the interface of wire protocols.

use crate::auth::AuthScheme;
use crate::endpoint::{Endpoint, EndpointError, ParamSource, Params};
use crate::error::{ErrorMeta, MessageError};
use crate::reflect::{Shape, Slot, Value};
use bytes::Bytes;
use http::{Request, Response};
use std::fmt::Debug;

/// A service, as its model describes it.
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
}

impl Service {
    /// Creates a service without a version, a signing name or authentication.
    pub const fn new(
        id: &'static str,
        protocol: &'static dyn Protocol,
        endpoint: fn(&Params<'_>) -> Result<Endpoint, EndpointError>,
    ) -> Self {
        Self { id, signing_name: "", version: "", protocol, auth: &[], endpoint }
    }

    /// Sets the version of the API.
    #[must_use]
    pub const fn version(self, version: &'static str) -> Self {
        Self { version, ..self }
    }

    /// Sets the service name in the scope of a signature.
    #[must_use]
    pub const fn signing_name(self, signing_name: &'static str) -> Self {
        Self { signing_name, ..self }
    }

    /// Sets the authentication schemes, in order of preference.
    #[must_use]
    pub const fn auth(self, schemes: &'static [AuthScheme]) -> Self {
        Self { auth: schemes, ..self }
    }
}

/// An operation, as its model describes it.
#[derive(Debug)]
#[non_exhaustive]
pub struct OperationSchema {
    /// Its name in the model.
    pub name: &'static str,
    /// The service it belongs to.
    pub service: &'static Service,
    /// The HTTP method.
    pub method: &'static str,
    /// The path and query with labels in braces, as in `/things/{thingName}`.
    pub uri: &'static str,
    /// What goes before the host, with labels in braces.
    pub host_prefix: Option<&'static str>,
    /// Whether a checksum of the body goes into `Content-MD5` (`httpChecksumRequired`).
    pub content_md5: bool,
    /// Whether a large body is compressed (`requestCompression`).
    pub gzip: bool,
    /// Whether calls are left out of the official runtime's log events. These hold addresses and headers.
    pub suppress_logs: bool,
    /// What it tells the endpoint rules, by the rules' names; of two of a name the later counts.
    pub endpoint_params: &'static [(&'static str, ParamSource)],
    /// How its requests prove whose they are, where that is not as the service says.
    override_auth: Option<&'static [AuthScheme]>,
}

impl OperationSchema {
    /// An operation of `service`.
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
            host_prefix: None,
            content_md5: false,
            gzip: false,
            suppress_logs: false,
            endpoint_params: &[],
            override_auth: None,
        }
    }

    /// How its requests prove whose they are, best first.
    pub fn auth(&self) -> &'static [AuthScheme] {
        self.override_auth.unwrap_or(self.service.auth)
    }

    /// With requests that prove it in other ways than the service's.
    #[must_use]
    pub const fn override_auth(self, schemes: &'static [AuthScheme]) -> Self {
        Self { override_auth: Some(schemes), ..self }
    }

    /// Sent compressed where the body is large.
    #[cfg(feature = "gzip")]
    #[must_use]
    pub const fn gzip(self) -> Self {
        Self { gzip: true, ..self }
    }

    /// Sent with a checksum of the body.
    #[cfg(feature = "md5")]
    #[must_use]
    pub const fn content_md5(self) -> Self {
        Self { content_md5: true, ..self }
    }

    /// Sends or answers with something sensitive outside of a body.
    #[must_use]
    pub const fn suppress_logs(self) -> Self {
        Self { suppress_logs: true, ..self }
    }

    /// With something to tell the endpoint rules.
    #[must_use]
    pub const fn endpoint_params(self, params: &'static [(&'static str, ParamSource)]) -> Self {
        Self { endpoint_params: params, ..self }
    }

    /// Called on a host of its own, such as `data.` before the service's.
    #[must_use]
    pub const fn host_prefix(self, prefix: &'static str) -> Self {
        Self { host_prefix: Some(prefix), ..self }
    }
}

/// A way to write requests and read responses.
pub trait Protocol: Debug + Send + Sync {
    /// The whole request, unsigned.
    fn request(
        &self,
        operation: &OperationSchema,
        input: &dyn Shape,
        endpoint: &Endpoint,
    ) -> Result<Request<Bytes>, MessageError>;

    /// Fills the output from a response whose status is a success.
    ///
    /// # Errors
    /// A response that the model does not allow. A header that cannot be parsed leaves an optional member unset and
    /// is an error for a required one.
    fn output(&self, response: &Response<Bytes>, output: &mut dyn Target) -> Result<(), MessageError>;

    /// What any error response says of itself.
    fn meta(&self, response: &Response<Bytes>) -> ErrorMeta;

    /// Makes `error`, an operation's error enum, the variant that the response names and fills it. An error
    /// body or header that cannot be read leaves its members unset: the code and the status still count.
    fn error(&self, response: &Response<Bytes>, error: &mut dyn Shape) -> ErrorMeta;
}

/// A shape to be filled, blank again each time its slot is asked for.
pub trait Target {
    /// The slot, with nothing in it.
    fn reset(&mut self) -> Slot<'_>;
}

impl<T: Value> Target for T {
    fn reset(&mut self) -> Slot<'_> {
        self.slot()
    }
}
