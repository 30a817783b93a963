//! How requests prove whose they are.

/// A way to prove it.
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
    /// `smithy.api#noAuth`, and what `smithy.api#optionalAuth` puts last.
    None,
    /// One that is not known here, by its name.
    Other(String),
}

/// Where a service wants its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// The name of the header or of the parameter.
    pub name: String,
    /// In which part of the request.
    pub location: KeyLocation,
    /// A word before the key, with a space between; in a header alone.
    pub scheme: Option<String>,
}

/// The parts of a request that a key may be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the part it is called")]
pub enum KeyLocation {
    Header,
    Query,
}

impl AuthScheme {
    /// Its name in Smithy.
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

    /// Whether calls can be made in this way.
    pub fn is_supported(&self) -> bool {
        matches!(self, Self::SigV4 | Self::Bearer | Self::ApiKey(_) | Self::None)
    }
}
