//! The implementation of `serde::Deserialize`, with the names of the model.
//!
//! Everything here works with any serde format. Bodies of messages are read by `read.rs`, which is faster.

mod scalars;

use crate::codec::{SECOND_VARIANT, element_of, find_member, is_sensitive};
use crate::reflect::{List, Map, Shape, Slot};
use crate::schema::{Flag, Kind, Member};
use scalars::{Base64, Big, Characters, Moment, Number, integer};
use serde_core::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::Value as Document;
use std::fmt;

/// Deserializes a value into a slot. If the value is sensitive, the error states only what was expected.
pub(super) fn fill<'de, D: Deserializer<'de>>(
    slot: Slot<'_>,
    member: &'static Member,
    from: D,
) -> Result<(), D::Error> {
    let expected = expected(&slot);
    let hides = hides(&slot, member);
    let filled = fill_any(slot, member, from);
    if hides { filled.map_err(|_| D::Error::custom(format_args!("expected {expected}"))) } else { filled }
}

/// Returns the expected type for errors.
fn expected(slot: &Slot<'_>) -> &'static str {
    match slot {
        Slot::Skip | Slot::Document(_) => "a value",
        Slot::Bool(_) => "true or false",
        Slot::Byte(_) => "an integer of 8 bits",
        Slot::Short(_) => "an integer of 16 bits",
        Slot::Integer(_) | Slot::IntEnum(_) => "an integer of 32 bits",
        Slot::Long(_) => "an integer of 64 bits",
        Slot::Float(_) | Slot::Double(_) => "a number, \"NaN\", \"Infinity\" or \"-Infinity\"",
        Slot::BigNumber(_) => "a number",
        Slot::String(_) | Slot::Enum(_) => "a string",
        Slot::Blob(_) | Slot::Body(_) => "a string in base64",
        Slot::Timestamp(_) => "a timestamp",
        Slot::Shape(_) | Slot::Map(_) => "an object",
        Slot::List(_) | Slot::Strings(_) => "an array",
    }
}

/// Returns whether errors must not contain the value. An enum's slot does not state whether it is sensitive, so it
/// counts as such.
fn hides(slot: &Slot<'_>, member: &Member) -> bool {
    is_sensitive(member)
        || match slot {
            Slot::Shape(shape) => shape.schema().sensitive,
            Slot::Enum(_) | Slot::IntEnum(_) => true,
            _ => false,
        }
}

fn fill_any<'de, D: Deserializer<'de>>(
    slot: Slot<'_>,
    member: &'static Member,
    from: D,
) -> Result<(), D::Error> {
    match slot {
        Slot::Skip => IgnoredAny::deserialize(from).map(drop),
        Slot::Bool(out) => bool::deserialize(from).map(|value| *out = value),
        Slot::Byte(out) => integer(from).map(|value| *out = value),
        Slot::Short(out) => integer(from).map(|value| *out = value),
        Slot::Integer(out) => integer(from).map(|value| *out = value),
        Slot::IntEnum(out) => integer(from).map(|value| out.set(value)),
        Slot::Long(out) => integer(from).map(|value| *out = value),
        Slot::Float(out) => from.deserialize_any(Number).map(|value| *out = value as f32),
        Slot::Double(out) => from.deserialize_any(Number).map(|value| *out = value),
        Slot::BigNumber(out) => from.deserialize_any(Big).map(|value| *out = value),
        Slot::String(out) => from.deserialize_string(Characters(out)),
        Slot::Enum(out) => from.deserialize_string(Characters(out)),
        Slot::Blob(out) => from.deserialize_str(Base64).map(|value| *out = value),
        Slot::Body(out) => from.deserialize_str(Base64).map(|value| *out = value.into()),
        Slot::Timestamp(out) => from.deserialize_any(Moment).map(|value| *out = value),
        Slot::Document(out) => Document::deserialize(from).map(|value| *out = value),
        Slot::Shape(out) => from.deserialize_map(Members(out)),
        Slot::List(out) => from.deserialize_seq(Elements(out, element_of(member))),
        Slot::Strings(out) => from.deserialize_seq(Elements(out, element_of(member))),
        Slot::Map(out) => from.deserialize_map(Entries(out, element_of(member))),
    }
}

/// The place of the next value. Its slot is created if the value is not null.
enum Pending<'a> {
    Member(&'a mut dyn Shape, usize),
    Element(&'a mut dyn List),
    Entry(&'a mut dyn Map, String),
}

impl<'a> Pending<'a> {
    fn slot(self) -> Slot<'a> {
        match self {
            Self::Member(shape, index) => shape.slot(index),
            Self::Element(list) => list.push(),
            Self::Entry(map, key) => map.insert(key),
        }
    }

    fn null(self, member: &'static Member) {
        match self {
            // Null is a value of a document. Otherwise it leaves the member unset.
            Self::Member(shape, index) if member.has(Flag::Document) => {
                if let Slot::Document(out) = shape.slot(index) {
                    *out = Document::Null;
                }
            }
            Self::Member(..) => {}
            Self::Element(list) => drop(list.push_null()),
            Self::Entry(map, key) => drop(map.insert_null(key)),
        }
    }
}

/// Deserializes the next value or null. Returns whether there was a value.
struct Lazily<'a>(Pending<'a>, &'static Member);

impl<'de> DeserializeSeed<'de> for Lazily<'_> {
    type Value = bool;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for Lazily<'_> {
    type Value = bool;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }
    fn visit_none<E: Error>(self) -> Result<bool, E> {
        self.0.null(self.1);
        Ok(self.1.has(Flag::Document))
    }
    fn visit_unit<E: Error>(self) -> Result<bool, E> {
        self.visit_none()
    }
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        fill(self.0.slot(), self.1, deserializer).map(|()| true)
    }
}

struct Members<'a>(&'a mut dyn Shape);

impl<'de> Visitor<'de> for Members<'_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let Self(shape) = self;
        let schema = shape.schema();
        let (mut next, mut values) = (0, 0);
        while let Some(name) = entries.next_key::<String>()? {
            let has_value = if let Some((index, member)) =
                find_member(schema.members, next, |member| member.name == name)
            {
                next = index + 1;
                entries.next_value_seed(Lazily(Pending::Member(&mut *shape, index), member))?
            } else {
                let value: Option<IgnoredAny> = entries.next_value()?;
                let is_variant = schema.kind == Kind::Union && value.is_some() && name != "__type";
                if is_variant {
                    shape.set_unknown(&name);
                }
                is_variant
            };
            values += usize::from(has_value);
            if schema.kind == Kind::Union && values > 1 {
                return Err(A::Error::custom(SECOND_VARIANT));
            }
        }
        Ok(())
    }
}

struct Elements<'a>(&'a mut dyn List, &'static Member);

impl<'de> Visitor<'de> for Elements<'_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        let Self(list, element) = self;
        list.clear();
        while elements.next_element_seed(Lazily(Pending::Element(&mut *list), element))?.is_some() {}
        Ok(())
    }
}

struct Entries<'a>(&'a mut dyn Map, &'static Member);

impl<'de> Visitor<'de> for Entries<'_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let Self(map, element) = self;
        map.clear();
        while let Some(key) = entries.next_key()? {
            entries.next_value_seed(Lazily(Pending::Entry(&mut *map, key), element))?;
        }
        Ok(())
    }
}
