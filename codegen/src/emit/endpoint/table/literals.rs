//! Literals of text from models.

use proc_macro2::Literal;

/// Returns a string literal.
pub(super) fn literal(text: &str) -> String {
    Literal::string(text).to_string()
}
