//! The function that finds a service's endpoint: its rules, as a person would have written them.
//!
//! [`simplify`] leaves of the rules what has an effect; [`block`] and [`outcome`] make statements of rules,
//! [`value`] expressions of values, [`names`] picks the names of locals. Text of the model becomes literals, and
//! nothing else.

mod block;
mod names;
mod outcome;
mod simplify;
#[cfg(test)]
mod tests;
mod value;

use super::docs;
use crate::graph::rules::{Expr, Input, Rule, RuleSet};
use names::Scope;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// The items of a service's `endpoint.rs`. They expect the table of partitions as `crate::partitions::PARTITIONS`.
pub(crate) fn items(rules: &RuleSet, sdk_id: &str) -> Vec<TokenStream> {
    let mut required: Vec<Input> = Vec::new();
    for input in rules.parameters.iter().filter(|parameter| parameter.required).filter_map(|p| p.input) {
        if !required.contains(&input) {
            required.push(input);
        }
    }
    let rules = simplify::simplify(&rules.rules, &required);
    let mut items = uses(&rules);
    items.push(function(&rules, &required, sdk_id));
    items
}

/// What the function needs; not all need all.
fn uses(rules: &[Rule]) -> Vec<TokenStream> {
    let mut functions = value::FUNCTIONS.to_vec();
    functions.retain(|function| calls(rules, function));
    let partitions = functions.contains(&"partition").then(|| quote! { use crate::partitions::PARTITIONS; });
    let functions = functions.iter().map(|function| Ident::new(function, Span::call_site()));
    let mut uses: Vec<TokenStream> = partitions.into_iter().collect();
    uses.push(quote! { use smithereen::endpoint::{Params #(, #functions)*}; });
    uses.push(quote! { use smithereen::{Endpoint, EndpointError}; });
    uses
}

fn calls(rules: &[Rule], function: &str) -> bool {
    any(rules, &|expr| value::function(expr) == Some(function))
}

fn any(rules: &[Rule], test: &dyn Fn(&Expr) -> bool) -> bool {
    rules.iter().any(|rule| rule.any(test))
}

fn function(rules: &[Rule], required: &[Input], sdk_id: &str) -> TokenStream {
    let is_used = !required.is_empty() || any(rules, &|expr| matches!(expr, Expr::Input(_)));
    let params = Ident::new(if is_used { "params" } else { "_params" }, Span::call_site());
    let mut scope = Scope::default();
    let needed: Vec<TokenStream> = required.iter().map(|input| need(*input, rules, &mut scope)).collect();
    let body = block::body(rules, &scope);
    let title = format!("The endpoint rules of {}.", docs::code(sdk_id));
    let about =
        docs::outer(&[title, "# Errors".to_owned(), "Where the rules refuse, in their words.".to_owned()]);
    quote! {
        #about
        pub fn endpoint(#params: &Params<'_>) -> Result<Endpoint, EndpointError> {
            #(#needed)*
            #body
        }
    }
}

/// Gives up where there is no such input.
fn need(input: Input, rules: &[Rule], scope: &mut Scope) -> TokenStream {
    if any(rules, &|expr| *expr == Expr::Input(input)) {
        outcome::need(input, scope, |name| calls(rules, name))
    } else {
        outcome::need_unused(input, scope)
    }
}
