//! Documentation of generated items: from `docs.toml`, and from the bindings and bounds of the model.

use super::context::{Context, Service};
use super::syntax;
use crate::diagnostic::is_no_text;
use crate::graph::{Binding, Bounds, Deprecated, Kind, Member, Model, Protocol, Shape, ShapeId};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use std::collections::HashMap;
use std::fmt::{self, Display};
use syn::Attribute;

/// The maximum number of columns of a documentation line.
const WIDTH: usize = 100;

/// Documentation lines with their comment marker.
pub(super) struct Docs {
    mark: &'static str,
    lines: Vec<String>,
}

impl Display for Docs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.lines.iter().try_for_each(|line| writeln!(f, "{}{line}", self.mark))
    }
}

impl Docs {
    /// Adds the lines of an example after an empty line, without wrapping them.
    pub(super) fn with_example(mut self, example: Vec<String>) -> Self {
        if !example.is_empty() {
            self.lines.push(String::new());
            self.lines.extend(example.into_iter().map(|line| format!(" {line}")));
        }
        self
    }

    /// Returns an attribute for each line.
    pub(super) fn attributes(&self) -> Vec<Attribute> {
        self.lines.iter().map(|line| syntax::doc(line)).collect()
    }
}

/// As tokens, documentation comments are attributes.
impl ToTokens for Docs {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let lines = &self.lines;
        tokens.extend(quote!(#(#[doc = #lines])*));
    }
}

/// Returns paragraphs as `///` comments.
pub(super) fn outer(paragraphs: &[String]) -> Docs {
    Docs { mark: "///", lines: lines(paragraphs) }
}

/// Returns paragraphs as `//!` comments.
pub(super) fn inner(paragraphs: &[String]) -> Docs {
    Docs { mark: "//!", lines: lines(paragraphs) }
}

/// Returns lines as `//!` comments after an empty line, without wrapping them.
pub(super) fn verbatim(lines: &[String]) -> Docs {
    let lines = lines.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    let mut lines: Vec<String> = lines.collect();
    if !lines.is_empty() {
        lines.insert(0, String::new());
    }
    Docs { mark: "//!", lines }
}

/// Wraps paragraphs at [`WIDTH`] columns and separates them with empty lines. Control characters become spaces, so that
/// each line stays one line.
fn lines(paragraphs: &[String]) -> Vec<String> {
    let mut lines = Vec::new();
    if let [text] = paragraphs
        && is_one_line(text)
    {
        return vec![[" ", text].concat()];
    }
    let paragraphs = paragraphs.iter().flat_map(|text| text.split("\n\n"));
    for paragraph in paragraphs.filter(|paragraph| !paragraph.trim().is_empty()) {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(wrap(paragraph));
    }
    lines
}

/// Returns whether text is a line as it is, as most is: words of ASCII with a space between them.
fn is_one_line(text: &str) -> bool {
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_graphic());
    text.len() < WIDTH && text.split(' ').all(is_word)
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

/// Returns text as inline code in Markdown, with a fence longer than any run of backticks in the text.
pub(super) fn code(text: &str) -> String {
    let is_plain = |byte: u8| (byte.is_ascii_graphic() || byte == b' ') && byte != b'`';
    if text.bytes().all(is_plain) {
        return ["`", text, "`"].concat();
    }
    let clean = text.replace(is_no_text, " ");
    if !clean.contains('`') {
        return format!("`{clean}`");
    }
    let longest = clean.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    format!("{fence} {clean} {fence}")
}

/// Returns the documentation of a type from `docs.toml`. Without it, the operation whose input or output the type is;
/// otherwise the shape's name if the type has another name.
pub(super) fn shape(context: &Context<'_>, id: ShapeId) -> Vec<String> {
    let Service { model, names, .. } = context.service;
    let shape = &model.shapes[id];
    if let Some(docs) = &shape.docs {
        return vec![docs.clone()];
    }
    let of_operation = context.messages.get(&id).cloned();
    let is_renamed = names.of_type(id).is_some_and(|name| name.stem() != shape.name);
    let in_model = || is_renamed.then(|| format!("{} in the model.", code(&shape.name)));
    of_operation.or_else(in_model).into_iter().collect()
}

/// Completes the documentation of an output without members.
const NO_FIELDS: &str = " This response has no fields; a success status means that the operation succeeded.";

/// Returns documentation for the inputs and outputs of operations.
pub(super) fn messages(model: &Model) -> HashMap<ShapeId, String> {
    let of = |id: Option<ShapeId>, role: &str, name: &str| {
        let is_empty = role == "output" && model.shapes[id?].kind.members().is_empty();
        let no_fields = if is_empty { NO_FIELDS } else { "" };
        Some((id?, format!("The {role} of {}.{no_fields}", code(name))))
    };
    let messages = model.operations.iter().flat_map(|operation| {
        let name = &operation.name;
        [of(operation.input, "input", name), of(operation.output, "output", name)]
    });
    messages.flatten().collect()
}

/// Returns the first sentence of a type's documentation, for places that link to the type.
pub(super) fn brief(shape: &Shape) -> Vec<String> {
    let first = |docs: &String| {
        let end = docs.find(". ").map_or(docs.len(), |end| end + 1);
        docs.get(..end).unwrap_or(docs).to_owned()
    };
    shape.docs.iter().map(first).collect()
}

/// Returns the documentation of a member from `docs.toml`, followed by its bounds. Without it, the member's HTTP
/// binding, or its wire name if the body has another name for it, followed by its bounds.
pub(super) fn member(context: &Context<'_>, member: &Member, target: &Shape) -> Vec<String> {
    let bounds = bounds(&member.effective_bounds(target), &target.kind);
    match (&member.docs, wire_location(context, member), bounds) {
        (Some(docs), _, bounds) => [docs.clone()].into_iter().chain(bounds).collect(),
        (None, Some(wire_location), Some(bounds)) => vec![format!("{wire_location} {bounds}")],
        (None, wire_location, bounds) => wire_location.or(bounds).into_iter().collect(),
    }
}

fn wire_location(context: &Context<'_>, member: &Member) -> Option<String> {
    Some(match &member.binding {
        _ if member.is_event_stream() => "The whole body, a stream of events.".to_owned(),
        // Requests and responses have different names.
        Binding::Body if context.service.model.service.protocol == Protocol::Ec2Query => return None,
        Binding::Body => format!("{} in the body.", code(member.wire_name.as_ref()?)),
        Binding::Label(name) => format!("Label {} of the path.", code(name)),
        Binding::Query(name) => format!("Query parameter {}.", code(name)),
        Binding::QueryParams => "Query parameters by name.".to_owned(),
        Binding::Header(name) => format!("Header {}.", code(name)),
        Binding::PrefixHeaders(prefix) if prefix.is_empty() => "Headers by name.".to_owned(),
        Binding::PrefixHeaders(prefix) => format!("Headers by name, without the prefix {}.", code(prefix)),
        Binding::ResponseCode => "The status code of the response.".to_owned(),
        Binding::Payload if member.is_stream() => "The whole body, bytes or a stream.".to_owned(),
        Binding::Payload => "The whole body.".to_owned(),
    })
}

/// Returns whether every type and member has documentation of its own.
pub(super) fn is_complete(model: &Model) -> bool {
    let mut types = model.shapes.iter().filter(|(_, shape)| shape.kind.has_type());
    types.all(|(_, shape)| shape.docs.is_some() && shape.kind.members().iter().all(|one| one.docs.is_some()))
}

/// Describes bounds: `1 to 36 characters, matching ..`.
fn bounds(bounds: &Bounds, kind: &Kind) -> Option<String> {
    match (bounds.size(kind), &bounds.pattern) {
        (Some(size), Some(pattern)) => Some(format!("{}, matching {}.", capital(&size), code(pattern))),
        (Some(size), None) => Some(format!("{}.", capital(&size))),
        (None, Some(pattern)) => Some(format!("Matching {}.", code(pattern))),
        (None, None) => None,
    }
}

/// Returns the text with its first letter in upper case.
fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

/// Returns `#[deprecated]` with the model's reason. The `since` of a model is usually a date, which Rust's `since`
/// cannot be.
pub(super) fn deprecated(deprecated: Option<&Deprecated>) -> Option<Attribute> {
    let Deprecated { message, since } = deprecated?;
    let since = since.as_ref().map(|since| format!("since {since}"));
    let note = match (message, since) {
        (None, None) => return Some(syntax::flag("deprecated")),
        (Some(message), None) => plain(message),
        (None, Some(since)) => plain(&since),
        (Some(message), Some(since)) => plain(&format!("{} ({since})", message.trim_end_matches('.'))),
    };
    Some(syntax::list("deprecated", quote!(note = #note)))
}

/// Returns model text on one line, escaped so that rustdoc finds no link and no HTML in it.
pub(super) fn plain(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || is_no_text(c)).filter(|word| !word.is_empty());
    let line = words.collect::<Vec<_>>().join(" ");
    line.chars()
        .flat_map(|c| matches!(c, '[' | ']' | '<' | '>' | '`').then_some('\\').into_iter().chain([c]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_one_line_is_neither_wrapped_nor_changed() {
        let (full, long) = ("a".repeat(WIDTH - 1), "a ".repeat(WIDTH / 2) + "a");
        for text in ["a b `c`.", "a  b", " a", "a ", "", "a\nb", "a\u{7f}b", "\u{e9}t\u{e9}", &full, &long] {
            assert_eq!(lines(&[text.to_owned()]), wrap(text), "{text:?}");
        }
    }
}
