//! Generates the results of rules: endpoints and errors.

use super::names::Scope;
use super::{host, inputs, value};
use crate::graph::rules::{Attribute, AuthScheme, Endpoint, Expr, Input, Outcome, Property};
use proc_macro2::TokenStream;
use quote::quote;

/// The length from which a message gets a line of its own.
const LONG: usize = 40;

/// Generates an outcome as the value of a block.
pub(super) fn value(outcome: &Outcome, scope: &Scope) -> TokenStream {
    let (before, value) = parts(outcome, scope);
    quote! { #before #value }
}

/// Generates an outcome as a `return` statement.
pub(super) fn returned(outcome: &Outcome, scope: &Scope) -> TokenStream {
    let (before, value) = parts(outcome, scope);
    quote! { #before return #value; }
}

/// Returns the statements before an outcome, and its value.
fn parts(outcome: &Outcome, scope: &Scope) -> (TokenStream, TokenStream) {
    let mut scope = scope.clone();
    let before = prepare(outcome, &mut scope);
    let (more, value) = match outcome {
        Outcome::Endpoint(found) => endpoint(found, &scope),
        Outcome::Error(message) => error(message, &scope),
        // `block` handles trees and does not call this function for them.
        Outcome::Tree(_) => Default::default(),
    };
    (quote! { #before #more }, value)
}

/// Generates the statements that bind the values of an outcome to variables.
fn prepare(outcome: &Outcome, scope: &mut Scope) -> TokenStream {
    let mut statements = Vec::new();
    for input in missing(outcome, scope) {
        statements.push(inputs::need(&input, scope, |_| false));
    }
    for part in outcome.values().into_iter().flat_map(template_parts) {
        if is_named(part) && scope.name(part).is_none() {
            let value = value::plain(part, scope);
            let name = scope.bind(part.clone(), |_| false);
            statements.push(quote! { let #name = #value; });
        }
    }
    statements.into_iter().collect()
}

/// Returns the parameters that the outcome uses and no condition has tested.
fn missing(outcome: &Outcome, scope: &Scope) -> Vec<Input> {
    let mut missing: Vec<Input> = Vec::new();
    for need in outcome.values().into_iter().flat_map(Expr::needs) {
        if let Expr::Input(input) = need
            && scope.name(need).is_none()
            && !missing.contains(input)
        {
            missing.push(input.clone());
        }
    }
    missing
}

fn template_parts(expr: &Expr) -> &[Expr] {
    match expr {
        Expr::Template(parts) => parts,
        _ => &[],
    }
}

/// Returns whether a part of a template gets a variable: attributes that can be copied.
fn is_named(part: &Expr) -> bool {
    matches!(part, Expr::Attribute(_, attribute) if *attribute != Attribute::NormalizedPath)
}

fn error(message: &Expr, scope: &Scope) -> (TokenStream, TokenStream) {
    let text = value::plain(message, scope);
    if value::length(message) <= LONG {
        return (TokenStream::new(), quote! { Err(EndpointError::new(#text)) });
    }
    let name = scope.pick("message", |_| false);
    (quote! { let #name = #text; }, quote! { Err(EndpointError::new(#name)) })
}

/// Returns whether the endpoint needs an `AuthScheme`, because a signing name and a region do not describe it.
pub(super) fn needs_scheme(endpoint: &Endpoint) -> bool {
    !endpoint.auth_schemes.is_empty() && !is_plain(&endpoint.auth_schemes)
}

/// Returns whether the only scheme is SigV4 with a signing name or a region and no other settings.
fn is_plain(schemes: &[AuthScheme]) -> bool {
    let [scheme] = schemes else { return false };
    let plain = AuthScheme {
        signing_name: scheme.signing_name.clone(),
        signing_region: scheme.signing_region.clone(),
        ..AuthScheme::new("sigv4")
    };
    *scheme == plain && (scheme.signing_name.is_some() || scheme.signing_region.is_some())
}

fn endpoint(found: &Endpoint, scope: &Scope) -> (TokenStream, TokenStream) {
    let url = value::borrowed(&found.url, scope);
    let checked = host::values(&found.url).into_iter().map(|value| {
        let (name, value) = (host::name(value), value::grouped(value, value::plain(value, scope)));
        quote! { (#name, &#value) }
    });
    let checked: Vec<_> = checked.collect();
    let new = match checked.is_empty() {
        true => quote! { Endpoint::new(#url) },
        false => quote! { Endpoint::from_rules(#url, &[#(#checked),*]) },
    };
    let signing = match found.auth_schemes.as_slice() {
        [scheme] if is_plain(&found.auth_schemes) => signed_for(scheme, scope),
        schemes => schemes.iter().map(|scheme| auth_scheme(scheme, scope)).collect(),
    };
    let properties: TokenStream =
        found.properties.iter().map(|(name, value)| property(name, value, scope)).collect();
    let headers = headers(found, scope);
    if signing.is_empty() && properties.is_empty() && headers.is_empty() {
        return (TokenStream::new(), new);
    }
    let endpoint = scope.pick("endpoint", |_| false);
    let all = quote! { #endpoint #signing #properties };
    let value = match headers.is_empty() {
        true => quote! { Ok(#all) },
        // `header` already returns a result, because a header can be invalid.
        false => quote! { #all #(#headers)?* },
    };
    (quote! { let #endpoint = #new?; }, value)
}

fn headers(found: &Endpoint, scope: &Scope) -> Vec<TokenStream> {
    let all = found.headers.iter().flat_map(|(name, values)| values.iter().map(move |value| (name, value)));
    let calls = all.map(|(name, value)| {
        let value = value::borrowed(value, scope);
        quote! { .header(#name, #value) }
    });
    calls.collect()
}

fn signed_for(scheme: &AuthScheme, scope: &Scope) -> TokenStream {
    let name = scheme.signing_name.as_ref().map(|name| value::lasting(name, scope));
    let region = scheme.signing_region.as_ref().map(|region| value::lasting(region, scope));
    let name = name.map(|name| quote! { .signing_name(#name) });
    let region = region.map(|region| quote! { .signing_region(#region) });
    quote! { #name #region }
}

fn auth_scheme(scheme: &AuthScheme, scope: &Scope) -> TokenStream {
    let (name, signing) = (scheme_name(scheme, scope), signed_for(scheme, scope));
    let set = scheme.signing_region_set.iter().map(|region| {
        let region = value::lasting(region, scope);
        quote! { .signing_region_in(#region) }
    });
    let single = scheme.disable_double_encoding.then(|| quote! { .disable_double_encoding() });
    let as_is = scheme.disable_normalize_path.then(|| quote! { .disable_normalize_path() });
    quote! { .auth_scheme(AuthScheme::new(#name) #signing #(#set)* #single #as_is) }
}

fn scheme_name(AuthScheme { name, alternative, .. }: &AuthScheme, scope: &Scope) -> TokenStream {
    let Some((condition, other)) = alternative else { return quote! { #name } };
    let condition = value::plain(condition, scope);
    quote! { if #condition { #other } else { #name } }
}

fn property(name: &str, value: &Property, scope: &Scope) -> TokenStream {
    let value = document(value, scope);
    quote! { .property(#name, #value) }
}

/// Generates an expression that converts into a document.
fn document(value: &Property, scope: &Scope) -> TokenStream {
    match value {
        Property::Text(text) => value::plain(text, scope),
        Property::Flag(flag) => quote! { #flag },
        Property::Array(elements) => {
            let elements = elements.iter().map(|element| document(element, scope));
            quote! { vec![#(smithereen::Document::from(#elements)),*] }
        }
    }
}
