//! The `const` builders of the description of a service and of its sessions.

use crate::auth::AuthScheme;
use crate::endpoint::{Endpoint, EndpointError, Params};
use crate::service::{OperationSchema, Protocol, Service, Sessions};

impl Service {
    /// Creates a service without a version, a signing name or authentication.
    pub const fn new(
        id: &'static str,
        protocol: &'static dyn Protocol,
        endpoint: fn(&Params<'_>) -> Result<Endpoint, EndpointError>,
    ) -> Self {
        Self {
            id,
            signing_name: "",
            version: "",
            protocol,
            auth: &[],
            endpoint,
            headers: &[],
            signs_as_sent: false,
            signed_chunks: false,
            crc32: false,
            account_id_endpoints: false,
            sessions: None,
            settings: &[],
        }
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

    /// Sets headers of all requests. A member of the input that is bound to such a header replaces it.
    #[must_use]
    pub const fn headers(self, headers: &'static [(&'static str, &'static str)]) -> Self {
        Self { headers, ..self }
    }

    /// Signs the path as it is sent, neither escaped again nor normalized, and adds the SHA-256 of the body in the header
    /// `x-amz-content-sha256`.
    #[must_use]
    pub const fn signs_as_sent(self) -> Self {
        Self { signs_as_sent: true, ..self }
    }

    /// States that bodies of requests may have a signature for each chunk (`STREAMING-AWS4-HMAC-SHA256-PAYLOAD` and
    /// `STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER`). The client signs streams over HTTP so, in place of a hash of the whole
    /// body.
    #[must_use]
    pub const fn signed_chunks(self) -> Self {
        Self { signed_chunks: true, ..self }
    }

    /// States that the endpoint rules have a parameter for the account ID of the credentials (`AWS::Auth::AccountId`). The
    /// client loads credentials before it resolves an endpoint then.
    #[must_use]
    pub const fn account_id_endpoints(self) -> Self {
        Self { account_id_endpoints: true, ..self }
    }

    /// Enables the check of the bodies of responses against the header `x-amz-crc32`. A difference is an error of the response;
    /// the client repeats the call before it returns the error.
    #[cfg(feature = "crc32")]
    #[must_use]
    pub const fn crc32(self) -> Self {
        Self { crc32: true, ..self }
    }

    /// Sets the sessions that requests to some endpoints require.
    #[must_use]
    pub const fn sessions(self, sessions: &'static Sessions) -> Self {
        Self { sessions: Some(sessions), ..self }
    }

    /// Sets the boolean parameters of the endpoint rules that profiles set, each with the name of the setting. The environment
    /// variable is the name in upper case after `AWS_`.
    #[must_use]
    pub const fn settings(self, settings: &'static [(&'static str, &'static str)]) -> Self {
        Self { settings, ..self }
    }
}

impl Sessions {
    /// Creates the sessions that an operation returns. `param` is the endpoint parameter that names the resource of a session.
    pub const fn new(operation: &'static OperationSchema, param: &'static str) -> Self {
        Self { operation, param }
    }
}
