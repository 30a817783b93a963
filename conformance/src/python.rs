//! A Python environment with the botocore version of the models.

use super::Problems;
use super::folder::{self, FOLDER};
use super::json_lines::JsonLines;
use serde_json::Value;
use smithereen_cli::config::Distribution as Origin;
use smithereen_cli::project::Project;
use smithereen_cli::report;
use smithereen_codegen::diagnostic::Diagnostic;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const HELP: &str = "install Python 3.10 or later with pip and venv (`python3 -m venv` must work), and let pip reach \
    the Python package index";

pub(super) struct Python {
    program: PathBuf,
}

impl Python {
    /// Opens the environment, or creates it and installs the verified archive.
    pub(super) fn with_botocore(project: &Project, origin: &Origin) -> Result<Self, Diagnostic> {
        let Origin { package, version, sha256 } = origin;
        let folder = folder::path(project, "");
        let venv = folder.join("venv");
        let program = venv.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
        let mark = venv.join("installed");
        if fs::read_to_string(&mark).ok().as_deref() != Some(sha256) {
            report::note(format_args!("installing {package} {version} below {FOLDER}"));
            let archive =
                folder::path(project, &format!("../{package}/{version}/{package}-{version}.tar.gz"));
            let system = ["python3", "python"].into_iter().find(|python| runs(python));
            let system = system.ok_or_else(|| missing_python("there is no Python"))?;
            run(
                Command::new(system).args(["-m", "venv", "--clear"]).arg(&venv),
                "no environment can be made",
            )?;
            let mut pip = Command::new(&program);
            pip.args(["-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-input"]);
            run(pip.arg(&archive).current_dir(&folder), "pip cannot install it")?;
            fs::write(&mark, sha256).map_err(|error| missing_python(&error.to_string()))?;
        }
        Ok(Self { program })
    }

    /// Installs packages into the environment, unless they are there.
    pub(super) fn with_packages(self, project: &Project, requirements: &[&str]) -> Result<Self, Diagnostic> {
        let mark = folder::path(project, "venv").join("packages");
        let wanted = requirements.join(" ");
        if fs::read_to_string(&mark).ok().as_deref() != Some(&wanted) {
            report::note(format_args!("installing {wanted} below {FOLDER}"));
            let mut pip = Command::new(&self.program);
            pip.args(["-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-input"]);
            run(pip.args(requirements), "pip cannot install what tests need")?;
            fs::write(&mark, wanted).map_err(|error| missing_python(&error.to_string()))?;
        }
        Ok(self)
    }

    /// Runs a script with a path as its argument, and returns the lines of JSON that it prints.
    pub(super) fn lines(&self, script: &str, argument: &Path) -> Result<Vec<Value>, Problems> {
        let failed = |why: String| vec![report::error(argument.to_string_lossy(), why)];
        let mut command = Command::new(&self.program);
        let output = command.args(["-I", "-c", script]).arg(argument).stdin(Stdio::null()).output();
        let output = output.map_err(|error| failed(format!("Python cannot be run: {error}")))?;
        if !output.status.success() {
            return Err(failed(format!("the script fails: {}", String::from_utf8_lossy(&output.stderr))));
        }
        let text = String::from_utf8_lossy(&output.stdout);
        let lines: Result<_, _> = text.lines().map(serde_json::from_str).collect();
        lines.map_err(|error| failed(format!("the script prints what is not JSON: {error}")))
    }

    /// Starts a script that exchanges newline-delimited JSON. It is an argument and no file, so that several runs in one
    /// checkout do not overwrite it.
    pub(super) fn start(&self, script: &str) -> Result<JsonLines, Problems> {
        JsonLines::start(Command::new(&self.program).args(["-I", "-c", script]))
    }
}

fn missing_python(why: &str) -> Diagnostic {
    report::error_help(FOLDER, format!("Python with botocore is needed: {why}"), HELP)
}

fn runs(python: &str) -> bool {
    let status = Command::new(python).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

fn run(command: &mut Command, otherwise: &str) -> Result<(), Diagnostic> {
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).status();
    match status.is_ok_and(|status| status.success()) {
        true => Ok(()),
        false => Err(missing_python(otherwise)),
    }
}
