//! Servers from the npm registry, each in a folder of its own.

use super::Problems;
use super::process::{Running, succeeds};
use smithereen_cli::project::Project;
use smithereen_cli::report;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

const HELP: &str = "install Node.js 20 or later with npm, and let npm reach its registry";
const SCRIPT: (&str, &str) = ("serve_node.js", include_str!("serve_node.js"));

/// Installs dynalite if necessary and starts it.
pub(super) fn dynalite(project: &Project) -> Result<Running, Problems> {
    start(project, "dynalite", "dynalite@4.0.0")
}

/// Installs kinesalite if necessary and starts it.
pub(super) fn kinesalite(project: &Project) -> Result<Running, Problems> {
    start(project, "kinesalite", "kinesalite@3.3.3")
}

fn start(project: &Project, name: &str, package: &str) -> Result<Running, Problems> {
    let module = install(project, name, package)?;
    Running::start(project, name, SCRIPT, |script| {
        let mut command = Command::new("node");
        command.arg(script).arg(module);
        command
    })
}

/// Returns the folder of the installed package. A marker file, written last, shows that it is complete. Install scripts are not
/// run: the packages keep their data in memory and need no compiled modules.
fn install(project: &Project, name: &str, package: &str) -> Result<PathBuf, Problems> {
    let shown = format!("target/conformance/{name}-node");
    let folder = project.path(&shown);
    let module = folder.join("node_modules").join(name);
    let mark = folder.join("installed");
    if fs::read_to_string(&mark).is_ok_and(|found| found == package) {
        return Ok(module);
    }
    let failed = |why: &str| vec![report::error_help(&*shown, format!("the server {why}"), HELP)];
    report::note(format_args!("installing {package} below {shown}"));
    fs::create_dir_all(&folder).map_err(|error| failed(&format!("cannot be installed: {error}")))?;
    let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.args([
        "install",
        "--loglevel=error",
        "--no-save",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--prefix",
    ]);
    if !succeeds(npm.arg(&folder).arg(package).current_dir(&folder)) {
        return Err(failed("cannot be installed; see the output of npm above"));
    }
    fs::write(mark, package).map_err(|error| failed(&format!("cannot be installed: {error}")))?;
    Ok(module)
}
