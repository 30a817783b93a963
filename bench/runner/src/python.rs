//! What others have written in Python takes part where `target/bench/venv` has it.

use crate::paths::scratch;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// How it gets there, from the root of the project.
const INSTALL: &str = "python3 -m venv target/bench/venv; target/bench/venv/bin/pip install boto3==1.44.5 jsonpatch \
                       localstack-core mypy-boto3-builder";

/// Returns the interpreter, whether it is there or not.
pub(crate) fn program() -> PathBuf {
    scratch("venv").join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" })
}

/// Returns the version of a package whose module can be imported. Where it cannot be, how to get it is said.
pub(crate) fn version(package: &str, module: &str) -> Option<String> {
    let script = format!("import {module}, importlib.metadata as all; print(all.version({package:?}))");
    let told = Command::new(program()).args(["-c", &script]).stderr(Stdio::null()).output().ok();
    let Some(told) = told.filter(|told| told.status.success()) else {
        println!("{package} is left out: `{INSTALL}` lets it take part");
        return None;
    };
    Some(String::from_utf8_lossy(&told.stdout).trim().to_owned())
}
