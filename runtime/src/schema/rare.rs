//! Traits of XML and of the query protocols that few shapes and members have.

use super::member::Member;

/// Traits of XML and of the query protocols that few shapes and members have. They are apart from [`Member`] and
/// [`Schema`](super::Schema), so that others do not grow.
///
/// ```
/// use smithereen::schema::{Member, RareTraits};
/// const TRAITS: RareTraits = RareTraits::new().namespace("http://www.w3.org/2001/XMLSchema-instance", "xsi");
/// const GRANTEE: Member = Member::new("Grantee").rare(&TRAITS);
/// ```
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct RareTraits {
    /// The name of the element that is the whole body, if it is not the shape's name (`xmlName` of a structure).
    pub xml_name: Option<&'static str>,
    /// The namespace that the element declares (`xmlNamespace`).
    pub namespace: Option<XmlNamespace>,
    /// The name in requests of `ec2Query` (`ec2QueryName`).
    pub query_name: Option<&'static str>,
    /// The key of a map, if it has traits.
    pub key: Option<&'static Member>,
}

/// An XML namespace (`xmlNamespace`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct XmlNamespace {
    /// The URI.
    pub uri: &'static str,
    /// The prefix; empty for the default namespace.
    pub prefix: &'static str,
}

impl RareTraits {
    /// Creates an empty set of traits.
    pub const fn new() -> Self {
        Self { xml_name: None, namespace: None, query_name: None, key: None }
    }

    /// Sets the name of the element that is the whole body.
    #[must_use]
    pub const fn xml_name(self, name: &'static str) -> Self {
        Self { xml_name: Some(name), ..self }
    }

    /// Sets the namespace; `prefix` is empty for the default namespace.
    #[must_use]
    pub const fn namespace(self, uri: &'static str, prefix: &'static str) -> Self {
        Self { namespace: Some(XmlNamespace { uri, prefix }), ..self }
    }

    /// Sets the name in requests of `ec2Query`.
    #[must_use]
    pub const fn query_name(self, name: &'static str) -> Self {
        Self { query_name: Some(name), ..self }
    }

    /// Sets the key of a map.
    #[must_use]
    pub const fn key(self, key: &'static Member) -> Self {
        Self { key: Some(key), ..self }
    }
}
