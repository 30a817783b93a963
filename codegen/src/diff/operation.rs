//! Compares operations and their errors.

use super::change::{ApiImpact, Change, WireImpact};
use super::kind::ChangeKind;
use super::surface::Surface;
use super::{auth, checksums, context_params, paginators, traits, waiters};
use crate::graph::{Auth, AuthScheme, Http, Kind, Operation, Service, ShapeId};
use crate::names::OperationNames;
use std::collections::{HashMap, HashSet};

pub(super) fn compare(old: &Surface<'_>, new: &Surface<'_>, changes: &mut Vec<Change>) {
    let old_operations: HashMap<&str, _> =
        old.operations().map(|(operation, names)| (operation.name.as_str(), (operation, names))).collect();
    for (operation, names) in new.operations() {
        match old_operations.get(operation.name.as_str()) {
            None => {
                let kind = ChangeKind::OperationAdded;
                changes.push(change(operation, kind, ApiImpact::Additive, WireImpact::Compatible));
            }
            Some((old_operation, old_names)) => {
                let services = (&old.model.service, &new.model.service);
                compare_one((services.0, old_operation), (services.1, operation), changes);
                compare_errors((old, old_operation, old_names), (new, operation, names), changes);
            }
        }
    }
    let new_names: HashSet<&str> = new.operations().map(|(operation, _)| operation.name.as_str()).collect();
    for (operation, _) in old.operations().filter(|(one, _)| !new_names.contains(one.name.as_str())) {
        let kind = ChangeKind::OperationRemoved;
        changes.push(change(operation, kind, ApiImpact::Breaking, WireImpact::Breaking));
    }
}

fn change(operation: &Operation, kind: ChangeKind, api: ApiImpact, wire: WireImpact) -> Change {
    Change { operation: Some(operation.name.clone()), ..Change::service(kind, api, wire) }
}

/// Compares an operation of both models. `readonly` and `idempotent` have no effect on the crate and are ignored.
fn compare_one(
    (old_service, old): (&Service, &Operation),
    (service, new): (&Service, &Operation),
    changes: &mut Vec<Change>,
) {
    // Errors are compared by `compare_errors`, the input by its type: every operation has an input.
    let Operation {
        name: _,
        http,
        has_input: _,
        input: _,
        output,
        errors: _,
        host_prefix,
        auth,
        context: _,
        idempotent: _,
        readonly: _,
        deprecated,
        checksum,
        paginator,
        waiters,
        traits,
        customization: _,
        docs: _,
    } = new;
    let mut record = |kind, api, wire| changes.push(change(new, kind, api, wire));
    compare_http(&old.http, http, &mut record);
    if old.host_prefix != *host_prefix {
        let text = |prefix: &Option<String>| prefix.clone().unwrap_or_default();
        let kind = ChangeKind::HostPrefix { old: text(&old.host_prefix), new: text(host_prefix) };
        record(kind, ApiImpact::None, WireImpact::Breaking);
    }
    compare_auth(own_schemes(&old.auth, old_service), own_schemes(auth, service), &mut record);
    context_params::compare(old, new, &mut record);
    match (old.output, *output) {
        (None, Some(_)) => record(ChangeKind::OutputAdded, ApiImpact::Breaking, WireImpact::Compatible),
        (Some(_), None) => record(ChangeKind::OutputRemoved, ApiImpact::Breaking, WireImpact::Breaking),
        _ => {}
    }
    checksums::compare(old.checksum.as_ref(), checksum.as_ref(), &mut record);
    paginators::compare(old.paginator.as_ref(), paginator.as_ref(), &mut record);
    waiters::compare(&old.waiters, waiters, &mut record);
    for (found, added) in traits::added_and_removed(&old.traits, traits) {
        let kind = ChangeKind::Trait { name: traits::operation_trait_name(found), added };
        record(kind, ApiImpact::None, traits::of_operation(found, added));
    }
    traits::compare_deprecation(old.deprecated.as_ref(), deprecated.as_ref(), |kind, api| {
        record(kind, api, WireImpact::None);
    });
}

fn compare_http(old: &Http, new: &Http, record: &mut impl FnMut(ChangeKind, ApiImpact, WireImpact)) {
    let Http { method, uri, code } = new;
    if old.method != *method {
        let kind = ChangeKind::Method { old: old.method.clone(), new: method.clone() };
        record(kind, ApiImpact::None, WireImpact::Breaking);
    }
    if old.uri != *uri {
        let kind = ChangeKind::Uri { old: old.uri.clone(), new: uri.clone() };
        record(kind, ApiImpact::None, WireImpact::Breaking);
    }
    if old.code != *code {
        let kind = ChangeKind::Status { old: old.code, new: *code };
        record(kind, ApiImpact::None, WireImpact::Compatible);
    }
}

/// Compares the schemes that an operation has of its own, if any.
fn compare_auth(
    old: Option<&[AuthScheme]>,
    new: Option<&[AuthScheme]>,
    record: &mut impl FnMut(ChangeKind, ApiImpact, WireImpact),
) {
    if old != new {
        let text =
            |own: Option<&[AuthScheme]>| own.map_or_else(|| "the service's".to_owned(), auth::describe);
        let wire = match (old, new) {
            (Some(old), Some(new)) => auth::wire_impact(old, new),
            _ => WireImpact::Breaking,
        };
        record(ChangeKind::Auth { old: text(old), new: text(new) }, ApiImpact::None, wire);
    }
}

/// Returns the operation's own schemes, if they differ from the service's.
fn own_schemes<'a>(auth: &'a Auth, service: &Service) -> Option<&'a [AuthScheme]> {
    match auth {
        Auth::Own(schemes) if *schemes != service.auth => Some(schemes),
        Auth::Own(_) | Auth::Service => None,
    }
}

/// An operation in one of the models, with its names.
type Side<'a, 'm> = (&'a Surface<'m>, &'a Operation, &'a OperationNames);

/// Compares the variants of an operation's error enum. Before it is modeled, an error arrives as the enum's `Unknown`
/// variant, so that a new one is compatible on the wire.
fn compare_errors(old: Side<'_, '_>, new: Side<'_, '_>, changes: &mut Vec<Change>) {
    let old_variants: HashMap<String, ShapeId> = variants(old).collect();
    let new_variants: HashMap<String, ShapeId> = variants(new).collect();
    let (_, operation, names) = new;
    let shape = names.error.to_string();
    let mut record = |variant: &str, kind, api, wire| {
        let (shape, member) = (Some(shape.clone()), Some(variant.to_owned()));
        changes.push(Change { shape, member, ..change(operation, kind, api, wire) });
    };
    for (variant, id) in variants(new) {
        let Some(old_id) = old_variants.get(&variant) else {
            let kind = ChangeKind::ErrorAdded;
            record(&variant, kind, ApiImpact::BreaksExhaustive, WireImpact::Compatible);
            continue;
        };
        let (old, new) = (code(old.0, *old_id), code(new.0, id));
        if old != new {
            let kind = ChangeKind::Error { of: "error code", old, new };
            record(&variant, kind, ApiImpact::None, WireImpact::Breaking);
        }
    }
    for (variant, _) in variants(old).filter(|(variant, _)| !new_variants.contains_key(variant)) {
        record(&variant, ChangeKind::ErrorRemoved, ApiImpact::Breaking, WireImpact::Compatible);
    }
}

fn variants<'a>((_, operation, names): Side<'a, '_>) -> impl Iterator<Item = (String, ShapeId)> + 'a {
    names.variants.iter().map(ToString::to_string).zip(operation.errors.iter().copied())
}

/// Returns the code that identifies an error in a response.
fn code(surface: &Surface<'_>, id: ShapeId) -> String {
    let shape = surface.shape(id);
    match &shape.kind {
        Kind::Structure { error: Some(error), .. } => {
            error.code.clone().unwrap_or_else(|| shape.name.clone())
        }
        _ => shape.name.clone(),
    }
}
