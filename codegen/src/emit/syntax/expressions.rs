//! Expressions.

use super::delimiters::{braces, brackets, parentheses};
use super::types::{generic_path, ident, path};
use proc_macro2::{Ident, Span};
use syn::punctuated::Punctuated;
use syn::{
    Expr, ExprArray, ExprCall, ExprField, ExprLit, ExprMethodCall, ExprPath, ExprReference, ExprStruct,
    ExprTuple, FieldValue, Lit, LitBool, LitStr, Member, Path, Token, Type,
};

/// Returns a name or path as an expression.
pub(in crate::emit) fn name(path: impl Into<Path>) -> Expr {
    Expr::Path(path_expression(path.into()))
}

pub(super) fn path_expression(path: Path) -> ExprPath {
    ExprPath { attrs: Vec::new(), qself: None, path }
}

/// Returns a local variable or `self`.
pub(in crate::emit) fn variable(text: &str) -> Expr {
    name(ident(text))
}

/// Returns a string literal.
pub(in crate::emit) fn text(value: &str) -> Expr {
    Expr::Lit(string(value))
}

pub(super) fn string(value: &str) -> ExprLit {
    ExprLit { attrs: Vec::new(), lit: Lit::Str(LitStr::new(value, Span::call_site())) }
}

/// Returns `function(arguments)`.
pub(in crate::emit) fn call(function: &str, arguments: impl IntoIterator<Item = Expr>) -> Expr {
    call_path(path(function), arguments)
}

/// Returns `function::<of>()`.
pub(in crate::emit) fn generic_call(function: &str, of: Type) -> Expr {
    call_path(generic_path(function, [of]), [])
}

fn call_path(function: Path, arguments: impl IntoIterator<Item = Expr>) -> Expr {
    Expr::Call(ExprCall {
        attrs: Vec::new(),
        func: Box::new(name(function)),
        paren_token: parentheses(),
        args: arguments.into_iter().collect(),
    })
}

/// Returns a boolean literal.
pub(in crate::emit) fn boolean(value: bool) -> Expr {
    Expr::Lit(ExprLit { attrs: Vec::new(), lit: Lit::Bool(LitBool::new(value, Span::call_site())) })
}

/// Returns `&value`.
pub(in crate::emit) fn borrow(value: Expr) -> Expr {
    Expr::Reference(ExprReference {
        attrs: Vec::new(),
        and_token: Default::default(),
        mutability: None,
        expr: Box::new(value),
    })
}

/// Returns `&[elements]`.
pub(in crate::emit) fn slice(elements: impl IntoIterator<Item = Expr>) -> Expr {
    borrow(Expr::Array(ExprArray {
        attrs: Vec::new(),
        bracket_token: brackets(),
        elems: elements.into_iter().collect(),
    }))
}

/// Returns `(first, second)`.
pub(in crate::emit) fn pair(first: Expr, second: Expr) -> Expr {
    Expr::Tuple(ExprTuple {
        attrs: Vec::new(),
        paren_token: parentheses(),
        elems: [first, second].into_iter().collect(),
    })
}

/// Returns `receiver.name(arguments)`.
pub(in crate::emit) fn method(receiver: Expr, name: &str, arguments: impl IntoIterator<Item = Expr>) -> Expr {
    Expr::MethodCall(ExprMethodCall {
        attrs: Vec::new(),
        receiver: Box::new(receiver),
        dot_token: Default::default(),
        method: ident(name),
        turbofish: None,
        paren_token: parentheses(),
        args: arguments.into_iter().collect(),
    })
}

/// Calls methods one after the other on a receiver: those that have arguments, which may be an empty list.
pub(in crate::emit) fn chain<'n>(
    receiver: Expr,
    calls: impl IntoIterator<Item = (&'n str, Option<Vec<Expr>>)>,
) -> Expr {
    let calls = calls.into_iter().filter_map(|(name, arguments)| Some((name, arguments?)));
    calls.fold(receiver, |receiver, (name, arguments)| method(receiver, name, arguments))
}

/// Returns `base.field`.
pub(in crate::emit) fn field_of(base: Expr, field: Ident) -> Expr {
    Expr::Field(ExprField {
        attrs: Vec::new(),
        base: Box::new(base),
        dot_token: Default::default(),
        member: Member::Named(field),
    })
}

/// Returns `Self { fields, ..rest }`. A field without a value has the value of the variable with its name.
pub(in crate::emit) fn struct_literal(
    fields: impl IntoIterator<Item = (Ident, Option<Expr>)>,
    rest: Option<Expr>,
) -> Expr {
    let fields = fields.into_iter().map(|(field, value)| FieldValue {
        attrs: Vec::new(),
        colon_token: value.is_some().then(<Token![:]>::default),
        expr: value.unwrap_or_else(|| name(field.clone())),
        member: Member::Named(field),
    });
    let mut fields: Punctuated<FieldValue, Token![,]> = fields.collect();
    if rest.is_some() && !fields.is_empty() {
        fields.push_punct(Default::default());
    }
    Expr::Struct(ExprStruct {
        attrs: Vec::new(),
        qself: None,
        path: path("Self"),
        brace_token: braces(),
        fields,
        dot2_token: rest.is_some().then(<Token![..]>::default),
        rest: rest.map(Box::new),
    })
}
