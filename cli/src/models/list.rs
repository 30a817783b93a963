//! `cargo xtask models list`: what there is to choose from.

use super::{Release, Releases};
use crate::config::Config;
use crate::project::{MODELS, Project};
use crate::pull::archive::Wanted;
use crate::report;
use crate::sources;
use smithereen_codegen::Source;
use smithereen_codegen::catalog::{self, Catalog, Entry};
use smithereen_codegen::diagnostic::{Diagnostic, printable};
use std::process::ExitCode;

/// What to list.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  cargo xtask models list\n  cargo xtask models list iot")]
pub struct Options {
    /// The service whose operations are listed; without it, all services are.
    service: Option<String>,
}

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

fn services(project: &Project) -> Result<Vec<String>, Vec<Diagnostic>> {
    let config = Config::read(project)?;
    let release = open(project, &config, Wanted::All)?;
    let names = release.services();
    let working = report::Working::at("reading models");
    let width = names.iter().map(|name| name.len()).max().unwrap_or_default();
    let mut lines = Vec::new();
    for name in names {
        working.now(&format!("reading the model of {name}"));
        let selected = config.services.iter().find(|service| service.name == name);
        let mark = if selected.is_some() { '*' } else { ' ' };
        let of_it = match catalog(&release, name, None) {
            Ok(catalog) => in_short(&catalog, selected.map_or(0, |service| service.operations.len())),
            Err(problems) => {
                problems.first().map_or_else(String::new, |first| format!("cannot be read: {first}"))
            }
        };
        lines.push(format!("{mark} {name:width$}  {of_it}"));
    }
    lines.push("*: selected; `cargo xtask models list <SERVICE>` lists its operations".to_owned());
    Ok(lines)
}

/// `restJson1    272 operations, 2 of them selected`
fn in_short(catalog: &Catalog, selected: usize) -> String {
    let protocol = catalog.protocol.rsplit('#').next().unwrap_or_default();
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
    line
}

fn operations(project: &Project, name: &str) -> Result<Vec<String>, Vec<Diagnostic>> {
    let config = Config::read(project)?;
    let release = open(project, &config, Wanted::Named(&[name]))?;
    if release.side(name).is_none() {
        return Err(vec![release.unknown(name)]);
    }
    let path = format!("{MODELS}/{name}/docs.toml");
    let docs = sources::text(project, &path).map_err(|problem| vec![problem])?;
    let docs = docs.map(|text| Source { path, text });
    let catalog = catalog(&release, name, docs.as_ref())?;
    let selected = config.services.iter().find(|service| service.name == name);
    let selected = selected.map(|service| service.operations.as_slice()).unwrap_or_default();
    let mut lines = vec![format!("{}, {}", catalog.title, in_short(&catalog, selected.len()))];
    let width = catalog.operations.iter().map(|entry| entry.name.len()).max().unwrap_or_default();
    for entry in &catalog.operations {
        let mark = match (selected.contains(&entry.name), &entry.unsupported) {
            (true, _) => '*',
            (false, Some(_)) => '-',
            (false, None) => ' ',
        };
        lines.push(format!("{mark} {:width$}  {:6} {}", entry.name, entry.method, entry.path));
        lines.push(format!("  {:width$}  {}", "", one_line(entry)));
    }
    lines.push("*: selected, -: unsupported".to_owned());
    Ok(lines)
}

fn open(project: &Project, config: &Config, wanted: Wanted<'_>) -> Result<Release, Vec<Diagnostic>> {
    let releases = Releases { project, package: &config.origin.package };
    releases.pinned(config, wanted).map_err(|problem| vec![problem])
}

fn catalog(release: &Release, name: &str, docs: Option<&Source>) -> Result<Catalog, Vec<Diagnostic>> {
    let side = release.side(name).ok_or_else(|| vec![release.unknown(name)])?;
    let none = Source { path: format!("{name}/endpoint-rule-set-1.json"), text: String::new() };
    catalog::read(side.model, side.endpoints.unwrap_or(&none), docs)
        .inspect_err(|problems| report::keep_text(side.model, problems))
}

/// Why not, if not; our own words, if there are any; else what the model's facts come to.
fn one_line(entry: &Entry) -> String {
    let mut line = match (&entry.unsupported, &entry.words) {
        (Some(reason), _) => format!("unsupported: {reason}"),
        (None, Some(words)) => first_sentence(words).to_owned(),
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

fn first_sentence(words: &str) -> &str {
    let words = words.trim();
    words.split_inclusive(". ").next().unwrap_or(words).trim_end()
}

/// `takes 6 members, 1 required; answers 3 members; 4 errors`
fn facts(entry: &Entry) -> String {
    let members = |count: usize| match count {
        1 => "1 member".to_owned(),
        count => format!("{count} members"),
    };
    let takes = match entry.members {
        0 => "takes nothing".to_owned(),
        count => format!("takes {}, {} required", members(count), entry.required),
    };
    let answers = match entry.answers {
        None | Some(0) => "answers nothing".to_owned(),
        Some(count) => format!("answers {}", members(count)),
    };
    format!("{takes}; {answers}; {} {}", entry.errors, if entry.errors == 1 { "error" } else { "errors" })
}
