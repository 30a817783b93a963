//! The XML deserializer. It is lenient: unknown elements and attributes are ignored, and so are namespaces, prefixes and the
//! name of the root. It is not generic, so it is compiled once for all types.
//!
//! `tokens` splits a document into elements and text, with `element`, `references` and `scan`. This file, `collections` and
//! `scalars` build values from them. `error_fields` reads the parts of errors that do not depend on a shape.

mod collections;
#[cfg(test)]
mod comparison;
mod element;
mod error_fields;
mod failure;
#[cfg(feature = "record")]
mod normalized;
mod references;
mod scalars;
mod scan;
mod tokens;

use super::names::{has_local_name, is_attribute, is_read};
use crate::codec::{Checks, CodecError, ErrorPath, MemberTracker, Segment, find_member};
use crate::reflect::{Shape, Slot};
use crate::schema::{Flag, Kind, Member, Schema};
use element::Element;
pub(crate) use error_fields::{ErrorFields, error_fields, error_text, has_error_root};
use failure::{Failed, Failure};
#[cfg(feature = "record")]
pub(crate) use normalized::normalized;
use tokens::Tokens;

/// Deserializes the whole text into a slot.
pub(super) fn read(
    text: &str,
    slot: Slot<'_>,
    member: &'static Member,
    checks: Checks,
    wrappers: &[&str],
) -> Result<(), CodecError> {
    Reader::new(text, checks).read(text, slot, member, wrappers)
}

/// Deserializes the whole text into a shape, and decodes the members that are in the encoding of forms.
pub(super) fn read_url_encoded(text: &str, shape: &mut dyn Shape, checks: Checks) -> Result<(), CodecError> {
    let reader = Reader { is_url_encoded: true, ..Reader::new(text, checks) };
    reader.read(text, Slot::Shape(shape), Member::ELEMENT, &[])
}

type ReadResult = Result<(), Failed>;

struct Reader<'a> {
    tokens: Tokens<'a>,
    checks: Checks,
    is_url_encoded: bool,
    error_path: ErrorPath,
    failure: Option<(Failure, usize)>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, checks: Checks) -> Self {
        let (tokens, error_path) = (Tokens::new(text), ErrorPath::default());
        Self { tokens, checks, is_url_encoded: false, error_path, failure: None }
    }

    fn read(
        mut self,
        text: &str,
        slot: Slot<'_>,
        member: &'static Member,
        wrappers: &[&str],
    ) -> Result<(), CodecError> {
        match self.body(text, slot, member, wrappers) {
            Ok(()) => Ok(()),
            Err(Failed) => Err(self.explain()),
        }
    }

    fn body(&mut self, text: &str, slot: Slot<'_>, member: &'static Member, wrappers: &[&str]) -> ReadResult {
        if text.trim_ascii().is_empty() {
            return match slot {
                Slot::Shape(shape) => self.finish(&MemberTracker::new(shape.schema(), self.checks)),
                _ => Ok(()),
            };
        }
        let root = self.tokens.root();
        let root = self.check(root)?;
        self.wrapped_value(&root, slot, member, wrappers)?;
        let end = self.tokens.end();
        self.check(end)
    }

    /// Deserializes a value in an element that is inside of `wrappers`; `element` is the element around them.
    fn wrapped_value(
        &mut self,
        element: &Element<'a>,
        slot: Slot<'_>,
        member: &'static Member,
        wrappers: &[&str],
    ) -> ReadResult {
        let [name, wrappers @ ..] = wrappers else { return self.value(slot, member, element) };
        while let Some(child) = self.child()? {
            if child.name() == *name {
                self.wrapped_value(&child, slot, member, wrappers)?;
                return self.skip();
            }
            self.skip()?;
        }
        self.fail(Failure::Wrapper((*name).to_owned()))
    }

    /// Deserializes the value of `element`, whose start tag has been read, and reads up to its end.
    fn value(&mut self, slot: Slot<'_>, member: &'static Member, element: &Element<'a>) -> ReadResult {
        match slot {
            Slot::Skip => self.skip(),
            Slot::Shape(out) => self.shape(out, element),
            Slot::List(out) => self.list(out, member),
            Slot::Strings(out) => self.strings(out),
            Slot::Map(out) => self.map(out, member),
            Slot::String(out) if self.is_url_encoded => self.string(out, member),
            slot => self.scalar(slot),
        }
    }

    fn shape(&mut self, shape: &mut dyn Shape, element: &Element<'a>) -> ReadResult {
        let schema = shape.schema();
        let mut members = MemberTracker::new(schema, self.checks);
        if element.has_attributes() {
            self.attributes(shape, schema, element, &mut members)?;
        }
        match schema.kind {
            Kind::Structure => self.structure(shape, schema, &mut members)?,
            Kind::Union => self.union(shape, schema)?,
        }
        self.finish(&members)
    }

    fn structure(
        &mut self,
        shape: &mut dyn Shape,
        schema: &'static Schema,
        members: &mut MemberTracker,
    ) -> ReadResult {
        let mut next = 0;
        while let Some(child) = self.child()? {
            let Some((index, member)) = find_element(schema, next, &child) else {
                self.skip()?;
                continue;
            };
            // Elements of a flattened list mostly follow each other.
            next = if member.has(Flag::Flattened) { index } else { index + 1 };
            let read = self.member(shape, index, member, &child, members);
            self.error_path.at(Segment::Member(member.name), read)?;
        }
        Ok(())
    }

    fn member(
        &mut self,
        shape: &mut dyn Shape,
        index: usize,
        member: &'static Member,
        element: &Element<'a>,
        members: &mut MemberTracker,
    ) -> ReadResult {
        // Without elements, a flattened list or map is not in the text, so that it is never missing.
        if member.has(Flag::Flattened) {
            return self.flattened(&mut shape.slot(index), member, element);
        }
        self.allow(members.record_name(index))?;
        if element.is_nil() {
            self.allow(members.check_null(member))?;
            return self.skip();
        }
        self.allow(members.record_value())?;
        self.value(shape.slot(index), member, element)
    }

    /// Deserializes the first known member of a union.
    fn union(&mut self, shape: &mut dyn Shape, schema: &'static Schema) -> ReadResult {
        while let Some(child) = self.child()? {
            let Some((index, member)) = find_element(schema, 0, &child) else {
                shape.set_unknown(child.name());
                self.skip()?;
                continue;
            };
            if child.is_nil() {
                self.skip()?;
                continue;
            }
            let read = self.variant(shape.slot(index), member, &child);
            return self.error_path.at(Segment::Member(member.name), read);
        }
        Ok(())
    }

    /// Deserializes the value of a union from its first element, and reads up to the end of the union. Only elements of the same
    /// flattened list or map are not skipped.
    fn variant(&mut self, mut slot: Slot<'_>, member: &'static Member, first: &Element<'a>) -> ReadResult {
        if !member.has(Flag::Flattened) {
            self.value(slot, member, first)?;
            return self.skip();
        }
        self.flattened(&mut slot, member, first)?;
        while let Some(child) = self.child()? {
            match has_local_name(member.wire, child.name()) {
                true => self.flattened(&mut slot, member, &child)?,
                false => self.skip()?,
            }
        }
        Ok(())
    }

    /// Checks the members at the end of a shape. A flattened list or map is never missing.
    fn finish(&mut self, members: &MemberTracker) -> ReadResult {
        let includes =
            |member: &Member| (is_read(member) || is_attribute(member)) && !member.has(Flag::Flattened);
        match members.finish(includes) {
            Ok(()) => Ok(()),
            Err((member, reason)) => {
                let rejected = self.fail(Failure::Rejected(reason));
                match member {
                    Some(member) => self.error_path.at(Segment::Member(member.name), rejected),
                    None => rejected,
                }
            }
        }
    }

    #[inline]
    fn child(&mut self) -> Result<Option<Element<'a>>, Failed> {
        let child = self.tokens.child();
        self.check(child)
    }

    fn skip(&mut self) -> ReadResult {
        let skipped = self.tokens.skip();
        self.check(skipped)
    }

    fn allow(&mut self, checked: Result<(), &'static str>) -> ReadResult {
        checked.or_else(|reason| self.fail(Failure::Rejected(reason)))
    }

    #[inline]
    fn check<T>(&mut self, result: Result<T, Failure>) -> Result<T, Failed> {
        result.or_else(|failure| self.fail(failure))
    }

    #[cold]
    fn fail<T>(&mut self, failure: Failure) -> Result<T, Failed> {
        self.failure = Some((failure, self.tokens.position()));
        Err(Failed)
    }

    /// Returns the error without the text, which may contain sensitive values.
    fn explain(self) -> CodecError {
        let (failure, position) = self.failure.unwrap_or((Failure::Syntax("invalid markup"), 0));
        let (line, column) = self.tokens.line_and_column(position);
        self.error_path.into_error(match failure {
            Failure::Rejected(reason) => reason.to_owned(),
            Failure::Wrapper(name) => format!("no element `{name}`"),
            Failure::Value(reason) => format!("{reason} at line {line} column {column}"),
            Failure::Syntax(reason) => format!("not XML: {reason} at line {line} column {column}"),
        })
    }
}

/// Returns the member of an element, with its index. Mostly it is the member `next` and the names are equal with their prefixes,
/// which is tested first.
#[inline]
fn find_element(
    schema: &'static Schema,
    next: usize,
    element: &Element<'_>,
) -> Option<(usize, &'static Member)> {
    match schema.members.get(next) {
        Some(member) if member.wire == element.name_with_prefix() && is_read(member) => Some((next, member)),
        _ => {
            let name = element.name();
            find_member(schema.members, next, |member| has_local_name(member.wire, name) && is_read(member))
        }
    }
}
