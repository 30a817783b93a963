//! Compares authentication schemes, which are listed in order of preference.

use super::change::WireImpact;
use crate::graph::{ApiKey, AuthScheme, KeyLocation};

/// Returns the schemes as text, the preferred one first.
pub(super) fn describe(schemes: &[AuthScheme]) -> String {
    schemes.iter().map(describe_one).collect::<Vec<_>>().join(", ")
}

fn describe_one(scheme: &AuthScheme) -> String {
    let AuthScheme::ApiKey(ApiKey { name, location, scheme: prefix }) = scheme else {
        return scheme.name().to_owned();
    };
    let location = match location {
        KeyLocation::Header => "header",
        KeyLocation::Query => "query",
    };
    let prefix = prefix.as_ref().map(|prefix| format!(" after {prefix}")).unwrap_or_default();
    format!("{} in the {location} {name}{prefix}", scheme.name())
}

/// Returns an additional scheme that is not preferred has no effect on clients with credentials for the others.
pub(super) fn wire_impact(old: &[AuthScheme], new: &[AuthScheme]) -> WireImpact {
    match old.first() == new.first() && old.iter().all(|scheme| new.contains(scheme)) {
        true => WireImpact::Compatible,
        false => WireImpact::Breaking,
    }
}
