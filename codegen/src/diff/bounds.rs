//! Compares lengths, ranges and patterns. The service enforces them; the crate only documents them.

use super::change::{ApiImpact, Change, WireImpact};
use super::kind::{Bound, ChangeKind, Tightness};
use super::matching::TypeMatches;
use super::surface::Surface;
use super::types::GLANCE;
use crate::graph::{Bounds, Kind, Member};
use serde_json::Number;
use std::cmp::Ordering;
use std::collections::HashMap;

/// Compares the effective bounds of members, whether the member or its target has them. A change that several members
/// of one target share is recorded once, with the paths of the members.
pub(super) fn compare(
    old: &Surface<'_>,
    new: &Surface<'_>,
    matches: &TypeMatches,
    changes: &mut Vec<Change>,
) {
    let mut comparison = Comparison { old, new, changes: Vec::new(), by_shape: HashMap::new() };
    for (old_id, new_id) in &matches.pairs {
        let old_members: HashMap<String, &Member> = old.members(*old_id).collect();
        let type_name = new.type_name(*new_id).unwrap_or_default();
        let is_sent = new.is_sent(*new_id);
        for (field, member) in new.members(*new_id) {
            let Some(old_member) = old_members.get(&field) else { continue };
            let path = format!("{type_name}.{field}");
            if old.shape(old_member.target).name == new.shape(member.target).name {
                comparison.members(old_member, member, &path, is_sent, GLANCE);
                continue;
            }
            // The member targets another shape now, so the change is the member's own.
            for (kind, wire) in comparison.differences(old_member, member, is_sent) {
                comparison.changes.push(new.change(*new_id, Some(&field), kind, ApiImpact::None, wire));
            }
            comparison.elements(old_member, member, &path, is_sent, GLANCE);
        }
    }
    changes.append(&mut comparison.changes);
}

struct Comparison<'a, 'm> {
    old: &'a Surface<'m>,
    new: &'a Surface<'m>,
    changes: Vec<Change>,
    /// Indexes into `changes`, by the name of the shape that the members target.
    by_shape: HashMap<&'m str, Vec<usize>>,
}

impl Comparison<'_, '_> {
    /// Compares a member of both models, and the elements of its lists and maps.
    fn members(&mut self, old: &Member, new: &Member, path: &str, is_sent: bool, depth: usize) {
        for (kind, wire) in self.differences(old, new, is_sent) {
            self.record(new, path, kind, wire);
        }
        self.elements(old, new, path, is_sent, depth);
    }

    fn elements(&mut self, old: &Member, new: &Member, path: &str, is_sent: bool, depth: usize) {
        let Some(depth) = depth.checked_sub(1) else { return };
        match (&self.old.shape(old.target).kind, &self.new.shape(new.target).kind) {
            (Kind::List { element: old, .. }, Kind::List { element: new, .. }) => {
                self.members(old, new, &format!("elements of {path}"), is_sent, depth);
            }
            (Kind::Map { key: old_key, value: old, .. }, Kind::Map { key: new_key, value: new, .. }) => {
                // Keys are strings. The limit keeps damaged models from nesting on both sides.
                self.members(old_key, new_key, &format!("keys of {path}"), is_sent, depth.min(1));
                self.members(old, new, &format!("values of {path}"), is_sent, depth);
            }
            _ => {}
        }
    }

    fn differences(&self, old: &Member, new: &Member, is_sent: bool) -> Vec<(ChangeKind, WireImpact)> {
        let found = differences(effective(self.old, old), effective(self.new, new)).into_iter();
        found.map(|(kind, tightness)| (kind, wire_impact(is_sent, tightness))).collect()
    }

    /// Records a change, or adds the path to an equal change of the same shape. The greater wire impact applies.
    fn record(&mut self, member: &Member, path: &str, kind: ChangeKind, wire: WireImpact) {
        let same_shape = self.by_shape.entry(&self.new.shape(member.target).name).or_default();
        for index in same_shape.iter() {
            if let Some(change) = self.changes.get_mut(*index).filter(|change| change.kind == kind) {
                change.wire = change.wire.max(wire);
                change.used_by.push(path.to_owned());
                return;
            }
        }
        same_shape.push(self.changes.len());
        let change = self.new.change(member.target, None, kind, ApiImpact::None, wire);
        self.changes.push(Change { used_by: vec![path.to_owned()], ..change });
    }
}

fn wire_impact(is_sent: bool, tightness: Tightness) -> WireImpact {
    match tightness {
        Tightness::Tighter if is_sent => WireImpact::Breaking,
        Tightness::Undetermined if is_sent => WireImpact::Undetermined,
        _ => WireImpact::Compatible,
    }
}

/// Returns the bounds of a member, without a minimum length of 0, which has no effect.
fn effective(surface: &Surface<'_>, member: &Member) -> Bounds {
    let target = surface.shape(member.target);
    let is_length = matches!(target.kind, Kind::String | Kind::Enum { .. } | Kind::List { .. })
        || matches!(target.kind, Kind::Map { .. } | Kind::Blob);
    let Bounds { min, max, pattern } = member.effective_bounds(target);
    let min = min.filter(|min| !is_length || min.as_f64().is_none_or(|min| min > 0.0));
    Bounds { min, max, pattern }
}

fn differences(old: Bounds, new: Bounds) -> Vec<(ChangeKind, Tightness)> {
    let Bounds { min, max, pattern } = new;
    let number = |bound: &Option<Number>| bound.as_ref().map(ToString::to_string);
    let order = |one: &Option<Number>, other: &Option<Number>| {
        let value = |bound: &Option<Number>| bound.as_ref().and_then(Number::as_f64);
        value(one).zip(value(other)).and_then(|(one, other)| one.partial_cmp(&other))
    };
    let patterns = old.pattern.is_some().then_some(Ordering::Equal).filter(|_| pattern.is_some());
    let all = [
        (Bound::Minimum, number(&old.min), number(&min), order(&old.min, &min)),
        (Bound::Maximum, number(&old.max), number(&max), order(&max, &old.max)),
        (Bound::Pattern, old.pattern, pattern, patterns),
    ];
    let changed = all.into_iter().filter(|(_, old, new, _)| old != new);
    let changed = changed.map(|(bound, old, new, order)| {
        let tightness = match (&old, &new, order) {
            (None, _, _) | (_, _, Some(Ordering::Less)) => Tightness::Tighter,
            (_, None, _) | (_, _, Some(Ordering::Greater)) => Tightness::Looser,
            _ => Tightness::Undetermined,
        };
        (ChangeKind::Bound { bound, old, new, tightness }, tightness)
    });
    changed.collect()
}
