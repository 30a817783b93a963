//! Attributes.

use super::delimiters::{brackets, parentheses};
use super::types::ident;
use proc_macro2::{Literal, Span, TokenStream};
use syn::{AttrStyle, Attribute, Expr, ExprLit, Lit, LitStr, MacroDelimiter, Meta, MetaList, MetaNameValue};

/// Returns `#[doc = "line"]`, which the formatter prints as `///line`.
pub(in crate::emit) fn doc(line: &str) -> Attribute {
    attribute(Meta::NameValue(MetaNameValue {
        path: ident("doc").into(),
        eq_token: Default::default(),
        value: Expr::Lit(ExprLit { attrs: Vec::new(), lit: doc_literal(line) }),
    }))
}

/// Returns the literal of a line of documentation. The formatter only prints its value, which a raw literal contains as it is: it
/// takes a sixth of the time of a literal that is escaped and unescaped.
fn doc_literal(line: &str) -> Lit {
    let is_raw = !line.contains(['"', '\r']);
    let raw: Option<Literal> = is_raw.then(|| ["r\"", line, "\""].concat().parse().ok()).flatten();
    raw.map_or_else(|| Lit::Str(LitStr::new(line, Span::call_site())), Lit::new)
}

/// Returns `#[name(arguments)]`.
pub(in crate::emit) fn list(name: &str, arguments: TokenStream) -> Attribute {
    let delimiter = MacroDelimiter::Paren(parentheses());
    attribute(Meta::List(MetaList { path: ident(name).into(), delimiter, tokens: arguments }))
}

/// Returns an attribute without arguments, such as `#[must_use]`.
pub(in crate::emit) fn flag(name: &str) -> Attribute {
    attribute(Meta::Path(ident(name).into()))
}

/// Returns `#[inline]`. A function that has it is compiled in the crates that call it, and only there: the build of the generated crate
/// itself has neither its code nor that of the generic types that it uses.
pub(in crate::emit) fn inline() -> Attribute {
    flag("inline")
}

fn attribute(meta: Meta) -> Attribute {
    Attribute { pound_token: Default::default(), style: AttrStyle::Outer, bracket_token: brackets(), meta }
}
