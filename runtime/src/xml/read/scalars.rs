//! Deserialization of single values.

use super::Reader;
use super::failure::{Failed, Failure};
use crate::codec::parse;
use crate::reflect::Slot;
use std::borrow::Cow;

impl<'a> Reader<'a> {
    /// Deserializes the text of an element.
    pub(super) fn scalar(&mut self, slot: Slot<'_>) -> Result<(), Failed> {
        let text = self.text()?;
        fill(text, slot).or_else(|reason| self.fail(Failure::Value(reason)))
    }

    /// Returns the text of an element without children.
    #[inline]
    pub(super) fn text(&mut self) -> Result<Cow<'a, str>, Failed> {
        let text = self.tokens.text();
        self.check(text)
    }
}

/// Parses the text of an element or attribute. A string is the text as it is, and so is a boolean, which is exactly `true` or
/// `false`. White space around other values is ignored, in a blob also inside of it.
pub(super) fn fill(text: Cow<'_, str>, slot: Slot<'_>) -> Result<(), &'static str> {
    match slot {
        Slot::String(out) => {
            *out = text.into_owned();
            Ok(())
        }
        Slot::Enum(_) | Slot::Bool(_) => parse(text, slot),
        Slot::Blob(_) => parse(without_white_space(text), slot),
        slot => parse(text.trim_ascii().into(), slot),
    }
}

fn without_white_space(text: Cow<'_, str>) -> Cow<'_, str> {
    let is_white = |character: char| character.is_ascii_whitespace();
    if text.contains(is_white) { text.replace(is_white, "").into() } else { text }
}
