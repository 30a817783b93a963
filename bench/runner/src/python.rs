//! Finds the Python programs for comparison, if they are installed in `target/bench/venv`.

use crate::paths::scratch;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The command that installs them, from the root of the project.
const INSTALL: &str = "python3 -m venv target/bench/venv; target/bench/venv/bin/pip install boto3==1.44.5 awscrt jsonpatch \
                       localstack-core mypy-boto3-builder";

/// Returns the path of the interpreter, which may not exist.
pub(crate) fn program() -> PathBuf {
    scratch("venv").join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" })
}

/// Returns the version of a package whose module can be imported. Otherwise prints how to install it.
pub(crate) fn version(package: &str, module: &str) -> Option<String> {
    let script = format!("import {module}, importlib.metadata as all; print(all.version({package:?}))");
    let output = Command::new(program()).args(["-c", &script]).stderr(Stdio::null()).output().ok();
    let Some(output) = output.filter(|output| output.status.success()) else {
        println!("{package} is left out: `{INSTALL}` lets it take part");
        return None;
    };
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
