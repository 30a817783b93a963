//! Authentication schemes.

/// An authentication scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthScheme {
    /// `aws.auth#sigv4`
    SigV4,
    /// `aws.auth#sigv4a`
    SigV4a,
    /// `smithy.api#httpBearerAuth`
    Bearer,
    /// `smithy.api#httpApiKeyAuth`
    ApiKey(ApiKey),
    /// `smithy.api#httpBasicAuth`
    Basic,
    /// `smithy.api#httpDigestAuth`
    Digest,
    /// `smithy.api#noAuth` and `smithy.api#optionalAuth`
    None,
    /// An unknown scheme, by its name.
    Other(String),
}

/// The settings of an API key (`smithy.api#httpApiKeyAuth`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// The name of the header or query parameter.
    pub name: String,
    /// The part of the request that the key is in.
    pub location: KeyLocation,
    /// The scheme that precedes the key in a header, separated by a space.
    pub scheme: Option<String>,
}

/// The parts of a request that an API key may be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the part it is called")]
pub enum KeyLocation {
    Header,
    Query,
}

impl AuthScheme {
    /// Returns the id of the trait.
    pub fn name(&self) -> &str {
        match self {
            Self::SigV4 => "aws.auth#sigv4",
            Self::SigV4a => "aws.auth#sigv4a",
            Self::Bearer => "smithy.api#httpBearerAuth",
            Self::ApiKey(_) => "smithy.api#httpApiKeyAuth",
            Self::Basic => "smithy.api#httpBasicAuth",
            Self::Digest => "smithy.api#httpDigestAuth",
            Self::None => "smithy.api#noAuth",
            Self::Other(name) => name,
        }
    }

    /// Returns whether requests are signed.
    pub fn is_signature(&self) -> bool {
        matches!(self, Self::SigV4 | Self::SigV4a)
    }

    /// Returns whether the scheme is supported.
    pub fn is_supported(&self) -> bool {
        matches!(self, Self::SigV4 | Self::SigV4a | Self::Bearer | Self::ApiKey(_) | Self::None)
    }
}
