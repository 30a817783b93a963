//! How requests are authenticated.

/// An authentication scheme of a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AuthScheme {
    /// AWS Signature Version 4 (`aws.auth#sigv4`).
    SigV4,
    /// AWS Signature Version 4a, for several regions at once (`aws.auth#sigv4a`).
    SigV4a,
    /// A bearer token in the header `Authorization` (`smithy.api#httpBearerAuth`).
    Bearer,
    /// An API key in a header or in the query (`smithy.api#httpApiKeyAuth`).
    ApiKey(ApiKey),
    /// No authentication (`smithy.api#noAuth`).
    None,
}

impl AuthScheme {
    /// Returns whether requests are signed. The endpoint may name another version of the signature than the model.
    pub fn is_signature(self) -> bool {
        matches!(self, Self::SigV4 | Self::SigV4a)
    }
}

/// The location of an API key in a request.
///
/// ```
/// use smithereen::ApiKey;
/// const IN_HEADER: ApiKey = ApiKey::header("Authorization").with_scheme("Key");
/// const IN_QUERY: ApiKey = ApiKey::query("key");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ApiKey {
    /// In a header.
    #[non_exhaustive]
    Header {
        /// The header's name.
        name: &'static str,
        /// The scheme name that precedes the key, separated by a space.
        scheme: Option<&'static str>,
    },
    /// In the query.
    #[non_exhaustive]
    Query {
        /// The parameter's name.
        name: &'static str,
    },
}

impl ApiKey {
    /// Creates the location of a key that is the whole value of a header.
    pub const fn header(name: &'static str) -> Self {
        Self::Header { name, scheme: None }
    }

    /// Creates the location of a key in a query parameter.
    pub const fn query(name: &'static str) -> Self {
        Self::Query { name }
    }

    /// Adds a scheme name and a space before the key in a header. Has no effect on a key in the query.
    #[must_use]
    pub const fn with_scheme(self, scheme: &'static str) -> Self {
        match self {
            Self::Header { name, .. } => Self::Header { name, scheme: Some(scheme) },
            Self::Query { .. } => self,
        }
    }
}
