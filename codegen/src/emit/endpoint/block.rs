//! Generates statements from a tree of rules.

use super::names::Scope;
use super::{outcome, value};
use crate::graph::rules::{Condition, Expr, Outcome, Rule};
use proc_macro2::TokenStream;
use quote::quote;

/// Generates the function's statements and its final expression.
pub(super) fn body(rules: &[Rule], scope: &Scope) -> TokenStream {
    let (before, last) = match rules.split_last() {
        Some((last, before)) if last.conditions.is_empty() => (before, outcome::tail(&last.outcome, scope)),
        _ => (rules, quote! { Err(EndpointError::new("no endpoint rule matches these parameters")) }),
    };
    let before = before.iter().map(|rule| statement(rule, scope));
    quote! { #(#before)* #last }
}

/// Generates a statement that returns the rule's outcome if its conditions hold.
fn statement(rule: &Rule, scope: &Scope) -> TokenStream {
    let mut scope = scope.clone();
    let (mut tests, mut rest) = (Vec::new(), rule.conditions.as_slice());
    while let Some((condition, after)) = rest.split_first() {
        rest = after;
        tests.push(test(condition, &Rest { conditions: rest, outcome: &rule.outcome }, &mut scope));
    }
    let then = match &rule.outcome {
        Outcome::Tree(rules) => rules.iter().map(|rule| statement(rule, &scope)).collect(),
        leaf => outcome::returned(leaf, &scope),
    };
    if tests.is_empty() {
        then
    } else {
        quote! { if #(#tests)&&* { #then } }
    }
}

/// The part of a rule after a condition, which can use the name that the condition binds.
struct Rest<'a> {
    conditions: &'a [Condition],
    outcome: &'a Outcome,
}

impl Rest<'_> {
    fn mentions(&self, wanted: &Expr) -> bool {
        self.any(&|expr| expr == wanted)
    }

    fn calls(&self, function: &str) -> bool {
        self.any(&|expr| value::function(expr) == Some(function))
    }

    fn any(&self, test: &dyn Fn(&Expr) -> bool) -> bool {
        self.conditions.iter().any(|condition| condition.value().any(test)) || self.outcome.any(test)
    }
}

/// Generates a condition. Its value gets a name only if the rest of the rule uses it.
fn test(condition: &Condition, rest: &Rest<'_>, scope: &mut Scope) -> TokenStream {
    match condition {
        Condition::Bind { name, value } if rest.mentions(&Expr::Local(name.clone())) => {
            let value = value::plain(value, scope);
            let name = scope.bind(Expr::Local(name.clone()), |name| rest.calls(name));
            quote! { let Some(#name) = #value }
        }
        Condition::Bind { value, .. } => {
            let value = value::plain(value, scope);
            quote! { #value.is_some() }
        }
        Condition::Holds(Expr::IsSet(of)) if matches!(**of, Expr::Input(_)) && rest.mentions(of) => {
            let input = value::optional(of, scope);
            let name = scope.bind((**of).clone(), |name| rest.calls(name));
            quote! { let Some(#name) = #input }
        }
        Condition::Holds(test) => value::plain(test, scope),
    }
}
