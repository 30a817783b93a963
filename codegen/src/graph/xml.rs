//! XML traits. A graph has them if the model declares an XML or query protocol, whichever is used.

/// An XML namespace: its URI and its prefix, if it has one (`xmlNamespace`).
pub type XmlNamespace = (String, Option<String>);

/// The XML traits of a member or element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Xml {
    /// The name of its element or attribute, if it is not the member's (`xmlName`). The name of a query parameter too.
    pub name: Option<String>,
    /// Whether it is an attribute (`xmlAttribute`).
    pub attribute: bool,
    /// Whether a list or map has no element around its elements (`xmlFlattened`).
    pub flattened: bool,
    /// The namespace of its element.
    pub namespace: Option<XmlNamespace>,
    /// Its name in requests of `ec2Query` (`ec2QueryName`).
    pub query_name: Option<String>,
}

/// The XML traits of a structure or union, for when it is the root element of a body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct XmlRoot {
    /// The name of the element, if it is not the shape's.
    pub name: Option<String>,
    /// The namespace of the element, also where the shape is nested.
    pub namespace: Option<XmlNamespace>,
}
