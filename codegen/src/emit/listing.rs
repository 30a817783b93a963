//! The member table of a type: one line per member, the input of a macro of the runtime. It is text because the formatter has no
//! layout for the input of macros.

use crate::names::Name;
use proc_macro2::Literal;
use std::fmt::Write;

/// `smithereen::structure! { Type = "name" { index field => Member, .. } }`
pub(super) struct Listing<'a> {
    /// The macro: `structure`, `exception`, `union` or `operation_error`.
    pub(super) of: &'static str,
    pub(super) name: &'a Name,
    /// The name in the model.
    pub(super) model_name: &'a str,
    pub(super) sensitive: bool,
    /// The traits of the shape, if it has any that few shapes have.
    pub(super) rare: Option<String>,
    /// The field with an event stream, which is not in the table.
    pub(super) events: Option<&'a Name>,
}

impl Listing<'_> {
    /// Returns the text of the table from fields or variants and their entries.
    pub(super) fn print<'n>(&self, entries: impl IntoIterator<Item = (&'n Name, String)>) -> String {
        let Self { of, name, model_name, sensitive, rare, events } = self;
        let model_name = literal(model_name);
        let mark = if *sensitive { " sensitive" } else { "" };
        let rare = rare.as_ref().map(|rare| format!(" [{rare}]")).unwrap_or_default();
        let mut out = format!("smithereen::{of}! {{\n    {name} = {model_name}{mark}{rare} {{");
        let begin = out.len();
        for (index, (field, member)) in entries.into_iter().enumerate() {
            let _ = write!(out, "\n        {index} {field} => {member},");
        }
        out.push_str(if out.len() == begin { "}" } else { "\n    }" });
        if let Some(events) = events {
            let _ = write!(out, " events {events}");
        }
        out.push_str("\n}\n");
        out
    }
}

/// Returns a string literal.
pub(super) fn literal(text: &str) -> String {
    // Most names contain nothing to escape.
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b" -./:_".contains(&byte);
    match text.bytes().all(is_plain) {
        true => ["\"", text, "\""].concat(),
        false => Literal::string(text).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_equal_those_of_tokens() {
        for text in (0..=u8::MAX).map(|byte| format!("a{}b", char::from(byte))) {
            assert_eq!(literal(&text), Literal::string(&text).to_string());
        }
    }
}
