//! Deserialization of scalars.

use super::super::forms;
use super::super::names::{has_local_name, is_attribute};
use super::Reader;
use super::element::Element;
use super::failure::{Failed, Failure};
use crate::codec::{MemberTracker, Segment, find_member, parse_text};
use crate::reflect::{Shape, Slot};
use crate::schema::{Member, Schema};
use std::borrow::Cow;

impl<'a> Reader<'a> {
    /// Deserializes a scalar from the text of an element.
    pub(super) fn scalar(&mut self, slot: Slot<'_>) -> Result<(), Failed> {
        let text = self.text()?;
        parse_scalar(text, slot).or_else(|reason| self.fail(Failure::Value(reason)))
    }

    /// Deserializes a string, and decodes it if the member is in the encoding of forms.
    pub(super) fn string(&mut self, out: &mut String, member: &Member) -> Result<(), Failed> {
        let text = self.text()?;
        *out = if forms::is_url_encoded(member) { forms::decode(text) } else { text.into_owned() };
        Ok(())
    }

    pub(super) fn attributes(
        &mut self,
        shape: &mut dyn Shape,
        schema: &'static Schema,
        element: &Element<'a>,
        members: &mut MemberTracker,
    ) -> Result<(), Failed> {
        if !schema.members.iter().any(is_attribute) {
            return Ok(());
        }
        for attribute in element.attributes() {
            let (name, value) = attribute.or_else(|reason| self.fail(Failure::Syntax(reason)))?;
            let found = find_member(schema.members, 0, |member| {
                is_attribute(member) && has_local_name(member.wire, name)
            });
            let Some((index, member)) = found else { continue };
            self.allow(members.record_name(index))?;
            self.allow(members.record_value())?;
            let read =
                parse_scalar(value, shape.slot(index)).or_else(|reason| self.fail(Failure::Value(reason)));
            self.error_path.at(Segment::Member(member.name), read)?;
        }
        Ok(())
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
fn parse_scalar(text: Cow<'_, str>, slot: Slot<'_>) -> Result<(), &'static str> {
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
