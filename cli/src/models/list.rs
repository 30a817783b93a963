//! `smithereen list`: lists the services of the source, and the operations of one.

use super::arguments;
use super::slices::unknown_service;
use crate::project::Project;
use crate::source::{self, Models, Wanted};
use crate::sources::{DOCS, operation_names};
use crate::{config, program, report};
use smithereen_codegen::Source;
use smithereen_codegen::catalog::{self, Catalog, Entry};
use smithereen_codegen::diagnostic::{Diagnostic, printable};
use std::collections::BTreeSet;
use std::process::ExitCode;

/// The service to list.
#[derive(clap::Args)]
pub struct Options {
    /// The service whose operations are listed [default: list the services]
    service: Option<String>,
}

type Problems = Vec<Diagnostic>;

/// Runs the command.
pub(super) fn run(project: &Project, options: &Options) -> ExitCode {
    let listed = match &options.service {
        Some(service) => operations(project, service),
        None => services(project),
    };
    match listed {
        Ok(lines) => {
            lines.iter().for_each(|line| report::say(printable(line)));
            ExitCode::SUCCESS
        }
        Err(problems) => report::failed(&problems),
    }
}

fn services(project: &Project) -> Result<Vec<String>, Problems> {
    let config = config::read(project)?;
    let working = report::Working::at("reading models");
    let models = source::open(project, &config.source, Wanted::All)?.models;
    let width = models.services().map(str::len).max().unwrap_or_default();
    let mut lines = Vec::new();
    for name in models.services() {
        working.now(&format!("reading the model of {name}"));
        let selected = config.services.iter().find(|service| service.name == name);
        let mark = if selected.is_some() { '*' } else { ' ' };
        let protocol = selected.and_then(|service| service.protocol.as_deref());
        let selected = selected.map_or(0, |service| operation_names(project, &config, service).len());
        let summary = match catalog(&models, name, None, protocol) {
            Ok(catalog) => summary(&catalog, selected),
            Err(problems) => {
                problems.first().map_or_else(String::new, |first| format!("cannot be read: {first}"))
            }
        };
        lines.push(format!("{mark} {name:width$}  {summary}"));
    }
    lines.push(format!("*: selected; `{}` lists the operations of a service", program::line("list SERVICE")));
    Ok(lines)
}

/// Summarizes a service: `awsJson1_0    59 operations, 2 selected, also possible: rpcv2Cbor, awsQuery`.
fn summary(catalog: &Catalog, selected: usize) -> String {
    let protocol = catalog.protocol.plain_name();
    let count = catalog.operations.len();
    let mut line = format!("{protocol:10} {count:4} {}", if count == 1 { "operation" } else { "operations" });
    let without = catalog.operations.iter().filter(|entry| entry.unsupported.is_some()).count();
    match &catalog.unsupported {
        Some(reason) => line.push_str(&format!(", unsupported: {reason}")),
        None if without > 0 => line.push_str(&format!(", {without} of them unsupported")),
        None => {}
    }
    if selected > 0 {
        line.push_str(&format!(", {selected} selected"));
    }
    let others = catalog.protocols.iter().filter(|protocol| **protocol != catalog.protocol);
    let others: Vec<&str> = others.map(|protocol| protocol.plain_name()).collect();
    if !others.is_empty() {
        line.push_str(&format!(", also possible: {}", others.join(", ")));
    }
    line
}

fn operations(project: &Project, word: &str) -> Result<Vec<String>, Problems> {
    let one = |problem| vec![problem];
    let config = config::read(project)?;
    let names = source::open(project, &config.source, Wanted::Named(&[]))?.models;
    let services: BTreeSet<&str> = names.services().collect();
    let name = arguments::service(word, &services).ok_or_else(|| vec![unknown_service(word, &names)])?;
    let models = source::open(project, &config.source, Wanted::Named(&[name]))?.models;
    let path = format!("{}/{name}/{DOCS}", config.models);
    let docs = project.read(&path).map_err(one)?.map(|text| Source { path, text });
    let selected = config.services.iter().find(|service| service.name == name);
    let protocol = selected.and_then(|service| service.protocol.as_deref());
    let catalog = catalog(&models, name, docs.as_ref(), protocol)?;
    let selected = selected.map(|service| operation_names(project, &config, service)).unwrap_or_default();
    let mut lines = vec![format!("{}, {}", catalog.title, summary(&catalog, selected.len()))];
    let width = catalog.operations.iter().map(|entry| entry.name.len()).max().unwrap_or_default();
    for entry in &catalog.operations {
        let mark = match (selected.contains(&entry.name), &entry.unsupported) {
            (true, _) => '*',
            (false, Some(_)) => '-',
            (false, None) => ' ',
        };
        lines.push(format!("{mark} {:width$}  {:6} {}", entry.name, entry.method, entry.path));
        lines.push(format!("  {:width$}  {}", "", description(entry)));
    }
    lines.push("*: selected, -: unsupported".to_owned());
    Ok(lines)
}

fn catalog(
    models: &Models,
    name: &str,
    docs: Option<&Source>,
    protocol: Option<&str>,
) -> Result<Catalog, Problems> {
    let unknown = || vec![unknown_service(name, models)];
    let version = models.newest(name).ok_or_else(unknown)?;
    let model = version.model.as_ref().ok_or_else(unknown)?;
    catalog::read(model, version.endpoints.as_ref(), docs, protocol)
        .inspect_err(|problems| report::keep_text(model, problems))
}

/// Returns the reason why the operation is unsupported, or its documentation, or else a summary of its model.
fn description(entry: &Entry) -> String {
    let mut line = match (&entry.unsupported, &entry.docs) {
        (Some(reason), _) => format!("unsupported: {reason}"),
        (None, Some(docs)) => first_sentence(docs).to_owned(),
        (None, None) => facts(entry),
    };
    if entry.deprecated.is_some() {
        line.push_str(" (deprecated)");
    }
    for note in entry.notes.iter().filter(|_| entry.unsupported.is_none()) {
        line.push_str(&format!("; note: {note}"));
    }
    line
}

fn first_sentence(docs: &str) -> &str {
    let docs = docs.trim();
    docs.split_inclusive(". ").next().unwrap_or(docs).trim_end()
}

/// Summarizes an operation: `input: 6 members, 1 required; output: 3 members; 4 errors`.
fn facts(entry: &Entry) -> String {
    let members = |count: usize| match count {
        0 => "none".to_owned(),
        1 => "1 member".to_owned(),
        count => format!("{count} members"),
    };
    let mut input = members(entry.input_members);
    if entry.input_members > 0 {
        input.push_str(&format!(", {} required", entry.required_members));
    }
    let output = members(entry.output_members.unwrap_or_default());
    let errors = if entry.errors == 1 { "error" } else { "errors" };
    format!("input: {input}; output: {output}; {} {errors}", entry.errors)
}
