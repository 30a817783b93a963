//! Reads authentication schemes.

use super::flat::Flat;
use super::traits::{Trait, Traits};
use crate::diagnostic::{At, Diagnostics};
use crate::graph::{Auth, AuthScheme};
use crate::json::Node;
use crate::read::auth;

/// The schemes in the order of their ids, which is their precedence in services without `auth`.
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
/// The scheme with settings, which are a trait of the service.
const API_KEY: &str = "smithy.api#httpApiKeyAuth";
/// Settings of one operation, which only botocore's format has.
const OWN_API_KEY: &str = "smithereen.botocore#apiKey";

/// Reads the schemes of a service, the preferred one first. `at` is the location of the shapes.
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

/// Reads the schemes of an operation. An operation with optional authentication is called without any, as by botocore.
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

/// Reads `auth`. An empty list stands for no authentication.
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
        Some(found) => found.with_location(at, |at| auth::scheme(name, Some(found.value), at, out)),
        None => service.origin().with_location(at, |at| auth::scheme(name, None, &at.key("traits"), out)),
    }
}
