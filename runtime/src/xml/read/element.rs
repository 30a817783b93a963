//! Start tags: the name and the attributes of an element.

use super::references::resolve_all;
use super::scan::WHITE_SPACE;
use crate::xml::names::local_name;
use std::borrow::Cow;

/// The start tag of an element.
#[derive(Clone, Copy)]
pub(super) struct Element<'a> {
    /// The name with its prefix.
    name: &'a str,
    /// The text after the name, up to `>` or `/>`. It is not checked yet.
    attributes: &'a str,
}

const INVALID: &str = "an attribute that is not well-formed";

impl<'a> Element<'a> {
    pub(super) fn new(name: &'a str, attributes: &'a str) -> Self {
        Self { name, attributes }
    }

    /// Returns the name with its prefix.
    #[inline]
    pub(super) fn name_with_prefix(&self) -> &'a str {
        self.name
    }

    /// Returns the name without its prefix.
    #[inline]
    pub(super) fn name(&self) -> &'a str {
        local_name(self.name)
    }

    /// Returns whether there is text after the name, which may be white space alone. Most elements have none.
    #[inline]
    pub(super) fn has_attributes(&self) -> bool {
        !self.attributes.is_empty()
    }

    /// Returns the attributes, without declarations of namespaces: their names without prefixes, and their values.
    ///
    /// The iterator ends after an attribute that is not well-formed, whose item is the reason.
    pub(super) fn attributes(
        &self,
    ) -> impl Iterator<Item = Result<(&'a str, Cow<'a, str>), &'static str>> + use<'a> {
        let mut rest = self.attributes.trim_start_matches(WHITE_SPACE);
        std::iter::from_fn(move || {
            while !rest.is_empty() {
                let parsed = split_attribute(rest).map_or(Err(INVALID), |(name, value, after)| {
                    rest = after;
                    Ok((name, value))
                });
                match parsed {
                    Ok((name, _)) if name == "xmlns" || name.starts_with("xmlns:") => {}
                    Ok((name, value)) => {
                        return Some(normalized_value(value).map(|value| (local_name(name), value)));
                    }
                    Err(reason) => {
                        rest = "";
                        return Some(Err(reason));
                    }
                }
            }
            None
        })
    }

    /// Returns whether the element stands for a null: it has `xsi:nil="true"` (XML Schema Part 1, 2.6.2).
    #[inline]
    pub(super) fn is_nil(&self) -> bool {
        self.has_attributes() && self.has_nil_attribute()
    }

    #[cold]
    fn has_nil_attribute(&self) -> bool {
        let is_true = |value: &str| matches!(value, "true" | "1");
        self.attributes().flatten().any(|(name, value)| name == "nil" && is_true(&value))
    }
}

/// Splits the text of attributes into the name of the first one, its value, and the text of the others.
fn split_attribute(text: &str) -> Option<(&str, &str, &str)> {
    let (name, value) = text.split_once('=')?;
    let (name, value) = (name.trim_end_matches(WHITE_SPACE), value.trim_start_matches(WHITE_SPACE));
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let (value, after) = value.strip_prefix(quote)?.split_once(quote)?;
    let others = after.trim_start_matches(WHITE_SPACE);
    let has_separator = others.is_empty() || others.len() < after.len();
    let is_name = !name.is_empty() && !name.contains(WHITE_SPACE);
    (has_separator && is_name && !value.contains('<')).then_some((name, value, others))
}

/// Normalizes the value of an attribute (XML 1.0, 3.3.3): references are resolved, and white space is replaced by spaces.
fn normalized_value(value: &str) -> Result<Cow<'_, str>, &'static str> {
    if !value.contains(['&', '\t', '\r', '\n']) {
        return Ok(value.into());
    }
    let mut out = String::with_capacity(value.len());
    resolve_all(value, &mut out, |text, out| {
        let text = text.replace("\r\n", " ");
        out.extend(
            text.chars()
                .map(|character| if matches!(character, '\t' | '\r' | '\n') { ' ' } else { character }),
        );
    })?;
    Ok(out.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attributes(text: &str) -> Result<Vec<(String, String)>, &'static str> {
        let element = Element::new("a", text);
        let owned = |(name, value): (&str, Cow<'_, str>)| (name.to_owned(), value.into_owned());
        element.attributes().map(|attribute| attribute.map(owned)).collect()
    }

    #[test]
    fn attributes_have_names_without_prefixes_and_normalized_values() {
        let text = " a=\"1\"\tp:b = '2\"' \n xmlns='x' xmlns:c=\"&\" d='\r\n\t&#10;&amp;é' ";
        let expected = [("a", "1"), ("b", "2\""), ("d", "  \n&é")];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(attributes(text).as_deref(), Ok(&expected[..]));
        assert_eq!(attributes(" \n"), Ok(Vec::new()));
    }

    #[test]
    fn attributes_that_are_not_well_formed_are_errors() {
        for text in [
            " a",
            " a=",
            " a=1",
            " a='1",
            " a='1'b='2'",
            " ='1'",
            " a b='1'",
            " a='<'",
            " a='&'",
            " a='&b;'",
            " a='1' /",
        ] {
            assert!(attributes(text).is_err(), "{text}");
        }
    }
}
