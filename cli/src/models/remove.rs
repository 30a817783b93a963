//! `cargo xtask models remove`: fewer operations.

use super::edit::Edit;
use super::review::{self, Changed};
use crate::config::{Config, Service};
use crate::project::{CONFIG, MODELS, Project};
use crate::pull::SERVICE_FILES;
use crate::report;
use smithereen_codegen::diagnostic::Diagnostic;
use smithereen_codegen::near;
use std::process::ExitCode;

/// What to remove.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  cargo xtask models remove iot DescribeThing\n  cargo xtask models remove iot"
)]
pub struct Options {
    /// The service.
    service: String,
    /// The operations; without any, all of the service's.
    #[arg(value_name = "OPERATION")]
    operations: Vec<String>,
}

/// Runs the command.
pub(super) fn run(project: &Project, options: &Options) -> ExitCode {
    let (changed, is_last) = match prepare(project, options) {
        Ok(prepared) => prepared,
        Err(problems) => return report::failed(&problems),
    };
    let service = &options.service;
    let removed: Vec<String> = match is_last {
        true => SERVICE_FILES.iter().map(|file| format!("{service}/{file}")).collect(),
        false => Vec::new(),
    };
    let code = review::carry_out(project, &changed, &removed);
    let words = format!("{MODELS}/{service}/docs.toml");
    if is_last && code == ExitCode::SUCCESS && project.path(&words).exists() {
        report::note(format_args!("{words} holds words of yours and stays; delete it if nobody needs them"));
    }
    code
}

/// Everything that is to be written, and whether the service goes.
fn prepare(project: &Project, options: &Options) -> Result<(Changed, bool), Vec<Diagnostic>> {
    let one = |problem| vec![problem];
    let config = Config::read(project)?;
    let mut edit = Edit::of(&config.text).map_err(one)?;
    let name = &options.service;
    let selected = config.services.iter().find(|service| service.name == *name);
    let selected = selected.ok_or_else(|| {
        let known = config.services.iter().map(|service| service.name.as_str());
        vec![unknown(format!("no operation of the service `{name}` is selected"), name, known)]
    })?;
    let unknown = unknown_operations(selected, &options.operations);
    if !unknown.is_empty() {
        return Err(unknown);
    }
    let stays =
        |operation: &&String| !options.operations.is_empty() && !options.operations.contains(operation);
    let is_last = !selected.operations.iter().any(|operation| stays(&operation));
    if is_last {
        edit.remove_service(name).map_err(one)?;
    } else {
        for operation in selected.operations.iter().filter(|operation| !stays(operation)) {
            edit.remove(name, operation).map_err(one)?;
        }
    }
    Ok((review::prepare(project, config, edit.into_text())?, is_last))
}

fn unknown_operations(selected: &Service, operations: &[String]) -> Vec<Diagnostic> {
    let missing = operations.iter().filter(|operation| !selected.operations.contains(operation));
    let missing = missing.map(|operation| {
        let known = selected.operations.iter().map(String::as_str);
        let problem = format!("the operation `{operation}` of `{}` is not selected", selected.name);
        unknown(problem, operation, known)
    });
    missing.collect()
}

fn unknown<'a>(problem: String, name: &str, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    match near::help(name, known) {
        Some(help) => report::error_help(CONFIG, problem, help),
        None => report::error(CONFIG, problem),
    }
}
