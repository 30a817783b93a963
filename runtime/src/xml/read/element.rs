//! A start tag.

use crate::xml::names::local;
use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;
use std::borrow::Cow;

/// The start tag of an element.
pub(super) struct Element<'a>(BytesStart<'a>);

impl<'a> Element<'a> {
    pub(super) fn new(start: BytesStart<'a>) -> Self {
        Self(start)
    }

    /// Returns the name without its prefix.
    #[inline]
    pub(super) fn name(&self) -> &str {
        local(self.0.name().into_inner())
    }

    /// Whether the element has attributes. Most have none.
    #[inline]
    pub(super) fn has_attributes(&self) -> bool {
        !self.0.attributes_raw().is_empty()
    }

    /// Returns the attributes except namespaces: their names without prefixes, and their values.
    ///
    /// An item is the reason why an attribute is not well-formed.
    pub(super) fn attributes(&self) -> impl Iterator<Item = Result<(&str, Cow<'_, str>), &'static str>> {
        const INVALID: &str = "an attribute that is not well-formed";
        let mut attributes = self.0.attributes();
        // Duplicates are harmless, and looking for them takes time.
        attributes.with_checks(false);
        attributes.filter_map(|attribute| {
            let Ok(attribute) = attribute else { return Some(Err(INVALID)) };
            let name = attribute.key.into_inner();
            if name == "xmlns" || name.starts_with("xmlns:") {
                return None;
            }
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            Some(value.map(|value| (local(name), value)).map_err(|_| INVALID))
        })
    }

    /// Whether the element states that it is null: `xsi:nil="true"` (XML Schema Part 1, 2.6.2).
    #[inline]
    pub(super) fn is_nil(&self) -> bool {
        self.has_attributes() && self.states_nil()
    }

    #[cold]
    fn states_nil(&self) -> bool {
        let is_true = |value: &str| matches!(value, "true" | "1");
        self.attributes().flatten().any(|(name, value)| name == "nil" && is_true(&value))
    }
}
