//! What changes in bounds, which the service enforces and the crate tells of.

use super::change::{Bound, Change, Rust, Tightness, What, Wire};
use super::pairs::Pairs;
use super::surface::Surface;
use super::types::GLANCE;
use crate::graph::{Bounds, Kind, Member};
use serde_json::Number;
use std::cmp::Ordering;
use std::collections::HashMap;

/// Bounds are those of members, whether a member or its target has them. What changes alike for members of one target
/// is reported once, with the fields.
pub(super) fn compare(old: &Surface<'_>, new: &Surface<'_>, pairs: &Pairs, changes: &mut Vec<Change>) {
    let mut found = Found { old, new, changes: Vec::new(), by_shape: HashMap::new() };
    for (was, is) in &pairs.both {
        let before: HashMap<String, &Member> = old.members(*was).collect();
        let of_type = new.type_name(*is).unwrap_or_default();
        let is_sent = new.is_sent(*is);
        for (field, member) in new.members(*is) {
            let Some(one) = before.get(&field) else { continue };
            let place = format!("{of_type}.{field}");
            if old.shape(one.target).name == new.shape(member.target).name {
                found.pair(one, member, &place, is_sent, GLANCE);
                continue;
            }
            // The member holds a shape of another name now.
            for (what, wire) in found.differences(one, member, is_sent) {
                found.changes.push(new.change(*is, Some(&field), what, Rust::Unchanged, wire));
            }
            found.elements(one, member, &place, is_sent, GLANCE);
        }
    }
    changes.append(&mut found.changes);
}

struct Found<'a, 'm> {
    old: &'a Surface<'m>,
    new: &'a Surface<'m>,
    changes: Vec<Change>,
    /// The changes of members that hold a shape, by its name: their places in `changes`.
    by_shape: HashMap<&'m str, Vec<usize>>,
}

impl Found<'_, '_> {
    /// A member of both models, and the elements of its lists and maps.
    fn pair(&mut self, one: &Member, other: &Member, place: &str, is_sent: bool, depth: usize) {
        for (what, wire) in self.differences(one, other, is_sent) {
            self.note(other, place, what, wire);
        }
        self.elements(one, other, place, is_sent, depth);
    }

    fn elements(&mut self, one: &Member, other: &Member, place: &str, is_sent: bool, depth: usize) {
        let Some(depth) = depth.checked_sub(1) else { return };
        let (old, new) = (self.old, self.new);
        match (&old.shape(one.target).kind, &new.shape(other.target).kind) {
            (Kind::List { element: one, .. }, Kind::List { element: other, .. }) => {
                self.pair(one, other, &format!("the elements of {place}"), is_sent, depth);
            }
            (Kind::Map { key: one_key, value: one, .. }, Kind::Map { key: other_key, value: other, .. }) => {
                // A key is a string; were it more, both its sides could nest.
                self.pair(one_key, other_key, &format!("the keys of {place}"), is_sent, depth.min(1));
                self.pair(one, other, &format!("the values of {place}"), is_sent, depth);
            }
            _ => {}
        }
    }

    fn differences(&self, one: &Member, other: &Member, is_sent: bool) -> Vec<(What, Wire)> {
        let found = differences(meant(self.old, one), meant(self.new, other)).into_iter();
        found.map(|(what, tightness)| (what, on_wire(is_sent, tightness))).collect()
    }

    /// The same change of another member counts as the graver of the two on the wire.
    fn note(&mut self, member: &Member, place: &str, what: What, wire: Wire) {
        let alike = self.by_shape.entry(&self.new.shape(member.target).name).or_default();
        for index in alike.iter() {
            if let Some(change) = self.changes.get_mut(*index).filter(|change| change.what == what) {
                change.wire = change.wire.max(wire);
                change.used_by.push(place.to_owned());
                return;
            }
        }
        alike.push(self.changes.len());
        let change = self.new.change(member.target, None, what, Rust::Unchanged, wire);
        self.changes.push(Change { used_by: vec![place.to_owned()], ..change });
    }
}

fn on_wire(is_sent: bool, tightness: Tightness) -> Wire {
    match tightness {
        Tightness::Tighter if is_sent => Wire::Breaking,
        Tightness::Other if is_sent => Wire::Unclear,
        _ => Wire::Compatible,
    }
}

/// The bounds of a member, without those that forbid nothing: no length is less than 0.
fn meant(face: &Surface<'_>, member: &Member) -> Bounds {
    let target = face.shape(member.target);
    let is_length = matches!(target.kind, Kind::String | Kind::Enum { .. } | Kind::List { .. })
        || matches!(target.kind, Kind::Map { .. } | Kind::Blob);
    let Bounds { min, max, pattern } = member.effective_bounds(target);
    let min = min.filter(|min| !is_length || min.as_f64().is_none_or(|min| min > 0.0));
    Bounds { min, max, pattern }
}

fn differences(old: Bounds, new: Bounds) -> Vec<(What, Tightness)> {
    let Bounds { min, max, pattern } = new;
    let number = |bound: &Option<Number>| bound.as_ref().map(ToString::to_string);
    let size = |one: &Option<Number>, other: &Option<Number>| {
        let value = |bound: &Option<Number>| bound.as_ref().and_then(Number::as_f64);
        value(one).zip(value(other)).and_then(|(one, other)| one.partial_cmp(&other))
    };
    let patterns = old.pattern.is_some().then_some(Ordering::Equal).filter(|_| pattern.is_some());
    let all = [
        (Bound::Least, number(&old.min), number(&min), size(&old.min, &min)),
        (Bound::Greatest, number(&old.max), number(&max), size(&max, &old.max)),
        (Bound::Pattern, old.pattern, pattern, patterns),
    ];
    let changed = all.into_iter().filter(|(_, old, new, _)| old != new);
    let changed = changed.map(|(bound, old, new, order)| {
        let tightness = match (&old, &new, order) {
            (None, _, _) | (_, _, Some(Ordering::Less)) => Tightness::Tighter,
            (_, None, _) | (_, _, Some(Ordering::Greater)) => Tightness::Looser,
            _ => Tightness::Other,
        };
        (What::Bound { bound, old, new, tightness }, tightness)
    });
    changed.collect()
}
