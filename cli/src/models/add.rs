//! `cargo xtask models add`: one more operation, with all that it needs.

use super::edit::Edit;
use super::review::{self, Changed};
use crate::config::Config;
use crate::project::Project;
use crate::report;
use smithereen_codegen::diagnostic::Diagnostic;
use std::process::ExitCode;

/// What to add.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  cargo xtask models add iot DescribeThing ListThings")]
pub struct Options {
    /// The service, as `models list` calls it.
    service: String,
    /// The operations, by the names that the model has for them.
    #[arg(required = true, value_name = "OPERATION")]
    operations: Vec<String>,
}

/// Runs the command.
pub(super) fn run(project: &Project, options: &Options) -> ExitCode {
    match prepare(project, options) {
        Ok(None) => {
            report::say("models: all of these are selected already");
            ExitCode::SUCCESS
        }
        Ok(Some(changed)) => review::carry_out(project, &changed, &[]),
        Err(problems) => report::failed(&problems),
    }
}

/// Everything that is to be written; nothing if there is nothing to add.
fn prepare(project: &Project, options: &Options) -> Result<Option<Changed>, Vec<Diagnostic>> {
    let config = Config::read(project)?;
    let mut edit = Edit::of(&config.text).map_err(|problem| vec![problem])?;
    let Options { service, operations } = options;
    let before = config.services.iter().find(|one| one.name == *service);
    let mut known: Vec<&String> = before.into_iter().flat_map(|one| &one.operations).collect();
    let mut any = false;
    for operation in operations {
        if known.contains(&operation) {
            report::note(format_args!("{service} {operation} is selected already"));
            continue;
        }
        edit.add(service, operation).map_err(|problem| vec![problem])?;
        known.push(operation);
        any = true;
    }
    if any { review::prepare(project, config, edit.into_text()).map(Some) } else { Ok(None) }
}
