//! Authentication schemes of endpoints.

use std::borrow::Cow;

/// An authentication scheme of an endpoint (`authSchemes`).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct EndpointAuthScheme {
    /// `sigv4`, `sigv4a` and others.
    pub name: Cow<'static, str>,
    /// The signing name, if it differs from the service's.
    pub signing_name: Option<Cow<'static, str>>,
    /// The signing region, if it differs from the client's.
    pub signing_region: Option<Cow<'static, str>>,
    /// The regions of a SigV4a signature; `*` stands for all regions.
    pub signing_region_set: Vec<Cow<'static, str>>,
    /// Whether the path is signed without escaping it again.
    pub disable_double_encoding: bool,
    /// Whether the path is signed without removing dot segments and empty segments.
    pub disable_normalize_path: bool,
}

impl EndpointAuthScheme {
    /// Creates a scheme with this name.
    pub fn new(name: impl Into<Cow<'static, str>>) -> Self {
        Self {
            name: name.into(),
            signing_name: None,
            signing_region: None,
            signing_region_set: Vec::new(),
            disable_double_encoding: false,
            disable_normalize_path: false,
        }
    }

    /// Sets the signing name.
    #[must_use]
    pub fn signing_name(self, name: impl Into<Cow<'static, str>>) -> Self {
        Self { signing_name: Some(name.into()), ..self }
    }

    /// Sets the signing region.
    #[must_use]
    pub fn signing_region(self, region: impl Into<Cow<'static, str>>) -> Self {
        Self { signing_region: Some(region.into()), ..self }
    }

    /// Adds a region of a SigV4a signature.
    #[must_use]
    pub fn signing_region_in(mut self, region: impl Into<Cow<'static, str>>) -> Self {
        self.signing_region_set.push(region.into());
        self
    }

    /// Disables escaping of the path in the signature.
    #[must_use]
    pub fn disable_double_encoding(self) -> Self {
        Self { disable_double_encoding: true, ..self }
    }

    /// Disables normalization of the path in the signature.
    #[must_use]
    pub fn disable_normalize_path(self) -> Self {
        Self { disable_normalize_path: true, ..self }
    }
}
