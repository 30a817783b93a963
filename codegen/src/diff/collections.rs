//! Compares how the elements of lists and maps are encoded. Their Rust types are compared as part of the member's type.

use super::change::{ApiImpact, Change, WireImpact};
use super::kind::ChangeKind;
use super::type_pair::TypePair;
use super::{encoding, traits, types};
use crate::graph::{Kind, Member, ShapeId};

/// Compares the elements that two members of the same name contain, through nested lists and maps. Generated types are
/// compared under their own names instead.
pub(super) fn compare(
    types: &TypePair<'_, '_>,
    member: &str,
    targets: (ShapeId, ShapeId),
    changes: &mut Vec<Change>,
) {
    Collections { types, member, changes }.compare(targets, types::GLANCE);
}

struct Collections<'a, 'b, 'm> {
    types: &'a TypePair<'b, 'm>,
    member: &'a str,
    changes: &'a mut Vec<Change>,
}

impl Collections<'_, '_, '_> {
    fn record(&mut self, kind: ChangeKind, wire: WireImpact) {
        self.types.record(Some(self.member), kind, ApiImpact::None, wire, self.changes);
    }

    fn compare(&mut self, (old_id, new_id): (ShapeId, ShapeId), depth: usize) {
        let (old_surface, new_surface) = (self.types.old.0, self.types.new.0);
        let Some(depth) = depth.checked_sub(1) else { return };
        if old_surface.type_name(old_id).is_some() || new_surface.type_name(new_id).is_some() {
            return;
        }
        let (old, new) = (old_surface.shape(old_id), new_surface.shape(new_id));
        for (found, added) in traits::added_and_removed(&old.traits, &new.traits) {
            self.record(ChangeKind::Trait { name: found.name(), added }, traits::of_shape(found, added));
        }
        match (&old.kind, &new.kind) {
            (Kind::List { element: old, sparse: _ }, Kind::List { element: new, sparse: _ }) => {
                self.compare_elements("XML name of elements", old, new, depth);
            }
            (
                Kind::Map { key: old_key, value: old, sparse: _ },
                Kind::Map { key: new_key, value: new, sparse: _ },
            ) => {
                self.compare_elements("XML name of keys", old_key, new_key, depth.min(1));
                self.compare_elements("XML name of values", old, new, depth);
            }
            _ => {}
        }
    }

    /// Compares elements, keys or values. `of` describes their XML name.
    fn compare_elements(&mut self, of: &'static str, old: &Member, new: &Member, depth: usize) {
        // The names and bindings of elements never differ. The other fields apply to members of structures only.
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
        if self.types.is_xml_or_query() {
            let text = |name: &Option<String>| name.clone().unwrap_or_default();
            if old.wire_name != *wire_name {
                let (old, new) = (text(&old.wire_name), text(wire_name));
                self.record(ChangeKind::Xml { of, old, new }, WireImpact::Breaking);
            }
            encoding::compare_xml(&old.xml, xml, |kind| self.record(kind, WireImpact::Breaking));
        }
        for (found, added) in traits::added_and_removed(&old.traits, traits) {
            self.record(ChangeKind::Trait { name: found.name(), added }, traits::of_member(found));
        }
        let (old_surface, new_surface) = (self.types.old.0, self.types.new.0);
        if let Some(kind) = encoding::compare_timestamps((old_surface, old), (new_surface, new)) {
            self.record(kind, WireImpact::Breaking);
        }
        self.compare((old.target, *target), depth);
    }
}
