//! Authentication schemes, compared in order of preference.

use super::change::Wire;
use crate::graph::{ApiKey, AuthScheme, KeyLocation};

/// The schemes as text, the preferred one first.
pub(super) fn describe(schemes: &[AuthScheme]) -> String {
    schemes.iter().map(describe_one).collect::<Vec<_>>().join(", ")
}

fn describe_one(scheme: &AuthScheme) -> String {
    let AuthScheme::ApiKey(ApiKey { name, location, scheme: word }) = scheme else {
        return scheme.name().to_owned();
    };
    let location = match location {
        KeyLocation::Header => "header",
        KeyLocation::Query => "query",
    };
    let word = word.as_ref().map(|word| format!(" after {word}")).unwrap_or_default();
    format!("{} in the {location} {name}{word}", scheme.name())
}

/// A scheme that is new and not preferred changes nothing for those who have credentials for another.
pub(super) fn on_wire(old: &[AuthScheme], new: &[AuthScheme]) -> Wire {
    match old.first() == new.first() && old.iter().all(|scheme| new.contains(scheme)) {
        true => Wire::Compatible,
        false => Wire::Breaking,
    }
}
