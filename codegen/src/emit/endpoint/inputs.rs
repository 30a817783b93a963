//! Statements at the beginning of the function that check and bind its parameters.

use super::names::Scope;
use super::{calls, value};
use crate::graph::rules::{Expr, Input, Logic, ParameterValue, Source};
use proc_macro2::TokenStream;
use quote::quote;

/// Returns the statements that return an error if a required parameter is unset.
pub(super) fn required(inputs: &[Input], rules: &Logic, scope: &mut Scope) -> TokenStream {
    let statements = inputs.iter().map(|input| match is_used(input, rules) {
        true => need(input, scope, |name| calls(rules, name)),
        false => {
            let (value, reject) = (value::source(input), reject(input));
            quote! { if #value.is_none() { #reject } }
        }
    });
    statements.collect()
}

/// Returns the statement that binds a parameter to a local variable, or returns an error if it is unset.
pub(super) fn need(input: &Input, scope: &mut Scope, is_called: impl Fn(&str) -> bool) -> TokenStream {
    let (of, reject) = (Expr::Input(input.clone()), reject(input));
    let value = value::optional(&of, scope);
    let name = scope.bind(of, is_called);
    quote! { let Some(#name) = #value else { #reject }; }
}

fn reject(input: &Input) -> TokenStream {
    let message = match &input.source {
        Source::Endpoint => "no endpoint is set".to_owned(),
        Source::Region => "no region is set".to_owned(),
        Source::AccountId => "no account is set".to_owned(),
        Source::Named(name) => format!("no `{name}` is set"),
        _ => "not all that the endpoint rules need is set".to_owned(),
    };
    quote! { return Err(EndpointError::new(#message)); }
}

/// Returns the statements that bind the used parameters that are not plain members of `Params`.
pub(super) fn named(inputs: &[Input], rules: &Logic, scope: &mut Scope) -> TokenStream {
    let used = inputs.iter().filter(|input| is_used(input, rules));
    let statements = used.filter_map(|input| {
        let value = value::source(input);
        let is_called = |name: &str| calls(rules, name);
        match &input.default {
            Some(default) => {
                let or = or_default(default);
                let name = scope.bind(Expr::Input(input.clone()), is_called);
                Some(quote! { let #name = #value #or; })
            }
            None if matches!(input.source, Source::Named(_)) => {
                let name = scope.bind_optional(Expr::Input(input.clone()), is_called);
                Some(quote! { let #name = #value; })
            }
            None => None,
        }
    });
    statements.collect()
}

fn or_default(default: &ParameterValue) -> TokenStream {
    match default {
        ParameterValue::String(text) if text.is_empty() => quote! { .unwrap_or_default() },
        ParameterValue::Boolean(false) => quote! { .unwrap_or_default() },
        ParameterValue::StringArray(texts) if texts.is_empty() => quote! { .unwrap_or_default() },
        ParameterValue::String(text) => quote! { .unwrap_or(#text) },
        ParameterValue::Boolean(flag) => quote! { .unwrap_or(#flag) },
        ParameterValue::StringArray(texts) => quote! { .unwrap_or(&[#(#texts),*]) },
    }
}

fn is_used(input: &Input, rules: &Logic) -> bool {
    rules.any(&|expr| matches!(expr, Expr::Input(used) if used == input))
}
