//! Generates the endpoint function of a service from its rules.
//!
//! [`simplify`] removes rules without an effect, and [`inputs`] binds the parameters to local variables. [`block`], [`diagram`]
//! and [`outcome`] generate statements, [`value`] generates expressions, [`names`] names local variables, and [`host`] finds
//! the parts of a host name that callers choose. [`table`] generates large rule sets as tables. Text of the model becomes
//! literals only.

mod block;
mod diagram;
mod host;
mod inputs;
mod names;
mod outcome;
mod simplify;
mod table;
#[cfg(test)]
mod tests;
mod value;

use super::docs;
use super::file::File;
use crate::graph::rules::{Expr, Input, Logic, RuleSet};
use names::Scope;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// Adds the items to a service's `endpoint.rs`. They expect the table of partitions beside the service's module.
pub(super) fn file(mut file: File, rules: &RuleSet, sdk_id: &str) -> File {
    let rules = simplified(rules);
    if let Logic::Rules(logic) = &rules.logic
        && let Some(tables) = table::items(logic, &rules.required, sdk_id)
    {
        tables.iter().for_each(|item| file.push_as_is(item));
        return file;
    }
    file.with(code(&rules, sdk_id))
}

/// Rules without conditions that have no effect, and their parameters.
struct Simplified {
    logic: Logic,
    required: Vec<Input>,
    others: Vec<Input>,
}

fn simplified(rules: &RuleSet) -> Simplified {
    let mut required: Vec<Input> = Vec::new();
    for parameter in rules.parameters.iter().filter(|parameter| parameter.required) {
        if !required.contains(&parameter.input) {
            required.push(parameter.input.clone());
        }
    }
    let others = rules.parameters.iter().map(|parameter| &parameter.input);
    let others: Vec<Input> = others.filter(|input| !required.contains(input)).cloned().collect();
    let logic = match &rules.logic {
        Logic::Rules(rules) => Logic::Rules(simplify::simplify(rules, &required)),
        Logic::Diagram(diagram) => Logic::Diagram(simplify::diagram(diagram)),
    };
    Simplified { logic, required, others }
}

/// Generates the rules as a function.
fn code(rules: &Simplified, sdk_id: &str) -> Vec<TokenStream> {
    let mut items = uses(&rules.logic);
    if let Logic::Diagram(diagram) = &rules.logic {
        items.extend(diagram::constants(diagram));
    }
    items.push(entry(sdk_id));
    items.push(function(&rules.logic, &rules.required, &rules.others));
    items
}

/// Generates the imports that the function needs.
fn uses(rules: &Logic) -> Vec<TokenStream> {
    let mut functions = value::FUNCTIONS.to_vec();
    functions.retain(|function| calls(rules, function));
    let partitions =
        functions.contains(&"partition").then(|| quote! { use super::super::partitions::PARTITIONS; });
    let schemes = rules.has(&outcome::needs_auth_scheme);
    let schemes = schemes.then_some("EndpointAuthScheme").into_iter().chain(["Params"]);
    let functions = schemes.chain(functions).map(value::ident);
    let mut uses: Vec<TokenStream> = partitions.into_iter().collect();
    uses.push(quote! { use smithereen::endpoint::{#(#functions),*}; });
    uses.push(quote! { use smithereen::{Endpoint, EndpointError}; });
    uses
}

fn calls(rules: &Logic, function: &str) -> bool {
    rules.any(&|expr| value::function(expr) == Some(function))
}

/// Generates the public function. The runtime performs the checks that are not part of the rules.
fn entry(sdk_id: &str) -> TokenStream {
    let title = format!("The endpoint rules of {}.", docs::code(sdk_id));
    let errors = "Returns an error if the rules reject the parameters or the region is invalid.";
    let about = docs::outer(&[title, "# Errors".to_owned(), errors.to_owned()]);
    quote! {
        #about
        pub fn endpoint(params: &Params<'_>) -> Result<Endpoint, EndpointError> {
            params.resolve(rules)
        }
    }
}

fn function(rules: &Logic, required: &[Input], others: &[Input]) -> TokenStream {
    let is_used = !required.is_empty() || rules.any(&|expr| matches!(expr, Expr::Input(_)));
    let params = Ident::new(if is_used { "params" } else { "_params" }, Span::call_site());
    let mut scope = Scope::default();
    let needed = inputs::required(required, rules, &mut scope);
    let given = inputs::named(others, rules, &mut scope);
    let body = match rules {
        Logic::Rules(rules) => block::body(rules, &scope),
        Logic::Diagram(diagram) => diagram::body(diagram, &scope),
    };
    quote! {
        fn rules(#params: &Params<'_>) -> Result<Endpoint, EndpointError> {
            #needed
            #given
            #body
        }
    }
}
