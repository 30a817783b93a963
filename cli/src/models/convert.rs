//! `smithereen convert`: converts a model to another format.

use crate::project::Project;
use crate::sources::{ENDPOINTS, model_path};
use crate::{config, report, tree};
use smithereen_build::input;
use smithereen_codegen::diagnostic::Diagnostic;
use smithereen_codegen::{ServiceSources, write};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The model to convert.
#[derive(clap::Args)]
pub struct Options {
    /// A service of `smithereen.toml`, or the path of a model
    #[arg(value_name = "SERVICE|FILE")]
    model: String,
    /// The format to convert it to
    #[arg(long, value_enum)]
    to: Format,
    /// The service of a Smithy model with several, by shape id or name
    #[arg(long, value_name = "NAME")]
    service: Option<String>,
    /// Write to this file in place of standard output
    #[arg(long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Smithy's JSON AST, version 2.0
    Smithy,
}

/// Runs the command.
pub(crate) fn run(project: &Project, options: &Options) -> ExitCode {
    let converted = sources(project, options).and_then(|sources| match options.to {
        Format::Smithy => write::to_smithy(&sources),
    });
    let text = match converted {
        Ok(text) => text,
        Err(problems) => return report::failed(&problems),
    };
    let Some(path) = &options.out else {
        report::say(text.trim_end());
        return ExitCode::SUCCESS;
    };
    match put(path, &text) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => report::failed(&[problem]),
    }
}

/// Returns the model, with the endpoint rules beside it if they exist.
fn sources(project: &Project, options: &Options) -> Result<ServiceSources, Vec<Diagnostic>> {
    let name = options.model.as_str();
    // A file can be converted in any project, even in one without a configuration.
    let lock = tree::read_project(project);
    let config = config::read(project).ok();
    let is_service = |config: &config::Config| config.services.iter().any(|service| service.name == name);
    let config = config.filter(is_service);
    if !Path::new(name).is_file() {
        lock.map_err(|problem| vec![problem])?;
    }
    let path = match config {
        Some(config) => project.path(&model_path(&config, name)),
        None => PathBuf::from(name),
    };
    let problems = |problem| vec![problem];
    if !path.exists() {
        let help = "name a service of smithereen.toml, or the path of a model";
        return Err(vec![report::error_help(path.to_string_lossy(), "file not found", help)]);
    }
    let model = input::model(&path, options.service.as_deref())?;
    let endpoints = input::beside(&path, ENDPOINTS).map_err(problems)?;
    Ok(ServiceSources { name: name.to_owned(), model, endpoints, docs: None, operations: Vec::new().into() })
}

/// Writes a file under a temporary name, and renames it when it is complete.
fn put(path: &Path, text: &str) -> Result<(), Diagnostic> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    fs::write(&part, text).and_then(|()| fs::rename(&part, path)).map_err(|error| {
        let _ = fs::remove_file(&part);
        report::error(path.to_string_lossy(), format!("cannot be written: {error}"))
    })
}
