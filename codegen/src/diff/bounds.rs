//! What changes in bounds, which the service enforces and the crate tells of.

use super::change::{Bound, Change, Rust, Tightness, What, Wire};
use super::holders::Holders;
use super::shape::Both;
use super::surface::Surface;
use crate::graph::{Bounds, Kind, Member, Shape, ShapeId};
use serde_json::Number;
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

/// Bounds belong to shapes, which many members share. So they are compared by the shape's name, and told once, with
/// the fields that they are of.
pub(super) fn of_shapes(old: &Surface<'_>, new: &Surface<'_>, changes: &mut Vec<Change>) {
    let before: HashMap<&str, ShapeId> = by_name(old).collect();
    let (mut held_before, mut held) = (Holders::of(old), Holders::of(new));
    for (name, id) in by_name(new) {
        let Some(was) = before.get(name) else { continue };
        let used_by = fields(&held_before.take(*was), held.take(id));
        for (what, tightness) in differences(old.shape(*was), new.shape(id)) {
            let change = new.change(id, None, what, Rust::Unchanged, on_wire(new.is_sent(id), tightness));
            changes.push(Change { used_by: used_by.clone(), ..change });
        }
    }
}

/// To a field that is new nothing has changed, unless no other is left.
fn fields(before: &[String], now: Vec<String>) -> Vec<String> {
    let before: HashSet<&String> = before.iter().collect();
    let kept: Vec<String> = now.iter().filter(|field| before.contains(field)).cloned().collect();
    if kept.is_empty() { now } else { kept }
}

/// A member that holds a shape of another name now may have other bounds by that.
pub(super) fn of_member(
    both: &Both<'_, '_>,
    name: &str,
    old: &Member,
    new: &Member,
    changes: &mut Vec<Change>,
) {
    let (was, is) = (both.old.0.shape(old.target), both.new.0.shape(new.target));
    if was.name == is.name {
        return;
    }
    for (what, tightness) in differences(was, is) {
        both.note(Some(name), what, Rust::Unchanged, on_wire(both.is_sent(), tightness), changes);
    }
}

/// Structures have none. Of shapes of one name, of which an operation's own may be copies, the first will do.
fn by_name<'m>(face: &Surface<'m>) -> impl Iterator<Item = (&'m str, ShapeId)> {
    let has_bounds = |kind: &Kind| !matches!(kind, Kind::Structure { .. } | Kind::Union { .. });
    let shapes = face.model.shapes.iter().filter(move |(_, shape)| has_bounds(&shape.kind));
    shapes.map(|(id, shape)| (shape.name.as_str(), id))
}

fn on_wire(is_sent: bool, tightness: Tightness) -> Wire {
    match tightness {
        Tightness::Tighter if is_sent => Wire::Breaking,
        Tightness::Other if is_sent => Wire::Unclear,
        _ => Wire::Compatible,
    }
}

/// What is said of the values of a shape, without what forbids nothing: no length is less than 0.
fn meant(shape: &Shape) -> Bounds {
    let is_length = matches!(shape.kind, Kind::String | Kind::Enum { .. } | Kind::List { .. })
        || matches!(shape.kind, Kind::Map { .. } | Kind::Blob);
    let min = shape.bounds.min.clone();
    let min = min.filter(|min| !is_length || min.as_f64().is_none_or(|min| min > 0.0));
    Bounds { min, ..shape.bounds.clone() }
}

fn differences(old: &Shape, new: &Shape) -> Vec<(What, Tightness)> {
    let (old, Bounds { min, max, pattern }) = (meant(old), meant(new));
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
