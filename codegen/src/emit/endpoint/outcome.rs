//! What rules lead to.

use super::names::Scope;
use super::value;
use crate::graph::rules::{Attribute, Endpoint, Expr, Input, Outcome};
use proc_macro2::TokenStream;
use quote::quote;

/// A message longer than this does not go well on a line with what is made of it.
const LONG: usize = 40;

/// An outcome as the value of a block.
pub(super) fn value(outcome: &Outcome, scope: &Scope) -> TokenStream {
    let (before, value) = parts(outcome, scope);
    quote! { #before #value }
}

/// An outcome as a statement.
pub(super) fn returned(outcome: &Outcome, scope: &Scope) -> TokenStream {
    let (before, value) = parts(outcome, scope);
    quote! { #before return #value; }
}

/// The statement that gives up where there is no such input, and gives it a name.
pub(super) fn need(input: Input, scope: &mut Scope, is_called: impl Fn(&str) -> bool) -> TokenStream {
    let (of, refuse) = (Expr::Input(input), refuse(input));
    let value = value::optional(&of, scope);
    let name = scope.bind(of, is_called);
    quote! { let Some(#name) = #value else { #refuse }; }
}

/// The same for an input that nothing uses.
pub(super) fn need_unused(input: Input, scope: &Scope) -> TokenStream {
    let (value, refuse) = (value::optional(&Expr::Input(input), scope), refuse(input));
    quote! { if #value.is_none() { #refuse } }
}

fn refuse(input: Input) -> TokenStream {
    let message = match input {
        Input::Endpoint => "no endpoint is set",
        _ => "no region is set",
    };
    quote! { return Err(EndpointError::new(#message)); }
}

/// What goes before, and the value.
fn parts(outcome: &Outcome, scope: &Scope) -> (TokenStream, TokenStream) {
    let mut scope = scope.clone();
    let before = prepare(outcome, &mut scope);
    let (more, value) = match outcome {
        Outcome::Endpoint(found) => endpoint(found, &scope),
        Outcome::Error(message) => error(message, &scope),
        // No value is asked of trees, see `block`.
        Outcome::Tree(_) => Default::default(),
    };
    (quote! { #before #more }, value)
}

/// Statements that give names to what the outcome is made from.
fn prepare(outcome: &Outcome, scope: &mut Scope) -> TokenStream {
    let mut statements = Vec::new();
    for input in [Input::Region, Input::Endpoint] {
        let of = Expr::Input(input);
        if scope.name(&of).is_none() && outcome.any(&|expr| *expr == of) {
            statements.push(need(input, scope, |_| false));
        }
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

fn template_parts(expr: &Expr) -> &[Expr] {
    match expr {
        Expr::Template(parts) => parts,
        _ => &[],
    }
}

/// Whether a part of a template reads better by a name: what can be copied.
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

fn endpoint(endpoint: &Endpoint, scope: &Scope) -> (TokenStream, TokenStream) {
    let url = value::borrowed(&endpoint.url, scope);
    let new = quote! { Endpoint::new(#url) };
    let name = endpoint.signing_name.as_ref().map(|name| value::lasting(name, scope));
    let region = endpoint.signing_region.as_ref().map(|region| value::lasting(region, scope));
    if name.is_none() && region.is_none() {
        return (TokenStream::new(), new);
    }
    let name = name.map(|name| quote! { .signing_name(#name) });
    let region = region.map(|region| quote! { .signing_region(#region) });
    let endpoint = scope.pick("endpoint", |_| false);
    (quote! { let #endpoint = #new?; }, quote! { Ok(#endpoint #name #region) })
}
