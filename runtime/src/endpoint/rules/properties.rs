//! Everything that an endpoint has besides its URL.

use super::Expr;

/// The authentication schemes, the properties and the headers of an endpoint.
#[derive(Debug)]
#[non_exhaustive]
pub struct Properties {
    pub(super) schemes: &'static [Scheme],
    pub(super) texts: &'static [(&'static str, Expr)],
    pub(super) lists: &'static [(&'static str, &'static [&'static str])],
    pub(super) headers: &'static [(&'static str, Expr)],
}

/// An authentication scheme of an endpoint.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Scheme {
    pub(super) name: &'static str,
    pub(super) signing_name: Option<Expr>,
    pub(super) signing_region: Option<Expr>,
    pub(super) region_set: &'static [Expr],
    pub(super) disable_double_encoding: bool,
    pub(super) disable_normalize_path: bool,
}

impl Properties {
    /// Creates the properties of an endpoint that has a URL alone.
    pub const fn new() -> Self {
        Self { schemes: &[], texts: &[], lists: &[], headers: &[] }
    }

    /// Sets the authentication schemes, the preferred one first.
    #[must_use]
    pub const fn schemes(self, schemes: &'static [Scheme]) -> Self {
        Self { schemes, ..self }
    }

    /// Sets the properties that are strings.
    #[must_use]
    pub const fn texts(self, texts: &'static [(&'static str, Expr)]) -> Self {
        Self { texts, ..self }
    }

    /// Sets the properties that are lists of strings. They follow those that are strings.
    #[must_use]
    pub const fn lists(self, lists: &'static [(&'static str, &'static [&'static str])]) -> Self {
        Self { lists, ..self }
    }

    /// Sets the headers of each request.
    #[must_use]
    pub const fn headers(self, headers: &'static [(&'static str, Expr)]) -> Self {
        Self { headers, ..self }
    }
}

impl Default for Properties {
    fn default() -> Self {
        Self::new()
    }
}

impl Scheme {
    /// Creates a scheme with this name.
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            signing_name: None,
            signing_region: None,
            region_set: &[],
            disable_double_encoding: false,
            disable_normalize_path: false,
        }
    }

    /// Sets the signing name, a string.
    #[must_use]
    pub const fn signing_name(self, name: Expr) -> Self {
        Self { signing_name: Some(name), ..self }
    }

    /// Sets the signing region, a string.
    #[must_use]
    pub const fn signing_region(self, region: Expr) -> Self {
        Self { signing_region: Some(region), ..self }
    }

    /// Sets the regions of a SigV4a signature, strings.
    #[must_use]
    pub const fn region_set(self, regions: &'static [Expr]) -> Self {
        Self { region_set: regions, ..self }
    }

    /// Disables escaping of the path in the signature.
    #[must_use]
    pub const fn disable_double_encoding(self) -> Self {
        Self { disable_double_encoding: true, ..self }
    }

    /// Disables normalization of the path in the signature.
    #[must_use]
    pub const fn disable_normalize_path(self) -> Self {
        Self { disable_normalize_path: true, ..self }
    }
}
