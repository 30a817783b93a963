//! The commands of this repository. Commands with more dependencies than code generation are separate programs, which
//! are built on first use.

mod bench;
mod delegate;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use delegate::Arguments;
use smithereen_cli::program::{self, Program};
use smithereen_cli::{Codegen, Global, complete, completions, with_project};
use std::process::ExitCode;

/// Generates minimal AWS client crates from service models.
#[derive(Parser)]
#[command(
    name = "xtask",
    bin_name = "cargo xtask",
    version,
    after_help = "Examples:\n  \
        smithereen generate\n  \
        smithereen explain UpdateManagedThing\n\n\
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
    Codegen(Codegen),
    #[command(flatten)]
    Shared(smithereen_cli::Command),
    /// Runs the benchmarks against other SDKs and generators
    Bench(bench::Options),
    /// Writes the completion script of a shell
    Completions(completions::Options),
    /// Runs the protocol conformance suites and differential tests against botocore
    #[command(disable_help_flag = true)]
    Conformance(Arguments),
    /// Fuzzes the generator with mutated models, and the codecs with mutated bodies
    #[command(disable_help_flag = true)]
    Fuzz(Arguments),
    /// Adds, removes, updates and compares the operations in `smithereen.toml` and their models
    #[command(disable_help_flag = true)]
    Models(Arguments),
}

fn main() -> ExitCode {
    Program::Xtask.set();
    let commands = program::name_in_help(Cli::command());
    let Cli { command, global } = match Cli::from_arg_matches(&commands.clone().get_matches()) {
        Ok(cli) => cli,
        Err(error) => error.exit(),
    };
    match command {
        Command::Codegen(command) if command.is_compressed() => delegate::run_again(global),
        Command::Shared(command) if command.is_compressed() => delegate::run_again(global),
        Command::Codegen(command) => smithereen_cli::codegen(global, &command),
        Command::Shared(command) => smithereen_cli::run(global, &command),
        Command::Bench(options) => with_project(global, false, |project| bench::run(project, &options)),
        Command::Completions(options) => complete(global, &options, commands),
        Command::Conformance(arguments) => {
            delegate::run(global, "conformance", Some("conformance"), &arguments)
        }
        Command::Fuzz(arguments) => delegate::run(global, "conformance", Some("fuzz"), &arguments),
        Command::Models(arguments) => delegate::run(global, "smithereen-cli", None, &arguments),
    }
}
