//! Compares the members of structures and unions.

use super::change::{ApiImpact, Change, WireImpact};
use super::kind::ChangeKind;
use super::surface::Surface;
use super::type_pair::TypePair;
use super::{collections, context_params, encoding, traits, types};
use crate::graph::{Member, Presence};

/// Compares a member of both models, which has the name `name` in the crate.
pub(super) fn compare(
    types: &TypePair<'_, '_>,
    name: &str,
    old: &Member,
    new: &Member,
    changes: &mut Vec<Change>,
) {
    // Each is compared below. `boxed` is a part of the type.
    let Member {
        name: _,
        target: _,
        presence: _,
        binding: _,
        wire_name: _,
        xml,
        timestamp: _,
        bounds: _,
        sensitive: _,
        context_param,
        deprecated: _,
        traits: _,
        media_type: _,
        boxed: _,
        docs: _,
    } = new;
    let pair = MemberPair { types, name, old, new };
    pair.compare_types(changes);
    pair.compare_presence(changes);
    pair.compare_bindings(changes);
    pair.compare_traits(changes);
    if types.is_xml_or_query() {
        let breaking = |kind| pair.record(kind, ApiImpact::None, WireImpact::Breaking, changes);
        encoding::compare_xml(&old.xml, xml, breaking);
    }
    let roots = (encoding::root(types.old.0, old), encoding::root(types.new.0, new));
    if let (Some(old), Some(new)) = roots
        && old != new
    {
        let kind = ChangeKind::Xml { of: "XML root element", old: old.to_owned(), new: new.to_owned() };
        pair.record(kind, ApiImpact::None, WireImpact::Breaking, changes);
    }
    let (was, is) = ((&*old.name, old.context_param.as_ref()), (&*new.name, context_param.as_ref()));
    context_params::compare_member(was, is, |kind, api, wire| pair.record(kind, api, wire, changes));
    collections::compare(types, name, (old.target, new.target), changes);
}

/// One member of a type in both models.
struct MemberPair<'a, 'b, 'm> {
    types: &'a TypePair<'b, 'm>,
    name: &'a str,
    old: &'a Member,
    new: &'a Member,
}

impl MemberPair<'_, '_, '_> {
    fn record(&self, kind: ChangeKind, api: ApiImpact, wire: WireImpact, changes: &mut Vec<Change>) {
        self.types.record(Some(self.name), kind, api, wire, changes);
    }

    fn compare_types(&self, changes: &mut Vec<Change>) {
        let (old_surface, new_surface) = (self.types.old.0, self.types.new.0);
        let none = Default::default();
        let old = old_surface.type_of(self.old, &self.types.matches.renamed);
        let new = new_surface.type_of(self.new, &none);
        if old != new {
            let targets = ((old_surface, self.old.target), (new_surface, self.new.target));
            let same_encoding = types::look_alike(targets.0, targets.1, types::GLANCE);
            let wire = if same_encoding { WireImpact::Compatible } else { WireImpact::Breaking };
            self.record(ChangeKind::Type { old, new }, ApiImpact::Breaking, wire, changes);
        }
        if let Some(kind) = encoding::compare_timestamps((old_surface, self.old), (new_surface, self.new)) {
            self.record(kind, ApiImpact::None, WireImpact::Breaking, changes);
        }
    }

    fn compare_presence(&self, changes: &mut Vec<Change>) {
        match (self.old.presence, self.new.presence) {
            _ if self.types.is_union() => {}
            (Presence::Required, Presence::Optional) => {
                self.record(ChangeKind::Optional, ApiImpact::Breaking, WireImpact::Compatible, changes);
            }
            (Presence::Optional, Presence::Required) => {
                let wire = if self.types.is_sent() { WireImpact::Breaking } else { WireImpact::Compatible };
                self.record(ChangeKind::Required, ApiImpact::Breaking, wire, changes);
            }
            _ => {}
        }
    }

    fn compare_bindings(&self, changes: &mut Vec<Change>) {
        let (old, new) = (encoding::binding(self.old), encoding::binding(self.new));
        if old != new {
            self.record(ChangeKind::Binding { old, new }, ApiImpact::None, WireImpact::Breaking, changes);
        }
        if self.old.name != self.new.name {
            let kind = ChangeKind::ModelName { old: self.old.name.clone(), new: self.new.name.clone() };
            self.record(kind, ApiImpact::None, WireImpact::None, changes);
        }
    }

    fn compare_traits(&self, changes: &mut Vec<Change>) {
        for (found, added) in traits::added_and_removed(&self.old.traits, &self.new.traits) {
            let kind = ChangeKind::Trait { name: found.name(), added };
            self.record(kind, ApiImpact::None, traits::of_member(found), changes);
        }
        let (was, is) = (self.old.deprecated.as_ref(), self.new.deprecated.as_ref());
        traits::compare_deprecation(was, is, |kind, api| {
            self.record(kind, api, WireImpact::None, changes);
        });
        let was = is_redacted(self.types.old.0, self.old);
        let is = is_redacted(self.types.new.0, self.new);
        if was != is {
            let kind = if is { ChangeKind::Sensitive } else { ChangeKind::NotSensitive };
            self.record(kind, ApiImpact::None, WireImpact::None, changes);
        }
    }
}

/// Returns whether `Debug` of the structure redacts the member. Generated types are compared on their own: they redact
/// themselves.
fn is_redacted(surface: &Surface<'_>, member: &Member) -> bool {
    surface.model.shapes.is_sensitive_apart_from(member, |id| surface.type_name(id).is_some())
}
