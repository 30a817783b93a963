//! The `const` builders of an operation's description, and its authentication schemes.

use crate::auth::AuthScheme;
use crate::cross_region_url::CrossRegionUrl;
use crate::endpoint::ParamSource;
#[cfg(feature = "xml")]
use crate::reflect::{Shape, ValueRef};
#[cfg(feature = "xml")]
use crate::schema::Member;
use crate::service::{EndpointDiscovery, OperationSchema};

impl OperationSchema {
    /// Returns the authentication schemes in order of preference: the operation's own, or those of the service.
    pub fn auth(&self) -> &'static [AuthScheme] {
        self.auth_override.unwrap_or(self.service.auth)
    }

    /// Sets authentication schemes that replace those of the service.
    #[must_use]
    pub const fn override_auth(self, schemes: &'static [AuthScheme]) -> Self {
        Self { auth_override: Some(schemes), ..self }
    }

    /// Enables compression of large bodies.
    #[cfg(feature = "gzip")]
    #[must_use]
    pub const fn gzip(self) -> Self {
        Self { gzip: true, ..self }
    }

    /// Enables the checksum of the body.
    #[cfg(feature = "md5")]
    #[must_use]
    pub const fn content_md5(self) -> Self {
        Self { content_md5: true, ..self }
    }

    /// Adds the SHA-256 tree hash of a body that is no stream, in `x-amz-sha256-tree-hash`, and its SHA-256 in
    /// `x-amz-content-sha256`.
    #[cfg(feature = "checksum")]
    #[must_use]
    pub const fn tree_hash(self) -> Self {
        Self { tree_hash: true, ..self }
    }

    /// States that the signature does not cover the body.
    #[must_use]
    pub const fn unsigned_payload(self) -> Self {
        Self { unsigned_payload: true, ..self }
    }

    /// States that the body of a request can be a stream.
    #[must_use]
    pub const fn streaming_input(self) -> Self {
        Self { streaming_input: true, ..self }
    }

    /// States that the body of a successful response is a stream.
    #[must_use]
    pub const fn streaming_output(self) -> Self {
        Self { streaming_output: true, ..self }
    }

    /// Sets the checksums of requests and responses.
    #[cfg(feature = "checksum")]
    #[must_use]
    pub const fn checksum(self, checksum: &'static crate::checksum::HttpChecksum) -> Self {
        Self { checksum: Some(checksum), ..self }
    }

    /// States that the body of a request is an event stream.
    #[cfg(feature = "event-stream")]
    #[must_use]
    pub const fn event_input(self) -> Self {
        Self { event_input: true, ..self }
    }

    /// States that the body of a successful response is an event stream.
    #[cfg(feature = "event-stream")]
    #[must_use]
    pub const fn event_output(self) -> Self {
        Self { event_output: true, streaming_output: true, ..self }
    }

    /// States that the model has no input. `rpcv2Cbor` and `rpcv2Json` send no body then.
    #[must_use]
    pub const fn without_input(self) -> Self {
        Self { has_input: false, ..self }
    }

    /// Keeps calls out of logs: a URL or header of a request or response is sensitive.
    #[must_use]
    pub const fn suppress_logs(self) -> Self {
        Self { suppress_logs: true, ..self }
    }

    /// Sets the sources of parameters of the endpoint rules.
    #[must_use]
    pub const fn endpoint_params(self, params: &'static [(&'static str, ParamSource)]) -> Self {
        Self { endpoint_params: params, ..self }
    }

    /// Sets the values of members of type string that the caller leaves unset, by the name of the member.
    #[must_use]
    pub const fn defaults(self, values: &'static [(&'static str, &'static str)]) -> Self {
        Self { defaults: values, ..self }
    }

    /// Names members of type string with a key in base64, each with the member that is sent with the MD5 of the key, also in
    /// base64, if the caller leaves it unset.
    #[cfg(feature = "md5")]
    #[must_use]
    pub const fn md5_members(self, members: &'static [(&'static str, &'static str)]) -> Self {
        Self { md5_members: members, ..self }
    }

    /// Names the member of type string whose value is a URL: requests go to its scheme, host and port. The path and the signature
    /// are those of the resolved endpoint, which is used as it is if the member is unset.
    #[must_use]
    pub const fn endpoint_member(self, name: &'static str) -> Self {
        Self { endpoint_member: Some(name), ..self }
    }

    /// States that a response with a status of success may have an error as its body, because the service fails after it has sent
    /// the status. Under `restXml`, a body with the root element `Error` is an error then.
    #[must_use]
    pub const fn error_in_success(self) -> Self {
        Self { error_in_success: true, ..self }
    }

    /// States that the body of a response is the value of the output's only member, without an element around it
    /// (`s3UnwrappedXmlOutput`). Under `restXml`, the root element is the value; an empty string is unset.
    #[must_use]
    pub const fn unwrapped_output(self) -> Self {
        Self { unwrapped_output: true, ..self }
    }

    /// Names the member of the output that is `url` if members with [`url_encoded`](crate::schema::RareTraits::url_encoded) are in
    /// the encoding of forms. Under `restXml`, they are decoded then, unless the caller has requested that encoding: the input's
    /// member with the same name is set, and the response has the extension [`Undecoded`](crate::Undecoded).
    #[must_use]
    pub const fn url_encoding(self, member: &'static str) -> Self {
        Self { url_encoding: Some(member), ..self }
    }

    /// Names the members of a copy between regions, for which a client presigns a URL: the region of the source, the URL, and the
    /// region of the destination.
    #[must_use]
    pub const fn cross_region_url(
        self,
        source: &'static str,
        url: &'static str,
        destination: &'static str,
    ) -> Self {
        Self { cross_region_url: Some(CrossRegionUrl::new(source, url, destination)), ..self }
    }

    /// Returns whether an output states that members are in the encoding of forms.
    #[cfg(feature = "xml")]
    pub(crate) fn states_url_encoding(&self, output: &dyn Shape) -> bool {
        let is_member = |member: &Member| Some(member.name) == self.url_encoding;
        let index = output.schema().members.iter().position(is_member);
        matches!(index.map(|index| output.get(index)), Some(ValueRef::String("url")))
    }

    /// Sets the prefix of the host name, such as `data.`.
    #[must_use]
    pub const fn host_prefix(self, prefix: &'static str) -> Self {
        Self { host_prefix: Some(prefix), ..self }
    }

    /// Sets the discovery of the endpoint. The endpoint of the rules works too, and the client uses it unless it is configured
    /// otherwise.
    #[must_use]
    pub const fn endpoint_discovery(self, discovery: &'static EndpointDiscovery) -> Self {
        Self { endpoint_discovery: Some(discovery), ..self }
    }

    /// Sets the discovery of the endpoint, which the operation requires.
    #[must_use]
    pub const fn required_endpoint_discovery(self, discovery: &'static EndpointDiscovery) -> Self {
        Self { endpoint_discovery: Some(discovery), requires_endpoint_discovery: true, ..self }
    }

    /// Names the endpoint parameter with the resource whose region an error can state, such as a bucket. The client sends the
    /// request to that region once more then, and remembers the region.
    #[must_use]
    pub const fn region_redirects(self, param: &'static str) -> Self {
        Self { region_redirects: Some(param), ..self }
    }

    /// Adds the version of the API in the header `x-amz-api-version`, as official clients do for the operation that returns
    /// endpoints.
    #[must_use]
    pub const fn api_version_header(self) -> Self {
        Self { api_version_header: true, ..self }
    }
}
