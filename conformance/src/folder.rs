//! The folder for all files of a run.

use smithereen_cli::project::Project;
use std::path::PathBuf;

/// The path, relative to the root of the project.
pub(crate) const FOLDER: &str = "target/conformance";

/// Returns the absolute path of a file in the folder, because programs run in other folders.
pub(crate) fn path(project: &Project, name: &str) -> PathBuf {
    let path = project.path(FOLDER).join(name);
    std::path::absolute(&path).unwrap_or(path)
}
