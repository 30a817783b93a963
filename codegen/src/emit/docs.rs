//! Documentation: our words, and what the model says by itself.

use super::layout::literal;
use crate::diagnostic::is_no_text;
use crate::graph::{Bounds, Deprecated, Kind, Member, Shape};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use std::fmt::{self, Display};

/// Columns that text is broken at.
const WIDTH: usize = 100;

/// Documentation in lines, each with what makes it that.
pub(super) struct Docs {
    mark: &'static str,
    lines: Vec<String>,
}

impl Display for Docs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.lines.iter().try_for_each(|line| writeln!(f, "{}{line}", self.mark))
    }
}

/// For tokens; the same as attributes.
impl ToTokens for Docs {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let lines = &self.lines;
        tokens.extend(quote!(#(#[doc = #lines])*));
    }
}

/// Paragraphs as `///`.
pub(super) fn outer(paragraphs: &[String]) -> Docs {
    Docs { mark: "///", lines: lines(paragraphs) }
}

/// Paragraphs as `//!`.
pub(super) fn inner(paragraphs: &[String]) -> Docs {
    Docs { mark: "//!", lines: lines(paragraphs) }
}

/// More of the same, after an empty line, in lines that stay as they are.
pub(super) fn verbatim(lines: &[String]) -> Docs {
    let lines = lines.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    let mut lines: Vec<String> = lines.collect();
    if !lines.is_empty() {
        lines.insert(0, String::new());
    }
    Docs { mark: "//!", lines }
}

/// Lines of at most [`WIDTH`] columns with an empty one between paragraphs. What is no text becomes a space: a line
/// must stay one.
fn lines(paragraphs: &[String]) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in paragraphs.iter().filter(|paragraph| !paragraph.trim().is_empty()) {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(wrap(paragraph));
    }
    lines
}

fn wrap(paragraph: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in paragraph.split(|c: char| c == ' ' || is_no_text(c)).filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if line.len() + word.len() < WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(format!(" {word}")),
        }
    }
    lines
}

/// Text as Markdown code; a fence longer than any run of backticks in it.
pub(super) fn code(text: &str) -> String {
    let clean = text.replace(is_no_text, " ");
    if !clean.contains('`') {
        return format!("`{clean}`");
    }
    let longest = clean.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    format!("{fence} {clean} {fence}")
}

/// What is said of a shape: our words, else its name.
pub(super) fn shape(shape: &Shape) -> Vec<String> {
    let words = shape.docs.clone();
    vec![words.unwrap_or_else(|| format!("The model's {} {}.", shape.kind.name(), code(&shape.name)))]
}

/// The first sentence of that, for a place where the rest is a click away.
pub(super) fn brief(shape: &Shape) -> Vec<String> {
    let words = self::shape(shape).concat();
    let end = words.find(". ").map_or(words.len(), |end| end + 1);
    vec![words.get(..end).unwrap_or(&words).to_owned()]
}

/// What is said of a member: our words, else its name; then its bounds.
pub(super) fn member(member: &Member, target: &Shape) -> Vec<String> {
    let words = member.docs.clone();
    let words = words.unwrap_or_else(|| format!("The model's member {}.", code(&member.name)));
    let mut paragraphs = vec![words];
    paragraphs.extend(bounds(&member.effective_bounds(target), &target.kind));
    paragraphs
}

/// `1 to 36 characters, matching ..`.
fn bounds(bounds: &Bounds, kind: &Kind) -> Option<String> {
    match (bounds.size(kind), &bounds.unanchored_pattern()) {
        (Some(size), Some(pattern)) => Some(format!("{}, matching {}.", capital(&size), code(pattern))),
        (Some(size), None) => Some(format!("{}.", capital(&size))),
        (None, Some(pattern)) => Some(format!("Matching {}.", code(pattern))),
        (None, None) => None,
    }
}

/// As at the beginning of a sentence.
fn capital(words: &str) -> String {
    let mut rest = words.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

/// `#[deprecated]` with the model's reason, as a line. Its `since` is a date mostly, which Rust's may not be.
pub(super) fn deprecated(deprecated: Option<&Deprecated>) -> String {
    let Some(Deprecated { message, since }) = deprecated else { return String::new() };
    let since = since.as_ref().map(|since| format!("since {since}"));
    let note = match (message, since) {
        (None, None) => return "#[deprecated]\n".to_owned(),
        (Some(message), None) => plain(message),
        (None, Some(since)) => plain(&since),
        (Some(message), Some(since)) => plain(&format!("{} ({since})", message.trim_end_matches('.'))),
    };
    format!("#[deprecated(note = {})]\n", literal(&note))
}

/// Text of a model's on one line, in which rustdoc sees no link and no HTML.
pub(super) fn plain(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || is_no_text(c)).filter(|word| !word.is_empty());
    let line = words.collect::<Vec<_>>().join(" ");
    line.chars()
        .flat_map(|c| matches!(c, '[' | ']' | '<' | '>' | '`').then_some('\\').into_iter().chain([c]))
        .collect()
}
