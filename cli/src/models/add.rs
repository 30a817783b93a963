//! `smithereen add`: selects operations.

use super::arguments::{self, Group};
use super::edit::Edit;
use super::review::{self, Changed};
use super::slices::unknown_service;
use crate::config::{self, Config, Selection};
use crate::project::Project;
use crate::report;
use crate::source::{self, Models, Wanted};
use smithereen_codegen::diagnostic::Diagnostic;
use std::collections::BTreeSet;
use std::process::ExitCode;

/// The operations to add.
#[derive(clap::Args)]
pub struct Options {
    /// A service, its operations, and so on for more services; `smithereen list` and `smithereen search` find them
    #[arg(value_name = "SERVICE OPERATION", required = true)]
    names: Vec<String>,
    /// Select all operations of the services
    #[arg(long)]
    all: bool,
    /// With `--all`: leave out the operations that cannot be generated
    #[arg(long, requires = "all")]
    skip_unsupported: bool,
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

/// Returns the files to write, or `None` if all operations are selected already.
fn prepare(project: &Project, options: &Options) -> Result<Option<Changed>, Problems> {
    let config = config::read(project)?;
    let groups = groups(project, &config, &options.names)?;
    let mut edit = Edit::of(&config.text).map_err(|problem| vec![problem])?;
    let check = if options.all { arguments::has_operations } else { arguments::has_no_operations };
    let problems: Problems = groups.iter().filter_map(check).collect();
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut any = false;
    for group in &groups {
        let added = match options.all {
            true => add_all(&config, &mut edit, &group.service, options.skip_unsupported),
            false => add(&config, &mut edit, group),
        };
        any |= added.map_err(|problem| vec![problem])?;
    }
    if any { review::prepare(project, config, &edit.into_text()).map(Some) } else { Ok(None) }
}

fn groups(project: &Project, config: &Config, names: &[String]) -> Result<Vec<Group>, Problems> {
    let one = |problem| vec![problem];
    let index = source::open(project, &config.source, Wanted::Named(&[]))?.models;
    let services: BTreeSet<&str> = index.services().collect();
    let named: Vec<&str> = names.iter().filter_map(|name| arguments::service(name, &services)).collect();
    let models = source::open(project, &config.source, Wanted::Named(&named))?.models;
    let operations = |service: &str| operations(&models, service);
    let unknown = |name: &str| unknown_service(name, &models);
    arguments::group(names, &services, &operations, &unknown).map_err(one)
}

/// Returns the names of a service's operations. A model that cannot be read has none; slicing reports the problem.
fn operations(models: &Models, service: &str) -> Vec<String> {
    let model = models.newest(service).and_then(|version| version.model.as_ref());
    model.and_then(|model| smithereen_codegen::slice::operations(model).ok()).unwrap_or_default()
}

/// Selects all operations of a service, or those that can be generated. Returns whether they were not selected yet.
fn add_all(
    config: &Config,
    edit: &mut Edit,
    service: &str,
    skip_unsupported: bool,
) -> Result<bool, Diagnostic> {
    let (selection, keyword) = match skip_unsupported {
        true => (Selection::Supported, "supported"),
        false => (Selection::All, "all"),
    };
    let before = config.services.iter().find(|one| one.name == service).map(|one| &one.operations);
    if before == Some(&selection) {
        report::note(format_args!("all operations of {service} are selected"));
        return Ok(false);
    }
    edit.select(service, keyword)?;
    Ok(true)
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
