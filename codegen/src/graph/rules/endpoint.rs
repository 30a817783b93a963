//! The endpoint of a rule.

use super::value::Expr;

/// An endpoint with its authentication schemes, headers and properties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// The URL, a string.
    pub url: Expr,
    /// The authentication schemes, the preferred one first; empty for those of the service.
    pub auth_schemes: Vec<EndpointAuthScheme>,
    /// The headers of each request: names and values, which are strings.
    pub headers: Vec<(String, Vec<Expr>)>,
    /// Further properties.
    pub properties: Vec<(String, Property)>,
}

/// An authentication scheme of an endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointAuthScheme {
    /// The name: `sigv4` and others.
    pub name: String,
    /// An alternative name, used if the condition is true.
    pub alternative: Option<(Expr, String)>,
    /// The signing name, a string. Without it, that of the service.
    pub signing_name: Option<Expr>,
    /// The signing region, a string. Without it, that of the client.
    pub signing_region: Option<Expr>,
    /// The regions of a `sigv4a` signature, strings.
    pub signing_region_set: Vec<Expr>,
    /// Whether the signature uses the path without encoding it a second time.
    pub disable_double_encoding: bool,
    /// Whether the signature uses the path without removing dots and empty segments.
    pub disable_normalize_path: bool,
}

/// The value of a property.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is what JSON calls it")]
pub enum Property {
    Text(Expr),
    Flag(bool),
    Array(Vec<Property>),
}

impl Endpoint {
    /// Returns the expressions in the property.
    pub(super) fn values(&self) -> Vec<&Expr> {
        let mut values = vec![&self.url];
        for scheme in &self.auth_schemes {
            values.extend(scheme.alternative.as_ref().map(|(condition, _)| condition));
            values.extend(&scheme.signing_name);
            values.extend(&scheme.signing_region);
            values.extend(&scheme.signing_region_set);
        }
        values.extend(self.headers.iter().flat_map(|(_, values)| values));
        self.properties.iter().for_each(|(_, property)| property.collect(&mut values));
        values
    }
}

impl Property {
    fn collect<'a>(&'a self, values: &mut Vec<&'a Expr>) {
        match self {
            Self::Text(value) => values.push(value),
            Self::Flag(_) => {}
            Self::Array(elements) => elements.iter().for_each(|element| element.collect(values)),
        }
    }
}

impl EndpointAuthScheme {
    /// Creates a scheme without settings.
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            alternative: None,
            signing_name: None,
            signing_region: None,
            signing_region_set: Vec::new(),
            disable_double_encoding: false,
            disable_normalize_path: false,
        }
    }
}
