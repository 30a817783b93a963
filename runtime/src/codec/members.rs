//! Maps names to members, and tracks which members of a structure or union were seen.

use crate::schema::{Flag, Kind, Member, Schema};
use crate::validation::Validation;

/// The checks of a deserializer in addition to those of the format.
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

/// Tracks which members of one structure or union were read. With [`Checks::Lenient`] it does nothing.
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

    /// Records that the name of a member was read. Returns the reason if the name is not allowed here: it is a duplicate.
    #[inline]
    pub(crate) fn record_name(&mut self, index: usize) -> Result<(), &'static str> {
        match self.checks {
            Checks::Lenient => return Ok(()),
            Checks::Input if self.seen.contains(&index) => return Err(DUPLICATE),
            Checks::Required | Checks::Input => self.seen.push(index),
        }
        Ok(())
    }

    /// Records that a member has a value. Returns the reason if it is not allowed: the union has a value already.
    #[inline]
    pub(crate) fn record_value(&mut self) -> Result<(), &'static str> {
        if self.checks == Checks::Input && self.schema.kind == Kind::Union && self.has_value {
            return Err(SECOND_VARIANT);
        }
        self.has_value = true;
        Ok(())
    }

    /// Returns the reason if the member must not be null. A null member of a union counts as unset.
    pub(crate) fn check_null(&self, member: &Member) -> Result<(), &'static str> {
        match self.checks != Checks::Lenient && member.has(Flag::Required) {
            true => Err("this required member cannot be null"),
            false => Ok(()),
        }
    }

    /// Checks the structure or union after its last member. `includes` selects the members that the message can contain.
    ///
    /// # Errors
    /// Returns the missing member and the reason. The member is `None` for a union without a value.
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

/// Returns the first member that matches, with its index. The search begins at the index `next` and wraps around, because
/// messages mostly have the members in the order of the model.
#[inline]
pub(crate) fn find_member(
    members: &'static [Member],
    next: usize,
    matches: impl Fn(&'static Member) -> bool,
) -> Option<(usize, &'static Member)> {
    let (before, after) = members.split_at_checked(next).unwrap_or((members, &[]));
    let after = after.iter().enumerate().map(|(index, member)| (index + before.len(), member));
    after.chain(before.iter().enumerate()).find(|(_, member)| matches(member))
}
