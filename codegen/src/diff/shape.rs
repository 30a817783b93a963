//! What changes in shapes.

use super::change::{Change, Rust, What, Wire};
use super::pairs::Pairs;
use super::surface::Surface;
use super::{bounds, enumeration, member, structure};
use crate::graph::{Kind, Shape, ShapeId, ShapeTrait};
use std::collections::HashSet;

pub(super) fn compare(old: &Surface<'_>, new: &Surface<'_>, changes: &mut Vec<Change>) {
    let pairs = Pairs::of(old, new);
    for (one, other) in &pairs.both {
        let both = Both { old: (old, *one), new: (new, *other), pairs: &pairs };
        both.compare(changes);
    }
    added_and_removed(old, new, &pairs, changes);
    bounds::compare(old, new, &pairs, changes);
}

/// A type and what it was before.
pub(super) struct Both<'a, 'm> {
    pub(super) old: (&'a Surface<'m>, ShapeId),
    pub(super) new: (&'a Surface<'m>, ShapeId),
    pub(super) pairs: &'a Pairs,
}

impl Both<'_, '_> {
    fn compare(&self, changes: &mut Vec<Change>) {
        let (old, new) = (self.old.0.shape(self.old.1), self.new.0.shape(self.new.1));
        let (was_called, called) = (self.old.0.type_name(self.old.1), self.new.0.type_name(self.new.1));
        if let (Some(old), true) = (&was_called, was_called != called) {
            self.note(None, What::ShapeRenamed { old: old.clone() }, Rust::Breaks, Wire::Unchanged, changes);
        } else if old.name != new.name && !self.new.0.is_own(self.new.1) {
            let what = What::ModelName { old: old.name.clone(), new: new.name.clone() };
            self.note(None, what, Rust::Unchanged, Wire::Unchanged, changes);
        }
        // The name is compared above, bounds in `bounds`.
        let Shape { name: _, kind, sensitive, deprecated, bounds: _, traits, docs: _ } = new;
        self.compare_kinds(&old.kind, kind, changes);
        for (found, now) in member::gained_and_lost(&old.traits, traits) {
            let what = What::Trait { name: found.name(), now };
            self.note(None, what, Rust::Unchanged, trait_on_wire(found, now), changes);
        }
        member::deprecation(old.deprecated.as_ref(), deprecated.as_ref(), |what, rust| {
            self.note(None, what, rust, Wire::Unchanged, changes);
        });
        if old.sensitive != *sensitive {
            let what = if *sensitive { What::Sensitive } else { What::NotSensitive };
            self.note(None, what, Rust::Unchanged, Wire::Unchanged, changes);
        }
    }

    fn compare_kinds(&self, old: &Kind, new: &Kind, changes: &mut Vec<Change>) {
        match (old, new) {
            (one, other) if one.name() != other.name() => {
                let what = What::Kind { old: one.name(), new: other.name() };
                self.note(None, what, Rust::Breaks, Wire::Breaking, changes);
            }
            (Kind::Structure { members: _, error: one }, Kind::Structure { members: _, error: other }) => {
                structure::compare(self, changes);
                structure::compare_error(self, one.as_ref(), other.as_ref(), changes);
            }
            (Kind::Union { members: _ }, Kind::Union { members: _ }) => structure::compare(self, changes),
            (Kind::Enum { values: one }, Kind::Enum { values: other }) => {
                enumeration::compare(self, one, other, changes);
            }
            (Kind::IntEnum { values: one }, Kind::IntEnum { values: other }) => {
                enumeration::compare_numbers(self, one, other, changes);
            }
            // Kinds without a type of their own: members that hold them are compared.
            (Kind::Structure { .. } | Kind::Union { .. } | Kind::Enum { .. } | Kind::IntEnum { .. }, _)
            | (Kind::List { .. } | Kind::Map { .. } | Kind::String | Kind::Blob | Kind::Boolean, _)
            | (Kind::Byte | Kind::Short | Kind::Integer | Kind::Long | Kind::BigInteger, _)
            | (Kind::Float | Kind::Double | Kind::BigDecimal | Kind::Timestamp { .. } | Kind::Document, _) => {
            }
        }
    }

    /// Whether names in XML or in a query count.
    pub(super) fn is_xml_or_query(&self) -> bool {
        self.new.0.model.service.protocol.is_xml_or_query()
    }

    pub(super) fn is_sent(&self) -> bool {
        self.new.0.is_sent(self.new.1)
    }

    pub(super) fn note(
        &self,
        member: Option<&str>,
        what: What,
        rust: Rust,
        wire: Wire,
        changes: &mut Vec<Change>,
    ) {
        changes.push(self.new.0.change(self.new.1, member, what, rust, wire));
    }
}

pub(super) fn trait_on_wire(found: ShapeTrait, now: bool) -> Wire {
    match found {
        ShapeTrait::RequiresLength if !now => Wire::Compatible,
        ShapeTrait::RequiresLength
        | ShapeTrait::Streaming
        | ShapeTrait::EventStream
        | ShapeTrait::Event
        | ShapeTrait::Wrapper
        | ShapeTrait::Flattened => Wire::Breaking,
    }
}

/// Types that come or go with an operation are not told one by one.
fn added_and_removed(old: &Surface<'_>, new: &Surface<'_>, pairs: &Pairs, changes: &mut Vec<Change>) {
    let (before, now) = (names(old), names(new));
    for id in &pairs.added {
        if new.owner(*id).is_none_or(|operation| before.contains(operation)) {
            let what = What::ShapeAdded { kind: kind(new, *id) };
            changes.push(new.change(*id, None, what, Rust::Grows, Wire::Unchanged));
        }
    }
    for id in &pairs.removed {
        if old.owner(*id).is_none_or(|operation| now.contains(operation)) {
            let what = What::ShapeRemoved { kind: kind(old, *id) };
            changes.push(old.change(*id, None, what, Rust::Breaks, Wire::Unchanged));
        }
    }
}

fn names<'m>(face: &Surface<'m>) -> HashSet<&'m str> {
    face.model.operations.iter().map(|operation| operation.name.as_str()).collect()
}

fn kind(face: &Surface<'_>, id: ShapeId) -> &'static str {
    match &face.shape(id).kind {
        Kind::Structure { error: Some(_), .. } => "error",
        kind => kind.name(),
    }
}
