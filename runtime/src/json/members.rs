//! Maps keys to members, and tracks which members of an input were seen.

use super::Mode;
use crate::schema::{Flag, Kind, Member, Schema};

/// Tracks the members of an object in an input, which is checked strictly. For other modes it does nothing.
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

    /// Records the key of a member, or returns why it is not allowed.
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

    /// Records that a member has a value, or returns why it is not allowed.
    pub(super) fn value(&mut self) -> Result<(), &'static str> {
        if self.is_input && self.schema.kind == Kind::Union && self.has_value {
            return Err(SECOND_VARIANT);
        }
        self.has_value = true;
        Ok(())
    }

    /// Returns why a null is not allowed as the value of a member. In a union, null counts as unset.
    pub(super) fn null(&self, member: &Member) -> Result<(), &'static str> {
        match self.is_input && member.has(Flag::Required) {
            true => Err("this required member cannot be null"),
            false => Ok(()),
        }
    }

    /// Checks an object at its end. Returns the missing member, or no member for a union without one.
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
pub(super) const DUPLICATE: &str = "duplicate key";

/// Finds a member by its name, starting at `next`: members are mostly in the order of the model.
pub(super) fn find(
    members: &'static [Member],
    mode: Mode,
    next: usize,
    name: &str,
) -> Option<(usize, &'static Member)> {
    let (before, after) = members.split_at_checked(next).unwrap_or((members, &[]));
    let after = after.iter().enumerate().map(|(index, member)| (index + before.len(), member));
    let has_name = |member: &'static Member| mode.name_of(member) == name && mode.includes(member);
    after.chain(before.iter().enumerate()).find(|(_, member)| has_name(member))
}
