//! Maps keys to members, and tracks the members of an input.

use super::Mode;
use crate::schema::{Flag, Kind, Member, Schema};

/// The members of an object in an input, which is checked strictly. For anything else, it tracks nothing.
pub(super) struct MemberTracker {
    schema: &'static Schema,
    is_input: bool,
    seen: Vec<usize>,
    has_value: bool,
}

impl MemberTracker {
    pub(super) fn new(schema: &'static Schema, mode: Mode) -> Self {
        Self { schema, is_input: mode == Mode::Input, seen: Vec::new(), has_value: false }
    }

    /// Notes the key of a member, or says why it has no place.
    pub(super) fn key(&mut self, index: usize) -> Result<(), &'static str> {
        if !self.is_input {
            return Ok(());
        }
        if self.seen.contains(&index) {
            return Err(DUPLICATE);
        }
        self.seen.push(index);
        Ok(())
    }

    /// Notes that a member has a value, or says why it has no place.
    pub(super) fn value(&mut self) -> Result<(), &'static str> {
        if self.is_input && self.schema.kind == Kind::Union && self.has_value {
            return Err(SECOND_VARIANT);
        }
        self.has_value = true;
        Ok(())
    }

    /// Says why a null has no place as the value of a member. In a union it is as good as nothing.
    pub(super) fn null(&self, member: &Member) -> Result<(), &'static str> {
        match self.is_input && member.has(Flag::Required) {
            true => Err("this required member cannot be null"),
            false => Ok(()),
        }
    }

    /// What an object lacks when it is over: a member, or for a union any.
    pub(super) fn finish(&self) -> Result<(), (Option<&'static Member>, &'static str)> {
        if !self.is_input {
            return Ok(());
        }
        if self.schema.kind == Kind::Union && !self.has_value {
            return Err((None, "a union needs a member with a value"));
        }
        let mut members = self.schema.members.iter().enumerate();
        match members.find(|(index, member)| member.has(Flag::Required) && !self.seen.contains(index)) {
            Some((_, member)) => Err((Some(member), "this required member is missing")),
            None => Ok(()),
        }
    }
}

pub(super) const SECOND_VARIANT: &str = "a union can have one member only";
pub(super) const DUPLICATE: &str = "this key comes twice";

/// The member of a name, looked for from `next` on and then before it: members mostly come in order.
pub(super) fn find(
    members: &'static [Member],
    mode: Mode,
    next: usize,
    name: &str,
) -> Option<(usize, &'static Member)> {
    let (before, after) = members.split_at_checked(next).unwrap_or((members, &[]));
    let after = after.iter().enumerate().map(|(index, member)| (index + before.len(), member));
    let is_called = |member: &'static Member| mode.name_of(member) == name && mode.includes(member);
    after.chain(before.iter().enumerate()).find(|(_, member)| is_called(member))
}
