//! The JSON deserializer. It is lenient: unknown members are ignored, nulls leave a member unset, and `1.0` is accepted as an
//! integer. It is not generic, so it is compiled once for all types.

use super::Mode;
use super::scalars;
use super::tokens::{Failed, Failure, Tokenizer};
use crate::codec::{
    Checks, CodecError, DUPLICATE, ErrorPath, MemberTracker, Segment, element_of, find_member, is_sensitive,
};
use crate::reflect::{List, Map, Shape, Slot};
use crate::schema::{Flag, Kind, Member, Schema};
use serde_json::Value as Document;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Deserializes the whole text into a slot.
pub(super) fn read(
    text: &str,
    slot: Slot<'_>,
    member: &'static Member,
    mode: Mode,
    checks: Checks,
) -> Result<(), CodecError> {
    let mut reader = Reader { tokens: Tokenizer::new(text), mode, checks, error_path: ErrorPath::default() };
    match reader.root(slot, member) {
        Ok(()) => Ok(()),
        Err(Failed) => Err(reader.explain()),
    }
}

type ReadResult = Result<(), Failed>;

const NO_NULL: &str = "null is not allowed here";

struct Reader<'a> {
    tokens: Tokenizer<'a>,
    mode: Mode,
    checks: Checks,
    error_path: ErrorPath,
}

impl<'a> Reader<'a> {
    fn root(&mut self, slot: Slot<'_>, member: &'static Member) -> ReadResult {
        if !self.tokens.literal("null")? {
            self.value(slot, member, 0)?;
        }
        self.tokens.end()
    }

    /// Deserializes a value that is not null.
    fn value(&mut self, slot: Slot<'_>, member: &'static Member, depth: usize) -> ReadResult {
        let read = self.fill(slot, member, depth);
        if read.is_err() && is_sensitive(member) {
            self.error_path.redact();
        }
        read
    }

    fn fill(&mut self, slot: Slot<'_>, member: &'static Member, depth: usize) -> ReadResult {
        let tokens = &mut self.tokens;
        match slot {
            Slot::Skip => tokens.skip(),
            Slot::Bool(out) => scalars::bool(tokens).map(|value| *out = value),
            Slot::Byte(out) => scalars::integer(tokens, "an integer of 8 bits").map(|value| *out = value),
            Slot::Short(out) => scalars::integer(tokens, "an integer of 16 bits").map(|value| *out = value),
            Slot::Integer(out) => scalars::integer(tokens, "an integer of 32 bits").map(|value| *out = value),
            Slot::IntEnum(out) => {
                scalars::integer(tokens, "an integer of 32 bits").map(|value| out.set(value))
            }
            Slot::Long(out) => scalars::integer(tokens, "an integer of 64 bits").map(|value| *out = value),
            Slot::Float(out) => scalars::float(tokens).map(|value| *out = value as f32),
            Slot::Double(out) => scalars::float(tokens).map(|value| *out = value),
            Slot::BigNumber(out) => scalars::big(tokens).map(|value| *out = value),
            Slot::String(out) => string(tokens).map(|value| *out = value.into_owned()),
            Slot::Enum(out) => string(tokens).map(|value| out.set(value.into_owned())),
            Slot::Blob(out) => scalars::blob(tokens).map(|value| *out = value),
            Slot::Body(out) => scalars::blob(tokens).map(|value| *out = value.into()),
            Slot::Timestamp(out) => scalars::time(tokens).map(|value| *out = value),
            Slot::Document(out) => self.document(member, depth).map(|value| *out = value),
            Slot::Shape(out) => self.shape(out, depth),
            Slot::List(out) => self.list(out, member, depth),
            Slot::Strings(out) => self.strings(out, depth),
            Slot::Map(out) => self.map(out, member, depth),
        }
    }

    fn shape(&mut self, shape: &mut dyn Shape, depth: usize) -> ReadResult {
        let schema = shape.schema();
        let read = self.members(shape, schema, depth);
        if read.is_err() && schema.sensitive {
            self.error_path.redact();
        }
        read
    }

    fn members(&mut self, shape: &mut dyn Shape, schema: &'static Schema, depth: usize) -> ReadResult {
        let mut members = MemberTracker::new(schema, self.checks);
        let (mut next, mut is_first) = (0, true);
        self.tokens.open(depth, b'{', "an object")?;
        while self.tokens.next_element(b'}', is_first)? {
            is_first = false;
            match self.key(schema.members, next)? {
                Ok((index, member)) => {
                    next = index + 1;
                    let read = self.member(shape, index, member, &mut members, depth);
                    self.error_path.at(Segment::Member(member.name), read)?;
                }
                Err(name) => self.unknown(shape, schema, &name)?,
            }
        }
        let mode = self.mode;
        match members.finish(|member| mode.includes(member)) {
            Ok(()) => Ok(()),
            Err((None, reason)) => self.tokens.fail(Failure::Rejected(reason)),
            Err((Some(member), reason)) => {
                let rejected = self.tokens.fail(Failure::Rejected(reason));
                self.error_path.at(Segment::Member(member.name), rejected)
            }
        }
    }

    fn allow(&mut self, checked: Result<(), &'static str>) -> ReadResult {
        checked.or_else(|reason| self.tokens.fail(Failure::Rejected(reason)))
    }

    /// Returns the member with the next key, or the key of an unknown member. Keys are mostly in the order of the model and
    /// without escapes.
    #[inline]
    fn key(
        &mut self,
        members: &'static [Member],
        next: usize,
    ) -> Result<Result<(usize, &'static Member), Cow<'a, str>>, Failed> {
        if let Some(member) = members.get(next)
            && self.mode.includes(member)
            && !member.has(Flag::Escaped)
            && self.tokens.take_key(self.mode.name_of(member))
        {
            return self.tokens.colon().map(|()| Ok((next, member)));
        }
        let name = self.tokens.key()?;
        self.tokens.colon()?;
        let mode = self.mode;
        let matches = |member: &'static Member| mode.name_of(member) == name && mode.includes(member);
        Ok(find_member(members, next, matches).ok_or(name))
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
        if !self.tokens.literal("null")? {
            self.allow(members.record_value())?;
            return self.value(shape.slot(index), member, depth + 1);
        }
        if !member.has(Flag::Document) {
            return self.allow(members.check_null(member));
        }
        self.allow(members.record_value())?;
        // Null is a value of a document. Otherwise it leaves the member unset.
        if let Slot::Document(out) = shape.slot(index) {
            *out = Document::Null;
        }
        Ok(())
    }

    fn unknown(&mut self, shape: &mut dyn Shape, schema: &'static Schema, name: &str) -> ReadResult {
        if self.checks == Checks::Input {
            self.error_path.set_unknown_name(name);
            let rejected = self.tokens.fail(Failure::Rejected("unknown member"));
            return self.error_path.at(Segment::UnknownMember, rejected);
        }
        if self.tokens.literal("null")? {
            return Ok(());
        }
        self.tokens.skip()?;
        if schema.kind == Kind::Union && name != "__type" {
            shape.set_unknown(name);
        }
        Ok(())
    }

    fn list(&mut self, list: &mut dyn List, member: &'static Member, depth: usize) -> ReadResult {
        let element = element_of(member);
        list.clear();
        self.tokens.open(depth, b'[', "an array")?;
        let mut index = 0;
        while self.tokens.next_element(b']', index == 0)? {
            let read = match self.tokens.literal("null")? {
                true => self.null(list.push_null()),
                false => self.value(list.push(), element, depth + 1),
            };
            self.error_path.at(Segment::Index(index), read)?;
            index += 1;
        }
        Ok(())
    }

    /// Deserializes a list of strings without a slot for each.
    fn strings(&mut self, list: &mut Vec<String>, depth: usize) -> ReadResult {
        list.clear();
        self.tokens.open(depth, b'[', "an array")?;
        let mut index = 0;
        while self.tokens.next_element(b']', index == 0)? {
            let read = match self.tokens.literal("null")? {
                true => self.null(false),
                false => string(&mut self.tokens).map(|value| list.push(value.into_owned())),
            };
            self.error_path.at(Segment::Index(index), read)?;
            index += 1;
        }
        Ok(())
    }

    fn map(&mut self, map: &mut dyn Map, member: &'static Member, depth: usize) -> ReadResult {
        let element = element_of(member);
        map.clear();
        self.tokens.open(depth, b'{', "an object")?;
        let mut keys = BTreeSet::new();
        let mut is_first = true;
        while self.tokens.next_element(b'}', is_first)? {
            is_first = false;
            let key = self.tokens.key()?.into_owned();
            self.tokens.colon()?;
            if self.checks == Checks::Input {
                if keys.contains(&key) {
                    let rejected = self.tokens.fail(Failure::Rejected(DUPLICATE));
                    return self.error_path.at(Segment::Key, rejected);
                }
                keys.insert(key.clone());
            }
            let read = match self.tokens.literal("null")? {
                true => self.null(map.insert_null(key)),
                false => self.value(map.insert(key), element, depth + 1),
            };
            self.error_path.at(Segment::Key, read)?;
        }
        Ok(())
    }

    fn document(&mut self, member: &'static Member, depth: usize) -> Result<Document, Failed> {
        const EXPECTED: &str = "a string that holds JSON";
        if !self.mode.is_message() || !member.has(Flag::JsonValue) {
            return self.tokens.document(depth);
        }
        let start = self.tokens.position();
        let text = self.tokens.string(EXPECTED)?;
        super::document(text.as_bytes()).map_or_else(|| self.tokens.unexpected_at(start, EXPECTED), Ok)
    }

    /// Accepts a null that a list or map kept; in inputs, other nulls are errors.
    fn null(&mut self, is_kept: bool) -> ReadResult {
        match is_kept || self.checks != Checks::Input {
            true => Ok(()),
            false => self.tokens.fail(Failure::Rejected(NO_NULL)),
        }
    }

    /// Returns the error without the text, which may contain sensitive values.
    fn explain(self) -> CodecError {
        let (why, line, column) = self.tokens.failure();
        self.error_path.into_error(match why {
            Failure::Rejected(reason) => reason.to_owned(),
            Failure::Expected(what) => format!("expected {what} at line {line} column {column}"),
            Failure::Syntax(what) => format!("not JSON: {what} at line {line} column {column}"),
        })
    }
}

fn string<'a>(tokens: &mut Tokenizer<'a>) -> Result<Cow<'a, str>, Failed> {
    tokens.string("a string")
}
