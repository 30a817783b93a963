//! The authentication schemes of services and operations.

use super::context::Context;
use crate::graph::{ApiKey, Auth, AuthScheme, KeyLocation, Operation};
use proc_macro2::TokenStream;
use quote::quote;

/// Returns the schemes that the runtime supports, as an array.
pub(super) fn schemes(schemes: &[AuthScheme]) -> TokenStream {
    let is_v4 = schemes.contains(&AuthScheme::SigV4);
    // With both versions of the signature in a model, the endpoint decides.
    let schemes =
        schemes.iter().filter(|scheme| !(is_v4 && **scheme == AuthScheme::SigV4a)).filter_map(scheme);
    quote!(&[#(#schemes),*])
}

fn scheme(scheme: &AuthScheme) -> Option<TokenStream> {
    Some(match scheme {
        AuthScheme::SigV4 => quote!(smithereen::AuthScheme::SigV4),
        AuthScheme::SigV4a => quote!(smithereen::AuthScheme::SigV4a),
        AuthScheme::Bearer => quote!(smithereen::AuthScheme::Bearer),
        AuthScheme::None => quote!(smithereen::AuthScheme::None),
        AuthScheme::ApiKey(key) => {
            let key = self::key(key);
            quote!(smithereen::AuthScheme::ApiKey(#key))
        }
        AuthScheme::Basic | AuthScheme::Digest | AuthScheme::Other(_) => return None,
    })
}

fn key(key: &ApiKey) -> TokenStream {
    let name = &key.name;
    match key.location {
        KeyLocation::Query => quote!(smithereen::ApiKey::query(#name)),
        KeyLocation::Header => {
            let scheme = key.scheme.as_ref().map(|scheme| quote!(.with_scheme(#scheme)));
            quote!(smithereen::ApiKey::header(#name) #scheme)
        }
    }
}

/// Returns the call that sets an operation's own schemes, if they differ from those of the service.
pub(super) fn of_operation(context: &Context<'_>, operation: &Operation) -> Option<TokenStream> {
    let service = &context.service.model.service;
    match &operation.auth {
        Auth::Own(own) if *own != service.auth => {
            let schemes = schemes(own);
            Some(quote!(.override_auth(#schemes)))
        }
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
