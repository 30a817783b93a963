//! `smithereen search`: finds operations in all services of the source.

use super::arguments::letters;
use crate::project::{CONFIG, Project};
use crate::source::{self, Wanted};
use crate::sources::operation_names;
use crate::{config, program, report};
use smithereen_codegen::diagnostic::{Diagnostic, printable};
use smithereen_codegen::near;
use std::process::ExitCode;

/// The text to search for.
#[derive(clap::Args)]
pub struct Options {
    /// A part of the name of an operation or service; case and separators do not count
    word: String,
}

/// An operation and its service.
struct Found {
    service: String,
    operation: String,
    is_selected: bool,
}

/// Runs the command.
pub(super) fn run(project: &Project, options: &Options) -> ExitCode {
    let found = match search(project, &options.word) {
        Ok(found) => found,
        Err(problems) => return report::failed(&problems),
    };
    let width = found.iter().map(|found| found.service.len()).max().unwrap_or_default();
    for Found { service, operation, is_selected } in &found {
        let mark = if *is_selected { '*' } else { ' ' };
        report::say(printable(&format!("{mark} {service:width$}  {operation}")));
    }
    report::say(format_args!("*: selected; `{}` selects more", program::line("add SERVICE OPERATION")));
    ExitCode::SUCCESS
}

fn search(project: &Project, word: &str) -> Result<Vec<Found>, Vec<Diagnostic>> {
    let config = config::read(project)?;
    let wanted = letters(word);
    let working = report::Working::at("reading models");
    let models = source::open(project, &config.source, Wanted::All)?.models;
    let (mut found, mut names) = (Vec::new(), Vec::new());
    for service in models.services() {
        working.now(&format!("searching {service}"));
        let model = models.newest(service).and_then(|version| version.model.as_ref());
        // A model that cannot be read has no operations here; `list` reports the problem.
        let operations =
            model.and_then(|model| smithereen_codegen::slice::operations(model).ok()).unwrap_or_default();
        let configured = config.services.iter().find(|one| one.name == service);
        let selected = configured.map(|one| operation_names(project, &config, one)).unwrap_or_default();
        let is_whole = letters(service).contains(&wanted);
        for operation in operations {
            if is_whole || letters(&operation).contains(&wanted) {
                let is_selected = selected.contains(&operation);
                found.push(Found { service: service.to_owned(), operation, is_selected });
            } else {
                names.push(operation);
            }
        }
    }
    if found.is_empty() || wanted.is_empty() {
        let problem = format!("no operation and no service matches `{word}`");
        let help = near::help(word, names.iter().map(String::as_str));
        let help = help.unwrap_or_else(|| "search for a shorter part of the name".to_owned());
        return Err(vec![report::error_help(CONFIG, problem, help)]);
    }
    Ok(found)
}
