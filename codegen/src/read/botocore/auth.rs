//! Reads authentication schemes, which botocore's models have in two forms.

use crate::diagnostic::{At, Diagnostics};
use crate::graph::AuthScheme;
use crate::json::Node;
use crate::read::auth;
use crate::read::fields::{Fields, string};

/// Reads `auth`, the newer form, which takes precedence: names of schemes, the preferred one first. A scheme with
/// settings, which no model of botocore has, is an object with its name as the only key.
pub(super) fn schemes(fields: &mut Fields<'_, '_>, at: &At<'_>, out: &Diagnostics) -> Vec<AuthScheme> {
    let at = at.key("auth");
    let elements = fields.array("auth").iter().enumerate();
    // A scheme that cannot be read was reported, and is replaced by a placeholder.
    let schemes =
        elements.map(|(index, node)| scheme(node, &at.index(index), out).unwrap_or(AuthScheme::None));
    schemes.collect()
}

fn scheme(node: &Node<'_>, at: &At<'_>, out: &Diagnostics) -> Option<AuthScheme> {
    let Node::Object(object) = node else {
        return auth::scheme(string(node, at, out)?, None, at, out);
    };
    let [(name, settings)] = object.entries.as_slice() else {
        out.error(at, "expected an object with the name of a scheme as its only key");
        return None;
    };
    auth::scheme(name, Some(settings), &at.key(name), out)
}

/// Reads the older form: a service's `signatureVersion`, an operation's `authtype`.
pub(super) fn signature(name: &str) -> AuthScheme {
    match name {
        "v4" | "v4-unsigned-body" | "s3v4" | "s3" => AuthScheme::SigV4,
        "v4a" => AuthScheme::SigV4a,
        "bearer" => AuthScheme::Bearer,
        "none" => AuthScheme::None,
        other => AuthScheme::Other(other.to_owned()),
    }
}
