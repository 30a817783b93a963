//! Writes and compiles generated crates in a separate workspace, with the lock file of the project.

use super::Problems;
use super::folder::{self, FOLDER};
use serde_json::Value;
use smithereen_cli::project::Project;
use smithereen_cli::report;
use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The profile of the project, so that dependencies are compiled once for both.
const PROFILE: &str = "[profile.dev]\ndebug = false\n";

pub(super) struct Crates<'p> {
    project: &'p Project,
    /// The folder of the workspace, relative to the root of the project.
    displayed: String,
    folder: PathBuf,
}

/// The target to build.
pub(super) enum Target {
    /// `examples/call.rs`, which needs the client.
    Call,
    /// The binary of the crate, without the client.
    Program,
    /// An example with this name.
    Example(&'static str),
}

impl<'p> Crates<'p> {
    /// Creates the workspace `name` below the folder of a run.
    pub(super) fn new(project: &'p Project, name: &str) -> Self {
        Self { project, displayed: format!("{FOLDER}/{name}"), folder: folder::path(project, name) }
    }

    /// Writes the manifest of a crate, and as many of its files as there are. Returns the folder of the crate, in which Cargo can
    /// resolve its dependencies.
    pub(super) fn prepare_files(&self, name: &str, files: &BTreeMap<String, String>) -> io::Result<PathBuf> {
        let folder = self.folder.join(name);
        for (path, text) in files {
            write_if_changed(&folder.join(path), text)?;
        }
        self.write_workspace()?;
        Ok(folder)
    }

    /// Writes and compiles the crate. Returns the path of its program.
    pub(super) fn build(
        &self,
        name: &str,
        files: &BTreeMap<String, String>,
        target: &Target,
    ) -> Result<PathBuf, Problems> {
        let unwritable = |error: io::Error| {
            vec![report::error(format!("{}/{name}", self.displayed), format!("cannot be written: {error}"))]
        };
        write_crate(&self.folder.join(name), files).map_err(unwritable)?;
        self.write_workspace().map_err(unwritable)?;
        report::note(format_args!("compiling {name}: {} files", files.len()));
        let built = self.compile(name, target)?;
        // The program of the next crate has the same name.
        let kept = folder::path(self.project, &format!("{name}{}", env::consts::EXE_SUFFIX));
        let _ = fs::remove_file(&kept);
        fs::copy(&built, &kept).map_err(unwritable)?;
        Ok(kept)
    }

    /// Writes a workspace of all crates, so that they share a lock file.
    fn write_workspace(&self) -> io::Result<()> {
        let mut members = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            if entry.path().join("Cargo.toml").is_file() {
                members.push(format!("{:?}", entry.file_name().to_string_lossy()));
            }
        }
        members.sort();
        let text = format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n{PROFILE}", members.join(", "));
        write_if_changed(&self.folder.join("Cargo.toml"), &text)?;
        // Cargo removes unused entries from the lock file, so the copy is kept separately.
        let lock = fs::read_to_string(self.project.path("Cargo.lock"))?;
        if write_if_changed(&self.folder.join("Cargo.lock.copied"), &lock)? {
            fs::write(self.folder.join("Cargo.lock"), lock)?;
        }
        Ok(())
    }

    fn compile(&self, name: &str, target: &Target) -> Result<PathBuf, Problems> {
        let target_folder = env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| folder::path(self.project, "..").into_os_string(), absolute);
        let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")));
        command.current_dir(&self.folder).env("CARGO_TARGET_DIR", target_folder);
        command.args(["build", "--quiet", "--message-format", "json-render-diagnostics"]);
        command.args(["--package", name]);
        let (kind, program) = match target {
            Target::Call => (vec!["--example", "call"], "call"),
            Target::Example(name) => (vec!["--example", name], *name),
            Target::Program => (vec!["--no-default-features", "--bin", name], name),
        };
        let failed = |why: String| vec![report::error(format!("{}/{name}", self.displayed), why)];
        let output = command.args(kind).stdin(Stdio::null()).stderr(Stdio::inherit()).output();
        let output = output.map_err(|error| failed(format!("cargo cannot be run: {error}")))?;
        if !output.status.success() {
            return Err(failed("does not compile: see the errors above".to_owned()));
        }
        let text = String::from_utf8_lossy(&output.stdout);
        let executable = text.lines().find_map(|line| executable(line, program));
        executable.ok_or_else(|| failed("cargo has built no program".to_owned()))
    }
}

fn absolute(folder: OsString) -> OsString {
    std::path::absolute(&folder).map_or(folder, PathBuf::into_os_string)
}

/// Returns the path of a program from a message of cargo.
fn executable(line: &str, program: &str) -> Option<PathBuf> {
    let message: Value = serde_json::from_str(line).ok()?;
    let is_it = message["target"]["name"] == program;
    message["executable"].as_str().filter(|_| is_it).map(PathBuf::from)
}

/// Writes the files that have changed and removes stale ones, so that Cargo rebuilds nothing else.
pub(super) fn write_crate(folder: &Path, files: &BTreeMap<String, String>) -> io::Result<()> {
    for (path, text) in files {
        write_if_changed(&folder.join(path), text)?;
    }
    clear(folder, folder, files)
}

pub(super) fn write_if_changed(path: &Path, text: &str) -> io::Result<bool> {
    if fs::read(path).is_ok_and(|bytes| bytes == text.as_bytes()) {
        return Ok(false);
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)?;
    Ok(true)
}

fn clear(root: &Path, folder: &Path, files: &BTreeMap<String, String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            clear(root, &path, files)?;
            // A folder with entries cannot be removed.
            let _ = fs::remove_dir(&path);
        } else if !files.contains_key(&relative(root, &path)) {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}

fn relative(root: &Path, path: &Path) -> String {
    let parts = path.strip_prefix(root).unwrap_or(path).components();
    parts.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::executable;

    #[test]
    fn the_program_is_found_in_cargos_messages() {
        let line = r#"{"reason":"compiler-artifact","target":{"name":"call"},"executable":"/t/call"}"#;
        assert_eq!(executable(line, "call").unwrap().to_str(), Some("/t/call"));
        assert_eq!(executable(line, "other"), None);
        assert_eq!(executable(r#"{"target":{"name":"call"},"executable":null}"#, "call"), None);
        assert_eq!(executable("Compiling", "call"), None);
    }
}
