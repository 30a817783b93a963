//! The crate of a service at a release, and its rustdoc JSON.

use super::FOLDER;
use crate::Problems;
use smithereen_cli::models::Release;
use smithereen_cli::project::Project;
use smithereen_cli::report;
use smithereen_codegen::diagnostic::{Diagnostic, Severity};
use smithereen_codegen::{CrateSources, ServiceSources, Source, generate};
use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The runtime, relative to the crate.
const RUNTIME: &str = "{ path = \"../../../../runtime\" }";
/// The name of the crate, which must be the same for both sides of a comparison.
const PACKAGE: &str = "subject";
/// The rustdoc options of cargo-semver-checks.
const RUSTDOC: [&str; 7] = [
    "-Z",
    "unstable-options",
    "--output-format",
    "json",
    "--document-private-items",
    "--document-hidden-items",
    "--cap-lints=allow",
];

/// A folder in which crates are written one after the other, so that dependencies are compiled once.
pub(super) struct Subject {
    folder: PathBuf,
    made: BTreeMap<(String, String), PathBuf>,
}

impl Subject {
    pub(super) fn new(project: &Project) -> Result<Self, Problems> {
        let folder = project.path(FOLDER);
        let folder = std::path::absolute(&folder).unwrap_or(folder);
        let prepare = || {
            fs::create_dir_all(folder.join("doc"))?;
            let workspace = format!("[workspace]\nresolver = \"3\"\nmembers = [\"{PACKAGE}\"]\n");
            fs::write(folder.join("Cargo.toml"), workspace)?;
            fs::copy(project.path("Cargo.lock"), folder.join("Cargo.lock"))
        };
        prepare().map_err(unwritable)?;
        Ok(Self { folder, made: BTreeMap::new() })
    }

    /// Writes rustdoc JSON for the operations of a service at a release. The feature `client` is off: it adds only one
    /// method for each operation, and the official runtime to compile.
    pub(super) fn document(
        &mut self,
        service: &str,
        release: &Release,
        operations: &[String],
    ) -> Result<PathBuf, Problems> {
        let key = (service.to_owned(), format!("{} {}", release.version(), operations.join(" ")));
        if let Some(made) = self.made.get(&key) {
            return Ok(made.clone());
        }
        let files = self.generate(service, release, operations)?;
        let crate_folder = self.folder.join(PACKAGE);
        write(&crate_folder, &files).map_err(unwritable)?;
        self.run(service)?;
        let path = self.folder.join(format!("doc/{service}-{}-{}.json", release.version(), self.made.len()));
        fs::copy(self.target().join(format!("doc/{PACKAGE}.json")), &path).map_err(unwritable)?;
        self.made.insert(key, path.clone());
        Ok(path)
    }

    fn generate(
        &self,
        service: &str,
        release: &Release,
        operations: &[String],
    ) -> Result<BTreeMap<String, String>, Problems> {
        let missing = || vec![report::error(service, "the release has not all that is needed")];
        let side = release.side(service).ok_or_else(missing)?;
        let there: Vec<String> = {
            let catalog = smithereen_codegen::catalog::read(side.model, side.endpoints, None, None)?;
            let names = catalog.operations.into_iter().map(|entry| entry.name);
            names.filter(|name| operations.contains(name)).collect()
        };
        let owned = |source: Option<&Source>| source.cloned().ok_or_else(missing);
        let sources = CrateSources::new(
            PACKAGE.to_owned(),
            RUNTIME.to_owned(),
            owned(release.models().partitions.as_ref())?,
            vec![ServiceSources {
                name: service.to_owned(),
                model: side.model.clone(),
                endpoints: Some(owned(side.endpoints)?),
                docs: None,
                operations: there.into(),
            }],
        );
        let outcome = generate(&sources);
        let is_error = |found: &Diagnostic| found.severity == Severity::Error;
        match outcome.diagnostics.iter().any(is_error) {
            true => Err(outcome.diagnostics),
            false => Ok(outcome.files),
        }
    }

    fn target(&self) -> PathBuf {
        self.folder.join("target")
    }

    fn run(&self, service: &str) -> Result<(), Problems> {
        let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")));
        // JSON output needs a nightly rustdoc, or RUSTC_BOOTSTRAP, which cargo-semver-checks sets too.
        command.current_dir(&self.folder).env("CARGO_TARGET_DIR", self.target()).env("RUSTC_BOOTSTRAP", "1");
        command.args(["rustdoc", "--quiet", "--package", PACKAGE, "--lib", "--no-default-features", "--"]);
        let status = command.args(RUSTDOC).stdin(Stdio::null()).stdout(Stdio::null()).status();
        match status.is_ok_and(|status| status.success()) {
            true => Ok(()),
            false => {
                Err(vec![report::error(service, "rustdoc fails on the crate of it; see its output above")])
            }
        }
    }
}

fn unwritable(error: io::Error) -> Problems {
    vec![report::error(FOLDER, format!("cannot be written: {error}"))]
}

/// Removes the previous crate and writes the new one.
fn write(folder: &Path, files: &BTreeMap<String, String>) -> io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    for (path, text) in files {
        let path = folder.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, text)?;
    }
    Ok(())
}
