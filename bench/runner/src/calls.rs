//! Runs the benchmarks of `calls`, `cbor`, `events`, `pages`, `presign`, `xml` and `suite`, which need the official crates.

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

/// Runs a package whose program takes no arguments.
pub(crate) fn program_of(package: &str) {
    println!("{}", output(&mut built(package)));
}

/// Runs the benchmark suite of the AWS SDKs, which writes its results in the schema of the suite into `target/bench/`.
pub(crate) fn suite() {
    println!("{}", output(built("suite").arg(scratch(""))));
}

/// Builds the program and returns its command.
pub(crate) fn program() -> Command {
    built("calls")
}

/// Builds the program of a package and returns its command.
pub(crate) fn built(package: &str) -> Command {
    let target = scratch("build");
    let mut build = cargo("build", "bench/Cargo.toml", &target);
    output(build.args(["--quiet", "--release", "--package", package]));
    Command::new(target.join("release").join(package))
}
