//! Runs the benchmarks of `calls`, which need the official crates.

use crate::paths::{cargo, root, scratch};
use crate::process::output;
use crate::python;
use std::process::Command;

pub(crate) fn measure(what: &str) {
    let mut command = program();
    command.arg(what);
    if what == "throughput" && python::version("boto3", "boto3").is_some() {
        command.arg(python::program()).arg(root().join("bench/calls/boto3_calls.py"));
    }
    println!("{}", output(&mut command));
}

/// Builds the program and returns its command.
pub(crate) fn program() -> Command {
    let target = scratch("build");
    let mut build = cargo("build", "bench/Cargo.toml", &target);
    output(build.args(["--quiet", "--release", "--package", "calls"]));
    Command::new(target.join("release/calls"))
}
