//! The tokenizer: splits a document into elements and text (XML 1.0).
//!
//! Names and text are borrowed from the document, unless text has references or carriage returns. Comments, processing
//! instructions and the XML declaration are skipped. A document type declaration is an error, so that a document cannot declare
//! entities: none can expand to more text or name a file.

use super::element::Element;
use super::failure::{Failure, INVALID_NAME, UNCLOSED, UNTERMINATED};
use super::references::resolve_all;
use super::scan::{WHITE_SPACE, name_length, plain_text_length};
use crate::codec::{MAX_DEPTH, TOO_DEEP};
use std::borrow::Cow;

/// The tokenizer: a document and the position up to which it was read. A clone reads from the same position again.
#[derive(Clone)]
pub(super) struct Tokens<'a> {
    text: &'a str,
    rest: &'a str,
    /// The names of the elements around the position, with their prefixes, the root first.
    open: Vec<&'a str>,
    /// Whether the position is inside of a self-closing element (`<a/>`): its start was returned, and its end is next.
    is_self_closing: bool,
}

/// The markup after a text.
enum Markup<'a> {
    Start(Element<'a>),
    End,
    CData(&'a str),
    /// A comment or a processing instruction.
    Ignored,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let rest = text.strip_prefix('\u{feff}').unwrap_or(text);
        Self { text, rest, open: Vec::with_capacity(8), is_self_closing: false }
    }

    /// Returns the number of bytes that were read.
    pub(super) fn position(&self) -> usize {
        self.text.len() - self.rest.len()
    }

    /// Returns the line and the column of a position in bytes. Both begin at 1.
    pub(super) fn line_and_column(&self, position: usize) -> (usize, usize) {
        let before = self.text.get(..position).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        let column = before.get(line_start..).map_or(0, |line| line.chars().count());
        (before.matches('\n').count() + 1, column + 1)
    }

    /// Returns the root element.
    pub(super) fn root(&mut self) -> Result<Element<'a>, Failure> {
        loop {
            match self.markup_outside_root()? {
                Some(root) => return Ok(root),
                None if self.rest.is_empty() => return Err(Failure::Syntax("no element")),
                None => {}
            }
        }
    }

    /// Reads to the end of the document. Only white space, comments and processing instructions may follow the root.
    pub(super) fn end(&mut self) -> Result<(), Failure> {
        while !self.rest.is_empty() {
            if self.markup_outside_root()?.is_some() {
                return Err(Failure::Syntax("a second root"));
            }
        }
        Ok(())
    }

    /// Reads white space, then one piece of markup, before or after the root. Returns the root if that is its start tag.
    fn markup_outside_root(&mut self) -> Result<Option<Element<'a>>, Failure> {
        self.rest = self.rest.trim_start_matches(WHITE_SPACE);
        if self.rest.is_empty() {
            return Ok(None);
        }
        if !self.rest.starts_with('<') {
            return Err(Failure::Syntax("text outside of the root"));
        }
        match self.markup()? {
            Markup::Start(root) => Ok(Some(root)),
            Markup::Ignored => Ok(None),
            Markup::End | Markup::CData(_) => Err(Failure::Syntax("text outside of the root")),
        }
    }

    /// Returns the next child of the current element, or `None` at the end of the element. Text before the child is skipped.
    #[inline]
    pub(super) fn child(&mut self) -> Result<Option<Element<'a>>, Failure> {
        loop {
            if !self.is_self_closing && !self.rest.starts_with('<') {
                self.text_up_to_markup()?;
            }
            match self.markup()? {
                Markup::Start(child) => return Ok(Some(child)),
                Markup::End => return Ok(None),
                Markup::CData(_) | Markup::Ignored => {}
            }
        }
    }

    /// Skips the rest of the current element.
    pub(super) fn skip(&mut self) -> Result<(), Failure> {
        let outer = self.open.len().saturating_sub(1);
        while self.open.len() > outer {
            self.child()?;
        }
        Ok(())
    }

    /// Reads to the end of the current element and returns its text, with references resolved.
    ///
    /// # Errors
    /// Returns [`Failure::Value`] if the element has a child.
    #[inline]
    pub(super) fn text(&mut self) -> Result<Cow<'a, str>, Failure> {
        let mut text = match self.is_self_closing {
            true => Cow::Borrowed(""),
            false => self.text_up_to_markup()?,
        };
        loop {
            let part = match self.markup()? {
                Markup::End => return Ok(text),
                Markup::Start(_) => return Err(Failure::Value("expected text without elements")),
                Markup::CData(part) => with_line_feeds(part),
                Markup::Ignored => Cow::Borrowed(""),
            };
            for part in [part, self.text_up_to_markup()?] {
                match text.is_empty() {
                    true => text = part,
                    false => text.to_mut().push_str(&part),
                }
            }
        }
    }

    /// Returns the text before the next markup, with references resolved.
    #[inline]
    fn text_up_to_markup(&mut self) -> Result<Cow<'a, str>, Failure> {
        let length = plain_text_length(self.rest.as_bytes());
        match self.rest.split_at_checked(length) {
            Some((text, rest)) if rest.starts_with('<') => {
                self.rest = rest;
                Ok(Cow::Borrowed(text))
            }
            _ => self.text_with_references(),
        }
    }

    /// Returns the text before the next markup, which has references or carriage returns or is incomplete.
    #[cold]
    fn text_with_references(&mut self) -> Result<Cow<'a, str>, Failure> {
        let length = self.rest.find('<').ok_or(UNCLOSED)?;
        let (text, rest) = self.rest.split_at_checked(length).ok_or(UNCLOSED)?;
        let mut out = String::with_capacity(length);
        resolve_all(text, &mut out, |text, out| out.push_str(&with_line_feeds(text)))
            .map_err(Failure::Syntax)?;
        self.rest = rest;
        Ok(out.into())
    }

    /// Reads one piece of markup at the position.
    #[inline]
    fn markup(&mut self) -> Result<Markup<'a>, Failure> {
        if self.is_self_closing {
            self.is_self_closing = false;
            self.open.pop();
            return Ok(Markup::End);
        }
        match self.rest.as_bytes() {
            [b'<', b'/', ..] => self.end_tag(),
            [b'<', b'!', ..] => self.declaration(),
            [b'<', b'?', ..] => self.instruction(),
            [b'<', ..] => self.start_tag().map(Markup::Start),
            _ => Err(UNCLOSED),
        }
    }

    fn end_tag(&mut self) -> Result<Markup<'a>, Failure> {
        const MISMATCH: Failure = Failure::Syntax("an end tag that does not match");
        let name = self.open.last().ok_or(MISMATCH)?;
        let rest = self.rest.get(2..).and_then(|rest| rest.strip_prefix(*name));
        let Some(rest) = rest else {
            return Err(if self.rest.contains('>') { MISMATCH } else { UNTERMINATED });
        };
        self.rest = match rest.strip_prefix('>') {
            Some(rest) => rest,
            None => match rest.trim_start_matches(WHITE_SPACE) {
                "" => return Err(UNTERMINATED),
                rest => rest.strip_prefix('>').ok_or(MISMATCH)?,
            },
        };
        self.open.pop();
        Ok(Markup::End)
    }

    #[inline]
    fn start_tag(&mut self) -> Result<Element<'a>, Failure> {
        // The root has a depth of 0.
        if self.open.len() > MAX_DEPTH {
            return Err(Failure::Rejected(TOO_DEEP));
        }
        let after = self.rest.get(1..).unwrap_or_default();
        let (name, after) = after.split_at_checked(name_length(after.as_bytes())).unwrap_or_default();
        if name.is_empty() {
            return Err(if after.is_empty() { UNTERMINATED } else { INVALID_NAME });
        }
        let attributes = match after.strip_prefix('>') {
            Some(rest) => {
                self.rest = rest;
                ""
            }
            None => self.attributes(after)?,
        };
        self.open.push(name);
        Ok(Element::new(name, attributes))
    }

    /// Reads the rest of a start tag after its name. Returns the text of the attributes.
    fn attributes(&mut self, after_name: &'a str) -> Result<&'a str, Failure> {
        let mut quote = None;
        let end = after_name.bytes().position(|byte| match quote {
            Some(open) => {
                if byte == open {
                    quote = None;
                }
                false
            }
            None => {
                if matches!(byte, b'"' | b'\'') {
                    quote = Some(byte);
                }
                byte == b'>'
            }
        });
        let (attributes, rest) = end.and_then(|end| after_name.split_at_checked(end)).ok_or(UNTERMINATED)?;
        if attributes != "/" && !attributes.starts_with(WHITE_SPACE) {
            return Err(INVALID_NAME);
        }
        self.rest = rest.get(1..).unwrap_or_default();
        match attributes.strip_suffix('/') {
            Some(attributes) => {
                self.is_self_closing = true;
                Ok(attributes)
            }
            None => Ok(attributes),
        }
    }

    /// Reads a processing instruction, or the XML declaration.
    fn instruction(&mut self) -> Result<Markup<'a>, Failure> {
        match name_length(self.delimited("<?", "?>")?.as_bytes()) {
            0 => Err(INVALID_NAME),
            _ => Ok(Markup::Ignored),
        }
    }

    /// Reads markup that starts with `<!`.
    fn declaration(&mut self) -> Result<Markup<'a>, Failure> {
        const CDATA: &str = "<![CDATA[";
        if self.rest.starts_with("<!--") {
            return self.delimited("<!--", "-->").map(|_| Markup::Ignored);
        }
        if self.rest.starts_with(CDATA) {
            return self.delimited(CDATA, "]]>").map(Markup::CData);
        }
        Err(match self.rest.get(..9) {
            Some(start) if start.eq_ignore_ascii_case("<!DOCTYPE") => {
                Failure::Syntax("a document type declaration is not supported")
            }
            _ => UNTERMINATED,
        })
    }

    /// Reads markup with the delimiters `start` and `end`, and returns the text between them.
    fn delimited(&mut self, start: &str, end: &str) -> Result<&'a str, Failure> {
        let content = self.rest.strip_prefix(start).and_then(|rest| rest.split_once(end));
        let (content, rest) = content.ok_or(UNTERMINATED)?;
        self.rest = rest;
        Ok(content)
    }
}

/// Normalizes line ends to line feeds (XML 1.0, 2.11).
fn with_line_feeds(text: &str) -> Cow<'_, str> {
    match text.contains('\r') {
        true => text.replace("\r\n", "\n").replace('\r', "\n").into(),
        false => text.into(),
    }
}
