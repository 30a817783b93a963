//! Compares types: those of both models with each other, and those that only one model has.

use super::change::{ApiImpact, Change, WireImpact};
use super::kind::ChangeKind;
use super::matching::TypeMatches;
use super::surface::Surface;
use super::type_pair::TypePair;
use super::{bounds, encoding, enumeration, structure, traits};
use crate::graph::{Kind, Shape, ShapeId, XmlRoot};
use std::collections::HashSet;

pub(super) fn compare(old: &Surface<'_>, new: &Surface<'_>, changes: &mut Vec<Change>) {
    let matches = TypeMatches::of(old, new);
    for (old_id, new_id) in &matches.pairs {
        let pair = TypePair { old: (old, *old_id), new: (new, *new_id), matches: &matches };
        compare_pair(&pair, changes);
    }
    added_and_removed(old, new, &matches, changes);
    bounds::compare(old, new, &matches, changes);
}

fn compare_pair(pair: &TypePair<'_, '_>, changes: &mut Vec<Change>) {
    let (old, new) = (pair.old.0.shape(pair.old.1), pair.new.0.shape(pair.new.1));
    let names = (pair.old.0.type_name(pair.old.1), pair.new.0.type_name(pair.new.1));
    if let (Some(old), true) = (&names.0, names.0 != names.1) {
        let kind = ChangeKind::ShapeRenamed { old: old.clone() };
        pair.record(None, kind, ApiImpact::Breaking, WireImpact::None, changes);
    } else if old.name != new.name && !pair.new.0.is_input_or_output(pair.new.1) {
        let kind = ChangeKind::ModelName { old: old.name.clone(), new: new.name.clone() };
        pair.record(None, kind, ApiImpact::None, WireImpact::None, changes);
    }
    // The name is compared above, bounds in `bounds`.
    let Shape { name: _, kind, sensitive, deprecated, bounds: _, xml, traits, docs: _ } = new;
    compare_roots(pair, (old, &old.xml), (new, xml), changes);
    compare_kinds(pair, &old.kind, kind, changes);
    for (found, added) in traits::added_and_removed(&old.traits, traits) {
        let kind = ChangeKind::Trait { name: found.name(), added };
        pair.record(None, kind, ApiImpact::None, traits::of_shape(found, added), changes);
    }
    traits::compare_deprecation(old.deprecated.as_ref(), deprecated.as_ref(), |kind, api| {
        pair.record(None, kind, api, WireImpact::None, changes);
    });
    if old.sensitive != *sensitive {
        let kind = if *sensitive { ChangeKind::Sensitive } else { ChangeKind::NotSensitive };
        pair.record(None, kind, ApiImpact::None, WireImpact::None, changes);
    }
}

/// Compares the namespaces of structures and unions, and the root elements of requests.
fn compare_roots(
    pair: &TypePair<'_, '_>,
    (old_shape, old): (&Shape, &XmlRoot),
    (new_shape, new): (&Shape, &XmlRoot),
    changes: &mut Vec<Change>,
) {
    let XmlRoot { name: _, namespace } = new;
    let mut record = |of, old: String, new: String| {
        if old != new {
            let kind = ChangeKind::Xml { of, old, new };
            pair.record(None, kind, ApiImpact::None, WireImpact::Breaking, changes);
        }
    };
    if pair.is_xml_or_query() {
        let text = encoding::namespace_text;
        record("XML namespace", text(old.namespace.as_ref()), text(namespace.as_ref()));
    }
    if pair.is_xml_body() {
        record("XML root element", old_shape.root_name().to_owned(), new_shape.root_name().to_owned());
    }
}

fn compare_kinds(pair: &TypePair<'_, '_>, old: &Kind, new: &Kind, changes: &mut Vec<Change>) {
    match (old, new) {
        (old, new) if old.name() != new.name() => {
            let kind = ChangeKind::Kind { old: old.name(), new: new.name() };
            pair.record(None, kind, ApiImpact::Breaking, WireImpact::Breaking, changes);
        }
        (Kind::Structure { members: _, error: old }, Kind::Structure { members: _, error: new }) => {
            structure::compare(pair, changes);
            structure::compare_errors(pair, old.as_ref(), new.as_ref(), changes);
        }
        (Kind::Union { members: _ }, Kind::Union { members: _ }) => structure::compare(pair, changes),
        (Kind::Enum { values: old }, Kind::Enum { values: new }) => {
            enumeration::compare(pair, old, new, changes);
        }
        (Kind::IntEnum { values: old }, Kind::IntEnum { values: new }) => {
            enumeration::compare_int(pair, old, new, changes);
        }
        // These have no generated type. They are compared as part of the members that use them.
        (Kind::Structure { .. } | Kind::Union { .. } | Kind::Enum { .. } | Kind::IntEnum { .. }, _)
        | (Kind::List { .. } | Kind::Map { .. } | Kind::String | Kind::Blob | Kind::Boolean, _)
        | (Kind::Byte | Kind::Short | Kind::Integer | Kind::Long | Kind::BigInteger, _)
        | (Kind::Float | Kind::Double | Kind::BigDecimal | Kind::Timestamp { .. } | Kind::Document, _) => {}
    }
}

/// Types that are added or removed together with their operation are not listed one by one.
fn added_and_removed(old: &Surface<'_>, new: &Surface<'_>, matches: &TypeMatches, changes: &mut Vec<Change>) {
    let (old_names, new_names) = (operation_names(old), operation_names(new));
    for id in &matches.added {
        if new.owner(*id).is_none_or(|operation| old_names.contains(operation)) {
            let kind = ChangeKind::ShapeAdded { kind: type_kind(new, *id) };
            changes.push(new.change(*id, None, kind, ApiImpact::Additive, WireImpact::None));
        }
    }
    for id in &matches.removed {
        if old.owner(*id).is_none_or(|operation| new_names.contains(operation)) {
            let kind = ChangeKind::ShapeRemoved { kind: type_kind(old, *id) };
            changes.push(old.change(*id, None, kind, ApiImpact::Breaking, WireImpact::None));
        }
    }
}

fn operation_names<'m>(surface: &Surface<'m>) -> HashSet<&'m str> {
    surface.model.operations.iter().map(|operation| operation.name.as_str()).collect()
}

fn type_kind(surface: &Surface<'_>, id: ShapeId) -> &'static str {
    match &surface.shape(id).kind {
        Kind::Structure { error: Some(_), .. } => "error",
        kind => kind.name(),
    }
}
