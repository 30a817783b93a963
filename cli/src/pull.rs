//! Opens the source of the models.

pub mod archive;
pub mod pip;
pub mod unpacked;
pub mod versions;

use crate::config;
use crate::config::Config;
use crate::project::Project;
use archive::{Archive, Wanted};
use smithereen_codegen::diagnostic::Diagnostic;

/// Opens the source that a configuration names, and reads the models of some services.
pub fn open(project: &Project, config: &Config, wanted: Wanted<'_>) -> Result<Archive, Diagnostic> {
    let distribution = config::distribution(config)?;
    unpacked::open(project, pip::Wanted::pinned(distribution), wanted).map(|(_, archive)| archive)
}

/// Opens the source with the models of the services that are selected.
pub fn open_selected(project: &Project, config: &Config) -> Result<Archive, Diagnostic> {
    let names: Vec<&str> = config.services.iter().map(|service| service.name.as_str()).collect();
    open(project, config, Wanted::Named(&names))
}
