//! Compiles a sample of the generated crates with `cargo check`.

use smithereen_cli::project::Project;
use smithereen_cli::report;
use smithereen_codegen::Outcome;
use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

/// The folder for all files of the command.
pub(super) const FOLDER: &str = "target/fuzz";

/// Writes and checks the crate. Returns the errors of the compiler.
pub(super) fn check(project: &Project, case: u64, outcome: &Outcome) -> Result<(), String> {
    let folder = project.path(&format!("{FOLDER}/crate-{case}"));
    write(project, &folder, outcome).map_err(|error| format!("cannot be written: {error}"))?;
    cargo(project, &folder)?;
    // A crate that does not compile is kept for inspection.
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
    // With the lock file, nothing is downloaded and dependencies are built once.
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
    let stderr = String::from_utf8_lossy(&output.stderr);
    let about = |line: &&str| line.starts_with("error") || line.trim_start().starts_with("-->");
    let lines: Vec<&str> = stderr.lines().filter(about).take(4).map(str::trim).collect();
    report::note(format_args!("{}: left as it is", folder.display()));
    Err(format!("does not compile: {}", lines.join("; ")))
}
