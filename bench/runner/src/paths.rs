//! Paths, and Cargo commands that use them.

use crate::stop::stop;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Returns the root of the project.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_owned()
}

/// Returns a folder for the files of a benchmark.
pub(crate) fn scratch(name: &str) -> PathBuf {
    root().join("target/bench").join(name)
}

/// Returns the Cargo that runs this program.
pub(crate) fn program() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Returns a command that runs this program.
pub(crate) fn this() -> Command {
    Command::new(std::env::current_exe().unwrap_or_else(|error| stop(format_args!("this program: {error}"))))
}

/// Returns a Cargo command on a workspace, with a target folder.
pub(crate) fn cargo(command: &str, manifest: &str, target: &Path) -> Command {
    let mut cargo = program();
    cargo.arg(command).arg("--locked").arg("--manifest-path").arg(root().join(manifest));
    cargo.arg("--target-dir").arg(target);
    cargo
}

/// Downloads the dependencies of a workspace, so that no download is measured.
pub(crate) fn fetch(manifest: &str) {
    let mut cargo = program();
    cargo.args(["fetch", "--quiet", "--locked", "--manifest-path"]).arg(root().join(manifest));
    crate::process::output(&mut cargo);
}

/// Empties a folder, or creates it.
pub(crate) fn emptied(folder: &Path) -> &Path {
    let _ = std::fs::remove_dir_all(folder);
    std::fs::create_dir_all(folder)
        .unwrap_or_else(|error| stop(format_args!("{}: {error}", folder.display())));
    folder
}

/// Reads a file. The benchmark ends if it cannot be read.
pub(crate) fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| stop(format_args!("{}: {error}", path.display())))
}

/// Writes a file and the folders above it.
pub(crate) fn write(path: &Path, text: &str) {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)
            .unwrap_or_else(|error| stop(format_args!("{}: {error}", folder.display())));
    }
    std::fs::write(path, text).unwrap_or_else(|error| stop(format_args!("{}: {error}", path.display())));
}
