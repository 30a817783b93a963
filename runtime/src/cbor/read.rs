//! The CBOR deserializer. It is lenient: unknown members are ignored, nulls leave a member unset, and numbers are accepted in
//! any encoding that keeps the value. It is not generic, so it is compiled once for all types.

use super::big;
use super::encode::NO_DOCUMENTS;
use super::items::{Failed, Failure, Items, Length};
use super::scalars;
use crate::codec::{
    Checks, CodecError, ErrorPath, MemberTracker, NO_STREAMS, Segment, element_of, find_member,
};
use crate::reflect::{List, Map, Shape, Slot};
use crate::schema::{Binding, Kind, Member, Schema};
use std::borrow::Cow;

/// Deserializes the whole body into a shape.
pub(super) fn read(body: &[u8], shape: &mut dyn Shape, checks: Checks) -> Result<(), CodecError> {
    const EMPTY_MAP: &[u8] = &[0xa0];
    let is_empty = matches!(body, [] | [0xf6 | 0xf7]);
    let items = Items::new(if is_empty { EMPTY_MAP } else { body });
    let mut reader = Reader { items, checks, error_path: ErrorPath::default(), unreserved: body.len() };
    match reader.root(shape) {
        Ok(()) => Ok(()),
        Err(Failed) => Err(reader.explain()),
    }
}

/// The largest number of elements for which memory is reserved before they are read, because a body can state any length.
const MAX_RESERVED: usize = 1024;

type ReadResult = Result<(), Failed>;

struct Reader<'a> {
    items: Items<'a>,
    checks: Checks,
    error_path: ErrorPath,
    /// The number of elements that lists may still reserve room for. Each element takes at least one byte of the body, so
    /// nested lists that state more elements than there are reserve no more than a body of that length can fill.
    unreserved: usize,
}

impl<'a> Reader<'a> {
    fn root(&mut self, shape: &mut dyn Shape) -> ReadResult {
        self.shape(shape, 0)?;
        self.items.end()
    }

    /// Deserializes a value that is not null. It is inlined, so that the most common scalars need no call.
    #[inline(always)]
    fn value(&mut self, slot: Slot<'_>, member: &'static Member, depth: usize) -> ReadResult {
        match slot {
            Slot::String(out) => *out = string(&mut self.items)?.into_owned(),
            Slot::Double(out) => *out = scalars::double(&mut self.items)?,
            Slot::Timestamp(out) => *out = scalars::timestamp(&mut self.items)?,
            Slot::Shape(out) => self.shape(out, depth)?,
            slot => self.other_value(slot, member, depth)?,
        }
        Ok(())
    }

    /// Deserializes a value of a less common type.
    #[inline(never)]
    fn other_value(&mut self, slot: Slot<'_>, member: &'static Member, depth: usize) -> ReadResult {
        let items = &mut self.items;
        match slot {
            Slot::Skip => items.skip(depth)?,
            Slot::Bool(out) => *out = scalars::bool(items)?,
            Slot::Byte(out) => *out = scalars::integer(items, "an integer of 8 bits")?,
            Slot::Short(out) => *out = scalars::integer(items, "an integer of 16 bits")?,
            Slot::Integer(out) => *out = scalars::integer(items, "an integer of 32 bits")?,
            Slot::IntEnum(out) => out.set(scalars::integer(items, "an integer of 32 bits")?),
            Slot::Long(out) => *out = scalars::integer(items, "an integer of 64 bits")?,
            Slot::Float(out) => *out = scalars::float(items)? as f32,
            Slot::BigNumber(out) => *out = big::read(items)?,
            Slot::Enum(out) => out.set(string(items)?.into_owned()),
            Slot::Blob(out) => *out = scalars::blob(items)?,
            Slot::Body(_) => items.fail(Failure::Rejected(NO_STREAMS))?,
            Slot::Document(_) => items.fail(Failure::Rejected(NO_DOCUMENTS))?,
            Slot::List(out) => self.list(out, member, depth)?,
            Slot::Strings(out) => self.strings(out, depth)?,
            Slot::Map(out) => self.map(out, member, depth)?,
            slot @ (Slot::String(_) | Slot::Double(_) | Slot::Timestamp(_) | Slot::Shape(_)) => {
                self.value(slot, member, depth)?;
            }
        }
        Ok(())
    }

    #[inline(never)]
    fn shape(&mut self, shape: &mut dyn Shape, depth: usize) -> ReadResult {
        let schema = shape.schema();
        let mut members = MemberTracker::new(schema, self.checks);
        let mut next = 0;
        let mut length = self.items.map(depth)?;
        while self.items.next_element(&mut length)? {
            match self.key(schema.members, next)? {
                Ok((index, member)) => {
                    next = index + 1;
                    let read = self.member(shape, index, member, &mut members, depth);
                    self.error_path.at(Segment::Member(member.name), read)?;
                }
                Err(name) => self.unknown(shape, schema, &name, depth)?,
            }
        }
        match members.finish(|member| member.binding != Binding::EventHeader) {
            Ok(()) => Ok(()),
            Err((None, reason)) => self.items.fail(Failure::Rejected(reason)),
            Err((Some(member), reason)) => {
                let rejected = self.items.fail(Failure::Rejected(reason));
                self.error_path.at(Segment::Member(member.name), rejected)
            }
        }
    }

    fn allow(&mut self, checked: Result<(), &'static str>) -> ReadResult {
        checked.or_else(|reason| self.items.fail(Failure::Rejected(reason)))
    }

    /// Returns the member with the next key, or the key of an unknown member. Keys are mostly in the order of the model.
    #[inline]
    fn key(
        &mut self,
        members: &'static [Member],
        next: usize,
    ) -> Result<Result<(usize, &'static Member), Cow<'a, str>>, Failed> {
        if let Some(member) = members.get(next)
            && self.items.take_key(member.name)
        {
            return Ok(Ok((next, member)));
        }
        let name = self.items.key()?;
        Ok(find_member(members, next, |member| member.name == name).ok_or(name))
    }

    fn member(
        &mut self,
        shape: &mut dyn Shape,
        index: usize,
        member: &'static Member,
        members: &mut MemberTracker,
        depth: usize,
    ) -> ReadResult {
        self.allow(members.record_name(index))?;
        if self.items.take_null() {
            return self.allow(members.check_null(member));
        }
        self.allow(members.record_value())?;
        self.value(shape.slot(index), member, depth + 1)
    }

    #[cold]
    fn unknown(
        &mut self,
        shape: &mut dyn Shape,
        schema: &'static Schema,
        name: &str,
        depth: usize,
    ) -> ReadResult {
        if self.items.take_null() {
            return Ok(());
        }
        self.items.skip(depth + 1)?;
        if schema.kind == Kind::Union && name != "__type" {
            shape.set_unknown(name);
        }
        Ok(())
    }

    /// Returns the number of elements to reserve room for.
    fn room(&mut self, length: Length) -> usize {
        let room = length.known().min(MAX_RESERVED).min(self.unreserved);
        self.unreserved -= room;
        room
    }

    /// Deserializes a list. A dense list drops nulls.
    fn list(&mut self, list: &mut dyn List, member: &'static Member, depth: usize) -> ReadResult {
        let element = element_of(member);
        list.clear();
        let mut length = self.items.array(depth)?;
        list.reserve(self.room(length));
        let mut index = 0;
        while self.items.next_element(&mut length)? {
            if self.items.take_null() {
                list.push_null();
            } else {
                let read = self.value(list.push(), element, depth + 1);
                self.error_path.at(Segment::Index(index), read)?;
            }
            index += 1;
        }
        Ok(())
    }

    /// Deserializes a list of strings: faster than `list`, because it creates no slot for each element.
    fn strings(&mut self, list: &mut Vec<String>, depth: usize) -> ReadResult {
        list.clear();
        let mut length = self.items.array(depth)?;
        list.reserve_exact(self.room(length));
        let mut index = 0;
        while self.items.next_element(&mut length)? {
            if !self.items.take_null() {
                let read = string(&mut self.items).map(|value| list.push(value.into_owned()));
                self.error_path.at(Segment::Index(index), read)?;
            }
            index += 1;
        }
        Ok(())
    }

    /// Deserializes a map. A dense map drops nulls.
    fn map(&mut self, map: &mut dyn Map, member: &'static Member, depth: usize) -> ReadResult {
        let element = element_of(member);
        map.clear();
        let mut length = self.items.map(depth)?;
        while self.items.next_element(&mut length)? {
            let key = self.items.key()?.into_owned();
            if self.items.take_null() {
                map.insert_null(key);
            } else {
                let read = self.value(map.insert(key), element, depth + 1);
                self.error_path.at(Segment::Key, read)?;
            }
        }
        Ok(())
    }

    /// Returns the error without any part of the body, which may contain sensitive values.
    fn explain(self) -> CodecError {
        let (failure, position) = self.items.failure();
        self.error_path.into_error(match failure {
            Failure::Rejected(reason) => reason.to_owned(),
            Failure::Expected(what) => format!("expected {what} at byte {position}"),
            Failure::Syntax(what) => format!("not CBOR: {what} at byte {position}"),
        })
    }
}

#[inline]
fn string<'a>(items: &mut Items<'a>) -> Result<Cow<'a, str>, Failed> {
    items.string("a string")
}
