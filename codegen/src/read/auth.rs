//! Reads authentication schemes by the names of their traits.

use super::fields::Fields;
use crate::diagnostic::{At, Diagnostics};
use crate::graph::{ApiKey, AuthScheme, KeyLocation};
use crate::json::Node;

/// Reads the scheme whose trait is `name`. Reports an API key without settings.
pub(crate) fn scheme(
    name: &str,
    settings: Option<&Node<'_>>,
    at: &At<'_>,
    out: &Diagnostics,
) -> Option<AuthScheme> {
    Some(match name {
        "aws.auth#sigv4" => AuthScheme::SigV4,
        "aws.auth#sigv4a" => AuthScheme::SigV4a,
        "smithy.api#httpBearerAuth" => AuthScheme::Bearer,
        "smithy.api#httpBasicAuth" => AuthScheme::Basic,
        "smithy.api#httpDigestAuth" => AuthScheme::Digest,
        "smithy.api#noAuth" => AuthScheme::None,
        "smithy.api#httpApiKeyAuth" => match settings {
            Some(settings) => AuthScheme::ApiKey(api_key(settings, at, out)?),
            None => {
                let help = "use an object with `name`, `in` (`header` or `query`) and an optional `scheme`";
                out.error_help(at, "missing settings of the API key", help);
                return None;
            }
        },
        other => AuthScheme::Other(other.to_owned()),
    })
}

fn api_key(node: &Node<'_>, at: &At<'_>, out: &Diagnostics) -> Option<ApiKey> {
    let mut fields = Fields::of(node, at, out)?;
    let name = fields.require_string("name").map(str::to_owned);
    let scheme = fields.string("scheme").map(str::to_owned);
    let location = match fields.require_string("in") {
        Some("header") => Some(KeyLocation::Header),
        Some("query") => Some(KeyLocation::Query),
        Some(other) => {
            out.error(&at.key("in"), format!("expected `header` or `query`, found `{other}`"));
            None
        }
        None => None,
    };
    fields.finish();
    Some(ApiKey { name: name?, location: location?, scheme })
}
