//! Which member a key names, and which have not been named.

use super::Names;
use crate::reflect::{Flag, Member, Schema};
use serde_core::de::{DeserializeSeed, Deserializer, Error, Visitor};
use std::fmt;

/// The required members that have not come yet, where that matters.
pub(super) struct Missing(Vec<&'static Member>);

impl Missing {
    pub(super) fn new(schema: &'static Schema, names: Names) -> Self {
        let required = schema.members.iter().filter(|member| member.has(Flag::Required));
        Self(if names == Names::Input { required.collect() } else { Vec::new() })
    }

    pub(super) fn found(&mut self, member: &'static Member) {
        self.0.retain(|missing| missing.name != member.name);
    }

    pub(super) fn first(&self) -> Option<&'static Member> {
        self.0.first().copied()
    }
}

/// Finds the member that a key names, beginning after the one before: members mostly come in order.
pub(super) struct Key {
    pub(super) members: &'static [Member],
    pub(super) names: Names,
    pub(super) next: usize,
}

/// The member, or a name that is none's.
pub(super) enum Found {
    Member(usize, &'static Member),
    Other(String),
}

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Found;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Found, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Key {
    fn is_called(&self, member: &'static Member, name: &str) -> bool {
        self.names.of(member) == name && self.names.include(member)
    }
}

impl Visitor<'_> for Key {
    type Value = Found;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member's name")
    }
    fn visit_str<E: Error>(self, name: &str) -> Result<Found, E> {
        if let Some(member) = self.members.get(self.next)
            && self.is_called(member, name)
        {
            return Ok(Found::Member(self.next, member));
        }
        let (before, after) = self.members.split_at_checked(self.next).unwrap_or((self.members, &[]));
        let after = after.iter().enumerate().map(|(index, member)| (index + before.len(), member));
        let found = after.chain(before.iter().enumerate()).find(|(_, member)| self.is_called(member, name));
        Ok(match found {
            Some((index, member)) => Found::Member(index, member),
            None => Found::Other(name.to_owned()),
        })
    }
}
