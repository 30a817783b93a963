//! Where a service is reached. The rules of each service are generated; what they call is here.

mod arn;
mod auth_scheme;
mod functions;
mod host;
mod param_source;
mod params;
mod partition;

use crate::Document;
use http::{HeaderName, HeaderValue};
use std::borrow::Cow;
use std::fmt;
use std::net::Ipv4Addr;

pub use arn::{Arn, is_virtual_hostable_bucket, parse_arn};
pub use auth_scheme::AuthScheme;
pub(crate) use functions::ESCAPED;
pub use functions::{Url, is_valid_host_label, parse_url, split, substring, uri_encode};
pub use param_source::{ParamSource, PathStep};
pub use params::{Param, Params, ServiceParams};
pub use partition::{Partition, partition};

/// Where to send a request, and what to sign it for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    scheme: &'static str,
    authority: String,
    path: String,
    auth_schemes: Vec<AuthScheme>,
    headers: Vec<(HeaderName, HeaderValue)>,
    properties: Vec<(&'static str, Document)>,
    pub(crate) min_compression_size: usize,
    uses_host_prefix: bool,
}

impl Endpoint {
    /// From a URL: `http` or `https`, a host, perhaps a port, perhaps a path that goes before each request's.
    ///
    /// # Errors
    /// For anything else, a query among it.
    pub fn new(url: &str) -> Result<Self, EndpointError> {
        let invalid = |why: &str| EndpointError::of_values(format!("the endpoint URL {why}"));
        let uri: http::Uri = url.parse().map_err(|_| invalid("is not a URL"))?;
        let scheme = match uri.scheme_str() {
            Some("https") => "https",
            Some("http") => "http",
            _ => return Err(invalid("begins with neither https:// nor http://")),
        };
        if uri.query().is_some() {
            return Err(invalid("has a query"));
        }
        // The parser drops a fragment, and with it whatever follows in the host.
        if url.contains('#') {
            return Err(invalid("has a fragment"));
        }
        let authority = uri.authority().filter(|authority| !authority.host().is_empty());
        let authority = authority.ok_or_else(|| invalid("has no host"))?;
        if authority.as_str().contains('@') {
            return Err(invalid("holds a user name or password"));
        }
        Ok(Self {
            scheme,
            authority: authority.as_str().to_owned(),
            path: uri.path().trim_end_matches('/').to_owned(),
            auth_schemes: Vec::new(),
            headers: Vec::new(),
            properties: Vec::new(),
            min_compression_size: 10_240,
            uses_host_prefix: true,
        })
    }

    /// `http` or `https`.
    pub fn scheme(&self) -> &'static str {
        self.scheme
    }

    /// The host, with its port where the URL has one.
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// What goes before each request's path; no slash at its end.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The URL.
    pub fn url(&self) -> String {
        format!("{}://{}{}", self.scheme, self.authority, self.path)
    }

    /// How requests may be signed, best first; as the service's where there is none.
    pub fn auth_schemes(&self) -> &[AuthScheme] {
        &self.auth_schemes
    }

    /// What goes into the headers of each request. One that the request has already gives way.
    pub fn headers(&self) -> &[(HeaderName, HeaderValue)] {
        &self.headers
    }

    /// What else the rules say of it, as in `("backend", "S3Express")`.
    pub fn properties(&self) -> &[(&'static str, Document)] {
        &self.properties
    }

    /// With bodies of at least so many bytes compressed, where the operation allows it: 10,240 unless set,
    /// `usize::MAX` for never.
    #[must_use]
    pub fn min_compression_size(self, bytes: usize) -> Self {
        Self { min_compression_size: bytes, ..self }
    }

    /// Sends requests to the host as it is, without the prefix that some operations put before it (`endpoint`, such as
    /// `data.`): for proxies and local servers that answer under one name. No prefix is put before an IP address.
    #[must_use]
    pub fn without_host_prefix(self) -> Self {
        Self { uses_host_prefix: false, ..self }
    }

    /// Whether operations may put a prefix before the host.
    pub(crate) fn uses_host_prefix(&self) -> bool {
        self.uses_host_prefix && !self.is_ip_address()
    }

    fn is_ip_address(&self) -> bool {
        let host = self.authority.parse::<http::uri::Authority>();
        let host = host.as_ref().map(|authority| authority.host()).unwrap_or_default();
        // An IPv6 address stands in brackets.
        host.starts_with('[') || host.parse::<Ipv4Addr>().is_ok()
    }

    /// To be signed for another region, by SigV4 if no other way is top_level_strings.
    #[must_use]
    pub fn signing_region(self, region: impl Into<Cow<'static, str>>) -> Self {
        self.signed(|scheme| scheme.signing_region(region))
    }

    /// To be signed for another name, by SigV4 if no other way is top_level_strings.
    #[must_use]
    pub fn signing_name(self, name: impl Into<Cow<'static, str>>) -> Self {
        self.signed(|scheme| scheme.signing_name(name))
    }

    /// With the last way to sign changed.
    fn signed(mut self, change: impl FnOnce(AuthScheme) -> AuthScheme) -> Self {
        let scheme = self.auth_schemes.pop().unwrap_or(AuthScheme::new("sigv4"));
        self.auth_schemes.push(change(scheme));
        self
    }

    /// To be signed this way, if none of those top_level_strings before is known to the caller.
    #[must_use]
    pub fn auth_scheme(mut self, scheme: AuthScheme) -> Self {
        self.auth_schemes.push(scheme);
        self
    }

    /// With something more to know of it.
    #[must_use]
    pub fn property(mut self, name: &'static str, value: impl Into<Document>) -> Self {
        self.properties.push((name, value.into()));
        self
    }

    /// With one more header in each request.
    ///
    /// # Errors
    /// For what no header can be called or hold. The value is not shown: it may come from an input.
    pub fn header(mut self, name: &str, value: &str) -> Result<Self, EndpointError> {
        let invalid = |part: &str| {
            EndpointError::of_values(format!("the {part} of the endpoint's header `{name}` is none"))
        };
        let parsed = HeaderName::try_from(name).map_err(|_| invalid("name"))?;
        self.headers.push((parsed, HeaderValue::try_from(value).map_err(|_| invalid("value"))?));
        Ok(self)
    }
}

/// What the rules say where they give no endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointError {
    message: String,
    /// Whether the rules themselves reject the parameters.
    is_from_rules: bool,
}

impl EndpointError {
    /// In the rules' words.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), is_from_rules: true }
    }

    /// An error for values that the rules accept and that make no endpoint.
    fn of_values(message: impl Into<String>) -> Self {
        Self { message: message.into(), is_from_rules: false }
    }
}

impl fmt::Display for EndpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for EndpointError {}

#[cfg(test)]
mod tests {
    use super::Endpoint;

    #[test]
    fn a_url_comes_apart_and_together() {
        for url in
            ["https://iot.eu-west-1.amazonaws.com", "http://localhost:4566/base/path", "http://[::1]:80"]
        {
            assert_eq!(Endpoint::new(url).unwrap().url(), url);
        }
        assert_eq!(Endpoint::new("http://localhost/").unwrap().path(), "");
    }

    #[test]
    fn what_is_no_endpoint_is_refused() {
        for url in [
            "",
            "localhost",
            "ftp://host",
            "http://",
            "http://h/?q",
            "http://u:p@h",
            "http://h h",
            "/x",
            "http://h#f",
            "http://h/#",
            "http://h\\x",
        ] {
            assert!(Endpoint::new(url).is_err(), "{url}");
        }
    }
}
