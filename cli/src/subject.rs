//! The operation that a command describes, of a selected service or of any model.

use crate::config::{self, Config, Service};
use crate::project::{CONFIG, Project};
use crate::sources::{DOCS, ENDPOINTS, model_path, operation_names};
use crate::{program, report, tree};
use smithereen_build::input::{self, Input};
use smithereen_codegen::diagnostic::Diagnostic;
use smithereen_codegen::show::OperationGraph;
use smithereen_codegen::{Selection, Source, near};
use std::path::PathBuf;

/// The operation from the command line.
#[derive(clap::Args)]
#[command(allow_missing_positional = true)]
pub(crate) struct Subject {
    /// A service of `smithereen.toml`; optional if only one of them has the operation
    #[arg(conflicts_with = "model")]
    service: Option<String>,
    /// The name of the operation
    operation: String,
    /// Read this model in place of a selected service
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// The service of a Smithy model with several, by shape id or name
    #[arg(long = "service", value_name = "NAME", requires = "model")]
    service_of_model: Option<String>,
}

impl Subject {
    /// Returns whether a file of the named model is compressed with gzip.
    pub(crate) fn is_compressed(&self) -> bool {
        self.model.as_ref().is_some_and(|model| Input::new(model, Selection::All).is_compressed())
    }

    /// Reads the operation.
    pub(crate) fn read(&self, project: &Project) -> Result<OperationGraph, Vec<Diagnostic>> {
        if let Some(file) = &self.model {
            let model = input::model(file, self.service_of_model.as_deref())?;
            let rules = input::beside(file, ENDPOINTS).map_err(|problem| vec![problem])?;
            let graph = OperationGraph::read(&model, None, &self.operation, None)?;
            return Ok(with_endpoints(graph, rules.as_ref()));
        }
        let _lock = tree::read_project(project).map_err(|problem| vec![problem])?;
        let config = config::read(project)?;
        let service = self.service(project, &config).map_err(|problem| vec![problem])?;
        let folder = format!("{}/{}", config.models, service.name);
        let path = model_path(&config, &service.name);
        let model = source(project, path.clone())?.ok_or_else(|| {
            let help = format!("`{}` fetches it", program::line("pull"));
            vec![report::error_help(path, "file not found", help)]
        })?;
        let docs = source(project, format!("{folder}/{DOCS}"))?;
        let rules = source(project, format!("{folder}/{ENDPOINTS}"))?;
        let not_selected = |problems| not_selected(problems, &config.models);
        let protocol = service.protocol.as_deref();
        let graph = OperationGraph::read(&model, docs.as_ref(), &self.operation, protocol);
        Ok(with_endpoints(graph.map_err(not_selected)?, rules.as_ref()))
    }

    /// Returns the named service, or the only one with the operation.
    fn service<'c>(&self, project: &Project, config: &'c Config) -> Result<&'c Service, Diagnostic> {
        let services = &config.services;
        if let Some(name) = &self.service {
            let found = services.iter().find(|service| service.name == *name);
            return found.ok_or_else(|| {
                let names = services.iter().map(|service| service.name.as_str());
                unknown(format!("the service `{name}` is not selected"), name, names)
            });
        }
        let names: Vec<Vec<String>> =
            services.iter().map(|service| operation_names(project, config, service)).collect();
        let mut found = services.iter().zip(&names).filter(|(_, names)| names.contains(&self.operation));
        match (found.next(), found.next()) {
            (Some((service, _)), None) => Ok(service),
            (Some(_), Some(_)) => {
                let problem = format!("several services have the operation `{}`", self.operation);
                Err(report::error_help(CONFIG, problem, "name the service before the operation"))
            }
            (None, _) => {
                let problem = format!("the operation `{}` is not selected", self.operation);
                Err(unknown(problem, &self.operation, names.iter().flatten().map(String::as_str)))
            }
        }
    }
}

/// Adds the endpoint rules of a file, if there is one.
fn with_endpoints(graph: OperationGraph, rules: Option<&Source>) -> OperationGraph {
    match rules {
        Some(rules) => graph.with_endpoints(rules),
        None => graph,
    }
}

/// Returns the error for an unknown name, with suggestions.
fn unknown<'n>(problem: String, name: &str, known: impl Iterator<Item = &'n str>) -> Diagnostic {
    let help = near::help(name, known).unwrap_or_else(|| "`--model FILE` reads any model".to_owned());
    report::error_help(CONFIG, problem, help)
}

/// Adds help to problems of missing operations: the models of a project have only the selected ones.
fn not_selected(mut problems: Vec<Diagnostic>, models: &str) -> Vec<Diagnostic> {
    for problem in problems.iter_mut().filter(|problem| problem.at == ["operations"]) {
        let here =
            format!("`{models}` has the selected operations only; `--model FILE` reads a complete model");
        problem.help = Some(problem.help.as_ref().map_or(here.clone(), |help| format!("{help} {here}")));
    }
    problems
}

fn source(project: &Project, path: String) -> Result<Option<Source>, Vec<Diagnostic>> {
    let text = project.read(&path).map_err(|problem| vec![problem])?;
    Ok(text.map(|text| Source { path, text }))
}
