//! Patterns and the arms of a `match`.

use super::delimiters::{braces, parentheses};
use super::expressions::{self, path_expression};
use super::types::ident;
use proc_macro2::Ident;
use syn::{Arm, Expr, ExprMatch, Pat, PatIdent, PatTupleStruct, PatWild, Path};

/// Returns `match value { arms }`.
pub(in crate::emit) fn match_on(value: Expr, arms: impl IntoIterator<Item = Arm>) -> Expr {
    Expr::Match(ExprMatch {
        attrs: Vec::new(),
        match_token: Default::default(),
        expr: Box::new(value),
        brace_token: braces(),
        arms: arms.into_iter().collect(),
    })
}

/// Returns `pattern => body,`.
pub(in crate::emit) fn arm(pattern: Pat, body: Expr) -> Arm {
    Arm {
        attrs: Vec::new(),
        pat: pattern,
        fat_arrow_token: Default::default(),
        body: Box::new(body),
        comma: Some(Default::default()),
    }
}

/// Returns the pattern of a constant or a variant without fields.
pub(in crate::emit) fn constant(path: Path) -> Pat {
    Pat::Path(path_expression(path))
}

/// Returns the pattern of a string.
pub(in crate::emit) fn string(value: &str) -> Pat {
    Pat::Lit(expressions::string(value))
}

/// Returns `path(name)`, which binds the field of a variant.
pub(in crate::emit) fn tuple(path: Path, name: &str) -> Pat {
    let elems = [binding(ident(name))].into_iter().collect();
    Pat::TupleStruct(PatTupleStruct {
        attrs: Vec::new(),
        qself: None,
        path,
        paren_token: parentheses(),
        elems,
    })
}

/// Returns `name`, which binds the value.
pub(super) fn binding(name: Ident) -> Pat {
    Pat::Ident(PatIdent { attrs: Vec::new(), by_ref: None, mutability: None, ident: name, subpat: None })
}

/// Returns `_`.
pub(in crate::emit) fn wildcard() -> Pat {
    Pat::Wild(PatWild { attrs: Vec::new(), underscore_token: Default::default() })
}
