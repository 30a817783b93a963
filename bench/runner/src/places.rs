//! Where things are.

use crate::stop::stop;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The root of the project.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_owned()
}

/// A place that benchmarks may fill and empty.
pub(crate) fn scratch(name: &str) -> PathBuf {
    root().join("target/bench").join(name)
}

/// The cargo that runs this.
pub(crate) fn program() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// This program.
pub(crate) fn this() -> Command {
    Command::new(std::env::current_exe().unwrap_or_else(|error| stop(format_args!("this program: {error}"))))
}

/// Cargo on a workspace, with a target folder.
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

/// Empties a folder, and makes it if there is none.
pub(crate) fn emptied(folder: &Path) -> &Path {
    let _ = std::fs::remove_dir_all(folder);
    std::fs::create_dir_all(folder)
        .unwrap_or_else(|error| stop(format_args!("{}: {error}", folder.display())));
    folder
}

/// A text that has to be there.
pub(crate) fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| stop(format_args!("{}: {error}", path.display())))
}

/// Writes a text, with the folders that lead there.
pub(crate) fn write(path: &Path, text: &str) {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)
            .unwrap_or_else(|error| stop(format_args!("{}: {error}", folder.display())));
    }
    std::fs::write(path, text).unwrap_or_else(|error| stop(format_args!("{}: {error}", path.display())));
}
