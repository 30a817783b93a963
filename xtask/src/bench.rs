//! `cargo xtask bench`: runs the benchmarks in `bench/` and updates the size baselines.

use crate::delegate::wait;
use smithereen_cli::project::Project;
use smithereen_cli::report;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

/// The workspace of the benchmark programs.
const WORKSPACE: &str = "bench/Cargo.toml";
/// Their target folder, separate from that of the repository.
const TARGET: &str = "target/bench/build";
/// The environment variable that makes the test of the baselines print or update the counts.
const COUNTS: &str = "SMITHEREEN_COUNTS";

/// What to measure.
#[derive(clap::Args)]
#[command(after_help = "Example: `cargo xtask bench codec` compares the JSON codecs with those of others.\n\
    `cargo xtask bench list` tells what there is, how long it takes, and what it needs.")]
pub(crate) struct Options {
    /// The benchmark; `list` prints all.
    #[arg(default_value = "list")]
    what: String,
    /// With `counts`: updates the baselines.
    #[arg(long)]
    accept: bool,
    /// Botocore's folder of models, unpacked; by default it is unpacked from what `conformance` or `models pull`
    /// has fetched.
    #[arg(long, value_name = "DIR")]
    models: Option<PathBuf>,
}

/// Runs the command.
pub(crate) fn run(project: &Project, options: &Options) -> ExitCode {
    if options.what == "counts" {
        return counts(project, options.accept);
    }
    if options.accept {
        return report::failed(&[report::error("bench", "`--accept` goes with `counts` alone")]);
    }
    let mut cargo = cargo(project);
    cargo.args(["run", "--quiet", "--release", "--locked", "--package", "runner"]);
    cargo.arg("--manifest-path").arg(project.path(WORKSPACE));
    cargo.arg("--target-dir").arg(project.path(TARGET));
    cargo.arg("--").arg(&options.what);
    if let Some(models) = &options.models {
        cargo.arg(std::path::absolute(models).unwrap_or_else(|_| models.clone()));
    }
    wait(&mut cargo)
}

/// Runs the test of the baselines, which is an ordinary test so that it runs with the others.
fn counts(project: &Project, accept: bool) -> ExitCode {
    let mut cargo = cargo(project);
    cargo.env(COUNTS, if accept { "accept" } else { "show" });
    wait(cargo.args(["test", "--quiet", "--package", "xtask", "--test", "counts", "--", "--nocapture"]))
}

fn cargo(project: &Project) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(project.path("."));
    command
}
