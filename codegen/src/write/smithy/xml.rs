//! Writes XML traits.

use super::writer::{Traits, object, text};
use crate::graph::{Xml, XmlNamespace, XmlRoot};
use crate::json::Node;

/// Adds the traits of a member or element.
pub(super) fn add_to_member(xml: &Xml, traits: &mut Traits<'_>) {
    traits.add_some("smithy.api#xmlName", xml.name.as_ref().map(text));
    traits.mark("smithy.api#xmlAttribute", xml.attribute);
    traits.mark("smithy.api#xmlFlattened", xml.flattened);
    traits.add_some("smithy.api#xmlNamespace", xml.namespace.as_ref().map(namespace));
    traits.add_some("aws.protocols#ec2QueryName", xml.query_name.as_ref().map(text));
}

/// Adds the traits of a structure or union.
pub(super) fn add_to_shape(root: &XmlRoot, traits: &mut Traits<'_>) {
    traits.add_some("smithy.api#xmlName", root.name.as_ref().map(text));
    traits.add_some("smithy.api#xmlNamespace", root.namespace.as_ref().map(namespace));
}

/// Returns the value of `xmlNamespace`.
pub(super) fn namespace<'t>((uri, prefix): &XmlNamespace) -> Node<'t> {
    let prefix = prefix.as_ref().map(|prefix| ("prefix".to_owned(), text(prefix)));
    object([("uri".to_owned(), text(uri))].into_iter().chain(prefix))
}
