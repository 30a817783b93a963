//! The commands of this repository. Those that need more than generating code takes are programs of their own, which are
//! built when they are first used.

mod bench;
mod delegate;

use clap::{CommandFactory, Parser, Subcommand};
use delegate::Arguments;
use smithereen_cli::{Global, complete, completions, with_project};
use std::process::ExitCode;

/// Generates minimal AWS client crates from service models.
#[derive(Parser)]
#[command(
    name = "xtask",
    bin_name = "cargo xtask",
    version,
    after_help = "Examples:\n  \
        cargo xtask codegen\n  \
        cargo xtask explain UpdateManagedThing\n\n\
        Exit codes: 0 success, 1 an error in the input, 2 wrong usage."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    global: Global,
}

#[derive(Subcommand)]
enum Command {
    #[command(flatten)]
    Shared(smithereen_cli::Command),
    /// Runs the benchmarks against other SDKs and generators
    Bench(bench::Options),
    /// Writes the completion script of a shell
    Completions(completions::Options),
    /// Runs the protocol conformance suites and differential tests against botocore
    #[command(disable_help_flag = true)]
    Conformance(Arguments),
    /// Fuzzes the generator with mutated models
    #[command(disable_help_flag = true)]
    Fuzz(Arguments),
    /// Adds, removes, updates and compares the models in `models/`
    #[command(disable_help_flag = true)]
    Models(Arguments),
}

fn main() -> ExitCode {
    let Cli { command, global } = Cli::parse();
    match command {
        Command::Shared(command) => smithereen_cli::run(global, &command),
        Command::Bench(options) => with_project(global, false, |project| bench::run(project, &options)),
        Command::Completions(options) => complete(global, &options, "xtask", Cli::command()),
        Command::Conformance(arguments) => delegate::run(global, "conformance", "conformance", &arguments),
        Command::Fuzz(arguments) => delegate::run(global, "conformance", "fuzz", &arguments),
        Command::Models(arguments) => delegate::run(global, "smithereen-cli", "models", &arguments),
    }
}
