//! Generates a table of the branches of a decision diagram, and a loop that follows it.
//!
//! The code grows with the conditions, the branches and the outcomes, not with the number of paths through them.

use super::super::docs;
use super::names::Scope;
use super::{outcome, value};
use crate::graph::rules::{Condition, Diagram, Expr, Leaf, Target, Test};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

const NO_MATCH: &str = "no endpoint rule matches these parameters";

/// Generates the constants that the function reads, or none if the diagram has no branches.
pub(super) fn constants(diagram: &Diagram) -> Vec<TokenStream> {
    if diagram.branches.is_empty() {
        return Vec::new();
    }
    let number = |target| Literal::usize_unsuffixed(number(diagram, target));
    let rows = diagram.branches.iter().map(|branch| {
        let condition = Literal::usize_unsuffixed(branch.condition);
        let (holds, fails) = (number(branch.holds), number(branch.fails));
        quote! { [#condition, #holds, #fails] }
    });
    let count = Literal::usize_unsuffixed(diagram.branches.len());
    let about = docs::outer(&[
        "The branches of the decision diagram: the index of a condition, the number to go on with if it holds, and \
         the number if it does not."
            .to_owned(),
        format!("The numbers from {count} on are those of outcomes."),
    ]);
    vec![
        quote! {
            #about
            const BRANCHES: [[u16; 3]; #count] = [#(#rows),*];
        },
        quote! { const NO_MATCH: &str = #NO_MATCH; },
    ]
}

/// Returns the number of a target in the table: branches, then outcomes, then "no match".
fn number(diagram: &Diagram, target: Target) -> usize {
    match target {
        Target::Branch(index) => index,
        Target::Outcome(index) => diagram.branches.len() + index,
        Target::NoMatch => diagram.branches.len() + diagram.outcomes.len(),
    }
}

/// Generates the function's statements and its final expression.
pub(super) fn body(diagram: &Diagram, scope: &Scope) -> TokenStream {
    let mut scope = scope.clone();
    if diagram.branches.is_empty() {
        return match diagram.root {
            Target::Outcome(index) => diagram.outcomes.get(index).map(|one| leaf(one, diagram, &scope)),
            Target::Branch(_) | Target::NoMatch => None,
        }
        .unwrap_or_else(|| quote! { Err(EndpointError::new(#NO_MATCH)) });
    }
    let is_called = |name: &str| diagram.any(&|expr| value::function(expr) == Some(name));
    let [at, holds, condition, yes, no] =
        ["at", "holds", "condition", "yes", "no"].map(|name| scope.reserve(name, is_called));
    let locals = locals(diagram, &mut scope, is_called);
    let conditions = diagram.conditions.iter().enumerate().map(|(index, one)| {
        let (index, one) = (Literal::usize_unsuffixed(index), test(one, diagram, &scope));
        quote! { #index => #one, }
    });
    let used = |index| diagram.branches.iter().any(|branch| branch.condition == index);
    let conditions: Vec<_> =
        conditions.enumerate().filter(|(index, _)| used(*index)).map(|(_, arm)| arm).collect();
    let outcomes = diagram.outcomes.iter().enumerate().map(|(index, one)| {
        let number = Literal::usize_unsuffixed(number(diagram, Target::Outcome(index)));
        let one = leaf(one, diagram, &scope);
        quote! { #number => { #one } }
    });
    quote! {
        #locals
        let mut #at = 0;
        while let Some([#condition, #yes, #no]) = BRANCHES.get(usize::from(#at)) {
            let #holds = match #condition {
                #(#conditions)*
                _ => false,
            };
            #at = if #holds { *#yes } else { *#no };
        }
        match #at {
            #(#outcomes)*
            _ => Err(EndpointError::new(NO_MATCH)),
        }
    }
}

/// Generates the variables that conditions assign and that something reads. They start as `None`.
fn locals(diagram: &Diagram, scope: &mut Scope, is_called: impl Fn(&str) -> bool) -> TokenStream {
    let bound = diagram.conditions.iter().filter_map(|test| match &test.condition {
        Condition::Bind { name, .. } => Some(Expr::Local(name.clone())),
        Condition::Holds(_) => None,
    });
    let read = bound.filter(|local| diagram.any(&|expr| expr == local));
    let statements = read.map(|local| {
        let name = scope.bind_optional(local, &is_called);
        quote! { let mut #name = None; }
    });
    statements.collect()
}

/// Generates the test of a condition, which also assigns the name that the condition binds.
fn test(test: &Test, diagram: &Diagram, scope: &Scope) -> TokenStream {
    match &test.condition {
        Condition::Bind { name, value } => {
            let found = with(value, (&test.needs, diagram), scope, "and_then", &quote! { None });
            match scope.optional(&Expr::Local(name.clone())) {
                Some(name) => quote! { { #name = #found; #name.is_some() } },
                None => quote! { #found.is_some() },
            }
        }
        Condition::Holds(Expr::Flag(true)) => {
            let needs = test.needs.iter().map(|need| value::optional(need, scope));
            let needs: Vec<_> = needs.map(|need| quote! { #need.is_some() }).collect();
            if needs.is_empty() {
                quote! { true }
            } else {
                quote! { #(#needs)&&* }
            }
        }
        Condition::Holds(of) => with(of, (&test.needs, diagram), scope, "is_some_and", &quote! { false }),
    }
}

/// Generates a value that is computed only if all needed values are present: with a method of the only needed `Option`,
/// or with a pattern over several.
fn with(
    of: &Expr,
    (needs, diagram): (&[Expr], &Diagram),
    scope: &Scope,
    method: &str,
    otherwise: &TokenStream,
) -> TokenStream {
    let mut scope = scope.clone();
    let needs = take(needs, diagram, &mut scope);
    let (value, method) = (value::plain(of, &scope), value::ident(method));
    match (needs.as_slice(), of) {
        ([], _) => value,
        // The function is passed by name, since a closure would only call it.
        ([(_, found)], Expr::ParseUrl(argument) | Expr::ParseArn(argument)) if is_named(argument) => {
            let function = value::function(of).map(value::ident);
            quote! { #found.#method(#function) }
        }
        ([(name, found)], _) => quote! { #found.#method(|#name| #value) },
        (all, _) => {
            let (names, found): (Vec<_>, Vec<_>) = all.iter().map(|(name, found)| (name, found)).unzip();
            quote! {
                if let (#(Some(#names)),*) = (#(#found),*) { #value } else { #otherwise }
            }
        }
    }
}

fn is_named(expr: &Expr) -> bool {
    matches!(expr, Expr::Input(_) | Expr::Local(_))
}

/// Binds the needed values to variables, and returns each variable with the expression of its `Option`.
fn take(needs: &[Expr], diagram: &Diagram, scope: &mut Scope) -> Vec<(Ident, TokenStream)> {
    let taken = needs.iter().filter_map(|need| {
        if scope.name(need).is_some() {
            return None;
        }
        let found = value::optional(need, scope);
        // Another condition or outcome may read the same variable, so it must not be moved.
        let found = if is_copied(need, diagram) {
            found
        } else {
            quote! { #found.as_ref() }
        };
        Some((scope.bind(need.clone(), |_| false), found))
    });
    taken.collect()
}

/// Returns whether the value is `Copy`.
fn is_copied(need: &Expr, diagram: &Diagram) -> bool {
    let Expr::Local(local) = need else { return true };
    let mut conditions = diagram.conditions.iter().map(|test| &test.condition);
    conditions.all(|condition| match condition {
        Condition::Bind { name, value } if name == local => {
            !matches!(value, Expr::ParseUrl(_) | Expr::ParseArn(_)) && !value::is_owned(value)
        }
        Condition::Bind { .. } | Condition::Holds(_) => true,
    })
}

fn leaf(leaf: &Leaf, diagram: &Diagram, scope: &Scope) -> TokenStream {
    let mut scope = scope.clone();
    let needs = take(&leaf.needs, diagram, &mut scope).into_iter().map(|(name, found)| {
        quote! { let Some(#name) = #found else { return Err(EndpointError::new(NO_MATCH)); }; }
    });
    let needs: Vec<_> = needs.collect();
    let value = outcome::tail(&leaf.outcome, &scope);
    quote! { #(#needs)* #value }
}
