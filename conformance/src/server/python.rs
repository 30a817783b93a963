//! Servers from the Python package index, each in an environment of its own.

use super::Problems;
use super::process::{Running, succeeds};
use smithereen_cli::project::Project;
use smithereen_cli::report;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

const HELP: &str = "install Python 3.10 or later with pip and venv (`python3 -m venv` must work), and let pip reach \
    the Python package index";

/// A server in Python.
pub(super) struct Package {
    pub(super) name: &'static str,
    /// The requirements that pip installs.
    pub(super) requirements: &'static [&'static str],
    /// The folder of the environment.
    pub(super) folder: &'static str,
    /// The script that starts the server: its name and its text.
    pub(super) script: (&'static str, &'static str),
}

const MOTO: Package = Package {
    name: "moto",
    requirements: &["moto[server]==5.2.5"],
    folder: "target/conformance/moto-venv",
    script: ("serve_moto.py", include_str!("serve_moto.py")),
};

/// Later versions of LocalStack have syntax of Python 3.12. All of them import a module that cbor2 6 does not have.
const LOCALSTACK: Package = Package {
    name: "localstack",
    requirements: &["localstack-core[runtime]==4.13.1", "cbor2==5.7.1"],
    folder: "target/conformance/localstack-venv",
    script: ("serve_localstack.py", include_str!("serve_localstack.py")),
};

/// Installs moto if necessary and starts it.
pub(super) fn moto(project: &Project) -> Result<Running, Problems> {
    start(project, &MOTO)
}

/// Installs LocalStack if necessary and starts it.
pub(super) fn localstack(project: &Project) -> Result<Running, Problems> {
    start(project, &LOCALSTACK)
}

/// Installs a package if necessary and starts its script.
pub(super) fn start(project: &Project, package: &Package) -> Result<Running, Problems> {
    start_with(project, package, &[])
}

/// Does the same as [`start`], with arguments for the script.
pub(super) fn start_with(
    project: &Project,
    package: &Package,
    arguments: &[&str],
) -> Result<Running, Problems> {
    let python = install(project, package)?;
    Running::start(project, package.name, package.script, |script| {
        let mut command = Command::new(python);
        command.arg("-I").arg(script).args(arguments);
        command
    })
}

/// Returns the Python of the environment. A marker file, written last, shows that an environment is complete.
pub(super) fn install(project: &Project, package: &Package) -> Result<PathBuf, Problems> {
    let venv = project.path(package.folder);
    let python = venv.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let mark = venv.join("installed");
    let requirements = package.requirements.join(" ");
    if fs::read_to_string(&mark).is_ok_and(|found| found == requirements) {
        return Ok(python);
    }
    let failed = |why: &str| vec![report::error_help(package.folder, format!("the server {why}"), HELP)];
    report::note(format_args!("installing {requirements} below {}", package.folder));
    let made = ["python3", "python"]
        .into_iter()
        .any(|system| succeeds(Command::new(system).args(["-m", "venv", "--clear"]).arg(&venv)));
    if !made {
        return Err(failed("needs Python, and no environment of that can be made"));
    }
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-input"]);
    if !succeeds(pip.args(package.requirements).current_dir(&venv)) {
        return Err(failed("cannot be installed; see the output of pip above"));
    }
    fs::write(mark, requirements).map_err(|error| failed(&format!("cannot be installed: {error}")))?;
    Ok(python)
}
