//! What lists and maps hold, on the wire. Their Rust types are compared where members are.

use super::change::{Change, Rust, What, Wire};
use super::member::{self, gained_and_lost};
use super::shape::{Both, trait_on_wire};
use super::types::GLANCE;
use crate::graph::{Kind, Reference, ShapeId};

/// Compares what two members of one name hold. Types of the crate are compared under their own names.
pub(super) fn compare(
    both: &Both<'_, '_>,
    name: &str,
    targets: (ShapeId, ShapeId),
    changes: &mut Vec<Change>,
) {
    Contents { both, name, changes }.targets(targets, GLANCE);
}

struct Contents<'a, 'b, 'm> {
    both: &'a Both<'b, 'm>,
    name: &'a str,
    changes: &'a mut Vec<Change>,
}

impl Contents<'_, '_, '_> {
    fn note(&mut self, what: What, wire: Wire) {
        self.both.note(Some(self.name), what, Rust::Unchanged, wire, self.changes);
    }

    fn targets(&mut self, (was, is): (ShapeId, ShapeId), depth: usize) {
        let (old_face, new_face) = (self.both.old.0, self.both.new.0);
        let Some(depth) = depth.checked_sub(1) else { return };
        if old_face.type_name(was).is_some() || new_face.type_name(is).is_some() {
            return;
        }
        let (old, new) = (old_face.shape(was), new_face.shape(is));
        for (found, now) in gained_and_lost(&old.traits, &new.traits) {
            self.note(What::Trait { name: found.name(), now }, trait_on_wire(found, now));
        }
        match (&old.kind, &new.kind) {
            (Kind::List { element: old, sparse: _ }, Kind::List { element: new, sparse: _ }) => {
                self.references("the XML name of its elements", old, new, depth);
            }
            (
                Kind::Map { key: old_key, value: old, sparse: _ },
                Kind::Map { key: new_key, value: new, sparse: _ },
            ) => {
                self.references("the XML name of its keys", old_key, new_key, depth.min(1));
                self.references("the XML name of its values", old, new, depth);
            }
            _ => {}
        }
    }

    fn references(&mut self, of: &'static str, old: &Reference, new: &Reference, depth: usize) {
        let Reference { target, wire_name, traits } = new;
        if old.wire_name != *wire_name && self.both.is_xml_or_query() {
            let text = |name: &Option<String>| name.clone().unwrap_or_default();
            let (old, new) = (text(&old.wire_name), text(wire_name));
            self.note(What::Xml { of, old, new }, Wire::Breaking);
        }
        for (found, now) in gained_and_lost(&old.traits, traits) {
            self.note(What::Trait { name: found.name(), now }, member::trait_on_wire(found));
        }
        let kinds = (&self.both.old.0.shape(old.target).kind, &self.both.new.0.shape(*target).kind);
        if let (Kind::Timestamp { format: was }, Kind::Timestamp { format: is }) = kinds {
            let what = member::timestamp_format(*was, *is);
            what.into_iter().for_each(|what| self.note(what, Wire::Breaking));
        }
        self.targets((old.target, *target), depth);
    }
}
