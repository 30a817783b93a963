//! Detects the kind of a source from a path or a package.

use super::{folder, python, smithy};
use crate::project::Project;
use crate::report;
use smithereen_build::config::Source;
use smithereen_codegen::diagnostic::Diagnostic;

/// Returns the installed Python package that has models: botocore, or else the AWS CLI.
///
/// # Errors
/// If neither is installed.
pub fn from_python() -> Result<Source, Diagnostic> {
    let mut first = None;
    for package in python::PACKAGES {
        match python::find(package) {
            Ok(_) => return Ok(Source::Python { package: package.to_owned() }),
            Err(problem) => first = first.or(Some(problem)),
        }
    }
    Err(first.unwrap_or_else(|| report::error("PATH", "no package with models is installed")))
}

/// Returns the source at a path, which starts from the project's root: a file, a folder of botocore's models, or a
/// folder of Smithy JSON ASTs.
///
/// # Errors
/// If there is nothing at that path, or a folder without models.
pub fn from_path(project: &Project, path: &str) -> Result<Source, Diagnostic> {
    let (absolute, path) = (project.path(path), path.to_owned());
    if absolute.is_file() {
        return Ok(Source::File { path });
    }
    if !absolute.is_dir() {
        return Err(report::error(path, "file not found"));
    }
    if folder::locate(&absolute).is_some() {
        return Ok(Source::Botocore { path });
    }
    if smithy::has_models(&absolute) {
        return Ok(Source::Smithy { path });
    }
    let help = "name a folder with `SERVICE/DATE/service-2.json` or with Smithy JSON ASTs, or a model file";
    Err(report::error_help(path, "the folder contains no models", help))
}
