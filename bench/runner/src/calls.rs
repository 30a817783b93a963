//! What needs the official crates is measured by `calls`, which has them.

use crate::places::{cargo, root, scratch};
use crate::process::output;
use std::process::{Command, Stdio};

pub(crate) fn measure(what: &str) {
    let mut command = program();
    command.arg(what);
    if what == "throughput" {
        let python = scratch("venv").join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
        if knows_boto3(&python) {
            command.arg(&python).arg(root().join("bench/calls/boto3_calls.py"));
        } else {
            println!(
                "boto3 is left out: `python3 -m venv target/bench/venv` and `target/bench/venv/bin/pip install \
                 boto3==1.44.5` let it take part"
            );
        }
    }
    println!("{}", output(&mut command));
}

/// The program, built.
fn program() -> Command {
    let target = scratch("build");
    let mut build = cargo("build", "bench/Cargo.toml", &target);
    output(build.args(["--quiet", "--release", "--package", "calls"]));
    Command::new(target.join("release/calls"))
}

fn knows_boto3(python: &std::path::Path) -> bool {
    let mut command = Command::new(python);
    let status = command.args(["-c", "import boto3"]).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}
