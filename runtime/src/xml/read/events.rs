//! The events of `quick-xml` as elements and text: depth, references, and errors without names or values.

use super::element::Element;
use crate::codec::{MAX_DEPTH, TOO_DEEP};
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, Event};
use quick_xml::{Error, Reader};
use std::borrow::Cow;

/// Why text is rejected.
pub(super) enum Failure {
    /// The text is not well-formed XML, or has a document type declaration.
    Syntax(&'static str),
    /// A value is not what the model has.
    Value(&'static str),
    /// An element around the value is missing.
    Wrapper(String),
    /// A reason without a position.
    Rejected(&'static str),
}

/// Stands for a failure that the deserializer has recorded, so that results stay small.
pub(super) struct Failed;

/// The elements and the text of a document.
#[derive(Clone)]
pub(super) struct Events<'a> {
    text: &'a str,
    xml: Reader<&'a [u8]>,
    depth: usize,
    /// Whether the text has carriage returns, which the end of a line may consist of (XML 1.0, 2.11).
    has_carriage_returns: bool,
}

impl<'a> Events<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut xml = Reader::from_str(text);
        xml.config_mut().expand_empty_elements = true;
        Self { text, xml, depth: 0, has_carriage_returns: text.contains('\r') }
    }

    /// Returns the position after the last event, in bytes.
    pub(super) fn position(&self) -> usize {
        usize::try_from(self.xml.buffer_position()).unwrap_or(usize::MAX)
    }

    /// Returns the line and the column of a position.
    pub(super) fn line_and_column(&self, position: usize) -> (usize, usize) {
        let before = self.text.get(..position).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        let column = before.get(line_start..).map_or(0, |line| line.chars().count());
        (before.matches('\n').count() + 1, column + 1)
    }

    fn next(&mut self) -> Result<Event<'a>, Failure> {
        let event = self.xml.read_event().map_err(|error| Failure::Syntax(syntax(&error)))?;
        match event {
            Event::Start(_) => {
                // The root has a depth of 1.
                if self.depth > MAX_DEPTH {
                    return Err(Failure::Rejected(TOO_DEEP));
                }
                self.depth += 1;
            }
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::DocType(_) => return Err(Failure::Syntax("a document type declaration is not supported")),
            Event::Eof if self.depth > 0 => return Err(Failure::Syntax("the text ends inside an element")),
            _ => {}
        }
        Ok(event)
    }

    /// Returns the root.
    pub(super) fn root(&mut self) -> Result<Element<'a>, Failure> {
        loop {
            match self.next()? {
                Event::Start(start) => return Ok(Element::new(start)),
                event => outside(&event)?,
            }
        }
    }

    /// Reads what follows the root, where only white space, comments and processing instructions are allowed.
    pub(super) fn end(&mut self) -> Result<(), Failure> {
        loop {
            match self.next()? {
                Event::Eof => return Ok(()),
                Event::Start(_) => return Err(Failure::Syntax("a second root")),
                event => outside(&event)?,
            }
        }
    }

    /// Returns the next child of the element, without its text, or `None` at its end.
    #[inline]
    pub(super) fn child(&mut self) -> Result<Option<Element<'a>>, Failure> {
        loop {
            match self.next()? {
                Event::Start(start) => return Ok(Some(Element::new(start))),
                Event::End(_) => return Ok(None),
                Event::GeneralRef(reference) => drop(resolve(&reference)?),
                _ => {}
            }
        }
    }

    /// Reads the rest of an element, whatever it contains.
    pub(super) fn skip(&mut self) -> Result<(), Failure> {
        let outer = self.depth.saturating_sub(1);
        while self.depth > outer {
            if let Event::GeneralRef(reference) = self.next()? {
                resolve(&reference)?;
            }
        }
        Ok(())
    }

    /// Returns the text of an element without children, with references resolved.
    #[inline]
    pub(super) fn text(&mut self) -> Result<Cow<'a, str>, Failure> {
        let mut text = Cow::Borrowed("");
        loop {
            let part = match self.next()? {
                Event::End(_) => return Ok(text),
                Event::Text(part) if self.has_carriage_returns => part.xml10_content(),
                Event::Text(part) => part.into_inner(),
                Event::CData(part) if self.has_carriage_returns => part.xml10_content(),
                Event::CData(part) => part.into_inner(),
                Event::GeneralRef(reference) => resolve(&reference)?,
                Event::Start(_) => return Err(Failure::Value("expected text without elements")),
                _ => continue,
            };
            match text.is_empty() {
                true => text = part,
                false => text.to_mut().push_str(&part),
            }
        }
    }
}

/// Resolves a reference to a character or to one of the five predefined entities.
fn resolve(reference: &BytesRef<'_>) -> Result<Cow<'static, str>, Failure> {
    match reference.resolve_char_ref() {
        Ok(Some(character)) => Ok(character.to_string().into()),
        Ok(None) => match resolve_xml_entity(reference) {
            Some(text) => Ok(text.into()),
            None => Err(Failure::Syntax("an entity that is not one of the five predefined ones")),
        },
        Err(_) => Err(Failure::Syntax("a reference to a character that does not exist")),
    }
}

/// Checks an event outside of the root.
fn outside(event: &Event<'_>) -> Result<(), Failure> {
    match event {
        Event::Decl(_) | Event::PI(_) | Event::Comment(_) => Ok(()),
        Event::Text(text) if text.trim_ascii().is_empty() => Ok(()),
        Event::Eof => Err(Failure::Syntax("no element")),
        _ => Err(Failure::Syntax("text outside of the root")),
    }
}

/// Describes an error without the names in it.
fn syntax(error: &Error) -> &'static str {
    use quick_xml::errors::IllFormedError::{MismatchedEndTag, UnclosedReference, UnmatchedEndTag};
    match error {
        Error::IllFormed(MismatchedEndTag { .. } | UnmatchedEndTag(_)) => "an end tag that does not match",
        Error::IllFormed(UnclosedReference) => "`&` without a reference",
        Error::Syntax(_) => "markup without an end",
        _ => "invalid markup",
    }
}
