//! Generates the outcomes of endpoint rules: an endpoint or an error.

use super::names::Scope;
use super::{host, inputs, value};
use crate::graph::rules::{Attribute, Endpoint, EndpointAuthScheme, Expr, Input, Outcome, Property};
use proc_macro2::TokenStream;
use quote::quote;

/// The length up to which a message is written in the call. Longer messages are bound to a variable first.
const MAX_INLINE_MESSAGE: usize = 40;

/// Statements, and the expression of type `Result` that follows them.
struct Generated {
    statements: TokenStream,
    result: TokenStream,
}

impl Generated {
    fn expression(result: TokenStream) -> Self {
        Self { statements: TokenStream::new(), result }
    }
}

/// Generates an outcome as the last expression of a block, with the statements before it.
pub(super) fn tail(outcome: &Outcome, scope: &Scope) -> TokenStream {
    let Generated { statements, result } = generate(outcome, scope);
    quote! { #statements #result }
}

/// Generates an outcome as a `return` statement, with the statements before it.
pub(super) fn returned(outcome: &Outcome, scope: &Scope) -> TokenStream {
    let Generated { statements, result } = generate(outcome, scope);
    quote! { #statements return #result; }
}

fn generate(outcome: &Outcome, scope: &Scope) -> Generated {
    let mut scope = scope.clone();
    let bindings = bind_values(outcome, &mut scope);
    let Generated { statements, result } = match outcome {
        Outcome::Endpoint(endpoint) => generate_endpoint(endpoint, &scope),
        Outcome::Error(message) => generate_error(message, &scope),
        // `block` handles trees and does not call this function for them.
        Outcome::Tree(_) => Generated::expression(TokenStream::new()),
    };
    Generated { statements: quote! { #bindings #statements }, result }
}

/// Returns a test for the functions that an outcome calls. A variable of the same name would hide the function.
fn calls(outcome: &Outcome) -> impl Fn(&str) -> bool + Copy {
    move |function| outcome.any(&|expr| value::function(expr) == Some(function))
}

/// For the variables `endpoint` and `message`: no function of the runtime has these names.
fn calls_none(_function: &str) -> bool {
    false
}

/// Generates the statements that bind values of the outcome to variables, and adds the variables to the scope.
fn bind_values(outcome: &Outcome, scope: &mut Scope) -> TokenStream {
    let mut statements = Vec::new();
    for input in unchecked_inputs(outcome, scope) {
        statements.push(inputs::need(&input, scope, calls(outcome)));
    }
    for part in outcome.values().into_iter().flat_map(template_parts) {
        if needs_local(part) && scope.name(part).is_none() {
            let value = value::plain(part, scope);
            let name = scope.bind(part.clone(), calls(outcome));
            statements.push(quote! { let #name = #value; });
        }
    }
    statements.into_iter().collect()
}

/// Returns the parameters that the outcome uses but no condition has checked with `isSet`.
fn unchecked_inputs(outcome: &Outcome, scope: &Scope) -> Vec<Input> {
    let mut unchecked: Vec<Input> = Vec::new();
    for need in outcome.values().into_iter().flat_map(Expr::needs) {
        if let Expr::Input(input) = need
            && scope.name(need).is_none()
            && !unchecked.contains(input)
        {
            unchecked.push(input.clone());
        }
    }
    unchecked
}

fn template_parts(expr: &Expr) -> &[Expr] {
    match expr {
        Expr::Template(parts) => parts,
        _ => &[],
    }
}

/// Returns whether a part of a template is bound to a variable, which the format string can name. Attributes are, unless
/// their type is `String`, which a binding would move out of its structure.
fn needs_local(part: &Expr) -> bool {
    matches!(part, Expr::Attribute(_, attribute) if *attribute != Attribute::NormalizedPath)
}

fn generate_error(message: &Expr, scope: &Scope) -> Generated {
    let text = value::plain(message, scope);
    if value::length(message) <= MAX_INLINE_MESSAGE {
        return Generated::expression(quote! { Err(EndpointError::new(#text)) });
    }
    let name = scope.pick("message", calls_none);
    Generated { statements: quote! { let #name = #text; }, result: quote! { Err(EndpointError::new(#name)) } }
}

/// Returns whether the generated code refers to `EndpointAuthScheme`. Default SigV4 is described by a signing name and a region.
pub(super) fn needs_auth_scheme(endpoint: &Endpoint) -> bool {
    !endpoint.auth_schemes.is_empty() && !is_default_sigv4(&endpoint.auth_schemes)
}

/// Returns whether the only scheme is SigV4 with a signing name or a region and no other settings.
fn is_default_sigv4(schemes: &[EndpointAuthScheme]) -> bool {
    let [scheme] = schemes else { return false };
    let default = EndpointAuthScheme {
        signing_name: scheme.signing_name.clone(),
        signing_region: scheme.signing_region.clone(),
        ..EndpointAuthScheme::new("sigv4")
    };
    *scheme == default && (scheme.signing_name.is_some() || scheme.signing_region.is_some())
}

fn generate_endpoint(endpoint: &Endpoint, scope: &Scope) -> Generated {
    let new = constructor(&endpoint.url, scope);
    let signing = match endpoint.auth_schemes.as_slice() {
        [scheme] if is_default_sigv4(&endpoint.auth_schemes) => signing_calls(scheme, scope),
        schemes => schemes.iter().map(|scheme| auth_scheme(scheme, scope)).collect(),
    };
    let properties: TokenStream =
        endpoint.properties.iter().map(|(name, value)| property(name, value, scope)).collect();
    let headers = headers(endpoint, scope);
    if signing.is_empty() && properties.is_empty() && headers.is_empty() {
        return Generated::expression(new);
    }
    let local = scope.pick("endpoint", calls_none);
    let configured = quote! { #local #signing #properties };
    let result = match headers.is_empty() {
        true => quote! { Ok(#configured) },
        // `.header()` returns a `Result`: `?` between the calls, and the last result is the value.
        false => quote! { #configured #(#headers)?* },
    };
    Generated { statements: quote! { let #local = #new?; }, result }
}

/// Generates the call that creates the endpoint. The runtime checks the values in the host that a caller can choose.
fn constructor(url: &Expr, scope: &Scope) -> TokenStream {
    let values = host::values(url).into_iter().map(|expr| {
        let (name, value) = (host::name(expr), value::grouped(expr, value::plain(expr, scope)));
        quote! { (#name, &#value) }
    });
    let host_values: Vec<_> = values.collect();
    let url = value::borrowed(url, scope);
    match host_values.is_empty() {
        true => quote! { Endpoint::new(#url) },
        false => quote! { Endpoint::from_rules(#url, &[#(#host_values),*]) },
    }
}

fn headers(endpoint: &Endpoint, scope: &Scope) -> Vec<TokenStream> {
    let all = endpoint.headers.iter().flat_map(|(name, texts)| texts.iter().map(move |text| (name, text)));
    let calls = all.map(|(name, text)| {
        let text = value::borrowed(text, scope);
        quote! { .header(#name, #text) }
    });
    calls.collect()
}

/// Generates the calls that set the signing name and the region, if the scheme has them.
fn signing_calls(scheme: &EndpointAuthScheme, scope: &Scope) -> TokenStream {
    let name = scheme.signing_name.as_ref().map(|name| value::lasting(name, scope));
    let region = scheme.signing_region.as_ref().map(|region| value::lasting(region, scope));
    let name = name.map(|name| quote! { .signing_name(#name) });
    let region = region.map(|region| quote! { .signing_region(#region) });
    quote! { #name #region }
}

fn auth_scheme(scheme: &EndpointAuthScheme, scope: &Scope) -> TokenStream {
    let (name, signing) = (scheme_name(scheme, scope), signing_calls(scheme, scope));
    let region_set = scheme.signing_region_set.iter().map(|region| {
        let region = value::lasting(region, scope);
        quote! { .signing_region_in(#region) }
    });
    let double_encoding = scheme.disable_double_encoding.then(|| quote! { .disable_double_encoding() });
    let normalize_path = scheme.disable_normalize_path.then(|| quote! { .disable_normalize_path() });
    quote! { .auth_scheme(EndpointAuthScheme::new(#name) #signing #(#region_set)* #double_encoding #normalize_path) }
}

fn scheme_name(
    EndpointAuthScheme { name, alternative, .. }: &EndpointAuthScheme,
    scope: &Scope,
) -> TokenStream {
    let Some((condition, alternative)) = alternative else { return quote! { #name } };
    let condition = value::plain(condition, scope);
    quote! { if #condition { #alternative } else { #name } }
}

fn property(name: &str, property: &Property, scope: &Scope) -> TokenStream {
    let document = document(property, scope);
    quote! { .property(#name, #document) }
}

/// Generates an expression that converts into a `Document`.
fn document(property: &Property, scope: &Scope) -> TokenStream {
    match property {
        Property::Text(text) => value::plain(text, scope),
        Property::Flag(flag) => quote! { #flag },
        Property::Array(elements) => {
            let elements = elements.iter().map(|element| document(element, scope));
            quote! { vec![#(smithereen::Document::from(#elements)),*] }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::rules::{ParameterType, Source};

    #[test]
    fn a_parameter_does_not_hide_a_function_that_the_outcome_calls() {
        let input =
            |name: &str| Expr::Input(Input::new(Source::Named(name.to_owned()), ParameterType::String));
        let encoded = Expr::UriEncode(Box::new(input("Name")));
        let message = Expr::Template(vec![input("UriEncode"), encoded]);
        let generated = tail(&Outcome::Error(message), &Scope::default()).to_string();
        assert!(generated.contains("Some (uri_encode_2)"), "{generated}");
        assert!(generated.contains("uri_encode (name)"), "{generated}");
    }
}
