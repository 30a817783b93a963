//! The walk that reads, leniently: unknown members are passed over, nulls are unset, `1.0` is an integer.

use super::keys::{Found, Key, Missing};
use super::scalars::{Base64, Characters, Moment, Number, integer};
use super::trace::{Step, Trace};
use super::{Names, hides, is_sensitive};
use crate::reflect::{Flag, Kind, List, Map, Member, Shape, Slot};
use serde_core::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::Value as Document;
use std::fmt;

/// A slot that is to be filled.
pub(super) struct Fill<'a, 't> {
    slot: Slot<'a>,
    context: Context<'t>,
}

/// What is known of a value before it is read.
#[derive(Clone, Copy)]
struct Context<'a> {
    member: &'static Member,
    names: Names,
    trace: &'a Trace,
}

impl<'a, 't> Fill<'a, 't> {
    pub(super) fn new(slot: Slot<'a>, member: &'static Member, names: Names, trace: &'t Trace) -> Self {
        Self { slot, context: Context { member, names, trace } }
    }
}

/// The kinds of value in words, for errors.
fn expected(slot: &Slot<'_>) -> &'static str {
    match slot {
        Slot::Skip | Slot::Document(_) => "a value nested at most 128 levels deep",
        Slot::Bool(_) => "true or false",
        Slot::Byte(_) => "an integer of 8 bits",
        Slot::Short(_) => "an integer of 16 bits",
        Slot::Integer(_) | Slot::Number(_) => "an integer of 32 bits",
        Slot::Long(_) => "an integer of 64 bits",
        Slot::Float(_) | Slot::Double(_) => "a number, \"NaN\", \"Infinity\" or \"-Infinity\"",
        Slot::String(_) | Slot::Text(_) => "a string",
        Slot::Blob(_) => "a string in base64",
        Slot::Time(_) => "a timestamp",
        Slot::Shape(_) | Slot::Map(_) => "an object",
        Slot::List(_) | Slot::Strings(_) => "an array",
    }
}

impl<'de> DeserializeSeed<'de> for Fill<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let Self { slot, context } = self;
        let expected = expected(&slot);
        let hides = hides(&slot, context.member);
        let filled = fill(slot, context, deserializer);
        let filled = context.trace.expecting(expected, filled);
        if !hides {
            return filled;
        }
        // Another deserializer's error would show the value, and the trace a name that is none of the model's.
        filled.map_err(|error| {
            context.trace.conceal();
            match context.names {
                Names::Model => D::Error::custom(format_args!("expected {expected}")),
                Names::Wire | Names::Input => error,
            }
        })
    }
}

fn fill<'de, D: Deserializer<'de>>(slot: Slot<'_>, context: Context<'_>, from: D) -> Result<(), D::Error> {
    match slot {
        Slot::Skip => IgnoredAny::deserialize(from).map(drop),
        Slot::Bool(out) => bool::deserialize(from).map(|value| *out = value),
        Slot::Byte(out) => integer(out, from),
        Slot::Short(out) => integer(out, from),
        Slot::Integer(out) => integer(out, from),
        Slot::Number(out) => {
            let mut number = 0;
            integer(&mut number, from).map(|()| out.set(number))
        }
        Slot::Long(out) => integer(out, from),
        Slot::Float(out) => from.deserialize_any(Number).map(|value| *out = value as f32),
        Slot::Double(out) => from.deserialize_any(Number).map(|value| *out = value),
        Slot::String(out) => from.deserialize_string(Characters(out)),
        Slot::Text(out) => from.deserialize_string(Characters(out)),
        Slot::Blob(out) => from.deserialize_str(Base64(out)),
        Slot::Time(out) => from.deserialize_any(Moment).map(|value| *out = value),
        Slot::Document(out) if context.names == Names::Wire && context.member.has(Flag::JsonValue) => {
            let text = String::deserialize(from)?;
            *out = serde_json::from_str(&text).map_err(D::Error::custom)?;
            Ok(())
        }
        Slot::Document(out) => Document::deserialize(from).map(|value| *out = value),
        Slot::Shape(out) => from.deserialize_map(Members(out, context)),
        Slot::List(out) => from.deserialize_seq(Elements(out, context)),
        Slot::Strings(out) => from.deserialize_seq(Strings(out, context)),
        Slot::Map(out) => from.deserialize_map(Entries(out, context)),
    }
}

/// Fills the slot unless there is null.
pub(super) struct Nullable<'a, 't>(pub(super) Fill<'a, 't>);

impl<'de> DeserializeSeed<'de> for Nullable<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for Nullable<'_, '_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }
    fn visit_none<E: Error>(self) -> Result<(), E> {
        Ok(())
    }
    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.0.deserialize(deserializer)
    }
}

/// Where a value belongs that is yet to come: its slot is asked for once it is known not to be null.
enum Pending<'a> {
    Member(&'a mut dyn Shape, usize, &'static Member),
    Element(&'a mut dyn List),
    Entry(&'a mut dyn Map, String),
}

impl<'a> Pending<'a> {
    fn slot(self) -> Slot<'a> {
        match self {
            Self::Member(shape, index, _) => shape.slot(index),
            Self::Element(list) => list.push(),
            Self::Entry(map, key) => map.insert(key),
        }
    }

    /// Puts a null in, and says whether there is a place for one.
    fn null(self) -> bool {
        match self {
            // A null document is a value; any other null leaves the member unset.
            Self::Member(shape, index, member) if member.has(Flag::Document) => {
                if let Slot::Document(out) = shape.slot(index) {
                    *out = Document::Null;
                }
                true
            }
            Self::Member(..) => true,
            Self::Element(list) => list.push_null(),
            Self::Entry(map, key) => map.insert_null(key),
        }
    }
}

const NO_NULL: &str = "a null has no place here";

/// Fills what is pending, or notes the null.
struct Lazily<'a, 't>(Pending<'a>, Context<'t>);

impl<'de> DeserializeSeed<'de> for Lazily<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for Lazily<'_, '_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }
    fn visit_none<E: Error>(self) -> Result<(), E> {
        match self.0.null() || self.1.names != Names::Input {
            true => Ok(()),
            false => self.1.trace.refuse(NO_NULL),
        }
    }
    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.visit_none()
    }
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        Fill { slot: self.0.slot(), context: self.1 }.deserialize(deserializer)
    }
}

struct Members<'a, 't>(&'a mut dyn Shape, Context<'t>);

impl<'de> Visitor<'de> for Members<'_, '_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let Self(shape, context) = self;
        let schema = shape.schema();
        let mut next = 0;
        let mut missing = Missing::new(schema, context.names);
        while let Some(key) =
            entries.next_key_seed(Key { members: schema.members, names: context.names, next })?
        {
            match key {
                Found::Member(index, member) => {
                    next = index + 1;
                    missing.found(member);
                    let pending = Pending::Member(&mut *shape, index, member);
                    let read = entries.next_value_seed(Lazily(pending, Context { member, ..context }));
                    context.trace.at(Step::Member(member.name), read)?;
                }
                Found::Other(name) if context.names == Names::Input => {
                    return context.trace.reject_name(name, "no such member in the model");
                }
                Found::Other(name) => {
                    let value: Option<IgnoredAny> = entries.next_value()?;
                    if schema.kind == Kind::Union && value.is_some() && name != "__type" {
                        shape.set_unknown(&name);
                    }
                }
            }
        }
        match missing.first() {
            Some(member) => {
                context.trace.reject(Step::Member(member.name), "this required member is missing")
            }
            None => Ok(()),
        }
    }
}

struct Elements<'a, 't>(&'a mut dyn List, Context<'t>);

impl<'de> Visitor<'de> for Elements<'_, '_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        let Self(list, context) = self;
        let element = Context { member: inherit(context.member), ..context };
        for index in 0.. {
            let read = elements.next_element_seed(Lazily(Pending::Element(&mut *list), element));
            if context.trace.at(Step::Index(index), read)?.is_none() {
                break;
            }
        }
        Ok(())
    }
}

/// The same for strings, each of which is known to be one or null.
struct Strings<'a, 't>(&'a mut Vec<String>, Context<'t>);

impl<'de> Visitor<'de> for Strings<'_, '_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        let Self(list, Context { trace, names, .. }) = self;
        for index in 0.. {
            let read = trace.expecting("a string", elements.next_element_seed(StringOrNull));
            match trace.at(Step::Index(index), read)? {
                Some(Some(element)) => list.push(element),
                Some(None) if names == Names::Input => return trace.reject(Step::Index(index), NO_NULL),
                Some(None) => {}
                None => break,
            }
        }
        Ok(())
    }
}

/// In one step, where `Option<String>` takes two.
struct StringOrNull;

impl<'de> DeserializeSeed<'de> for StringOrNull {
    type Value = Option<String>;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<String>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Visitor<'_> for StringOrNull {
    type Value = Option<String>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string or null")
    }
    fn visit_str<E: Error>(self, value: &str) -> Result<Option<String>, E> {
        Ok(Some(value.to_owned()))
    }
    fn visit_string<E: Error>(self, value: String) -> Result<Option<String>, E> {
        Ok(Some(value))
    }
    fn visit_none<E: Error>(self) -> Result<Option<String>, E> {
        Ok(None)
    }
    fn visit_unit<E: Error>(self) -> Result<Option<String>, E> {
        Ok(None)
    }
}

struct Entries<'a, 't>(&'a mut dyn Map, Context<'t>);

impl<'de> Visitor<'de> for Entries<'_, '_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let Self(map, context) = self;
        let element = Context { member: inherit(context.member), ..context };
        while let Some(key) = entries.next_key::<String>()? {
            let read = entries.next_value_seed(Lazily(Pending::Entry(&mut *map, key), element));
            context.trace.at(Step::Key, read)?;
        }
        Ok(())
    }
}

/// The elements of a sensitive list are sensitive too; the table says so once, on the list.
fn inherit(member: &'static Member) -> &'static Member {
    static SENSITIVE: Member = Member::new("member").sensitive();
    match member.element {
        None if is_sensitive(member) => &SENSITIVE,
        _ => member.elements(),
    }
}
