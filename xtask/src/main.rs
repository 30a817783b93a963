//! The command line of the project. This file holds its commands; what they do is in the others.

mod codegen;
mod config;
mod conformance;
mod convert;
mod fuzz;
mod project;
mod pull;
mod report;
mod sources;
mod timings;
mod tree;

use clap::{Parser, Subcommand};
use project::Project;
use std::path::PathBuf;
use std::process::ExitCode;

/// Carves AWS clients out of API models.
#[derive(Parser)]
#[command(name = "xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// The project's root, if it is not to be looked for.
    #[arg(long, global = true, hide = true, value_name = "DIR")]
    root: Option<PathBuf>,
}

#[derive(Subcommand)]
enum Command {
    /// Makes the crate in `generated/` from `models/`.
    Codegen(codegen::Options),
    /// Judges the generated code by cases that others wrote, and by botocore itself.
    Conformance(conformance::Options),
    /// Throws mutants of real models at the generator.
    Fuzz(fuzz::Options),
    /// Takes care of `models/`.
    #[command(subcommand)]
    Models(Models),
}

#[derive(Subcommand)]
enum Models {
    /// Fetches the models named in `models/models.toml` and cuts them down to its operations.
    Pull,
    /// Prints a model in another format.
    Convert(convert::Options),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let project = match Project::find(cli.root) {
        Ok(project) => project,
        Err(problem) => return report::failed(&[problem]),
    };
    match cli.command {
        Command::Codegen(options) => codegen::run(&project, &options),
        Command::Conformance(options) => conformance::run(&project, &options),
        Command::Fuzz(options) => fuzz::run(&project, &options),
        Command::Models(Models::Pull) => pull::run(&project),
        Command::Models(Models::Convert(options)) => convert::run(&project, &options),
    }
}
