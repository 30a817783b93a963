//! The walk that reads, leniently: unknown members are passed over, nulls are unset, `1.0` is an integer. It is one
//! walk over slots, so there is one copy of it in a program, whatever its types.

use super::keys::{DUPLICATE, Members, find};
use super::scalars;
use super::tokens::{Stop, Tokens, Why};
use super::trace::{Step, Trace};
use super::{JsonError, Names, is_sensitive};
use crate::reflect::{Flag, Kind, List, Map, Member, Schema, Shape, Slot};
use serde_json::Value as Document;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Fills `slot` from the whole text.
pub(super) fn read(
    text: &str,
    slot: Slot<'_>,
    member: &'static Member,
    names: Names,
) -> Result<(), JsonError> {
    let mut reader = Reader { tokens: Tokens::new(text), names, trace: Trace::default() };
    match reader.root(slot, member) {
        Ok(()) => Ok(()),
        Err(Stop) => Err(reader.explain()),
    }
}

type Read = Result<(), Stop>;

const NO_NULL: &str = "a null has no place here";

struct Reader<'a> {
    tokens: Tokens<'a>,
    names: Names,
    trace: Trace,
}

impl<'a> Reader<'a> {
    fn root(&mut self, slot: Slot<'_>, member: &'static Member) -> Read {
        if !self.tokens.word("null")? {
            self.value(slot, member, 0)?;
        }
        self.tokens.end()
    }

    /// A value that is not null.
    fn value(&mut self, slot: Slot<'_>, member: &'static Member, depth: usize) -> Read {
        let read = self.fill(slot, member, depth);
        if read.is_err() && is_sensitive(member) {
            self.trace.conceal();
        }
        read
    }

    fn fill(&mut self, slot: Slot<'_>, member: &'static Member, depth: usize) -> Read {
        let tokens = &mut self.tokens;
        match slot {
            Slot::Skip => tokens.skip(),
            Slot::Bool(out) => scalars::bool(tokens).map(|value| *out = value),
            Slot::Byte(out) => scalars::integer(tokens, "an integer of 8 bits").map(|value| *out = value),
            Slot::Short(out) => scalars::integer(tokens, "an integer of 16 bits").map(|value| *out = value),
            Slot::Integer(out) => scalars::integer(tokens, "an integer of 32 bits").map(|value| *out = value),
            Slot::Number(out) => {
                scalars::integer(tokens, "an integer of 32 bits").map(|value| out.set(value))
            }
            Slot::Long(out) => scalars::integer(tokens, "an integer of 64 bits").map(|value| *out = value),
            Slot::Float(out) => scalars::float(tokens).map(|value| *out = value as f32),
            Slot::Double(out) => scalars::float(tokens).map(|value| *out = value),
            Slot::Big(out) => scalars::big(tokens).map(|value| *out = value),
            Slot::String(out) => string(tokens).map(|value| *out = value.into_owned()),
            Slot::Text(out) => string(tokens).map(|value| out.set(value.into_owned())),
            Slot::Blob(out) => scalars::blob(tokens).map(|value| *out = value),
            Slot::Time(out) => scalars::time(tokens).map(|value| *out = value),
            Slot::Document(out) => self.document(member, depth).map(|value| *out = value),
            Slot::Shape(out) => self.shape(out, depth),
            Slot::List(out) => self.list(out, member, depth),
            Slot::Strings(out) => self.strings(out, depth),
            Slot::Map(out) => self.map(out, member, depth),
        }
    }

    fn shape(&mut self, shape: &mut dyn Shape, depth: usize) -> Read {
        let schema = shape.schema();
        let read = self.members(shape, schema, depth);
        if read.is_err() && schema.sensitive {
            self.trace.conceal();
        }
        read
    }

    fn members(&mut self, shape: &mut dyn Shape, schema: &'static Schema, depth: usize) -> Read {
        let mut members = Members::new(schema, self.names);
        let (mut next, mut is_first) = (0, true);
        self.tokens.open(depth, b'{', "an object")?;
        while self.tokens.another(b'}', is_first)? {
            is_first = false;
            match self.key(schema.members, next)? {
                Ok((index, member)) => {
                    next = index + 1;
                    let read = self.member(shape, index, member, &mut members, depth);
                    self.trace.at(Step::Member(member.name), read)?;
                }
                Err(name) => self.unknown(shape, schema, &name)?,
            }
        }
        match members.finish() {
            Ok(()) => Ok(()),
            Err((None, reason)) => self.tokens.stop(Why::Refused(reason)),
            Err((Some(member), reason)) => {
                let refused = self.tokens.stop(Why::Refused(reason));
                self.trace.at(Step::Member(member.name), refused)
            }
        }
    }

    fn allow(&mut self, checked: Result<(), &'static str>) -> Read {
        checked.or_else(|reason| self.tokens.stop(Why::Refused(reason)))
    }

    /// The member that the next key names, or the name. Members mostly come in order, written as the model has them.
    #[inline]
    fn key(
        &mut self,
        members: &'static [Member],
        next: usize,
    ) -> Result<Result<(usize, &'static Member), Cow<'a, str>>, Stop> {
        if let Some(member) = members.get(next)
            && self.names.include(member)
            && !member.has(Flag::Escaped)
            && self.tokens.is_key(self.names.of(member))
        {
            return self.tokens.colon().map(|()| Ok((next, member)));
        }
        let name = self.tokens.key()?;
        self.tokens.colon()?;
        Ok(find(members, self.names, next, &name).ok_or(name))
    }

    fn member(
        &mut self,
        shape: &mut dyn Shape,
        index: usize,
        member: &'static Member,
        members: &mut Members,
        depth: usize,
    ) -> Read {
        self.allow(members.key(index))?;
        if !self.tokens.word("null")? {
            self.allow(members.value())?;
            return self.value(shape.slot(index), member, depth + 1);
        }
        if !member.has(Flag::Document) {
            return self.allow(members.null(member));
        }
        self.allow(members.value())?;
        // A null document is a value; any other null leaves the member unset.
        if let Slot::Document(out) = shape.slot(index) {
            *out = Document::Null;
        }
        Ok(())
    }

    fn unknown(&mut self, shape: &mut dyn Shape, schema: &'static Schema, name: &str) -> Read {
        if self.names == Names::Input {
            self.trace.named(name);
            let refused = self.tokens.stop(Why::Refused("no such member in the model"));
            return self.trace.at(Step::Name, refused);
        }
        if self.tokens.word("null")? {
            return Ok(());
        }
        self.tokens.skip()?;
        if schema.kind == Kind::Union && name != "__type" {
            shape.set_unknown(name);
        }
        Ok(())
    }

    fn list(&mut self, list: &mut dyn List, member: &'static Member, depth: usize) -> Read {
        let element = inherit(member);
        self.tokens.open(depth, b'[', "an array")?;
        let mut index = 0;
        while self.tokens.another(b']', index == 0)? {
            let read = match self.tokens.word("null")? {
                true => self.null(list.push_null()),
                false => self.value(list.push(), element, depth + 1),
            };
            self.trace.at(Step::Index(index), read)?;
            index += 1;
        }
        Ok(())
    }

    /// The same for strings, each of which is known to be one or null.
    fn strings(&mut self, list: &mut Vec<String>, depth: usize) -> Read {
        self.tokens.open(depth, b'[', "an array")?;
        let mut index = 0;
        while self.tokens.another(b']', index == 0)? {
            let read = match self.tokens.word("null")? {
                true => self.null(false),
                false => string(&mut self.tokens).map(|value| list.push(value.into_owned())),
            };
            self.trace.at(Step::Index(index), read)?;
            index += 1;
        }
        Ok(())
    }

    fn map(&mut self, map: &mut dyn Map, member: &'static Member, depth: usize) -> Read {
        let element = inherit(member);
        self.tokens.open(depth, b'{', "an object")?;
        let mut keys = BTreeSet::new();
        let mut is_first = true;
        while self.tokens.another(b'}', is_first)? {
            is_first = false;
            let key = self.tokens.key()?.into_owned();
            self.tokens.colon()?;
            if self.names == Names::Input {
                if keys.contains(&key) {
                    let refused = self.tokens.stop(Why::Refused(DUPLICATE));
                    return self.trace.at(Step::Key, refused);
                }
                keys.insert(key.clone());
            }
            let read = match self.tokens.word("null")? {
                true => self.null(map.insert_null(key)),
                false => self.value(map.insert(key), element, depth + 1),
            };
            self.trace.at(Step::Key, read)?;
        }
        Ok(())
    }

    fn document(&mut self, member: &'static Member, depth: usize) -> Result<Document, Stop> {
        const EXPECTED: &str = "a string that holds JSON";
        if self.names != Names::Wire || !member.has(Flag::JsonValue) {
            return self.tokens.document(depth);
        }
        let start = self.tokens.place();
        let text = self.tokens.string(EXPECTED)?;
        super::document(text.as_bytes()).map_or_else(|| self.tokens.unlike_at(start, EXPECTED), Ok)
    }

    /// A null that was kept, or had no place.
    fn null(&mut self, is_kept: bool) -> Read {
        match is_kept || self.names != Names::Input {
            true => Ok(()),
            false => self.tokens.stop(Why::Refused(NO_NULL)),
        }
    }

    /// Says why it stopped without the text, which would show the value that was found.
    fn explain(self) -> JsonError {
        let (why, line, column) = self.tokens.stopped();
        self.trace.into_error(match why {
            Why::Refused(reason) => reason.to_owned(),
            Why::Expected(what) => format!("expected {what} at line {line} column {column}"),
            Why::Syntax(what) => format!("not JSON: {what} at line {line} column {column}"),
        })
    }
}

fn string<'a>(tokens: &mut Tokens<'a>) -> Result<Cow<'a, str>, Stop> {
    tokens.string("a string")
}

/// The elements of a sensitive list are sensitive too; the table says so once, on the list.
pub(super) fn inherit(member: &'static Member) -> &'static Member {
    static SENSITIVE: Member = Member::new("member").sensitive();
    match member.element {
        None if is_sensitive(member) => &SENSITIVE,
        _ => member.elements(),
    }
}
