//! Deserialization of scalars.

use super::Reader;
use super::failure::{Failed, Failure};
use crate::codec::parse_text;
use crate::reflect::Slot;
use std::borrow::Cow;

impl<'a> Reader<'a> {
    /// Deserializes a scalar from the text of an element.
    pub(super) fn scalar(&mut self, slot: Slot<'_>) -> Result<(), Failed> {
        let text = self.text()?;
        parse_scalar(text, slot).or_else(|reason| self.fail(Failure::Value(reason)))
    }

    /// Returns the text of an element. A child is an error.
    #[inline]
    pub(super) fn text(&mut self) -> Result<Cow<'a, str>, Failed> {
        let text = self.tokens.text();
        self.check(text)
    }
}

/// Parses the text of an element or attribute. White space is kept in strings and an error in booleans. Around other values it
/// is ignored, and also inside of blobs.
pub(super) fn parse_scalar(text: Cow<'_, str>, slot: Slot<'_>) -> Result<(), &'static str> {
    match slot {
        Slot::String(out) => {
            *out = text.into_owned();
            Ok(())
        }
        Slot::Enum(_) | Slot::Bool(_) => parse_text(text, slot),
        Slot::Blob(_) => parse_text(without_white_space(text), slot),
        slot => parse_text(text.trim_ascii().into(), slot),
    }
}

fn without_white_space(text: Cow<'_, str>) -> Cow<'_, str> {
    let is_white = |character: char| character.is_ascii_whitespace();
    if text.contains(is_white) { text.replace(is_white, "").into() } else { text }
}
