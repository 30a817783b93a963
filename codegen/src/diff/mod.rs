//! What changes between two models, for those who use the crate that is made of them and on the wire.
//!
//! Compared is what a user of the crate sees: the graph after selection, under the names that Rust has for it.

mod auth;
mod bounds;
mod change;
mod contents;
mod context;
mod enumeration;
mod member;
mod operation;
mod pairs;
mod partitions;
mod service;
mod shape;
mod structure;
mod surface;
#[cfg(test)]
mod tests;
mod types;
mod words;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::graph::Model;
use crate::source::{Content, Source};
use crate::{passes, read, slice, told};
use std::collections::{HashMap, HashSet};
use surface::Surface;

pub use change::{Bound, Change, Rust, Step, Tightness, What, Wire};
pub use partitions::compare_partitions;

/// One of the two models that are compared.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The model.
    pub model: &'a Source,
    /// The endpoint rules; only where both sides have them are they compared.
    pub endpoints: Option<&'a Source>,
}

/// Which operations are compared.
#[derive(Clone, Copy, Debug)]
pub enum Selection<'a> {
    /// All of them.
    All,
    /// These, as far as a side has them.
    Named(&'a [String]),
}

/// What changes in a service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The name of its folder.
    pub service: String,
    /// By operation, what several of them share last; the gravest first in each.
    pub changes: Vec<Change>,
    /// Operations that are new and not among the compared ones.
    pub available: Vec<String>,
    /// Operations that are gone and were not among the compared ones.
    pub gone: Vec<String>,
}

impl Report {
    /// The step that a crate with these changes takes.
    pub fn step(&self) -> Step {
        step(&self.changes)
    }
}

/// The step of the gravest change.
pub fn step(changes: &[Change]) -> Step {
    changes.iter().map(|change| change.rust.step()).max().unwrap_or(Step::None)
}

/// Compares two models of the service that is called `service`.
///
/// # Errors
/// Everything that is wrong with either model. What cannot be emitted is compared like the rest.
pub fn compare(
    service: &str,
    old: Side<'_>,
    new: Side<'_>,
    selection: Selection<'_>,
) -> Result<Report, Vec<Diagnostic>> {
    let out = Diagnostics::default();
    let ((old_model, old_spots), (new_model, new_spots)) =
        (read::whole(old.model, &out), read::whole(new.model, &out));
    let (Some(old_model), Some(new_model)) = (old_model, new_model) else { return Err(out.into_sorted()) };
    let (available, gone) = unselected(&old_model, &new_model, selection);
    let (old_model, new_model) = (settle(old_model, selection, &out), settle(new_model, selection, &out));
    if out.has_errors() {
        let spots = [(old, old_spots), (new, new_spots)].into_iter();
        let spots = spots.filter_map(|(side, spots)| Some((side.model.path.as_str(), spots?)));
        return Err(told(out, &spots.collect::<Vec<_>>()));
    }
    // Without `..` here and below: whoever adds a field to the graph decides whether it is compared.
    let Model { file: _, service: _, operations: _, unread: _, shapes: _, unselected: _ } = &new_model;
    let (old_face, new_face) = (Surface::of(service, &old_model), Surface::of(service, &new_model));
    let mut changes = Vec::new();
    service::compare(&old_model.service, &new_model.service, &mut changes);
    if rules_differ(old, new)? {
        changes.push(Change::service(What::EndpointRules, Rust::Unchanged, Wire::Compatible));
    }
    operation::compare(&old_face, &new_face, &mut changes);
    shape::compare(&old_face, &new_face, &mut changes);
    sort(&mut changes, &new_model);
    Ok(Report { service: service.to_owned(), changes, available, gone })
}

/// What is not compared and yet of interest to those who might want it.
fn unselected(old: &Model, new: &Model, selection: Selection<'_>) -> (Vec<String>, Vec<String>) {
    let Selection::Named(names) = selection else { return Default::default() };
    let names: HashSet<&str> = names.iter().map(String::as_str).collect();
    let only = |one: &Model, other: &Model| {
        let others: HashSet<&str> =
            other.operations.iter().map(|operation| operation.name.as_str()).collect();
        let own = one.operations.iter().map(|operation| &operation.name);
        own.filter(|name| !names.contains(name.as_str()) && !others.contains(name.as_str()))
            .cloned()
            .collect()
    };
    (only(new, old), only(old, new))
}

/// The model as a crate would be made of it, also where that has what cannot be emitted.
fn settle(model: Model, selection: Selection<'_>, out: &Diagnostics) -> Model {
    let all: Vec<String> = model.operations.iter().map(|operation| operation.name.clone()).collect();
    let selected = match selection {
        Selection::All => all,
        Selection::Named(names) => {
            let there: HashSet<&String> = all.iter().collect();
            names.iter().filter(|name| there.contains(name)).cloned().collect()
        }
    };
    let mut model = passes::select(model, &selected, out);
    passes::shape(&mut model, Content::Whole, out);
    model
}

/// Rules are compared as they are read, whatever their spelling; those that cannot be read, by their text.
fn rules_differ(old: Side<'_>, new: Side<'_>) -> Result<bool, Vec<Diagnostic>> {
    let (Some(old), Some(new)) = (old.endpoints, new.endpoints) else { return Ok(false) };
    let read = |source: &Source| {
        let out = Diagnostics::default();
        read::endpoints(source, &out).filter(|_| !out.has_errors())
    };
    match (read(old), read(new)) {
        (Some(old), Some(new)) => Ok(old != new),
        _ => Ok(slice::endpoints(old)? != slice::endpoints(new)?),
    }
}

/// By operation in the model's order, then what is shared; there the gravest first, then by name.
fn sort(changes: &mut [Change], model: &Model) {
    let names = model.operations.iter().enumerate();
    let places: HashMap<&str, usize> = names.map(|(place, one)| (one.name.as_str(), place)).collect();
    // Those that are gone after those that are there.
    let order = |name: &Option<String>| {
        let place = name.as_ref().map(|name| places.get(name.as_str()));
        place.map_or((2, 0), |place| place.map_or((1, 0), |place| (0, *place)))
    };
    changes.sort_by_cached_key(|change| {
        let about_service = change.operation.is_none() && change.shape.is_none();
        let subject = change.used_by.first().or(change.shape.as_ref());
        let names = (change.operation.clone(), subject.cloned(), change.member.clone());
        let gravity = (std::cmp::Reverse(change.rust), std::cmp::Reverse(change.wire));
        (!about_service, order(&change.operation), gravity, names)
    });
}
