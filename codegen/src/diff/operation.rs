//! What changes in operations.

use super::change::{Change, Rust, What, Wire};
use super::member;
use super::surface::Surface;
use crate::graph::{Auth, AuthScheme, Kind, Operation, OperationTrait, ShapeId};
use crate::names::OperationNames;
use std::collections::HashMap;

pub(super) fn compare(old: &Surface<'_>, new: &Surface<'_>, changes: &mut Vec<Change>) {
    let before: HashMap<&str, _> =
        old.operations().map(|(operation, names)| (operation.name.as_str(), (operation, names))).collect();
    for (operation, names) in new.operations() {
        match before.get(operation.name.as_str()) {
            None => changes.push(of(operation, What::OperationAdded, Rust::Grows, Wire::Compatible)),
            Some((was, was_named)) => {
                compare_one(was, operation, changes);
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
fn compare_one(old: &Operation, new: &Operation, changes: &mut Vec<Change>) {
    let mut note = |what, rust, wire| changes.push(of(new, what, rust, wire));
    let (http, was) = (&new.http, &old.http);
    if was.method != http.method {
        let what = What::Method { old: was.method.clone(), new: http.method.clone() };
        note(what, Rust::Unchanged, Wire::Breaking);
    }
    if was.uri != http.uri {
        note(What::Uri { old: was.uri.clone(), new: http.uri.clone() }, Rust::Unchanged, Wire::Breaking);
    }
    if was.code != http.code {
        note(What::Status { old: was.code, new: http.code }, Rust::Unchanged, Wire::Compatible);
    }
    if old.host_prefix != new.host_prefix {
        let text = |prefix: &Option<String>| prefix.clone().unwrap_or_default();
        let what = What::HostPrefix { old: text(&old.host_prefix), new: text(&new.host_prefix) };
        note(what, Rust::Unchanged, Wire::Breaking);
    }
    let (auth, was) = (signing(&new.auth), signing(&old.auth));
    if was != auth {
        note(What::Auth { old: was, new: auth }, Rust::Unchanged, Wire::Breaking);
    }
    match (old.output, new.output) {
        (None, Some(_)) => note(What::OutputAdded, Rust::Breaks, Wire::Compatible),
        (Some(_), None) => note(What::OutputRemoved, Rust::Breaks, Wire::Breaking),
        _ => {}
    }
    for (name, now) in member::gained_and_lost(&old.traits, &new.traits) {
        note(What::Trait { name: name.name(), now }, Rust::Unchanged, trait_on_wire(name, now));
    }
    member::deprecation(old.deprecated.as_ref(), new.deprecated.as_ref(), |what, rust| {
        note(what, rust, Wire::Unchanged);
    });
}

/// What is asked of a request, others lack; what may be done, need not be.
fn trait_on_wire(found: OperationTrait, now: bool) -> Wire {
    match found {
        OperationTrait::RequestCompression | OperationTrait::EndpointOperation => Wire::Compatible,
        OperationTrait::HttpChecksumRequired | OperationTrait::HttpChecksum if !now => Wire::Compatible,
        _ => Wire::Breaking,
    }
}

fn signing(auth: &Auth) -> String {
    match auth {
        Auth::Service => "as the service's".to_owned(),
        // The first is taken.
        Auth::Own(schemes) => schemes.first().map(AuthScheme::name).unwrap_or_default().to_owned(),
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
