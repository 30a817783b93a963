//! Compares structures, unions and errors.

use super::change::{ApiImpact, Change, WireImpact};
use super::kind::ChangeKind;
use super::member;
use super::surface::Surface;
use super::type_pair::TypePair;
use crate::graph::{ErrorTrait, Member, Presence, ShapeId};
use std::collections::HashMap;

pub(super) fn compare(pair: &TypePair<'_, '_>, changes: &mut Vec<Change>) {
    let (old, new) = (pair.old, pair.new);
    let old_members: HashMap<String, &Member> = old.0.members(old.1).collect();
    let new_members: HashMap<String, &Member> = new.0.members(new.1).collect();
    for (name, member) in new.0.members(new.1) {
        match old_members.get(&name) {
            Some(old) => member::compare(pair, &name, old, member, changes),
            None => added(pair, &name, member, changes),
        }
    }
    let is_union = pair.is_union();
    for (name, _) in old.0.members(old.1).filter(|(name, _)| !new_members.contains_key(name)) {
        let kind = if is_union { ChangeKind::VariantRemoved } else { ChangeKind::MemberRemoved };
        pair.record(Some(&name), kind, ApiImpact::Breaking, WireImpact::Breaking, changes);
    }
    if !is_union {
        compare_constructors(pair, &old_members, &new_members, changes);
        compare_setters(pair, &old_members, changes);
    }
    compare_conversions(pair, changes);
}

/// A new member can take the conversion of the only one away. A type that becomes another kind of shape breaks anyway.
fn compare_conversions(pair: &TypePair<'_, '_>, changes: &mut Vec<Change>) {
    let of = |side: (&Surface<'_>, ShapeId)| side.0.conversion(side.1);
    let mut record = |name, added, api| {
        pair.record(None, ChangeKind::Conversion { name, added }, api, WireImpact::None, changes);
    };
    match (of(pair.old), of(pair.new)) {
        (Some(name), None) => record(name, false, ApiImpact::Breaking),
        (None, Some(name)) => record(name, true, ApiImpact::Additive),
        _ => {}
    }
}

/// A new field breaks literals, unless the structure is `#[non_exhaustive]`. A required one is also an argument of `new`, and the first one replaces `Default` by
/// `new`.
fn added(pair: &TypePair<'_, '_>, name: &str, member: &Member, changes: &mut Vec<Change>) {
    let (kind, api, wire) = match (pair.is_union(), member.presence) {
        (true, _) => (ChangeKind::VariantAdded, ApiImpact::BreaksExhaustive, WireImpact::Compatible),
        (false, Presence::Optional) => {
            let kind = ChangeKind::MemberAdded { required: false };
            let api = match pair.old.0.non_exhaustive {
                true => ApiImpact::Additive,
                false => ApiImpact::BreaksExhaustive,
            };
            (kind, api, WireImpact::Compatible)
        }
        (false, Presence::Required) => {
            let wire = if pair.is_sent() { WireImpact::Breaking } else { WireImpact::Compatible };
            (ChangeKind::MemberAdded { required: true }, ApiImpact::Breaking, wire)
        }
    };
    pair.record(Some(name), kind, api, wire, changes);
}

/// Compares the arguments of `new`, which are sorted by name. With the same number of arguments and other names, old
/// calls may compile and pass values to the wrong members.
fn compare_constructors(
    pair: &TypePair<'_, '_>,
    old: &HashMap<String, &Member>,
    new: &HashMap<String, &Member>,
    changes: &mut Vec<Change>,
) {
    let arguments = |members: &HashMap<String, &Member>| {
        let required = members.iter().filter(|(_, member)| member.presence == Presence::Required);
        let mut names: Vec<String> = required.map(|(name, _)| name.clone()).collect();
        names.sort_by(|one, other| without_raw_prefix(one).cmp(without_raw_prefix(other)));
        names
    };
    let (old, new) = (arguments(old), arguments(new));
    if old != new && old.len() == new.len() {
        let kind = ChangeKind::ConstructorArguments { old: old.join(", "), new: new.join(", ") };
        pair.record(None, kind, ApiImpact::Breaking, WireImpact::None, changes);
    }
}

fn without_raw_prefix(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// Optional members have setters on the types that requests contain.
fn compare_setters(pair: &TypePair<'_, '_>, old: &HashMap<String, &Member>, changes: &mut Vec<Change>) {
    let (was_sent, is_sent) = (pair.old.0.is_sent(pair.old.1), pair.is_sent());
    let had_setters = old.values().any(|member| member.presence == Presence::Optional);
    match (was_sent, is_sent) {
        (false, true) => {
            pair.record(None, ChangeKind::Sent, ApiImpact::Additive, WireImpact::None, changes);
        }
        (true, false) if had_setters => {
            pair.record(None, ChangeKind::NotSent, ApiImpact::Breaking, WireImpact::None, changes);
        }
        _ => {}
    }
}

/// Compares the `error` trait. Error codes are compared for each operation, in `operation`.
pub(super) fn compare_errors(
    pair: &TypePair<'_, '_>,
    old: Option<&ErrorTrait>,
    new: Option<&ErrorTrait>,
    changes: &mut Vec<Change>,
) {
    let (Some(old), Some(new)) = (old, new) else {
        if old.is_some() != new.is_some() {
            let name = |error: Option<&ErrorTrait>| if error.is_some() { "error" } else { "structure" };
            let kind = ChangeKind::Kind { old: name(old), new: name(new) };
            pair.record(None, kind, ApiImpact::None, WireImpact::Compatible, changes);
        }
        return;
    };
    let ErrorTrait { code: _, status, server_fault, retryable, throttling } = new;
    let mut compare = |of, old: String, new: String| {
        if old != new {
            let kind = ChangeKind::Error { of, old, new };
            pair.record(None, kind, ApiImpact::None, WireImpact::Compatible, changes);
        }
    };
    let text = |status: Option<u16>| status.map_or_else(|| "none".to_owned(), |status| status.to_string());
    compare("status code", text(old.status), text(*status));
    let fault = |server: bool| if server { "server" } else { "client" }.to_owned();
    compare("fault", fault(old.server_fault), fault(*server_fault));
    compare("retryable", old.retryable.to_string(), retryable.to_string());
    compare("throttling", old.throttling.to_string(), throttling.to_string());
}
