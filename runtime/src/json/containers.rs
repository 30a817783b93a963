//! The values that hold others, on their way in.

use super::read::{Context, Lazily, NO_NULL, Pending};
use super::trace::Step;
use super::{Names, is_sensitive};
use crate::reflect::{Flag, Kind, List, Map, Member, Schema, Shape};
use serde_core::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Into a structure or union.
pub(super) struct Members<'a, 't>(pub(super) &'a mut dyn Shape, pub(super) Context<'t>);

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
                    return context.trace.reject(Step::Name(name), "no such member in the model");
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

/// The required members that have not come yet, where that matters.
struct Missing(Vec<&'static Member>);

impl Missing {
    fn new(schema: &'static Schema, names: Names) -> Self {
        let required = schema.members.iter().filter(|member| member.has(Flag::Required));
        Self(if names == Names::Input { required.collect() } else { Vec::new() })
    }

    fn found(&mut self, member: &'static Member) {
        self.0.retain(|missing| missing.name != member.name);
    }

    fn first(&self) -> Option<&'static Member> {
        self.0.first().copied()
    }
}

/// Finds the member that a key names, beginning after the one before: members mostly come in order.
struct Key {
    members: &'static [Member],
    names: Names,
    next: usize,
}

enum Found {
    Member(usize, &'static Member),
    Other(String),
}

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Found;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Found, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Key {
    type Value = Found;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member's name")
    }
    fn visit_str<E: Error>(self, name: &str) -> Result<Found, E> {
        let (before, after) = self.members.split_at_checked(self.next).unwrap_or((self.members, &[]));
        let after = after.iter().enumerate().map(|(index, member)| (index + before.len(), member));
        let found = after
            .chain(before.iter().enumerate())
            .find(|(_, member)| self.names.of(member) == name && self.names.include(member));
        Ok(match found {
            Some((index, member)) => Found::Member(index, member),
            None => Found::Other(name.to_owned()),
        })
    }
}

/// Into a list.
pub(super) struct Elements<'a, 't>(pub(super) &'a mut dyn List, pub(super) Context<'t>);

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
pub(super) struct Strings<'a, 't>(pub(super) &'a mut Vec<String>, pub(super) Context<'t>);

impl<'de> Visitor<'de> for Strings<'_, '_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        let Self(list, Context { trace, names, .. }) = self;
        for index in 0.. {
            let read = trace.expecting("a string", elements.next_element::<Option<String>>());
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

/// Into a map.
pub(super) struct Entries<'a, 't>(pub(super) &'a mut dyn Map, pub(super) Context<'t>);

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
