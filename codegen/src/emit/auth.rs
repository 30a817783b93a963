//! The authentication schemes of services and operations.

use super::context::Context;
use super::syntax;
use crate::graph::{ApiKey, Auth, AuthScheme, KeyLocation, Operation};
use syn::Expr;

/// Returns the schemes that the runtime supports, as a slice.
pub(super) fn schemes(schemes: &[AuthScheme]) -> Expr {
    let is_v4 = schemes.contains(&AuthScheme::SigV4);
    // With both versions of the signature in a model, the endpoint decides.
    let schemes = schemes.iter().filter(|scheme| !(is_v4 && **scheme == AuthScheme::SigV4a));
    syntax::slice(schemes.filter_map(scheme))
}

fn scheme(scheme: &AuthScheme) -> Option<Expr> {
    let unit = |path| Some(syntax::name(syntax::path(path)));
    match scheme {
        AuthScheme::SigV4 => unit("smithereen::AuthScheme::SigV4"),
        AuthScheme::SigV4a => unit("smithereen::AuthScheme::SigV4a"),
        AuthScheme::Bearer => unit("smithereen::AuthScheme::Bearer"),
        AuthScheme::None => unit("smithereen::AuthScheme::None"),
        AuthScheme::ApiKey(key) => Some(syntax::call("smithereen::AuthScheme::ApiKey", [self::key(key)])),
        AuthScheme::Basic | AuthScheme::Digest | AuthScheme::Other(_) => None,
    }
}

fn key(key: &ApiKey) -> Expr {
    let name = syntax::text(&key.name);
    match (key.location, &key.scheme) {
        (KeyLocation::Query, _) => syntax::call("smithereen::ApiKey::query", [name]),
        (KeyLocation::Header, None) => syntax::call("smithereen::ApiKey::header", [name]),
        (KeyLocation::Header, Some(scheme)) => {
            let header = syntax::call("smithereen::ApiKey::header", [name]);
            syntax::method(header, "with_scheme", [syntax::text(scheme)])
        }
    }
}

/// Returns an operation's own schemes, if they differ from those of the service.
pub(super) fn of_operation(context: &Context<'_>, operation: &Operation) -> Option<Expr> {
    let service = &context.service.model.service;
    match &operation.auth {
        Auth::Own(own) if *own != service.auth => Some(schemes(own)),
        _ => None,
    }
}

/// Returns whether an operation accepts an API key.
pub(super) fn takes_key(context: &Context<'_>) -> bool {
    any(context, |scheme| matches!(scheme, AuthScheme::ApiKey(_)))
}

/// Returns whether an operation accepts a signature.
pub(super) fn takes_signature(context: &Context<'_>) -> bool {
    any(context, AuthScheme::is_signature)
}

fn any(context: &Context<'_>, is: fn(&AuthScheme) -> bool) -> bool {
    let model = &context.service.model;
    model.operations.iter().any(|operation| operation.auth.schemes(&model.service).iter().any(is))
}
