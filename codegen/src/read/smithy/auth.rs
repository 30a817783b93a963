//! How requests prove whose they are.

use super::flat::Flat;
use super::traits::{Trait, Traits};
use crate::diagnostic::{At, Diagnostics};
use crate::graph::{Auth, AuthScheme};
use crate::json::Node;
use crate::read::auth;

/// Without `auth`, Smithy puts those that a service has in the order of their ids.
const SCHEMES: [&str; 8] = [
    "aws.auth#cognitoUserPools",
    "aws.auth#sigv4",
    "aws.auth#sigv4a",
    "smithy.api#httpApiKeyAuth",
    "smithy.api#httpBasicAuth",
    "smithy.api#httpBearerAuth",
    "smithy.api#httpDigestAuth",
    "smithy.api#noAuth",
];
/// The one that has settings, which the service has wherever it is named.
const API_KEY: &str = "smithy.api#httpApiKeyAuth";
/// Settings of an operation's own, which only other formats know.
const OWN_API_KEY: &str = "smithereen.botocore#apiKey";

/// The schemes of a service, best first. `at` is where the shapes are.
pub(super) fn of_service(
    service: &Flat<'_, '_>,
    traits: &mut Traits<'_, '_, '_>,
    at: &At<'_>,
    out: &Diagnostics,
) -> Vec<AuthScheme> {
    named(service, traits, at, out).unwrap_or_else(|| {
        let there = SCHEMES.iter().filter(|name| service.trait_named(name).is_some());
        let settings = service.trait_named(API_KEY);
        or_none(there.filter_map(|name| scheme(name, settings, service, at, out)).collect())
    })
}

/// What an operation says of its own. One whose authentication is optional is called without any, as botocore does.
pub(super) fn of_operation(
    service: &Flat<'_, '_>,
    traits: &mut Traits<'_, '_, '_>,
    at: &At<'_>,
    out: &Diagnostics,
) -> Auth {
    let own = named(service, traits, at, out);
    match traits.has("smithy.api#optionalAuth") {
        true => Auth::Own(vec![AuthScheme::None]),
        false => own.map_or(Auth::Service, Auth::Own),
    }
}

/// What `auth` says: none at all where its list is empty.
fn named(
    service: &Flat<'_, '_>,
    traits: &mut Traits<'_, '_, '_>,
    at: &At<'_>,
    out: &Diagnostics,
) -> Option<Vec<AuthScheme>> {
    let found = traits.take("smithy.api#auth")?;
    let Node::Array(names) = found.value else {
        traits.wrong(found, "an array of strings", found.value);
        return None;
    };
    let settings = traits.take(OWN_API_KEY).or_else(|| service.trait_named(API_KEY));
    let names = names.iter().filter_map(|name| match name {
        Node::String(name) => scheme(name, settings, service, at, out),
        _ => None,
    });
    Some(or_none(names.collect()))
}

fn or_none(schemes: Vec<AuthScheme>) -> Vec<AuthScheme> {
    if schemes.is_empty() { vec![AuthScheme::None] } else { schemes }
}

fn scheme(
    name: &str,
    settings: Option<&Trait<'_, '_>>,
    service: &Flat<'_, '_>,
    at: &At<'_>,
    out: &Diagnostics,
) -> Option<AuthScheme> {
    match settings.filter(|_| name == API_KEY) {
        Some(found) => found.spot(at, |at| auth::scheme(name, Some(found.value), at, out)),
        None => service.origin().spot(at, |at| auth::scheme(name, None, &at.key("traits"), out)),
    }
}
