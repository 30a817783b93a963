//! `smithereen remove`: removes operations and services from the selection.

use super::arguments::{self, Group};
use super::edit::Edit;
use super::review::{self, Changed};
use super::slices::SERVICE_FILES;
use crate::config::{self, Config, Selection, Service};
use crate::project::{CONFIG, Project};
use crate::sources::{DOCS, operation_names};
use crate::{program, report};
use smithereen_codegen::diagnostic::Diagnostic;
use smithereen_codegen::near;
use std::collections::BTreeSet;
use std::process::ExitCode;

/// The operations to remove.
#[derive(clap::Args)]
pub struct Options {
    /// A service and its operations; without operations, the whole service
    #[arg(value_name = "SERVICE OPERATION", required = true)]
    names: Vec<String>,
}

type Problems = Vec<Diagnostic>;

/// The files to write, and the services that are removed completely.
struct Removal {
    changed: Changed,
    folders: Vec<String>,
}

/// Runs the command.
pub(super) fn run(project: &Project, options: &Options) -> ExitCode {
    let Removal { changed, folders } = match prepare(project, options) {
        Ok(removal) => removal,
        Err(problems) => return report::failed(&problems),
    };
    let files = |folder: &String| SERVICE_FILES.map(|file| format!("{folder}/{file}"));
    let removed: Vec<String> = folders.iter().flat_map(files).collect();
    let code = review::apply(project, &changed, &removed);
    for docs in folders.iter().map(|folder| format!("{folder}/{DOCS}")) {
        if code == ExitCode::SUCCESS && project.path(&docs).exists() {
            report::note(format_args!("{docs} remains; delete it if its documentation is not needed"));
        }
    }
    code
}

fn prepare(project: &Project, options: &Options) -> Result<Removal, Problems> {
    let config = config::read(project)?;
    let mut edit = Edit::of(&config.text).map_err(|problem| vec![problem])?;
    let (mut folders, mut problems) = (Vec::new(), Vec::new());
    for group in groups(project, &config, &options.names).map_err(|problem| vec![problem])? {
        let Some(service) = config.services.iter().find(|service| service.name == group.service) else {
            continue;
        };
        match remove(&mut edit, service, &group.operations) {
            Ok(true) => folders.push(format!("{}/{}", config.models, service.name)),
            Ok(false) => {}
            Err(found) => problems.extend(found),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let changed = review::prepare(project, config, &edit.into_text())?;
    Ok(Removal { changed, folders })
}

fn groups(project: &Project, config: &Config, names: &[String]) -> Result<Vec<Group>, Diagnostic> {
    let services: BTreeSet<&str> = config.services.iter().map(|service| service.name.as_str()).collect();
    let operations = |name: &str| {
        let service = config.services.iter().find(|service| service.name == name);
        service.map(|service| operation_names(project, config, service)).unwrap_or_default()
    };
    let unknown = |name: &str| {
        unknown(format!("no operation of the service `{name}` is selected"), name, services.iter().copied())
    };
    arguments::group(names, &services, &operations, &unknown)
}

/// Removes operations of a service, or the service. Returns whether no operation remains.
fn remove(edit: &mut Edit, service: &Service, operations: &[String]) -> Result<bool, Problems> {
    let one = |problem| vec![problem];
    let selected = match &service.operations {
        Selection::Named(names) => names.as_slice(),
        Selection::All | Selection::Supported if operations.is_empty() => &[],
        Selection::All | Selection::Supported => {
            let problem = format!("all operations of `{}` are selected", service.name);
            let help = "list the operations to keep in its `operations`";
            return Err(one(report::error_help(CONFIG, problem, help)));
        }
    };
    let unknown = unknown_operations(service, selected, operations);
    if !unknown.is_empty() {
        return Err(unknown);
    }
    let remains = |operation: &&String| !operations.is_empty() && !operations.contains(operation);
    if !selected.iter().any(|operation| remains(&operation)) {
        edit.remove_service(&service.name).map_err(one)?;
        return Ok(true);
    }
    for operation in selected.iter().filter(|operation| !remains(operation)) {
        edit.remove(&service.name, operation).map_err(one)?;
    }
    Ok(false)
}

fn unknown_operations(service: &Service, selected: &[String], operations: &[String]) -> Problems {
    let missing = operations.iter().filter(|operation| !selected.contains(operation));
    let missing = missing.map(|operation| {
        let problem = format!("the operation `{operation}` of `{}` is not selected", service.name);
        unknown(problem, operation, selected.iter().map(String::as_str))
    });
    missing.collect()
}

fn unknown<'a>(problem: String, name: &str, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    let help = near::help(name, known);
    let help = help.unwrap_or_else(|| format!("`{}` shows what is selected", program::line("list")));
    report::error_help(CONFIG, problem, help)
}
