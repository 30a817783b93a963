//! How a request proves whose it is.

/// A way to prove it, by the names that models have for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AuthScheme {
    /// AWS's signature in its fourth version, made with credentials (`aws.auth#sigv4`).
    SigV4,
    /// A token in the header `Authorization` (`smithy.api#httpBearerAuth`).
    Bearer,
    /// A key in a header or in the query (`smithy.api#httpApiKeyAuth`).
    ApiKey(ApiKey),
    /// Not at all (`smithy.api#noAuth`).
    None,
}

/// Where a service wants its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiKey {
    /// In a header.
    Header {
        /// The header's name.
        name: &'static str,
        /// A word before the key, with a space between.
        scheme: Option<&'static str>,
    },
    /// In the query.
    Query {
        /// The parameter's name.
        name: &'static str,
    },
}
