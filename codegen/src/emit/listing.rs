//! The description of a type: a line a member, from which the runtime's macros make the rest.
//!
//! A formatter leaves the inside of a macro as it is, so its lines are written here.

use proc_macro2::{Delimiter, Ident, Literal, TokenStream, TokenTree};

/// `smithereen::structure! { Type = "name" { index field => Member, .. } }`
pub(super) struct Listing<'a> {
    /// `structure` or `union`.
    pub(super) of: &'static str,
    pub(super) name: &'a Ident,
    /// In the model.
    pub(super) model_name: &'a str,
    pub(super) sensitive: bool,
}

impl Listing<'_> {
    /// The text, with fields or variants and what is said of each.
    pub(super) fn print(&self, entries: impl IntoIterator<Item = (Ident, TokenStream)>) -> String {
        let Self { of, name, model_name, sensitive } = self;
        let model_name = Literal::string(model_name);
        let mark = if *sensitive { " sensitive" } else { "" };
        let mut lines = String::new();
        for (index, (field, member)) in entries.into_iter().enumerate() {
            lines.push_str(&format!("        {index} {field} => {},\n", compact(member)));
        }
        match lines.is_empty() {
            true => format!("smithereen::{of}! {{\n    {name} = {model_name}{mark} {{}}\n}}\n"),
            false => format!("smithereen::{of}! {{\n    {name} = {model_name}{mark} {{\n{lines}    }}\n}}\n"),
        }
    }
}

/// Calls and their arguments on a line: no space but after a comma.
fn compact(tokens: TokenStream) -> String {
    let mut out = String::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
                out.push_str(&format!("({})", compact(group.stream())));
            }
            TokenTree::Punct(comma) if comma.as_char() == ',' => out.push_str(", "),
            other => out.push_str(&other.to_string()),
        }
    }
    out
}
