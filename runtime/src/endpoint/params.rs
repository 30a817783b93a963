//! What endpoint rules decide by.

use std::borrow::Cow;

/// What endpoint rules decide by.
///
/// ```
/// use smithereen::endpoint::Params;
/// let params = Params { use_fips: true, ..Params::region("us-east-1") };
/// let params = params.with("ForcePathStyle", true);
/// assert_eq!(params.flag("ForcePathStyle"), Some(true));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Params<'a> {
    /// The region, such as `eu-west-1`.
    pub region: Option<&'a str>,
    /// Whether the endpoint must be validated by FIPS 140.
    pub use_fips: bool,
    /// Whether the endpoint must answer over IPv6 too.
    pub use_dual_stack: bool,
    /// A URL that takes the place of the service's own.
    pub endpoint: Option<&'a str>,
    /// The account that calls, twelve digits. Few rules ask for it.
    pub account_id: Option<&'a str>,
    /// Whether the account may be part of the host: `preferred`, `disabled` or `required`.
    pub account_id_endpoint_mode: Option<&'a str>,
    /// What only some services' rules decide by.
    pub more: ServiceParams<'a>,
}

/// What only some services' rules decide by, under the rules' own names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceParams<'a>(Vec<(&'a str, Param<'a>)>);

/// The value of one of [`ServiceParams`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Param<'a> {
    /// A text.
    Text(Cow<'a, str>),
    /// True or false.
    Flag(bool),
    /// Texts, in order.
    Texts(Vec<&'a str>),
}

impl<'a> Params<'a> {
    /// A region, and nothing out of the ordinary.
    pub fn region(region: &'a str) -> Self {
        Self { region: Some(region), ..Self::default() }
    }

    /// With something that only some services' rules decide by, under the rules' own name for it. What was there
    /// under that name is gone.
    #[must_use]
    pub fn with(self, name: &'a str, value: impl Into<Param<'a>>) -> Self {
        Self { more: self.more.with(name, value.into()), ..self }
    }

    /// A text of [`Self::more`].
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.more.get(name)? {
            Param::Text(text) => Some(text),
            _ => None,
        }
    }

    /// True or false, of [`Self::more`].
    pub fn flag(&self, name: &str) -> Option<bool> {
        match self.more.get(name)? {
            Param::Flag(flag) => Some(*flag),
            _ => None,
        }
    }

    /// The texts of [`Self::more`] that have one name.
    pub fn texts(&self, name: &str) -> Option<&[&'a str]> {
        match self.more.get(name)? {
            Param::Texts(texts) => Some(texts),
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

    fn get(&self, name: &str) -> Option<&Param<'a>> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }
}

impl<'a> From<&'a str> for Param<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Param<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<bool> for Param<'_> {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl<'a> From<Vec<&'a str>> for Param<'a> {
    fn from(texts: Vec<&'a str>) -> Self {
        Self::Texts(texts)
    }
}

#[cfg(test)]
mod tests {
    use super::Params;

    #[test]
    fn what_is_set_last_counts_and_has_one_type() {
        let params =
            Params::default().with("A", "x").with("B", true).with("A", "y").with("C", vec!["1", "2"]);
        assert_eq!((params.text("A"), params.flag("A"), params.texts("A")), (Some("y"), None, None));
        assert_eq!((params.text("B"), params.flag("B")), (None, Some(true)));
        assert_eq!(params.texts("C"), Some(["1", "2"].as_slice()));
        assert_eq!(params.text("D"), None);
    }
}
