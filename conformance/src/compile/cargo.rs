//! A workspace of generated crates, compiled by one run of Cargo that goes on after errors.

use crate::Problems;
use crate::crates::{write_crate, write_if_changed};
use serde_json::Value;
use smithereen_cli::project::Project;
use smithereen_cli::report;
use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::{self, BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// Without debug information and incremental compilation, whose files would take gigabytes.
const PROFILE: &str = "[profile.dev]\ndebug = false\nincremental = false\n";

/// The crates, below one folder.
pub(crate) struct Workspace<'p> {
    project: &'p Project,
    folder: PathBuf,
    members: BTreeSet<String>,
}

impl<'p> Workspace<'p> {
    pub(crate) fn create(project: &'p Project, folder: PathBuf) -> Result<Self, Problems> {
        let workspace = Self { project, folder, members: BTreeSet::new() };
        fs::create_dir_all(&workspace.folder).map_err(|error| workspace.unwritable(&error))?;
        Ok(workspace)
    }

    /// Writes the files of a crate.
    pub(crate) fn add(&mut self, package: &str, files: &BTreeMap<String, String>) -> Result<(), Problems> {
        write_crate(&self.folder.join(package), files).map_err(|error| self.unwritable(&error))?;
        self.members.insert(package.to_owned());
        Ok(())
    }

    /// Writes the manifest and the lock file of the workspace.
    pub(crate) fn finish(&self) -> Result<(), Problems> {
        let members: Vec<String> = self.members.iter().map(|name| format!("{name:?}")).collect();
        let text = format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n{PROFILE}", members.join(", "));
        let write = || -> io::Result<()> {
            write_if_changed(&self.folder.join("Cargo.toml"), &text)?;
            fs::copy(self.project.path("Cargo.lock"), self.folder.join("Cargo.lock"))?;
            Ok(())
        };
        write().map_err(|error| self.unwritable(&error))
    }

    /// Checks the libraries of some packages.
    pub(super) fn check(&self, packages: &[String], options: &[&str]) -> Result<Results, Problems> {
        let mut results = Results::default();
        self.check_each(packages, options, &mut |message| results.read(message))?;
        Ok(results)
    }

    /// Checks the libraries of some packages, and calls `read` with each of Cargo's JSON messages.
    pub(crate) fn check_each(
        &self,
        packages: &[String],
        options: &[&str],
        read: &mut dyn FnMut(&Value),
    ) -> Result<(), Problems> {
        let failed = |error: io::Error| self.problem(&format!("cargo cannot be run: {error}"));
        let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")));
        command.current_dir(&self.folder).env("CARGO_TARGET_DIR", self.folder.join("target"));
        command.args(["check", "--quiet", "--lib", "--keep-going", "--message-format", "json"]).args(options);
        command.args(packages.iter().flat_map(|package| ["--package", package]));
        let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn();
        let mut child = child.map_err(failed)?;
        for line in child.stdout.take().into_iter().flat_map(|pipe| BufReader::new(pipe).lines()) {
            // Lines that are not JSON are no messages.
            if let Ok(message) = serde_json::from_str(&line.map_err(failed)?) {
                read(&message);
            }
        }
        child.wait().map_err(failed)?;
        Ok(())
    }

    fn unwritable(&self, error: &io::Error) -> Problems {
        self.problem(&format!("cannot be written: {error}"))
    }

    fn problem(&self, why: &str) -> Problems {
        vec![report::error(self.folder.display().to_string(), why.to_owned())]
    }
}

/// The messages of a run of Cargo, by the name of the library.
#[derive(Default)]
pub(super) struct Results {
    compiled: BTreeSet<String>,
    /// The first message of rustc for each library that has some.
    messages: BTreeMap<String, String>,
}

impl Results {
    /// Reads a JSON message of Cargo.
    fn read(&mut self, message: &Value) {
        let Some(name) = message["target"]["name"].as_str() else { return };
        match message["reason"].as_str() {
            Some("compiler-artifact") => drop(self.compiled.insert(name.to_owned())),
            Some("compiler-message") => {
                let text = message["message"]["rendered"].as_str().unwrap_or("a message without a text");
                self.messages.entry(name.to_owned()).or_insert_with(|| text.to_owned());
            }
            _ => {}
        }
    }

    /// Returns why a package does not pass.
    pub(super) fn problem(&self, package: &str) -> Option<String> {
        let library = package.replace('-', "_");
        match self.messages.get(&library) {
            Some(message) => Some(message.clone()),
            None if self.compiled.contains(&library) => None,
            None => Some("cargo has not compiled it: see its errors above".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_package_passes_if_it_is_compiled_without_a_message() {
        let mut results = Results::default();
        results.read(&json!({"reason": "compiler-artifact", "target": {"name": "compiled_a"}}));
        results.read(&json!({"reason": "compiler-artifact", "target": {"name": "compiled_b"}}));
        let message = json!({"rendered": "warning: x"});
        let target = json!({"name": "compiled_b"});
        results.read(&json!({"reason": "compiler-message", "target": target, "message": message}));
        assert_eq!(results.problem("compiled-a"), None);
        assert_eq!(results.problem("compiled-b").as_deref(), Some("warning: x"));
        assert!(results.problem("compiled-c").is_some());
    }
}
