//! Reads the `smithereen.toml` of a project.

use crate::project::{CONFIG, Project};
use crate::{report, tree};
use smithereen_codegen::diagnostic::Diagnostic;

pub use smithereen_build::config::*;

/// Reads the file. Returns an error if an interrupted run has left the project incomplete; commands that write recover
/// it first.
pub fn read(project: &Project) -> Result<Config, Vec<Diagnostic>> {
    let _view = tree::read_project(project).map_err(|problem| vec![problem])?;
    let text = project.read(CONFIG).map_err(|problem| vec![problem])?;
    parse(&text.ok_or_else(|| vec![project.missing_config()])?)
}

/// Parses the text of the file.
pub fn parse(text: &str) -> Result<Config, Vec<Diagnostic>> {
    Config::parse(CONFIG, text)
}

/// Returns the source distribution that is pinned, for commands that compare its versions.
pub fn distribution(config: &Config) -> Result<&Distribution, Diagnostic> {
    match &config.source {
        Source::Package(distribution) => Ok(distribution),
        _ => {
            let help = "set `package`, `version` and `sha256` in `[source]`";
            Err(report::error_help(CONFIG, "the source of models is not a pinned package", help))
        }
    }
}
