//! `cargo xtask models convert`: a model in another format.

use crate::config::Config;
use crate::project::{MODELS, Project};
use crate::{report, tree};
use smithereen_build::{files, input};
use smithereen_codegen::diagnostic::Diagnostic;
use smithereen_codegen::{ServiceSources, Source, write};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The name of a file of rules, which lies beside that of a model.
const RULES: &str = "endpoint-rule-set-1.json";

/// What to convert, and into what.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  cargo xtask models convert iot --to smithy --out iot.json")]
pub struct Options {
    /// A service of `models/models.toml`, or the path of a model.
    #[arg(value_name = "SERVICE|FILE")]
    model: String,
    /// The format to convert it to.
    #[arg(long, value_enum)]
    to: Format,
    /// The service, of a Smithy model with several: its shape id or name.
    #[arg(long, value_name = "NAME")]
    service: Option<String>,
    /// Write it to a file in place of the standard output.
    #[arg(long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Smithy's JSON AST, version 2.0.
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

/// The model and, where they lie beside it, its rules.
fn sources(project: &Project, options: &Options) -> Result<ServiceSources, Vec<Diagnostic>> {
    let name = options.model.as_str();
    // A file can be converted whatever `models/` is like; half done, it may not even have a configuration.
    let view = tree::view_models(project);
    let is_service = match Config::read(project) {
        Ok(config) => config.services.iter().any(|service| service.name == name),
        Err(_) => false,
    };
    if !Path::new(name).is_file() {
        view.map_err(|problem| vec![problem])?;
    }
    let path = match is_service {
        true => project.path(&format!("{MODELS}/{name}/service-2.json")),
        false => PathBuf::from(name),
    };
    let problems = |problem| vec![problem];
    if !path.exists() {
        let help = "name a service of models/models.toml, or the path of a model";
        return Err(vec![report::error_help(path.to_string_lossy(), "file not found", help)]);
    }
    let model = input::model(&path, options.service.as_deref())?;
    let endpoints = read(&path.with_file_name(RULES)).map_err(problems)?;
    Ok(ServiceSources { name: name.to_owned(), model, endpoints, docs: None, operations: Vec::new().into() })
}

/// What a file holds; nothing if there is none.
fn read(path: &Path) -> Result<Option<Source>, Diagnostic> {
    let name = path.to_string_lossy().into_owned();
    let text = files::read_optional(path, &name)?;
    Ok(text.map(|text| Source { path: name, text }))
}

/// A file comes to its name when it is whole.
fn put(path: &Path, text: &str) -> Result<(), Diagnostic> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    fs::write(&part, text).and_then(|()| fs::rename(&part, path)).map_err(|error| {
        let _ = fs::remove_file(&part);
        report::error(path.to_string_lossy(), format!("cannot be written: {error}"))
    })
}
