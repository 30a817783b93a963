//! Parameters of endpoint rules.

use std::borrow::Cow;

/// The parameters of endpoint rules.
///
/// ```
/// use smithereen::endpoint::Params;
/// let params = Params { use_fips: true, ..Params::region("us-east-1") };
/// let params = params.with("ForcePathStyle", true);
/// assert_eq!(params.boolean("ForcePathStyle"), Some(true));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Params<'a> {
    /// The region, such as `eu-west-1`.
    pub region: Option<&'a str>,
    /// Whether to use a FIPS 140 endpoint.
    pub use_fips: bool,
    /// Whether to use a dual-stack endpoint (IPv4 and IPv6).
    pub use_dual_stack: bool,
    /// A custom endpoint URL, instead of the service's own.
    pub endpoint: Option<&'a str>,
    /// The AWS account ID of the caller, twelve digits. Few rule sets use it.
    pub account_id: Option<&'a str>,
    /// Whether the host name may contain the account ID: `preferred`, `disabled` or `required`.
    pub account_id_endpoint_mode: Option<&'a str>,
    /// Parameters of single services.
    pub service_params: ServiceParams<'a>,
}

/// Parameters of single services, by their names in the rule set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceParams<'a>(Vec<(&'a str, Param<'a>)>);

/// The value of a parameter in [`ServiceParams`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Param<'a> {
    /// A string.
    String(Cow<'a, str>),
    /// A boolean.
    Boolean(bool),
    /// A list of strings.
    StringArray(Vec<&'a str>),
}

impl<'a> Params<'a> {
    /// Creates parameters with a region and the defaults of all others.
    pub fn region(region: &'a str) -> Self {
        Self { region: Some(region), ..Self::default() }
    }

    /// Sets a parameter of a single service, by its name in the rule set. A later value replaces an earlier one.
    #[must_use]
    pub fn with(self, name: &'a str, value: impl Into<Param<'a>>) -> Self {
        Self { service_params: self.service_params.with(name, value.into()), ..self }
    }

    /// Returns a string of [`Self::service_params`].
    pub fn string(&self, name: &str) -> Option<&str> {
        match self.service_params.get(name)? {
            Param::String(text) => Some(text),
            _ => None,
        }
    }

    /// Returns a boolean of [`Self::service_params`].
    pub fn boolean(&self, name: &str) -> Option<bool> {
        match self.service_params.get(name)? {
            Param::Boolean(flag) => Some(*flag),
            _ => None,
        }
    }

    /// Returns a list of strings of [`Self::service_params`].
    pub fn string_array(&self, name: &str) -> Option<&[&'a str]> {
        match self.service_params.get(name)? {
            Param::StringArray(texts) => Some(texts),
            _ => None,
        }
    }
}

impl<'a> ServiceParams<'a> {
    pub(crate) fn with(mut self, name: &'a str, value: Param<'a>) -> Self {
        self.0.retain(|(known, _)| *known != name);
        self.0.push((name, value));
        self
    }

    /// Makes room for this number of parameters.
    pub(crate) fn reserve(&mut self, additional: usize) {
        self.0.reserve(additional);
    }

    /// Returns the names and values.
    #[cfg(feature = "client")]
    pub(crate) fn entries(&self) -> &[(&'a str, Param<'a>)] {
        &self.0
    }

    fn get(&self, name: &str) -> Option<&Param<'a>> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }
}

impl<'a> From<&'a str> for Param<'a> {
    fn from(text: &'a str) -> Self {
        Self::String(Cow::Borrowed(text))
    }
}

impl From<String> for Param<'_> {
    fn from(text: String) -> Self {
        Self::String(Cow::Owned(text))
    }
}

impl From<bool> for Param<'_> {
    fn from(flag: bool) -> Self {
        Self::Boolean(flag)
    }
}

impl<'a> From<Vec<&'a str>> for Param<'a> {
    fn from(texts: Vec<&'a str>) -> Self {
        Self::StringArray(texts)
    }
}

#[cfg(test)]
mod tests {
    use super::Params;

    #[test]
    fn a_later_value_replaces_an_earlier_one() {
        let params =
            Params::default().with("A", "x").with("B", true).with("A", "y").with("C", vec!["1", "2"]);
        assert_eq!(
            (params.string("A"), params.boolean("A"), params.string_array("A")),
            (Some("y"), None, None)
        );
        assert_eq!((params.string("B"), params.boolean("B")), (None, Some(true)));
        assert_eq!(params.string_array("C"), Some(["1", "2"].as_slice()));
        assert_eq!(params.string("D"), None);
    }
}
