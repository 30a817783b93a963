//! Where a service is reached. The rules of each service are generated; what they call is here.

mod functions;
mod partition;

use std::borrow::Cow;
use std::fmt;

pub(crate) use functions::ESCAPED;
pub use functions::{Url, is_valid_host_label, parse_url, substring, uri_encode};
pub use partition::{Partition, partition};

/// What endpoint rules decide by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Params<'a> {
    /// The region, such as `eu-west-1`.
    pub region: Option<&'a str>,
    /// Whether the endpoint must be validated by FIPS 140.
    pub use_fips: bool,
    /// Whether the endpoint must answer over IPv6 too.
    pub use_dual_stack: bool,
    /// A URL that takes the place of the service's own.
    pub endpoint: Option<&'a str>,
}

impl<'a> Params<'a> {
    /// A region, and nothing out of the ordinary.
    pub fn region(region: &'a str) -> Self {
        Self { region: Some(region), ..Self::default() }
    }
}

/// Where to send a request, and what to sign it for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    scheme: &'static str,
    authority: String,
    path: String,
    /// The region that the rules want a signature for, where it is not the caller's.
    pub signing_region: Option<Cow<'static, str>>,
    /// The name that the rules want a signature for, where it is not the service's.
    pub signing_name: Option<Cow<'static, str>>,
    pub(crate) compressed_from: usize,
}

impl Endpoint {
    /// From a URL: `http` or `https`, a host, perhaps a port, perhaps a path that goes before each request's.
    ///
    /// # Errors
    /// For anything else, a query among it.
    pub fn new(url: &str) -> Result<Self, EndpointError> {
        let invalid = |why: &str| EndpointError(format!("the endpoint URL {why}"));
        let uri: http::Uri = url.parse().map_err(|_| invalid("is not a URL"))?;
        let scheme = match uri.scheme_str() {
            Some("https") => "https",
            Some("http") => "http",
            _ => return Err(invalid("begins with neither https:// nor http://")),
        };
        if uri.query().is_some() {
            return Err(invalid("has a query"));
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
            signing_region: None,
            signing_name: None,
            compressed_from: 10_240,
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

    /// With bodies of at least so many bytes compressed, where the operation allows it: 10,240 unless set,
    /// `usize::MAX` for never.
    #[must_use]
    pub fn compress_from(self, bytes: usize) -> Self {
        Self { compressed_from: bytes, ..self }
    }

    /// To be signed for another region.
    #[must_use]
    pub fn signing_region(self, region: impl Into<Cow<'static, str>>) -> Self {
        Self { signing_region: Some(region.into()), ..self }
    }

    /// To be signed for another name.
    #[must_use]
    pub fn signing_name(self, name: impl Into<Cow<'static, str>>) -> Self {
        Self { signing_name: Some(name.into()), ..self }
    }
}

/// What the rules say where they give no endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointError(String);

impl EndpointError {
    /// In the rules' words.
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for EndpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
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
        for url in
            ["", "localhost", "ftp://host", "http://", "http://h/?q", "http://u:p@h", "http://h h", "/x"]
        {
            assert!(Endpoint::new(url).is_err(), "{url}");
        }
    }
}
