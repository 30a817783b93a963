//! Which member a key names, and which have not been named.

use super::Names;
use crate::reflect::{Flag, Member, Schema};

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

/// The member of a name, looked for from `next` on and then before it: members mostly come in order.
pub(super) fn find(
    members: &'static [Member],
    names: Names,
    next: usize,
    name: &str,
) -> Option<(usize, &'static Member)> {
    let (before, after) = members.split_at_checked(next).unwrap_or((members, &[]));
    let after = after.iter().enumerate().map(|(index, member)| (index + before.len(), member));
    let is_called = |member: &'static Member| names.of(member) == name && names.include(member);
    after.chain(before.iter().enumerate()).find(|(_, member)| is_called(member))
}
