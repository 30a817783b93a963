//! Compares two models: the impact of each change on users of the generated crate and on the wire.
//!
//! The comparison is of the crate's public API: of the graph after selection, with the names that the crate has.
//!
//! Each file compares one kind of item of the graph. Reading the models, and the format of reports other than the text of a
//! change, belong elsewhere.

mod auth;
mod bounds;
mod change;
mod checksums;
mod collections;
mod context_params;
mod display;
mod encoding;
mod enumeration;
mod kind;
mod kind_name;
mod matching;
mod member;
mod operation;
mod paginators;
mod partitions;
mod service;
mod shape;
mod structure;
mod surface;
#[cfg(test)]
mod tests;
mod traits;
mod type_pair;
mod types;
mod waiters;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::graph::Model;
use crate::location::Reporter;
use crate::source::{Content, Source};
use crate::{passes, read, slice};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use surface::Surface;

pub use change::{ApiImpact, Change, Step, WireImpact};
pub use kind::{Bound, ChangeKind, Tightness};
pub use partitions::compare_partitions;

/// One of the two models of a comparison.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The model.
    pub model: &'a Source,
    /// The endpoint rules. They are compared if both sides have them.
    pub endpoints: Option<&'a Source>,
}

/// The operations to compare.
#[derive(Clone, Copy, Debug)]
pub enum Selection<'a> {
    /// All operations of both models.
    All,
    /// The operations with these names, in the models that have them.
    Named(&'a [String]),
}

/// The compared operations, and the settings of the generated crate.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// The operations.
    pub selection: Selection<'a>,
    /// Whether structures are `#[non_exhaustive]`, so that a new optional member is a minor change.
    pub non_exhaustive: bool,
    /// Whether unions with one variant implement `From`, and outputs with one list `IntoIterator`.
    pub conversions: bool,
    /// The name of the protocol that is used in place of the preferred one, such as `awsQuery`. An old model that does not
    /// declare it is compared with its preferred one.
    pub protocol: Option<&'a str>,
}

/// These operations, in a crate of AWS services as it is by default.
impl<'a> From<Selection<'a>> for Options<'a> {
    fn from(selection: Selection<'a>) -> Self {
        Self { selection, non_exhaustive: true, conversions: false, protocol: None }
    }
}

/// The changes of a service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The name of the service's folder.
    pub service: String,
    /// The changes by operation, then those of types that several operations use. Within each group, those with the
    /// greatest impact come first.
    pub changes: Vec<Change>,
    /// Unselected operations that only the new model has.
    pub available: Vec<String>,
    /// Unselected operations that only the old model has.
    pub gone: Vec<String>,
}

impl Report {
    /// Returns the version step that the changes require.
    pub fn step(&self) -> Step {
        step(&self.changes)
    }
}

/// Returns the version step that changes require: the greatest step of any of them.
pub fn step(changes: &[Change]) -> Step {
    changes.iter().map(|change| change.api.step()).max().unwrap_or(Step::None)
}

/// Compares two models of a service. `service` is the name of its folder.
///
/// # Errors
/// All errors in either model. Features that the generator does not support are compared like all others.
pub fn compare<'a>(
    service: &str,
    old: Side<'_>,
    new: Side<'_>,
    options: impl Into<Options<'a>>,
) -> Result<Report, Vec<Diagnostic>> {
    let options = options.into();
    let Options { selection, protocol, non_exhaustive: _, conversions: _ } = options;
    let out = Diagnostics::default();
    let ((old_model, old_locations), (new_model, new_locations)) =
        (read_old(old.model, protocol, &out), read::whole(new.model, protocol, &out));
    let (Some(old_model), Some(new_model)) = (old_model, new_model) else { return Err(out.into_sorted()) };
    let (available, gone) = unselected(&old_model, &new_model, selection);
    let old_model = select(old_model, selection, &Reporter::new(&old.model.path, &*old_locations, &out));
    let new_model = select(new_model, selection, &Reporter::new(&new.model.path, &*new_locations, &out));
    if out.has_errors() {
        return Err(out.into_sorted());
    }
    // Without `..` here and below, so that a new field of the graph does not compile until it is compared or ignored.
    // The operations that return endpoints and sessions are compared if they are selected.
    let Model {
        file: _,
        service: _,
        operations: _,
        endpoint_operation: _,
        session_operation: _,
        unread: _,
        shapes: _,
        unselected: _,
    } = &new_model;
    let surface = |model| Surface::of(service, model, &options);
    let (old_surface, new_surface) = (surface(&old_model), surface(&new_model));
    let mut changes = Vec::new();
    service::compare(&old_model.service, &new_model.service, &mut changes);
    if rules_differ(old, new)? {
        changes.push(Change::service(ChangeKind::EndpointRules, ApiImpact::None, WireImpact::Compatible));
    }
    operation::compare(&old_surface, &new_surface, &mut changes);
    shape::compare(&old_surface, &new_surface, &mut changes);
    sort(&mut changes, &new_model);
    Ok(Report { service: service.to_owned(), changes, available, gone })
}

/// Reads the old model with a protocol or, if it does not declare that one, with its preferred one.
fn read_old(model: &Source, protocol: Option<&str>, out: &Diagnostics) -> (Option<Model>, read::Locations) {
    if protocol.is_some() {
        let attempt = Diagnostics::default();
        let read = read::whole(model, protocol, &attempt);
        if !attempt.has_errors() {
            return read;
        }
    }
    read::whole(model, None, out)
}

/// Returns the operations that only the new and only the old model has, without the selected ones.
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

/// Reduces a model to the selected operations and applies the passes of generation, without those that reject
/// unsupported features.
fn select(model: Model, selection: Selection<'_>, out: &Reporter<'_>) -> Model {
    let all: Vec<String> = model.operations.iter().map(|operation| operation.name.clone()).collect();
    let selected = match selection {
        Selection::All => all,
        Selection::Named(names) => {
            let existing: HashSet<&String> = all.iter().collect();
            names.iter().filter(|name| existing.contains(name)).cloned().collect()
        }
    };
    let mut model = passes::select(model, &selected, out);
    passes::box_and_check(&mut model, Content::Whole, out);
    model
}

/// Returns whether the endpoint rules differ: as parsed, or in their text if either cannot be parsed.
fn rules_differ(old: Side<'_>, new: Side<'_>) -> Result<bool, Vec<Diagnostic>> {
    let (Some(old), Some(new)) = (old.endpoints, new.endpoints) else { return Ok(false) };
    let parse = |source: &Source| {
        let out = Diagnostics::default();
        read::endpoints(source, &out).filter(|_| !out.has_errors())
    };
    match (parse(old), parse(new)) {
        (Some(old), Some(new)) => Ok(old != new),
        _ => Ok(slice::endpoints(old)? != slice::endpoints(new)?),
    }
}

/// Sorts changes: of the service, of each operation in the model's order, of removed operations, then of shared types.
/// Within each group, by decreasing impact, then by name.
fn sort(changes: &mut [Change], model: &Model) {
    let names = model.operations.iter().enumerate();
    let indexes: HashMap<&str, usize> = names.map(|(index, one)| (one.name.as_str(), index)).collect();
    let group = |name: &Option<String>| {
        let index = name.as_ref().map(|name| indexes.get(name.as_str()));
        index.map_or((2, 0), |index| index.map_or((1, 0), |index| (0, *index)))
    };
    changes.sort_by_cached_key(|change| {
        let is_service = change.operation.is_none() && change.shape.is_none();
        let subject = change.used_by.first().or(change.shape.as_ref());
        let names = (change.operation.clone(), subject.cloned(), change.member.clone());
        let impact = (Reverse(change.api), Reverse(change.wire));
        (!is_service, group(&change.operation), impact, names)
    });
}
