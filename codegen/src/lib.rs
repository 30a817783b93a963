#![doc = include_str!("../README.md")]
//!
//! # Phases
//!
//! Data flows in one direction:
//!
//! | phase | takes | returns | after it |
//! |---|---|---|---|
//! | `read` | text | graph | no JSON |
//! | `passes` | graph | graph | the graph is read-only |
//! | `names` | graph | identifiers | all names are chosen |
//! | `emit` | graph, identifiers | text, item by item | |
//!
//! Services are independent of each other, so they are read, checked and emitted in parallel, as are the operations of a service.
//!
//! The library has no access to files, processes, networks or clocks, and does not panic on any input.
#![forbid(unsafe_code)]

pub mod catalog;
mod conversions;
mod customizations;
pub mod diagnostic;
pub mod diff;
mod docs;
mod emit;
mod format;
pub mod graph;
pub mod json;
pub mod locate;
mod location;
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
use location::Reporter;
use rayon::prelude::*;
use read::Read;
use std::collections::BTreeMap;

pub use source::{Content, CrateSources, Form, Manifest, Selection, ServiceSources, Source};
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

/// Generates a crate, and calls `watch` with the name of each phase as it begins.
pub fn generate_watched(sources: &CrateSources, watch: &mut dyn FnMut(&'static str)) -> Outcome {
    let out = Diagnostics::default();
    names::check_package(&sources.package, &out);
    watch("read");
    let partitions = read::partitions(&sources.partitions, &out);
    let prepared = sources.services.par_iter().map(|service| {
        let out = Diagnostics::default();
        (prepare(sources, service, &out), out)
    });
    let prepared: Vec<_> = prepared.collect();
    let (mut services, mut skipped) = (Vec::new(), Vec::new());
    for (prepared, found) in prepared {
        out.append(found);
        services.extend(prepared.service);
        skipped.extend(prepared.skipped);
    }
    let mut files = BTreeMap::new();
    if !out.has_errors() {
        files = write(sources, &partitions, services, &out, watch);
    }
    if out.has_errors() {
        files.clear();
    }
    Outcome { files, diagnostics: out.into_sorted(), skipped }
}

/// Reads a model, prunes it to the selected operations and attaches the documentation, without generating anything.
///
/// # Errors
/// All diagnostics of a model that cannot be generated.
pub fn graph(service: &ServiceSources) -> Result<Model, Vec<Diagnostic>> {
    let out = Diagnostics::default();
    let read = read::service(service, None, Content::Whole, &out);
    let model = select(service, read, Content::Whole, &out).and_then(|selected| {
        let Read { mut model, docs, locations, .. } = selected.read;
        if let Some(model) = &mut model {
            attach_docs(model, service, docs, &out);
            passes::finish(model, Content::Whole, &Reporter::new(&service.model.path, &*locations, &out));
        }
        model
    });
    model.filter(|_| !out.has_errors()).ok_or_else(|| out.into_sorted())
}

/// Reads a model with all operations and shapes, whether they are supported or not, and without documentation.
///
/// # Errors
/// All diagnostics of a model that cannot be read.
pub fn whole(model: &Source) -> Result<Model, Vec<Diagnostic>> {
    let out = Diagnostics::default();
    let (model, _) = read::whole(model, None, &out);
    let mut model = model.filter(|_| !out.has_errors()).ok_or_else(|| out.into_sorted())?;
    passes::customize_service(&mut model);
    passes::normalize_bindings(&mut model);
    Ok(model)
}

/// Reads the endpoint rules of a service, from their own file or from the model.
///
/// # Errors
/// All diagnostics of the rules, and of the model that has them.
pub fn rules(service: &ServiceSources) -> Result<RuleSet, Vec<Diagnostic>> {
    let out = Diagnostics::default();
    read::service(service, None, Content::Whole, &out)
        .rules
        .filter(|_| !out.has_errors())
        .ok_or_else(|| out.into_sorted())
}

/// A service that was pruned to its selected operations.
struct Selected {
    read: Read,
    skipped: Option<Unsupported>,
}

/// Prunes a model to the selected operations. Returns `None` for a model that could not be read.
fn select(service: &ServiceSources, read: Read, content: Content, out: &Diagnostics) -> Option<Selected> {
    let reporter = Reporter::new(&service.model.path, &*read.locations, out);
    let model = read.model?;
    let chosen = passes::choose(&model, read.rules.as_ref(), &service.operations, content, &reporter);
    let model = passes::select(model, &chosen.names, &reporter);
    Some(Selected { read: Read { model: Some(model), ..read }, skipped: chosen.skipped })
}

/// The result of all phases before the emission, for one service.
struct Prepared<'a> {
    /// `None` for a service that could not be read, whose problems were reported.
    service: Option<Finished<'a>>,
    skipped: Option<Unsupported>,
}

/// Reads a service and runs the passes over it. One service after the other has the graph of its complete model in memory; the
/// graphs of all services would take more than everything else.
fn prepare<'a>(sources: &CrateSources, service: &'a ServiceSources, out: &Diagnostics) -> Prepared<'a> {
    let protocol = sources.protocols.get(&service.name).map(String::as_str);
    let read = read::service(service, protocol, sources.content, out);
    match select(service, read, sources.content, out) {
        Some(Selected { read, skipped }) => {
            Prepared { service: finish(sources, service, read, out), skipped }
        }
        None => Prepared { service: None, skipped: None },
    }
}

/// A service that is ready to be emitted.
struct Finished<'a> {
    sources: &'a ServiceSources,
    model: Model,
    rules: RuleSet,
}

/// Runs the remaining passes over a pruned model. Returns `None` without endpoint rules, whose problem was reported.
fn finish<'a>(
    crate_sources: &CrateSources,
    sources: &'a ServiceSources,
    read: Read,
    out: &Diagnostics,
) -> Option<Finished<'a>> {
    let (mut model, rules) = (read.model?, read.rules?);
    let content = crate_sources.content;
    match crate_sources.documentation {
        true => {
            let docs = sources.docs.as_ref().zip(read.docs);
            passes::attach_documentation(&mut model, docs, read::documentation(&sources.model), out);
        }
        false => attach_docs(&mut model, sources, read.docs, out),
    }
    let reporter = Reporter::new(&sources.model.path, &*read.locations, out);
    passes::finish(&mut model, content, &reporter);
    if content == Content::Whole {
        passes::check_rules(&model, &rules, &reporter);
    }
    Some(Finished { sources, model, rules })
}

fn attach_docs(model: &mut Model, sources: &ServiceSources, docs: Option<docs::Docs>, out: &Diagnostics) {
    if let Some((source, docs)) = sources.docs.as_ref().zip(docs) {
        passes::attach_docs(model, source, &docs, out);
    }
}

impl Finished<'_> {
    /// Returns the name of the service's folder. Without a name, the hyphenated id of the service, as botocore names
    /// its folders.
    fn folder(&self) -> String {
        match self.sources.name.as_str() {
            "" => self.model.service.sdk_id.trim().to_lowercase().replace(' ', "-"),
            name => name.to_owned(),
        }
    }
}

fn write(
    sources: &CrateSources,
    partitions: &[Partition],
    services: Vec<Finished<'_>>,
    out: &Diagnostics,
    watch: &mut dyn FnMut(&'static str),
) -> BTreeMap<String, String> {
    watch("emit");
    let folders: Vec<String> = services.iter().map(Finished::folder).collect();
    let modules = names::modules(&folders);
    let named = services.into_par_iter().zip(folders).zip(modules).map(|((service, folder), module)| {
        let Finished { model, rules, .. } = service;
        let names = names::Names::choose(&model, module.as_str());
        emit::Service { folder, module, model, names, rules }
    });
    let printed = emit::all(sources, partitions, named.collect());
    let mut files = BTreeMap::new();
    for (path, text) in printed {
        match text {
            Ok(text) => drop(files.insert(path, text)),
            Err(error) => {
                out.error(&At::file(&path), format!("the generated code is not valid Rust: {error}"))
            }
        }
    }
    files
}
