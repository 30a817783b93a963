//! How requests to an endpoint are signed.

use std::borrow::Cow;

/// A way to sign requests.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AuthScheme {
    /// `sigv4`, `sigv4a` and others.
    pub name: Cow<'static, str>,
    /// The name to sign for, where it is not the service's.
    pub signing_name: Option<Cow<'static, str>>,
    /// The region to sign for, where it is not the caller's.
    pub signing_region: Option<Cow<'static, str>>,
    /// The regions that a signature of SigV4a is for; `*` is all of them.
    pub signing_region_set: Vec<Cow<'static, str>>,
    /// Whether what is escaped in the path is signed as it is, and not escaped again.
    pub disable_double_encoding: bool,
    /// Whether the path is signed with the dots and the empty segments that it has.
    pub disable_normalize_path: bool,
}

impl AuthScheme {
    /// The way of this name.
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

    /// For this name.
    #[must_use]
    pub fn signing_name(self, name: impl Into<Cow<'static, str>>) -> Self {
        Self { signing_name: Some(name.into()), ..self }
    }

    /// For this region.
    #[must_use]
    pub fn signing_region(self, region: impl Into<Cow<'static, str>>) -> Self {
        Self { signing_region: Some(region.into()), ..self }
    }

    /// For one more region.
    #[must_use]
    pub fn signing_region_in(mut self, region: impl Into<Cow<'static, str>>) -> Self {
        self.signing_region_set.push(region.into());
        self
    }

    /// With what is escaped in the path signed as it is.
    #[must_use]
    pub fn disable_double_encoding(self) -> Self {
        Self { disable_double_encoding: true, ..self }
    }

    /// With the path signed as it is.
    #[must_use]
    pub fn disable_normalize_path(self) -> Self {
        Self { disable_normalize_path: true, ..self }
    }
}
