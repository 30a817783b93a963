//! Has cargo check what was generated from some of the mutants.

use smithereen_cli::project::Project;
use smithereen_cli::report;
use smithereen_codegen::Outcome;
use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

/// Where everything of this command goes.
pub(super) const FOLDER: &str = "target/fuzz";

/// Writes the crate below `target/fuzz/`, and says why it does not compile.
pub(super) fn check(project: &Project, case: u64, outcome: &Outcome) -> Result<(), String> {
    let folder = project.path(&format!("{FOLDER}/crate-{case}"));
    write(project, &folder, outcome).map_err(|error| format!("cannot be written: {error}"))?;
    cargo(project, &folder)?;
    // One that does not compile is left for somebody to look at.
    let _ = fs::remove_dir_all(&folder);
    Ok(())
}

fn write(project: &Project, folder: &Path, outcome: &Outcome) -> io::Result<()> {
    let _ = fs::remove_dir_all(folder);
    for (path, text) in &outcome.files {
        let file = folder.join(path);
        fs::create_dir_all(file.parent().unwrap_or(folder))?;
        fs::write(file, text)?;
    }
    // So nothing is fetched, and nothing is built that was built before.
    fs::copy(project.path("Cargo.lock"), folder.join("Cargo.lock")).map(drop)
}

fn cargo(project: &Project, folder: &Path) -> Result<(), String> {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(["check", "--quiet", "--offline", "--no-default-features", "--lib"]).current_dir(folder);
    command.env("CARGO_TARGET_DIR", project.path(&format!("{FOLDER}/build"))).stdin(Stdio::null());
    let output = command.output().map_err(|error| format!("cargo cannot be run: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let about = |line: &&str| line.starts_with("error") || line.trim_start().starts_with("-->");
    let lines: Vec<&str> = said.lines().filter(about).take(4).map(str::trim).collect();
    report::note(format_args!("{}: left as it is", folder.display()));
    Err(format!("does not compile: {}", lines.join("; ")))
}
