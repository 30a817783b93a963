//! From API models to a Rust crate: models in, files out, or everything that is wrong with the models.
//!
//! Data goes one way, and after each phase something is out of sight:
//!
//! | phase | takes | gives | after it |
//! |---|---|---|---|
//! | `read` | text | graph | no JSON |
//! | `passes` | graph | graph | the graph is read-only |
//! | `names` | graph | identifiers | nobody chooses a name |
//! | `emit` | graph, identifiers | text, item by item | |
//!
//! Services know nothing of each other, so they are read and written side by side, in any number of threads; a
//! service's operations are, too.
//!
//! Nothing here touches a disk, a process, a network or a clock, and nothing panics, whatever the input.
#![forbid(unsafe_code)]

pub mod catalog;
mod customizations;
pub mod diagnostic;
pub mod diff;
mod emit;
pub mod graph;
pub mod json;
pub mod locate;
mod names;
pub mod near;
mod passes;
mod read;
mod rust_type;
pub mod show;
pub mod slice;
mod source;
mod types;
pub mod write;

use diagnostic::{At, Diagnostic, Diagnostics};
use graph::rules::RuleSet;
use graph::{Model, Partition};
use rayon::prelude::*;
use read::{Read, Spots};
use std::borrow::Cow;
use std::collections::BTreeMap;

pub use source::{Content, CrateSources, Form, Selection, ServiceSources, Source};
pub use types::types;

/// The result of generating a crate.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The files by their paths within the crate. Empty if there is an error among the diagnostics.
    pub files: BTreeMap<String, String>,
    /// All diagnostics, errors first.
    pub diagnostics: Vec<Diagnostic>,
    /// The operations that [`Selection::Supported`] left out: an entry for each service that has some.
    pub skipped: Vec<Unsupported>,
}

/// The operations of a service that cannot be generated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unsupported {
    /// The number of operations of the service, supported or not.
    pub total: usize,
    /// The first reason against each unsupported operation, by the operation's name.
    pub reasons: BTreeMap<String, String>,
}

/// Generates a crate.
pub fn generate(sources: &CrateSources) -> Outcome {
    generate_watched(sources, &mut |_| {})
}

/// Generates a crate and says the name of each phase as it begins.
pub fn generate_watched(sources: &CrateSources, watch: &mut dyn FnMut(&'static str)) -> Outcome {
    let (out, content) = (Diagnostics::default(), sources.content);
    names::check_package(&sources.package, &out);
    watch("read");
    let partitions = read::partitions(&sources.partitions, &out);
    let read = sources.services.par_iter().map(|service| {
        let out = Diagnostics::default();
        (read::service(service, content, &out), out)
    });
    let read: Vec<_> = read.collect();
    let services = sources.services.iter().zip(read).map(|(service, (read, found))| {
        out.append(found);
        (service, read)
    });
    let services: Vec<_> = services.collect();
    watch("select");
    let (mut spots, mut skipped) = (Vec::new(), Vec::new());
    let services = services.into_iter().filter_map(|(sources, read)| {
        let Read { model, rules, docs, spots: of_service } = read;
        spots.extend(of_service.map(|of_service| (sources.model.path.as_str(), of_service)));
        let model = model?;
        let selected = passes::choose(&model, rules.as_ref(), &sources.operations, content, &out);
        skipped.extend(selected.skipped);
        let model = passes::select(model, &selected.names, &out);
        Some((sources, model, rules?, docs))
    });
    let services: Vec<_> = services.collect();
    watch("check");
    let services = services.into_iter().map(|(sources, mut model, rules, docs)| {
        let docs = sources.docs.as_ref().zip(docs);
        passes::settle(&mut model, docs, content, &out);
        if content == Content::Whole {
            passes::check_rules(&model, &rules, &out);
        }
        Settled { sources, model, rules }
    });
    let services: Vec<Settled<'_>> = services.collect();
    let mut files = BTreeMap::new();
    if !out.has_errors() {
        files = write(sources, &partitions, &services, &out, watch);
    }
    if out.has_errors() {
        files.clear();
    }
    Outcome { files, diagnostics: told(out, &spots), skipped }
}

/// Reads a model and cuts it down to operations, with our words on it: for those who want to look at the graph.
///
/// # Errors
/// Everything that is wrong with it.
pub fn graph(service: &ServiceSources) -> Result<Model, Vec<Diagnostic>> {
    let out = Diagnostics::default();
    let Read { model, rules, docs, spots } = read::service(service, Content::Whole, &out);
    let model = model.map(|model| {
        let selected = passes::choose(&model, rules.as_ref(), &service.operations, Content::Whole, &out);
        let mut model = passes::select(model, &selected.names, &out);
        passes::settle(&mut model, service.docs.as_ref().zip(docs), Content::Whole, &out);
        model
    });
    let spots: Vec<_> = spots.into_iter().map(|spots| (service.model.path.as_str(), spots)).collect();
    model.filter(|_| !out.has_errors()).ok_or_else(|| told(out, &spots))
}

/// Reads a model as it is, with all operations and shapes. What cannot be generated is no problem here, and no words are
/// put on it.
///
/// # Errors
/// Everything that is wrong with it.
pub fn whole(model: &Source) -> Result<Model, Vec<Diagnostic>> {
    let out = Diagnostics::default();
    let (model, _) = read::whole(model, &out);
    let mut model = model.filter(|_| !out.has_errors()).ok_or_else(|| out.into_sorted())?;
    passes::settle_bindings(&mut model);
    Ok(model)
}

/// Reads the endpoint rules of a service, wherever they are.
///
/// # Errors
/// Everything that is wrong with them, or with a model that brings them.
pub fn rules(service: &ServiceSources) -> Result<RuleSet, Vec<Diagnostic>> {
    let out = Diagnostics::default();
    read::service(service, Content::Whole, &out)
        .rules
        .filter(|_| !out.has_errors())
        .ok_or_else(|| out.into_sorted())
}

struct Settled<'a> {
    sources: &'a ServiceSources,
    model: Model,
    rules: RuleSet,
}

impl Settled<'_> {
    /// The name of its folder; where that is not said, the hyphenated id of the service, as botocore's folders have it.
    fn folder(&self) -> Cow<'_, str> {
        match self.sources.name.as_str() {
            "" => self.model.service.sdk_id.trim().to_lowercase().replace(' ', "-").into(),
            name => name.into(),
        }
    }
}

/// The diagnostics, each with where its file has what it is about.
fn told(out: Diagnostics, spots: &[(&str, Spots)]) -> Vec<Diagnostic> {
    let mut all = out.into_sorted();
    for diagnostic in &mut all {
        if let Some((_, spots)) = spots.iter().find(|(path, _)| *path == diagnostic.file) {
            spots.lead(diagnostic);
        }
    }
    all
}

fn write(
    sources: &CrateSources,
    partitions: &[Partition],
    services: &[Settled<'_>],
    out: &Diagnostics,
    watch: &mut dyn FnMut(&'static str),
) -> BTreeMap<String, String> {
    watch("emit");
    let folders: Vec<Cow<'_, str>> = services.iter().map(Settled::folder).collect();
    let modules = names::modules(&folders);
    let named = services.par_iter().zip(&folders).zip(modules).map(|((service, folder), module)| {
        let Settled { model, rules, .. } = service;
        let names = names::Names::choose(model, module.as_str());
        emit::Service { folder, module, model, names, rules }
    });
    let named: Vec<_> = named.collect();
    let printed = emit::all(sources, partitions, &named);
    let mut files = BTreeMap::new();
    for (path, text) in printed {
        match text {
            Ok(text) => drop(files.insert(path, text)),
            Err(error) => out.error(&At::file(&path), format!("what was emitted is not Rust: {error}")),
        }
    }
    files
}
