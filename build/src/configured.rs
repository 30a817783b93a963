//! Generates code in a build script as configured in `smithereen.toml`.

#[cfg(test)]
mod tests;

use crate::config::{Config, Service};
use crate::error::Error;
use crate::files::{not_found, read, read_optional};
use crate::input::Input;
use crate::output;
use crate::partitions::partitions;
use crate::tree::ReadLock;
use smithereen_codegen::diagnostic::Diagnostic;
use smithereen_codegen::locate::resolve_locations;
use smithereen_codegen::{CrateSources, Form, ServiceSources, Source};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The default name of the generated modules; see [`Builder::name`](crate::Builder::name).
const NAME: &str = "smithereen";

/// Generates the code that `smithereen.toml` configures into Cargo's `OUT_DIR`, as `smithereen.rs`.
///
/// The models are those in the folder of models beside the file, which `smithereen add` and `smithereen pull` write. In
/// the table `[crate]`, only `client`, `conversions` and `documentation` have an effect; its other keys are for a generated
/// crate. `cargo::rerun-if-changed` is printed for each file that was read. If it fails, the files of the previous run remain.
///
/// # Errors
/// If the configuration or a model has errors, a model uses unsupported features, `OUT_DIR` is not set, or a file cannot be
/// read or written.
pub fn generate(config: impl AsRef<Path>) -> Result<(), Error> {
    let folder = output::folder().map_err(|problem| Error::new(vec![problem]))?;
    generate_to(config.as_ref(), &folder, &mut io::stdout()).map_err(Error::new)
}

fn generate_to(file: &Path, folder: &Path, cargo: &mut dyn Write) -> Result<(), Vec<Diagnostic>> {
    let one = |problem| vec![problem];
    let root = file.parent().unwrap_or(Path::new(""));
    let base = if root.as_os_str().is_empty() { Path::new(".") } else { root };
    let displayed = file.display().to_string();
    let lock = ReadLock::acquire(base, &|| {});
    if lock.is_interrupted() {
        let problem = "a run was interrupted and has left the project half done";
        return Err(one(
            Diagnostic::error(displayed, problem).with_help("`smithereen generate` undoes that run")
        ));
    }
    let text = read(file, &displayed).map_err(one)?;
    let config = Config::parse(&displayed, &text).map_err(|problems| located(problems, &displayed, &text))?;
    let mut files = vec![file.to_owned()];
    let models = root.join(&config.models);
    let (mut services, mut problems) = (Vec::new(), Vec::new());
    for service in &config.services {
        match read_service(&models.join(&service.name), config.source.model_file(), service) {
            Ok((sources, read)) => {
                services.push(sources);
                files.extend(read);
            }
            Err(found) => problems.extend(found),
        }
    }
    if services.is_empty() && problems.is_empty() {
        let help = "`smithereen add SERVICE OPERATION` selects operations";
        problems.push(Diagnostic::error(&displayed, "no service is configured").with_help(help));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let path = models.join("partitions.json");
    let displayed = path.display().to_string();
    let partitions = match read_optional(&path, &displayed).map_err(one)? {
        Some(text) => {
            files.push(path);
            Source { path: displayed, text }
        }
        None => partitions(),
    };
    let sources = CrateSources {
        form: Form::Modules { client: config.krate.client },
        non_exhaustive: false,
        conversions: config.krate.conversions,
        documentation: config.documentation(),
        protocols: config.protocols(),
        ..CrateSources::new(NAME.to_owned(), String::new(), partitions, services)
    };
    output::write(&sources, &files, folder, cargo)
}

/// Reads the files of a service in its folder. `name` is the name of the model file.
fn read_service(
    folder: &Path,
    name: &str,
    service: &Service,
) -> Result<(ServiceSources, Vec<PathBuf>), Vec<Diagnostic>> {
    let model = folder.join(name);
    if !model.is_file() {
        let problem = not_found(model.display().to_string()).with_help("`smithereen pull` fetches it");
        return Err(vec![problem]);
    }
    let module = service.module.as_ref().unwrap_or(&service.name).clone();
    let input = Input { module: Some(module), ..Input::new(model, service.operations.clone()) };
    input.read().map(|read| (read.service, read.files))
}

/// Adds lines and columns to the file name, because a build script prints diagnostics without source lines.
fn located(mut problems: Vec<Diagnostic>, file: &str, text: &str) -> Vec<Diagnostic> {
    let locations = resolve_locations(file, text, &problems.iter().collect::<Vec<_>>());
    for (problem, location) in problems.iter_mut().zip(locations) {
        if let Some(location) = location {
            problem.file = format!("{file}:{}:{}", location.line, location.column);
        }
    }
    problems
}
