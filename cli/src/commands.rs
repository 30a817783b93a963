//! The command line of `smithereen` and `cargo smithereen`.

use crate::models::{Models, init, man};
use crate::program::{self, Program};
use crate::{Command, Global, complete, completions, generate, models, plugin, run, with_project};
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

/// Generates minimal AWS client crates from service models
#[derive(Parser)]
#[command(
    name = "smithereen",
    version,
    after_help = "Examples:\n  \
        smithereen init\n  \
        smithereen add iot UpdateThing lambda Invoke\n  \
        smithereen check\n\n\
        Exit codes: 0 success, 1 an error in the input or a crate that is not up to date, 2 wrong usage."
)]
struct Cli {
    #[command(subcommand)]
    command: All,
    #[command(flatten)]
    global: Global,
}

#[derive(Subcommand)]
enum All {
    /// Writes `smithereen.toml` and an empty crate, and adds the crate to the workspace
    #[command(after_help = "Examples:\n  \
        smithereen init\n  \
        smithereen init --from python\n  \
        smithereen init --from ../smithy-models --name weather")]
    Init(init::Options),
    /// Generates the crate from the models, or a crate in any folder from any model
    #[command(after_help = "Examples:\n  \
        smithereen generate\n  \
        smithereen generate --model thing.json --operations GetThing,PutThing --out ../thing --name thing\n  \
        smithereen generate --model thing.json --all --skip-unsupported --out ../thing --name thing")]
    Generate(generate::Options),
    /// Checks that the crate is up to date; exits with 1 if it is not
    #[command(after_help = "Examples:\n  smithereen check\n  smithereen check --deny-warnings --format json")]
    Check(generate::CheckOptions),
    #[command(flatten)]
    Models(Models),
    #[command(flatten)]
    Shared(Command),
    /// Runs as a plugin of Smithy's build
    Plugin(plugin::Options),
    /// Prints a completion script for a shell
    Completions(completions::Options),
    /// Prints or writes manual pages
    Man(man::Options),
}

/// Returns the command line, with the name of the program in its help.
fn command() -> clap::Command {
    let program = program::current();
    program::name_in_help(Cli::command()).bin_name(program.name())
}

/// Returns the command line of `smithereen`, for its reference.
pub fn reference() -> clap::Command {
    Cli::command()
}

/// Runs `smithereen` or, as `cargo-smithereen`, the command of cargo.
pub fn main(program: Program) -> ExitCode {
    let is_of_xtask = env::var_os(program::CALLED_BY).is_some_and(|caller| caller == "xtask");
    let program = if is_of_xtask { Program::Xtask } else { program };
    program.set();
    let mut arguments: Vec<OsString> = env::args_os().collect();
    // Cargo passes the name of the subcommand first.
    if program == Program::Cargo && arguments.get(1).is_some_and(|first| first == "smithereen") {
        arguments.remove(1);
    }
    let matches = command().get_matches_from(arguments);
    match Cli::from_arg_matches(&matches) {
        Ok(Cli { command, global }) => dispatch(global, command),
        Err(error) => error.exit(),
    }
}

fn dispatch(global: Global, all: All) -> ExitCode {
    match all {
        All::Init(options) => {
            let start = global.root.clone().unwrap_or_else(|| PathBuf::from("."));
            with_project(global, true, |_| init::run(&start, &options))
        }
        All::Generate(options) => {
            with_project(global, options.writes(), |project| generate::run(project, &options))
        }
        All::Check(options) => with_project(global, false, |project| generate::check(project, &options)),
        All::Models(options) => {
            with_project(global, options.writes(), |project| models::run(project, &options))
        }
        All::Shared(options) => run(global, &options),
        All::Plugin(options) => with_project(global, true, |_| plugin::run(&options)),
        All::Completions(options) => complete(global, &options, command()),
        All::Man(options) => with_project(global, options.out.is_some(), |_| man::run(&options, command())),
    }
}
