//! Generates the functions of version 1.1 of the rules engine: `coalesce`, `ite`, `split`, and elements counted from
//! the end.

use super::super::names::Scope;
use super::super::value;
use crate::graph::rules::Expr;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) fn plain(expr: &Expr, scope: &Scope) -> TokenStream {
    match expr {
        Expr::ElementFromEnd(of, index) => {
            let (of, skipped) = (value::plain(of, scope), Literal::u16_unsuffixed(index.saturating_sub(1)));
            quote! { #of.iter().nth_back(#skipped).copied() }
        }
        Expr::Coalesce(options, default) => coalesce(options, default.as_deref(), is_owned(expr), scope),
        Expr::IfElse { condition, then, otherwise } => {
            let condition = value::plain(condition, scope);
            let [then, otherwise] = [then, otherwise].map(|one| branch(one, is_owned(expr), scope));
            quote! { if #condition { #then } else { #otherwise } }
        }
        Expr::Split { of, by, limit } => {
            let (of, limit) = (value::borrowed(of, scope), Literal::u16_unsuffixed(*limit));
            quote! { split(#of, #by, #limit) }
        }
        _ => TokenStream::new(),
    }
}

/// Adds parentheses if the value is part of a larger expression.
pub(in super::super) fn grouped(expr: &Expr, value: TokenStream) -> TokenStream {
    if matches!(expr, Expr::IfElse { .. }) {
        quote! { (#value) }
    } else {
        value
    }
}

/// Generates `coalesce`. The default is evaluated lazily.
fn coalesce(options: &[Expr], default: Option<&Expr>, is_owned: bool, scope: &Scope) -> TokenStream {
    let mut options = options.iter().map(|option| {
        let found = value::optional(option, scope);
        if is_owned && !value::is_owned(option) {
            quote! { #found.map(str::to_owned) }
        } else {
            found
        }
    });
    let first = options.next();
    let others = options.map(|option| quote! { .or_else(|| #option) });
    let default = default.map(|default| match default {
        Expr::Flag(false) => quote! { .unwrap_or_default() },
        Expr::Text(text) if text.is_empty() => quote! { .unwrap_or_default() },
        Expr::Text(_) | Expr::Flag(_) if !is_owned => {
            let default = value::plain(default, scope);
            quote! { .unwrap_or(#default) }
        }
        _ => {
            let default = branch(default, is_owned, scope);
            quote! { .unwrap_or_else(|| #default) }
        }
    });
    quote! { #first #(#others)* #default }
}

/// Generates one of several values of the same type.
fn branch(expr: &Expr, is_owned: bool, scope: &Scope) -> TokenStream {
    let value = value::plain(expr, scope);
    if is_owned && !value::is_owned(expr) {
        let value = grouped(expr, value);
        quote! { #value.to_owned() }
    } else {
        value
    }
}

fn choices(expr: &Expr) -> Vec<&Expr> {
    match expr {
        Expr::Coalesce(options, default) => options.iter().chain(default.as_deref()).collect(),
        Expr::IfElse { then, otherwise, .. } => vec![then, otherwise],
        _ => Vec::new(),
    }
}

/// Returns whether the value is a `String`, because one of its options is.
pub(super) fn is_owned(expr: &Expr) -> bool {
    choices(expr).into_iter().any(value::is_owned)
}

/// Returns whether the value converts into a `Cow<'static, str>` without a copy.
pub(super) fn lasts(expr: &Expr) -> bool {
    is_owned(expr) || choices(expr).into_iter().all(|one| matches!(one, Expr::Text(_)))
}
