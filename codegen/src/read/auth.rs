//! Ways to prove whose a request is: their names, and what a key's says besides.

use super::fields::Fields;
use crate::diagnostic::{At, Diagnostics};
use crate::graph::{ApiKey, AuthScheme, KeyLocation};
use crate::json::Node;

/// The scheme of a trait's name. One that needs settings has them in `settings`, and is nothing without, which is
/// reported.
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
                let help = "it is an object: `name`, `in` (`header` or `query`), and perhaps `scheme`";
                out.error_help(at, "where the API key goes is not said", help);
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
