//! `smithereen pull`: fetches the models that `smithereen.toml` selects.

use super::review;
use crate::project::Project;
use crate::{config, report};
use std::process::ExitCode;

/// Runs the command.
pub(super) fn run(project: &Project) -> ExitCode {
    let changed = config::read(project).and_then(|config| review::fetch(project, config));
    match changed {
        Ok(changed) => review::apply(project, &changed, &[]),
        Err(problems) => report::failed(&problems),
    }
}
