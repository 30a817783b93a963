//! A type in both models, and the changes recorded for it.

use super::change::{ApiImpact, Change, WireImpact};
use super::kind::ChangeKind;
use super::matching::TypeMatches;
use super::surface::Surface;
use crate::graph::{Binding, Kind, Member, Protocol, ShapeId};

/// One type of the crate as each model defines it.
pub(super) struct TypePair<'a, 'm> {
    pub(super) old: (&'a Surface<'m>, ShapeId),
    pub(super) new: (&'a Surface<'m>, ShapeId),
    pub(super) matches: &'a TypeMatches,
}

impl TypePair<'_, '_> {
    /// Returns whether the service's protocol has names in XML or in a form-encoded query.
    pub(super) fn is_xml_or_query(&self) -> bool {
        self.new.0.model.service.protocol.is_xml_or_query()
    }

    /// Returns whether both are inputs whose members are the children of a root element.
    pub(super) fn is_xml_body(&self) -> bool {
        let is_body = |(surface, id): (&Surface<'_>, ShapeId)| {
            let in_body = |member: &Member| member.binding == Binding::Body;
            surface.model.service.protocol == Protocol::RestXml
                && surface.model.operations.iter().any(|operation| operation.input == Some(id))
                && surface.shape(id).kind.members().iter().any(in_body)
        };
        is_body(self.old) && is_body(self.new)
    }

    /// Returns whether requests can contain the type, so that the service may reject its values.
    pub(super) fn is_sent(&self) -> bool {
        self.new.0.is_sent(self.new.1)
    }

    pub(super) fn is_union(&self) -> bool {
        matches!(self.new.0.shape(self.new.1).kind, Kind::Union { .. })
    }

    /// Adds a change of the type, or of one of its members, to `changes`.
    pub(super) fn record(
        &self,
        member: Option<&str>,
        kind: ChangeKind,
        api: ApiImpact,
        wire: WireImpact,
        changes: &mut Vec<Change>,
    ) {
        changes.push(self.new.0.change(self.new.1, member, kind, api, wire));
    }
}
