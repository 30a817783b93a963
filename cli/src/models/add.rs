//! `smithereen add`: selects operations.

use super::arguments::{self, Group};
use super::edit::Edit;
use super::review::{self, Changed};
use super::slices::unknown_service;
use crate::config::{self, Config, Selection};
use crate::project::Project;
use crate::pull::{self, archive::Archive, archive::Wanted};
use crate::report;
use smithereen_codegen::diagnostic::Diagnostic;
use std::collections::BTreeSet;
use std::process::ExitCode;

/// The operations to add.
#[derive(clap::Args)]
pub struct Options {
    /// A service, its operations, and so on for more services; `smithereen list` and `smithereen search` find them
    #[arg(value_name = "SERVICE OPERATION", required = true, num_args = 2..)]
    words: Vec<String>,
}

type Problems = Vec<Diagnostic>;

/// Runs the command.
pub(super) fn run(project: &Project, options: &Options) -> ExitCode {
    match prepare(project, options) {
        Ok(None) => {
            report::say("nothing to add: all of these operations are selected");
            ExitCode::SUCCESS
        }
        Ok(Some(changed)) => review::apply(project, &changed, &[]),
        Err(problems) => report::failed(&problems),
    }
}

/// The files to write; none if there is nothing to add.
fn prepare(project: &Project, options: &Options) -> Result<Option<Changed>, Problems> {
    let config = config::read(project)?;
    let groups = groups(project, &config, &options.words)?;
    let mut edit = Edit::of(&config.text).map_err(|problem| vec![problem])?;
    let mut any = false;
    for group in &groups {
        any |= add(&config, &mut edit, group).map_err(|problem| vec![problem])?;
    }
    if any { review::prepare(project, config, &edit.into_text()).map(Some) } else { Ok(None) }
}

fn groups(project: &Project, config: &Config, words: &[String]) -> Result<Vec<Group>, Problems> {
    let one = |problem| vec![problem];
    let names = pull::open(project, config, Wanted::Named(&[])).map_err(one)?;
    let services: BTreeSet<&str> = names.services().collect();
    let named: Vec<&str> = words.iter().filter_map(|word| arguments::service(word, &services)).collect();
    let archive = pull::open(project, config, Wanted::Named(&named)).map_err(one)?;
    let operations = |service: &str| operations(&archive, service);
    let unknown = |word: &str| unknown_service(word, &archive);
    let groups = arguments::group(words, &services, &operations, &unknown).map_err(one)?;
    let empty = groups.iter().filter(|group| group.operations.is_empty());
    let problems: Problems = empty.map(|group| arguments::no_operations(&group.service)).collect();
    if problems.is_empty() { Ok(groups) } else { Err(problems) }
}

/// The names of a service's operations. Of a model that cannot be read there are none: cutting it reports why.
fn operations(archive: &Archive, service: &str) -> Vec<String> {
    let model = archive.newest(service).and_then(|version| version.model.as_ref());
    model.and_then(|model| smithereen_codegen::slice::operations(model).ok()).unwrap_or_default()
}

/// Adds the operations of a group that are not selected yet. Returns whether there are any.
fn add(config: &Config, edit: &mut Edit, group: &Group) -> Result<bool, Diagnostic> {
    let Group { service, operations } = group;
    let before = config.services.iter().find(|one| one.name == *service).map(|one| &one.operations);
    let mut known = match before {
        None => Vec::new(),
        Some(Selection::Named(names)) => names.clone(),
        Some(Selection::All | Selection::Supported) => {
            report::note(format_args!("all operations of {service} are selected"));
            return Ok(false);
        }
    };
    let mut any = false;
    for operation in operations {
        if known.contains(operation) {
            report::note(format_args!("{service} {operation} is already selected"));
            continue;
        }
        edit.add(service, operation)?;
        known.push(operation.clone());
        any = true;
    }
    Ok(any)
}
