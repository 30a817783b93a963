//! Traits that shapes and members have in common.

use super::traits::Traits;
use crate::graph::{Bounds, Deprecated, TimestampFormat, XmlNamespace, pattern};
use crate::json::Node;
use crate::read::fields::Fields;

/// Reads `timestampFormat`.
pub(super) fn timestamp_format(traits: &mut Traits<'_, '_, '_>) -> Option<TimestampFormat> {
    let found = traits.take("smithy.api#timestampFormat")?;
    match found.value {
        Node::String(text) if text == "date-time" => Some(TimestampFormat::DateTime),
        Node::String(text) if text == "http-date" => Some(TimestampFormat::HttpDate),
        Node::String(text) if text == "epoch-seconds" => Some(TimestampFormat::EpochSeconds),
        other => {
            traits.wrong(found, "`date-time`, `http-date` or `epoch-seconds`", other);
            None
        }
    }
}

/// Reads `length`, `range` and `pattern`.
pub(super) fn bounds(traits: &mut Traits<'_, '_, '_>) -> Bounds {
    let both = |fields: &mut Fields<'_, '_>| (fields.number("min").cloned(), fields.number("max").cloned());
    let length = traits.fields("smithy.api#length", |fields, _| both(fields));
    let range = traits.fields("smithy.api#range", |fields, _| both(fields));
    let (min, max) = length.or(range).unwrap_or_default();
    Bounds { min, max, pattern: traits.text("smithy.api#pattern").map(pattern::of_part) }
}

/// Reads `deprecated`.
pub(super) fn deprecated(traits: &mut Traits<'_, '_, '_>) -> Option<Deprecated> {
    traits.fields("smithy.api#deprecated", |fields, _| Deprecated {
        message: fields.string("message").map(str::to_owned),
        since: fields.string("since").map(str::to_owned),
    })
}

/// Reads `xmlNamespace`.
pub(super) fn xml_namespace(traits: &mut Traits<'_, '_, '_>) -> Option<XmlNamespace> {
    let namespace = traits.fields("smithy.api#xmlNamespace", |fields, _| {
        let (uri, prefix) = (fields.require_string("uri"), fields.string("prefix"));
        Some((uri?.to_owned(), prefix.filter(|prefix| !prefix.is_empty()).map(str::to_owned)))
    });
    namespace.flatten()
}
