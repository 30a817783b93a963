//! What changes in operations.

use super::change::{Change, Rust, What, Wire};
use super::surface::Surface;
use super::{auth, context, member};
use crate::graph::{Auth, AuthScheme, Http, Kind, Operation, OperationTrait, Service, ShapeId};
use crate::names::OperationNames;
use std::collections::HashMap;

pub(super) fn compare(old: &Surface<'_>, new: &Surface<'_>, changes: &mut Vec<Change>) {
    let before: HashMap<&str, _> =
        old.operations().map(|(operation, names)| (operation.name.as_str(), (operation, names))).collect();
    for (operation, names) in new.operations() {
        match before.get(operation.name.as_str()) {
            None => changes.push(of(operation, What::OperationAdded, Rust::Grows, Wire::Compatible)),
            Some((was, was_named)) => {
                compare_one((&old.model.service, was), (&new.model.service, operation), changes);
                compare_errors((old, was, was_named), (new, operation, names), changes);
            }
        }
    }
    let now: HashMap<&str, ()> =
        new.operations().map(|(operation, _)| (operation.name.as_str(), ())).collect();
    for (operation, _) in old.operations().filter(|(operation, _)| !now.contains_key(operation.name.as_str()))
    {
        changes.push(of(operation, What::OperationRemoved, Rust::Breaks, Wire::Breaking));
    }
}

fn of(operation: &Operation, what: What, rust: Rust, wire: Wire) -> Change {
    Change { operation: Some(operation.name.clone()), ..Change::service(what, rust, wire) }
}

/// Whether an operation is `readonly` or `idempotent` makes no difference to the crate, so it is not told.
fn compare_one(
    (old_service, old): (&Service, &Operation),
    (service, new): (&Service, &Operation),
    changes: &mut Vec<Change>,
) {
    // Errors are compared by `compare_errors`, members of the input by its type. There is an input in any case.
    let Operation {
        name: _,
        http,
        input: _,
        output,
        errors: _,
        host_prefix,
        auth,
        context: _,
        idempotent: _,
        readonly: _,
        deprecated,
        traits,
        docs: _,
    } = new;
    let mut note = |what, rust, wire| changes.push(of(new, what, rust, wire));
    compare_http(&old.http, http, &mut note);
    if old.host_prefix != *host_prefix {
        let text = |prefix: &Option<String>| prefix.clone().unwrap_or_default();
        let what = What::HostPrefix { old: text(&old.host_prefix), new: text(host_prefix) };
        note(what, Rust::Unchanged, Wire::Breaking);
    }
    let (was, auth) = (own_schemes(&old.auth, old_service), own_schemes(auth, service));
    if was != auth {
        let text =
            |own: Option<&[AuthScheme]>| own.map_or_else(|| "as the service's".to_owned(), auth::describe);
        let wire = match (was, auth) {
            (Some(was), Some(auth)) => auth::on_wire(was, auth),
            _ => Wire::Breaking,
        };
        note(What::Auth { old: text(was), new: text(auth) }, Rust::Unchanged, wire);
    }
    context::compare(old, new, &mut note);
    match (old.output, *output) {
        (None, Some(_)) => note(What::OutputAdded, Rust::Breaks, Wire::Compatible),
        (Some(_), None) => note(What::OutputRemoved, Rust::Breaks, Wire::Breaking),
        _ => {}
    }
    for (name, now) in member::gained_and_lost(&old.traits, traits) {
        note(What::Trait { name: name.name(), now }, Rust::Unchanged, trait_on_wire(name, now));
    }
    member::deprecation(old.deprecated.as_ref(), deprecated.as_ref(), |what, rust| {
        note(what, rust, Wire::Unchanged);
    });
}

fn compare_http(old: &Http, new: &Http, note: &mut impl FnMut(What, Rust, Wire)) {
    let Http { method, uri, code } = new;
    if old.method != *method {
        let what = What::Method { old: old.method.clone(), new: method.clone() };
        note(what, Rust::Unchanged, Wire::Breaking);
    }
    if old.uri != *uri {
        note(What::Uri { old: old.uri.clone(), new: uri.clone() }, Rust::Unchanged, Wire::Breaking);
    }
    if old.code != *code {
        note(What::Status { old: old.code, new: *code }, Rust::Unchanged, Wire::Compatible);
    }
}

/// What is asked of a request, others lack; what may be done, need not be.
fn trait_on_wire(found: OperationTrait, now: bool) -> Wire {
    match found {
        OperationTrait::RequestCompression | OperationTrait::EndpointOperation => Wire::Compatible,
        OperationTrait::HttpChecksumRequired | OperationTrait::HttpChecksum if !now => Wire::Compatible,
        OperationTrait::HttpChecksumRequired
        | OperationTrait::HttpChecksum
        | OperationTrait::EndpointDiscovery
        | OperationTrait::UnsignedPayload => Wire::Breaking,
    }
}

/// The operation's own schemes, if they are not those of its service.
fn own_schemes<'a>(auth: &'a Auth, service: &Service) -> Option<&'a [AuthScheme]> {
    match auth {
        Auth::Own(schemes) if *schemes != service.auth => Some(schemes),
        Auth::Own(_) | Auth::Service => None,
    }
}

/// A side's operation with its names.
type Side<'a, 'm> = (&'a Surface<'m>, &'a Operation, &'a OperationNames);

/// Errors are the variants of an enum, called after their types. Each was an unknown one before it was modelled.
fn compare_errors(old: Side<'_, '_>, new: Side<'_, '_>, changes: &mut Vec<Change>) {
    let before: HashMap<String, ShapeId> = variants(old).collect();
    let now: HashMap<String, ShapeId> = variants(new).collect();
    let (_, operation, names) = new;
    let shape = names.error.to_string();
    let mut note = |variant: &str, what, rust, wire| {
        let (shape, member) = (Some(shape.clone()), Some(variant.to_owned()));
        changes.push(Change { shape, member, ..of(operation, what, rust, wire) });
    };
    for (variant, id) in variants(new) {
        let Some(was) = before.get(&variant) else {
            note(&variant, What::ErrorAdded, Rust::BreaksWhole, Wire::Compatible);
            continue;
        };
        let (was, is) = (code(old.0, *was), code(new.0, id));
        if was != is {
            let what = What::Error { of: "its code", old: was, new: is };
            note(&variant, what, Rust::Unchanged, Wire::Breaking);
        }
    }
    for (variant, _) in variants(old).filter(|(variant, _)| !now.contains_key(variant)) {
        note(&variant, What::ErrorRemoved, Rust::Breaks, Wire::Compatible);
    }
}

fn variants<'a>((_, operation, names): Side<'a, '_>) -> impl Iterator<Item = (String, ShapeId)> + 'a {
    names.variants.iter().map(ToString::to_string).zip(operation.errors.iter().copied())
}

/// The code that tells an error from others.
fn code(face: &Surface<'_>, id: ShapeId) -> String {
    let shape = face.shape(id);
    match &shape.kind {
        Kind::Structure { error: Some(error), .. } => {
            error.code.clone().unwrap_or_else(|| shape.name.clone())
        }
        _ => shape.name.clone(),
    }
}
