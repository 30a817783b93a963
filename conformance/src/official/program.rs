//! Writes and compiles the program that runs an official crate.

use super::SdkCrate;
use super::crate_source::CrateSource;
use super::emit;
use super::matched::Matched;
use crate::Problems;
use crate::crates::{Crates, Target};
use crate::folder;
use crate::random::Random;
use crate::random::input::InputGenerator;
use serde_json::Value;
use smithereen_cli::project::Project;
use smithereen_cli::report;
use smithereen_codegen::graph::Model;
use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The workspace of the programs.
const FOLDER: &str = "official";

/// A program that is not compiled yet.
pub(super) struct Program<'p> {
    crates: Crates<'p>,
    package: String,
    manifest: String,
    pub(super) source: CrateSource,
}

impl<'p> Program<'p> {
    /// Downloads the official crate, and finds its sources.
    pub(super) fn prepare(project: &'p Project, official: &SdkCrate) -> Result<Self, Problems> {
        let package = format!("official-{}", official.service);
        let manifest = emit::manifest(&package, official);
        let files = BTreeMap::from([("Cargo.toml".to_owned(), manifest.clone())]);
        let (crates, source) = prepare_files(project, official, &package, &files)?;
        Ok(Self { crates, package, manifest, source })
    }

    /// Compiles the program for the operations that match.
    pub(super) fn build(self, model: &Model, matched: &Matched) -> Result<(PathBuf, CrateSource), Problems> {
        let files = emit::files(self.manifest, matched, &samples(model));
        Ok((self.crates.build(&self.package, &files, &Target::Program)?, self.source))
    }
}

/// Downloads an official crate for a package with these files, and returns the workspace of the package and the crate's sources.
pub(super) fn prepare_files<'p>(
    project: &'p Project,
    official: &SdkCrate,
    package: &str,
    files: &BTreeMap<String, String>,
) -> Result<(Crates<'p>, CrateSource), Problems> {
    let crates = Crates::new(project, FOLDER);
    let failed = |why: String| vec![report::error(format!("{}/{FOLDER}", folder::FOLDER), why)];
    let written = crates.prepare_files(package, files);
    let folder = written.map_err(|error| failed(format!("cannot be written: {error}")))?;
    let metadata = metadata(&folder).map_err(&failed)?;
    let missing = || failed(format!("Cargo does not find `{}` {}", official.name, official.version));
    let source = CrateSource::new(&sources(&metadata, official).ok_or_else(missing)?);
    Ok((crates, source))
}

/// Returns an input for each operation.
fn samples(model: &Model) -> BTreeMap<String, String> {
    let sample = |input| {
        let mut sample = InputGenerator::new(model, Random::new(0)).message(input);
        fill_texts(&mut sample);
        sample.to_string()
    };
    model.operations.iter().map(|operation| (operation.name.clone(), sample(operation.input))).collect()
}

/// Replaces empty texts, which cannot be sent in paths. The replacement is valid in base64, too.
fn fill_texts(value: &mut Value) {
    match value {
        Value::String(text) if text.is_empty() => text.push_str("text"),
        Value::Array(items) => items.iter_mut().for_each(fill_texts),
        Value::Object(members) => members.values_mut().for_each(fill_texts),
        _ => {}
    }
}

fn metadata(folder: &Path) -> Result<Value, String> {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")));
    command.current_dir(folder).args(["metadata", "--format-version", "1"]);
    let output = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    let output = output.map_err(|error| format!("cargo cannot be run: {error}"))?;
    match output.status.success() {
        true => serde_json::from_slice(&output.stdout).map_err(|error| format!("cargo metadata: {error}")),
        false => Err("cargo metadata failed: see the errors above".to_owned()),
    }
}

fn sources(metadata: &Value, official: &SdkCrate) -> Option<PathBuf> {
    let mut packages = metadata["packages"].as_array()?.iter();
    let is_it = |package: &&Value| package["name"] == official.name && package["version"] == official.version;
    let manifest = Path::new(packages.find(is_it)?["manifest_path"].as_str()?);
    manifest.parent().map(Path::to_owned)
}
