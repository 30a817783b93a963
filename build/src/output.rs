//! Generates modules into a folder, and prints instructions for Cargo.

use crate::tree::{Plan, Scope, WriteLock};
use smithereen_codegen::diagnostic::{Diagnostic, Severity};
use smithereen_codegen::{CrateSources, generate};
use std::env;
use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Returns Cargo's folder for the output of a build script.
pub(crate) fn folder() -> Result<PathBuf, Diagnostic> {
    env::var_os("OUT_DIR").map(PathBuf::from).ok_or_else(|| {
        Diagnostic::error("OUT_DIR", "environment variable not set")
            .with_help("call this from a build script")
    })
}

/// Generates `sources` into a folder, and prints `rerun-if-changed` for the files that they were read from.
pub(crate) fn write(
    sources: &CrateSources,
    files: &[PathBuf],
    folder: &Path,
    cargo: &mut dyn Write,
) -> Result<(), Vec<Diagnostic>> {
    for file in files {
        instruct(cargo, "rerun-if-changed", &file.display())?;
    }
    let outcome = generate(sources);
    if outcome.diagnostics.iter().any(|one| one.severity == Severity::Error) {
        return Err(outcome.diagnostics);
    }
    for warning in &outcome.diagnostics {
        // Cargo adds `warning: ` itself.
        let text = warning.to_string();
        instruct(cargo, "warning", &text.strip_prefix("warning: ").unwrap_or(&text))?;
    }
    let displayed = folder.display().to_string();
    // Cargo runs the build scripts of a package one at a time, so this does not wait for long.
    let lock = WriteLock::acquire(folder, &displayed, &|| {}).map_err(|problem| vec![problem])?;
    let plan = Plan::new(folder, &displayed, &outcome.files, Scope::Below(&sources.package))?;
    plan.apply(&lock).map_err(|failure| failure.problems)
}

/// Writes an instruction for Cargo. Line breaks are replaced, because each line is a separate instruction.
fn instruct(cargo: &mut dyn Write, key: &str, value: &dyn fmt::Display) -> Result<(), Vec<Diagnostic>> {
    let value = value.to_string().replace(['\n', '\r'], " ");
    writeln!(cargo, "cargo::{key}={value}")
        .map_err(|error| vec![Diagnostic::error("standard output", error.to_string())])
}
