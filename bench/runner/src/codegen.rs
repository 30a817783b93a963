//! Runs `codegen` on a project.

use crate::models;
use crate::paths::scratch;
use crate::process::{Cost, run};
use std::path::Path;
use std::process::Command;

/// Runs it with all files to write. The previous output is moved instead of deleted, because some file systems create
/// files ten times slower for a while after deletions.
pub(crate) fn fresh(program: &Path, project: &Path) -> Cost {
    let old = scratch("old");
    let _ = std::fs::create_dir_all(&old);
    let _ = std::fs::rename(project.join("generated"), old.join(models::names(&old).len().to_string()));
    again(program, project)
}

/// Runs it on existing output.
pub(crate) fn again(program: &Path, project: &Path) -> Cost {
    run(Command::new(program).arg("codegen").arg("--root").arg(project))
}
