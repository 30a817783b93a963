//! The operation that a command is about: of a selected service, or of any model.

use crate::config::{Config, Service};
use crate::project::{CONFIG, MODELS, Project};
use crate::{report, sources, tree};
use smithereen_build::input;
use smithereen_codegen::diagnostic::Diagnostic;
use smithereen_codegen::show::OperationGraph;
use smithereen_codegen::{Source, near};
use std::path::PathBuf;

/// Which one.
#[derive(clap::Args)]
#[command(allow_missing_positional = true)]
pub(crate) struct Subject {
    /// A service of `models/models.toml`; may be left out where one of them alone has the operation.
    #[arg(conflicts_with = "model")]
    service: Option<String>,
    /// The name of the operation.
    operation: String,
    /// In place of a selected service, any model.
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// The service, of a Smithy model with several: its shape id or name.
    #[arg(long = "service", value_name = "NAME", requires = "model")]
    service_of_model: Option<String>,
}

impl Subject {
    /// Reads it.
    pub(crate) fn read(&self, project: &Project) -> Result<OperationGraph, Vec<Diagnostic>> {
        if let Some(file) = &self.model {
            return OperationGraph::read(
                &input::model(file, self.service_of_model.as_deref())?,
                None,
                &self.operation,
            );
        }
        let _view = tree::view_models(project).map_err(|problem| vec![problem])?;
        let config = Config::read(project)?;
        let service = self.service(&config).map_err(|problem| vec![problem])?;
        let folder = format!("{MODELS}/{}", service.name);
        let model = source(project, format!("{folder}/service-2.json"))?.ok_or_else(|| {
            let help = "`cargo xtask models pull` fetches it";
            vec![report::error_help(format!("{folder}/service-2.json"), "file not found", help)]
        })?;
        let words = source(project, format!("{folder}/docs.toml"))?;
        OperationGraph::read(&model, words.as_ref(), &self.operation).map_err(not_selected)
    }

    /// The service that is named, or the one that has the operation.
    fn service<'c>(&self, config: &'c Config) -> Result<&'c Service, Diagnostic> {
        let services = &config.services;
        if let Some(name) = &self.service {
            let found = services.iter().find(|service| service.name == *name);
            return found.ok_or_else(|| {
                let names = services.iter().map(|service| service.name.as_str());
                unknown(format!("there is no service `{name}` here"), name, names)
            });
        }
        let has = |service: &&Service| service.operations.contains(&self.operation);
        let mut found = services.iter().filter(has);
        match (found.next(), found.next()) {
            (Some(service), None) => Ok(service),
            (Some(_), Some(_)) => {
                let problem = format!("several services have the operation `{}`", self.operation);
                Err(report::error_help(CONFIG, problem, "name the service before the operation"))
            }
            (None, _) => {
                let names = services.iter().flat_map(|service| &service.operations).map(String::as_str);
                let problem = format!("no selected operation is called `{}`", self.operation);
                Err(unknown(problem, &self.operation, names))
            }
        }
    }
}

/// The error for an unknown name, with suggestions.
fn unknown<'n>(problem: String, name: &str, known: impl Iterator<Item = &'n str>) -> Diagnostic {
    let help = near::help(name, known).unwrap_or_else(|| "`--model FILE` looks into any model".to_owned());
    report::error_help(CONFIG, problem, help)
}

/// The models here are cut down to what is selected, so that what is missing may well exist.
fn not_selected(mut problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
    for problem in problems.iter_mut().filter(|problem| problem.at == ["operations"]) {
        let here = "`models/` has the selected operations alone; `--model FILE` looks into a whole model";
        problem.help = Some(problem.help.as_ref().map_or(here.to_owned(), |help| format!("{help} {here}")));
    }
    problems
}

fn source(project: &Project, path: String) -> Result<Option<Source>, Vec<Diagnostic>> {
    let text = sources::text(project, &path).map_err(|problem| vec![problem])?;
    Ok(text.map(|text| Source { path, text }))
}
