//! From API models to a Rust crate: models in, files out, or everything that is wrong with the models.
//!
//! Data goes one way, and after each phase something is out of sight:
//!
//! | phase | takes | gives | after it |
//! |---|---|---|---|
//! | `read` | text | graph | no JSON |
//! | `passes` | graph | graph | the graph is read-only |
//! | `names` | graph | identifiers | nobody chooses a name |
//! | `emit` | graph, identifiers | tokens | nobody looks at the graph |
//! | print | tokens | text | |
//!
//! Nothing here touches a disk, a process, a network or a clock, and nothing panics, whatever the input.
#![forbid(unsafe_code)]

pub mod catalog;
pub mod diagnostic;
pub mod diff;
mod emit;
pub mod graph;
pub mod json;
pub mod locate;
mod names;
mod passes;
mod read;
pub mod show;
pub mod slice;
mod source;

use diagnostic::{At, Diagnostic, Diagnostics};
use graph::rules::RuleSet;
use graph::{Model, Partition};
use std::collections::BTreeMap;

pub use source::{Content, CrateSources, Form, ServiceSources, Source};

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The files by their paths within the crate; none if there is an error among the diagnostics.
    pub files: BTreeMap<String, String>,
    /// Everything that was noticed, errors first.
    pub diagnostics: Vec<Diagnostic>,
}

/// Generates a crate.
pub fn generate(sources: &CrateSources) -> Outcome {
    generate_watched(sources, &mut |_| {})
}

/// Generates a crate and says the name of each phase as it begins.
pub fn generate_watched(sources: &CrateSources, watch: &mut dyn FnMut(&'static str)) -> Outcome {
    let out = Diagnostics::default();
    names::check_package(&sources.package, &out);
    watch("read");
    let partitions = read::partitions(&sources.partitions, &out);
    let services: Vec<_> = sources.services.iter().map(|service| read_service(service, &out)).collect();
    watch("select");
    let services = services.into_iter().zip(&sources.services).filter_map(|(read, sources)| {
        let Read { model, rules, docs } = read;
        let model = passes::select(model?, &sources.operations, &out);
        Some((sources, model, rules?, docs))
    });
    let services: Vec<_> = services.collect();
    watch("check");
    let content = sources.content;
    let services = services.into_iter().map(|(sources, mut model, rules, docs)| {
        let docs = sources.docs.as_ref().zip(docs);
        passes::settle(&mut model, docs, content, &out);
        passes::check_context(&model, &rules, &out);
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
    Outcome { files, diagnostics: out.into_sorted() }
}

/// Reads a model and cuts it down to operations, with our words on it: for those who want to look at the graph.
///
/// # Errors
/// Everything that is wrong with it.
pub fn graph(service: &ServiceSources) -> Result<Model, Vec<Diagnostic>> {
    let out = Diagnostics::default();
    let Read { model, docs, .. } = read_service(service, &out);
    let model = model.map(|model| {
        let mut model = passes::select(model, &service.operations, &out);
        passes::settle(&mut model, service.docs.as_ref().zip(docs), Content::Whole, &out);
        model
    });
    model.filter(|_| !out.has_errors()).ok_or_else(|| out.into_sorted())
}

/// The names of a model's operations, in its order: for those who want them all.
///
/// # Errors
/// Everything that is wrong with it.
pub fn operations(model: &Source) -> Result<Vec<String>, Vec<Diagnostic>> {
    let out = Diagnostics::default();
    let model = read::model(model, &out).filter(|_| !out.has_errors()).ok_or_else(|| out.into_sorted())?;
    Ok(model.operations.into_iter().map(|operation| operation.name).collect())
}

struct Read {
    model: Option<Model>,
    rules: Option<RuleSet>,
    docs: Option<read::Docs>,
}

struct Settled<'a> {
    sources: &'a ServiceSources,
    model: Model,
    rules: RuleSet,
}

fn read_service(sources: &ServiceSources, out: &Diagnostics) -> Read {
    let before = out.errors();
    let model = read::model(&sources.model, out);
    let whole = out.errors() == before;
    let rules = match &sources.endpoints {
        Some(endpoints) => read::endpoints(endpoints, out),
        None => Some(RuleSet::by_url()),
    };
    let docs = sources.docs.as_ref().and_then(|docs| read::docs(docs, out));
    // Of a model that was read in part alone, nobody can say which words are missing or left over.
    Read { model, rules, docs: docs.filter(|_| whole) }
}

fn write(
    sources: &CrateSources,
    partitions: &[Partition],
    services: &[Settled<'_>],
    out: &Diagnostics,
    watch: &mut dyn FnMut(&'static str),
) -> BTreeMap<String, String> {
    watch("names");
    let folders: Vec<&str> = services.iter().map(|service| service.sources.name.as_str()).collect();
    let named = services.iter().zip(names::modules(&folders)).map(|(service, module)| emit::Service {
        folder: &service.sources.name,
        names: names::Names::choose(&service.model, &module),
        module,
        model: &service.model,
        rules: &service.rules,
    });
    let named: Vec<emit::Service<'_>> = named.collect();
    watch("emit");
    let emitted = emit::emit(sources, partitions, &named);
    watch("print");
    let mut files = BTreeMap::new();
    for file in emitted {
        let (path, printed) = file.print(sources.form);
        match printed {
            Ok(text) => drop(files.insert(path, text)),
            Err(error) => out.error(&At::file(&path), format!("what was emitted is not Rust: {error}")),
        }
    }
    files
}
