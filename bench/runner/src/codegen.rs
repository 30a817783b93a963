//! Runs of `codegen` on a project.

use crate::models;
use crate::paths::scratch;
use crate::process::{Cost, run};
use std::path::Path;
use std::process::Command;

/// Runs it with every file to write. The former output is moved away, not deleted: for a while after files are deleted,
/// some file systems take ten times as long to create others.
pub(crate) fn fresh(program: &Path, project: &Path) -> Cost {
    let old = scratch("old");
    let _ = std::fs::create_dir_all(&old);
    let _ = std::fs::rename(project.join("generated"), old.join(models::names(&old).len().to_string()));
    again(program, project)
}

/// Runs it on the output that is there.
pub(crate) fn again(program: &Path, project: &Path) -> Cost {
    run(Command::new(program).arg("codegen").arg("--root").arg(project))
}
