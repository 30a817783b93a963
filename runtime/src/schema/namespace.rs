//! XML namespaces.

/// An XML namespace (`xmlNamespace`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct XmlNamespace {
    /// The URI.
    pub uri: &'static str,
    /// The prefix; empty for the default namespace.
    pub prefix: &'static str,
}
