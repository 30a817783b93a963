//! Maps names to members, and tracks which members of a structure or union were seen.

use crate::schema::{Flag, Kind, Member, Schema};
use crate::validation::Validation;

/// The checks of a deserializer besides those of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Checks {
    /// Unknown members are ignored, and missing required members get a default value.
    Lenient,
    /// A required member that is missing or null is an error.
    Required,
    /// Inputs written by people: unknown members, duplicate keys, and unions without exactly one member are errors as well.
    Input,
}

impl From<Validation> for Checks {
    fn from(validation: Validation) -> Self {
        match validation {
            Validation::Lenient => Self::Lenient,
            Validation::Strict => Self::Required,
        }
    }
}

/// Tracks the members of an object. With [`Checks::Lenient`] it does nothing.
pub(crate) struct MemberTracker {
    schema: &'static Schema,
    checks: Checks,
    seen: Vec<usize>,
    has_value: bool,
}

impl MemberTracker {
    pub(crate) fn new(schema: &'static Schema, checks: Checks) -> Self {
        Self { schema, checks, seen: Vec::new(), has_value: false }
    }

    /// Records the name of a member, or returns why it is not allowed.
    #[inline]
    pub(crate) fn key(&mut self, index: usize) -> Result<(), &'static str> {
        match self.checks {
            Checks::Lenient => return Ok(()),
            Checks::Input if self.seen.contains(&index) => return Err(DUPLICATE),
            Checks::Required | Checks::Input => self.seen.push(index),
        }
        Ok(())
    }

    /// Records that a member has a value, or returns why it is not allowed.
    #[inline]
    pub(crate) fn value(&mut self) -> Result<(), &'static str> {
        if self.checks == Checks::Input && self.schema.kind == Kind::Union && self.has_value {
            return Err(SECOND_VARIANT);
        }
        self.has_value = true;
        Ok(())
    }

    /// Returns why a null is not allowed as the value of a member. In a union, null counts as unset.
    pub(crate) fn null(&self, member: &Member) -> Result<(), &'static str> {
        match self.checks != Checks::Lenient && member.has(Flag::Required) {
            true => Err("this required member cannot be null"),
            false => Ok(()),
        }
    }

    /// Checks an object at its end. Returns the missing member, or no member for a union without one. `includes` limits the
    /// check to the members that the object can contain.
    pub(crate) fn finish(
        &self,
        includes: impl Fn(&Member) -> bool,
    ) -> Result<(), (Option<&'static Member>, &'static str)> {
        if self.checks == Checks::Lenient {
            return Ok(());
        }
        if self.checks == Checks::Input && self.schema.kind == Kind::Union && !self.has_value {
            return Err((None, "a union needs a member with a value"));
        }
        let is_missing = |index: &usize, member: &Member| {
            member.has(Flag::Required) && includes(member) && !self.seen.contains(index)
        };
        let mut members = self.schema.members.iter().enumerate();
        match members.find(|(index, member)| is_missing(index, member)) {
            Some((_, member)) => Err((Some(member), MISSING)),
            None => Ok(()),
        }
    }
}

pub(crate) const MISSING: &str = "this required member is missing";
pub(crate) const SECOND_VARIANT: &str = "a union can have one member only";
pub(crate) const DUPLICATE: &str = "duplicate key";

/// Finds the member that matches, starting at `next`: members are mostly in the order of the model.
#[inline]
pub(crate) fn find(
    members: &'static [Member],
    next: usize,
    matches: impl Fn(&'static Member) -> bool,
) -> Option<(usize, &'static Member)> {
    let (before, after) = members.split_at_checked(next).unwrap_or((members, &[]));
    let after = after.iter().enumerate().map(|(index, member)| (index + before.len(), member));
    after.chain(before.iter().enumerate()).find(|(_, member)| matches(member))
}
