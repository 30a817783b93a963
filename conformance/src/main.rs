//! The conformance suites and the fuzzer, a program of its own that `cargo xtask` starts.
#![forbid(unsafe_code)]

mod conformance;
mod fuzz;

use clap::{Parser, Subcommand};
use smithereen_cli::{Global, with_project};
use std::process::ExitCode;

/// Tests generated code and the generator
#[derive(Parser)]
#[command(name = "xtask", bin_name = "cargo xtask", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    global: Global,
}

#[derive(Subcommand)]
enum Command {
    /// Runs the protocol conformance suites and differential tests against botocore
    #[command(after_help = "Examples:\n  \
        cargo xtask conformance\n  \
        cargo xtask conformance --filter requests --seed 2 --cases 50000\n  \
        cargo xtask conformance --server moto")]
    Conformance(conformance::Options),
    /// Fuzzes the generator with mutated models
    Fuzz(fuzz::Options),
}

fn main() -> ExitCode {
    let Cli { command, global } = Cli::parse();
    with_project(global, false, |project| match command {
        Command::Conformance(options) => conformance::run(project, &options),
        Command::Fuzz(options) => fuzz::run(project, &options),
    })
}
