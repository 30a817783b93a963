//! What lists and maps hold, on the wire. Their Rust types are compared where members are.

use super::change::{Change, Rust, What, Wire};
use super::member::{self, gained_and_lost};
use super::shape::{Both, trait_on_wire};
use super::types::GLANCE;
use crate::graph::{Kind, Member, ShapeId};

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
                self.element("the XML name of its elements", old, new, depth);
            }
            (
                Kind::Map { key: old_key, value: old, sparse: _ },
                Kind::Map { key: new_key, value: new, sparse: _ },
            ) => {
                self.element("the XML name of its keys", old_key, new_key, depth.min(1));
                self.element("the XML name of its values", old, new, depth);
            }
            _ => {}
        }
    }

    /// Compares elements, keys or values, which are called `of` where XML names them.
    fn element(&mut self, of: &'static str, old: &Member, new: &Member, depth: usize) {
        // Names and places are the same for all elements, and the rest is for members of structures alone.
        let Member {
            name: _,
            target,
            presence: _,
            binding: _,
            wire_name,
            media_type: _,
            xml,
            timestamp: _,
            bounds: _,
            sensitive: _,
            context_param: _,
            deprecated: _,
            traits,
            boxed: _,
            docs: _,
        } = new;
        if self.both.is_xml_or_query() {
            let text = |name: &Option<String>| name.clone().unwrap_or_default();
            if old.wire_name != *wire_name {
                let (old, new) = (text(&old.wire_name), text(wire_name));
                self.note(What::Xml { of, old, new }, Wire::Breaking);
            }
            member::compare_xml(&old.xml, xml, |what| self.note(what, Wire::Breaking));
        }
        for (found, now) in gained_and_lost(&old.traits, traits) {
            self.note(What::Trait { name: found.name(), now }, member::trait_on_wire(found));
        }
        let formats = (member::format(self.both.old.0, old), member::format(self.both.new.0, new));
        if let (Some(was), Some(is)) = formats {
            let what = member::timestamp_format(was, is);
            what.into_iter().for_each(|what| self.note(what, Wire::Breaking));
        }
        self.targets((old.target, *target), depth);
    }
}
