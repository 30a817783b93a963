//! The conformance suites and the fuzzer, as a program that `cargo xtask` starts.
#![forbid(unsafe_code)]
#![allow(clippy::indexing_slicing, reason = "of JSON values alone: a missing member is null")]

mod body;
mod canonical;
mod cases;
mod choices;
mod compile;
mod context;
mod crates;
mod differential;
mod distribution;
mod doc_examples;
mod endpoints;
mod equal;
mod exact_numbers;
mod folder;
mod formats;
mod frames;
mod fuzz;
mod jmespath;
mod json_lines;
mod model;
mod official;
mod options;
mod polling;
mod python;
mod random;
mod reach;
mod run;
mod s3_requests;
mod selections;
mod semver;
mod server;
mod signatures;
mod signers;
mod tally;
mod types;
mod uuid;

use clap::{Parser, Subcommand};
use smithereen_cli::{Global, with_project};
use smithereen_codegen::diagnostic::Diagnostic;
use std::process::ExitCode;

/// The problems that prevent suites from running.
type Problems = Vec<Diagnostic>;

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
        cargo xtask conformance --official --service sts\n  \
        cargo xtask conformance --server moto")]
    Conformance(options::Options),
    /// Fuzzes the generator with mutated models, and the codecs with mutated bodies
    Fuzz(fuzz::Options),
}

fn main() -> ExitCode {
    let Cli { command, global } = Cli::parse();
    with_project(global, false, |project| match command {
        Command::Conformance(options) => run::run(project, &options),
        Command::Fuzz(options) => fuzz::run(project, &options),
    })
}
