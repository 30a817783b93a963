//! Endpoint resolution. The rules of each service are generated: as code, which calls the functions of this module, or as tables,
//! which [`rules`] evaluates.
//!
//! Functions of the rules engine, parameters and partitions belong here. The endpoint settings of the official runtime are in
//! `client/endpoint_config.rs`.

mod arn;
mod auth_scheme;
#[cfg(feature = "checksum")]
mod checksums;
mod functions;
mod host;
#[cfg(feature = "client")]
mod owned_params;
mod param_source;
mod params;
mod partition;
pub mod rules;

use crate::Document;
use http::{HeaderName, HeaderValue};
use std::borrow::Cow;
use std::fmt;
use std::net::Ipv4Addr;

pub use arn::{Arn, InvalidArn, is_virtual_hostable_bucket, parse_arn};
pub use auth_scheme::EndpointAuthScheme;
pub(crate) use functions::ESCAPED;
pub use functions::{Url, is_valid_host_label, parse_url, split, substring, uri_encode};
#[cfg(feature = "client")]
pub(crate) use owned_params::{OwnedParams, ParamsCopy};
#[cfg(feature = "client")]
pub(crate) use param_source::owned_params;
pub use param_source::{ParamSource, PathStep};
pub use params::{Param, Params, ServiceParams};
pub use partition::{Partition, partition};

/// An endpoint resolved from the rules of a service, or from a URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    scheme: &'static str,
    authority: String,
    path: String,
    auth_schemes: Vec<EndpointAuthScheme>,
    headers: Vec<(HeaderName, HeaderValue)>,
    properties: Vec<(&'static str, Document)>,
    pub(crate) min_compression_size: usize,
    #[cfg(feature = "checksum")]
    pub(crate) request_checksums: crate::checksum::When,
    #[cfg(feature = "checksum")]
    pub(crate) response_checksums: crate::checksum::When,
    /// Whether checksums of streams are left to the sender of the request.
    #[cfg(feature = "checksum")]
    pub(crate) defers_checksums: bool,
    uses_host_prefix: bool,
}

impl Endpoint {
    /// Creates an endpoint from an `http` or `https` URL with a host, and optionally a port and a path. The path is the prefix
    /// of the path of each request.
    ///
    /// # Errors
    /// Returns an error for any other URL, including one with a query, a fragment or user information.
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
        // The parser drops a fragment, and with it the rest of a host that contains `#`.
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
            #[cfg(feature = "checksum")]
            request_checksums: crate::checksum::When::Supported,
            #[cfg(feature = "checksum")]
            response_checksums: crate::checksum::When::Supported,
            #[cfg(feature = "checksum")]
            defers_checksums: false,
            uses_host_prefix: true,
        })
    }

    /// Returns this endpoint with the scheme, the host and the port of a URL, whose path does not count.
    pub(crate) fn at_origin(&self, url: &str) -> Result<Self, EndpointError> {
        let Self { scheme, authority, .. } = Self::new(url)?;
        Ok(Self { scheme, authority, uses_host_prefix: false, ..self.clone() })
    }

    /// Returns `http` or `https`.
    pub fn scheme(&self) -> &'static str {
        self.scheme
    }

    /// Returns the host, and the port if the URL has one.
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// Returns the prefix of the path of each request, without a slash at its end.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the URL.
    pub fn url(&self) -> String {
        format!("{}://{}{}", self.scheme, self.authority, self.path)
    }

    /// Returns the authentication schemes in order of preference; empty to use those of the service.
    pub fn auth_schemes(&self) -> &[EndpointAuthScheme] {
        &self.auth_schemes
    }

    /// Returns the headers of each request. They replace headers of the same name.
    pub fn headers(&self) -> &[(HeaderName, HeaderValue)] {
        &self.headers
    }

    /// Returns other properties from the rules, such as `("backend", "S3Express")`.
    pub fn properties(&self) -> &[(&'static str, Document)] {
        &self.properties
    }

    /// Sets the minimum size in bytes of bodies that are compressed, for operations with compression. The default is 10,240;
    /// `usize::MAX` disables compression.
    #[must_use]
    pub fn min_compression_size(self, bytes: usize) -> Self {
        Self { min_compression_size: bytes, ..self }
    }

    /// Disables the host prefix that some operations have (`endpoint`, such as `data.`), for proxies and local servers with a
    /// single host name. An IP address never gets a prefix.
    #[must_use]
    pub fn without_host_prefix(self) -> Self {
        Self { uses_host_prefix: false, ..self }
    }

    /// Returns whether operations may add a host prefix.
    pub(crate) fn uses_host_prefix(&self) -> bool {
        self.uses_host_prefix && !self.is_ip_address()
    }

    fn is_ip_address(&self) -> bool {
        let host = self.authority.parse::<http::uri::Authority>();
        let host = host.as_ref().map(|authority| authority.host()).unwrap_or_default();
        // An IPv6 address is in brackets.
        host.starts_with('[') || host.parse::<Ipv4Addr>().is_ok()
    }

    /// Sets the signing region of the last authentication scheme; adds SigV4 if there is none.
    #[must_use]
    pub fn signing_region(self, region: impl Into<Cow<'static, str>>) -> Self {
        self.with_last_scheme(|scheme| scheme.signing_region(region))
    }

    /// Sets the signing name of the last authentication scheme; adds SigV4 if there is none.
    #[must_use]
    pub fn signing_name(self, name: impl Into<Cow<'static, str>>) -> Self {
        self.with_last_scheme(|scheme| scheme.signing_name(name))
    }

    /// Changes the last authentication scheme.
    fn with_last_scheme(mut self, change: impl FnOnce(EndpointAuthScheme) -> EndpointAuthScheme) -> Self {
        let scheme = self.auth_schemes.pop().unwrap_or(EndpointAuthScheme::new("sigv4"));
        self.auth_schemes.push(change(scheme));
        self
    }

    /// Adds an authentication scheme, with a lower preference than those before it.
    #[must_use]
    pub fn auth_scheme(mut self, scheme: EndpointAuthScheme) -> Self {
        self.auth_schemes.push(scheme);
        self
    }

    /// Adds a property.
    #[must_use]
    pub fn property(mut self, name: &'static str, value: impl Into<Document>) -> Self {
        self.properties.push((name, value.into()));
        self
    }

    /// Adds a header to each request.
    ///
    /// # Errors
    /// Returns an error for an invalid name or value. The error does not contain the value, which may come from an input.
    pub fn header(mut self, name: &str, value: &str) -> Result<Self, EndpointError> {
        let invalid = |part: &str| {
            EndpointError::of_values(format!("the endpoint's header `{name}` has an invalid {part}"))
        };
        let parsed = HeaderName::try_from(name).map_err(|_| invalid("name"))?;
        self.headers.push((parsed, HeaderValue::try_from(value).map_err(|_| invalid("value"))?));
        Ok(self)
    }
}

/// The error if no endpoint can be resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointError {
    message: String,
    /// Whether the rules themselves reject the parameters.
    is_from_rules: bool,
}

impl EndpointError {
    /// Creates an error with the message of the endpoint rules.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), is_from_rules: true }
    }

    /// Creates an error for values that the rules accept and that do not result in a valid endpoint.
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
    fn a_url_is_split_and_joined() {
        for url in
            ["https://iot.eu-west-1.amazonaws.com", "http://localhost:4566/base/path", "http://[::1]:80"]
        {
            assert_eq!(Endpoint::new(url).unwrap().url(), url);
        }
        assert_eq!(Endpoint::new("http://localhost/").unwrap().path(), "");
    }

    #[test]
    fn invalid_endpoint_urls_are_rejected() {
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
