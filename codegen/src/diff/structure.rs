//! What changes in structures and unions.

use super::change::{Change, Rust, What, Wire};
use super::member;
use super::shape::Both;
use crate::graph::{ErrorTrait, Kind, Member, Presence};
use std::collections::HashMap;

pub(super) fn compare(both: &Both<'_, '_>, changes: &mut Vec<Change>) {
    let (old, new) = (both.old, both.new);
    let before: HashMap<String, &Member> = old.0.members(old.1).collect();
    let now: HashMap<String, &Member> = new.0.members(new.1).collect();
    for (name, member) in new.0.members(new.1) {
        match before.get(&name) {
            Some(was) => member::compare(both, &name, was, member, changes),
            None => added(both, &name, member, changes),
        }
    }
    let is_union = matches!(new.0.shape(new.1).kind, Kind::Union { .. });
    for (name, _) in old.0.members(old.1).filter(|(name, _)| !now.contains_key(name)) {
        let what = if is_union { What::VariantRemoved } else { What::MemberRemoved };
        both.note(Some(&name), what, Rust::Breaks, Wire::Breaking, changes);
    }
    if !is_union {
        constructor(both, &before, &now, changes);
        setters(both, &before, changes);
    }
}

/// A literal has to name a new field. What is required is an argument of `new` too, and if nothing was required
/// before, there was `Default` and no `new`.
fn added(both: &Both<'_, '_>, name: &str, member: &Member, changes: &mut Vec<Change>) {
    let is_union = matches!(both.new.0.shape(both.new.1).kind, Kind::Union { .. });
    let (what, rust, wire) = match (is_union, member.presence) {
        (true, _) => (What::VariantAdded, Rust::BreaksWhole, Wire::Compatible),
        (false, Presence::Optional) => {
            (What::MemberAdded { required: false }, Rust::BreaksWhole, Wire::Compatible)
        }
        (false, Presence::Required) => {
            let wire = if both.is_sent() { Wire::Breaking } else { Wire::Compatible };
            (What::MemberAdded { required: true }, Rust::Breaks, wire)
        }
    };
    both.note(Some(name), what, rust, wire, changes);
}

/// The arguments of `new`, which are sorted by name. Where there are as many as before and others among them, code may
/// compile as before and mean another thing.
fn constructor(
    both: &Both<'_, '_>,
    before: &HashMap<String, &Member>,
    now: &HashMap<String, &Member>,
    changes: &mut Vec<Change>,
) {
    let arguments = |members: &HashMap<String, &Member>| {
        let required = members.iter().filter(|(_, member)| member.presence == Presence::Required);
        let mut names: Vec<String> = required.map(|(name, _)| name.clone()).collect();
        names.sort_by(|one, other| stem(one).cmp(stem(other)));
        names
    };
    let (old, new) = (arguments(before), arguments(now));
    if old != new && old.len() == new.len() {
        let what = What::ConstructorArguments { old: old.join(", "), new: new.join(", ") };
        both.note(None, what, Rust::Breaks, Wire::Unchanged, changes);
    }
}

/// A name without what makes it an identifier.
fn stem(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// What callers make has setters for what is optional.
fn setters(both: &Both<'_, '_>, before: &HashMap<String, &Member>, changes: &mut Vec<Change>) {
    let (was_sent, is_sent) = (both.old.0.is_sent(both.old.1), both.is_sent());
    let had_setters = before.values().any(|member| member.presence == Presence::Optional);
    match (was_sent, is_sent) {
        (false, true) => both.note(None, What::Sent, Rust::Grows, Wire::Unchanged, changes),
        (true, false) if had_setters => {
            both.note(None, What::NotSent, Rust::Breaks, Wire::Unchanged, changes);
        }
        _ => {}
    }
}

/// What an operation's error says beside its members. Its code is told of each operation.
pub(super) fn compare_error(
    both: &Both<'_, '_>,
    old: Option<&ErrorTrait>,
    new: Option<&ErrorTrait>,
    changes: &mut Vec<Change>,
) {
    let (Some(old), Some(new)) = (old, new) else {
        if old.is_some() != new.is_some() {
            let words = |error: Option<&ErrorTrait>| if error.is_some() { "error" } else { "structure" };
            let what = What::Kind { old: words(old), new: words(new) };
            both.note(None, what, Rust::Unchanged, Wire::Compatible, changes);
        }
        return;
    };
    let ErrorTrait { code: _, status, server_fault, retryable, throttling } = new;
    let mut note = |of, old: String, new: String| {
        if old != new {
            both.note(None, What::Error { of, old, new }, Rust::Unchanged, Wire::Compatible, changes);
        }
    };
    let text = |status: Option<u16>| status.map_or_else(|| "none".to_owned(), |status| status.to_string());
    note("its status", text(old.status), text(*status));
    let fault = |server: bool| if server { "the service" } else { "the caller" }.to_owned();
    note("who is at fault", fault(old.server_fault), fault(*server_fault));
    note("whether to try again", old.retryable.to_string(), retryable.to_string());
    note("whether it asks to slow down", old.throttling.to_string(), throttling.to_string());
}
