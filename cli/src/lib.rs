//! The command line of Smithereen, as a library: `smithereen`, `cargo smithereen` and this repository's `cargo xtask`
//! run the same commands.
//!
//! Each command has a module with its options and its `run` function. What several commands share is in the others:
//! [`config`] parses `models.toml`, [`project`] finds the project, [`report`] prints results and diagnostics.
#![forbid(unsafe_code)]

mod codegen;
pub mod completions;
pub mod config;
mod explain;
mod graph;
#[cfg(feature = "models")]
pub mod models;
pub mod project;
#[cfg(feature = "models")]
pub mod pull;
pub mod report;
pub mod sources;
mod subject;
mod timings;
mod tree;

use clap::Subcommand;
#[cfg(feature = "models")]
use clap::{CommandFactory, Parser};
use project::Project;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

/// Options that every command has.
#[derive(clap::Args)]
pub struct Global {
    /// The project's root, in place of the folder above that has its configuration.
    #[arg(long, global = true, hide = true, value_name = "DIR")]
    root: Option<PathBuf>,
    /// Diagnostic format: with the source line, one line each, or one JSON object each [default: pretty on a
    /// terminal, short elsewhere]
    #[arg(long, global = true, id = "format", value_name = "FORMAT", value_parser = report::FORMATS)]
    format: Option<String>,
}

impl Global {
    /// The options as they are written on a command line.
    pub fn arguments(&self) -> Vec<OsString> {
        let root = self.root.iter().flat_map(|root| ["--root".into(), root.into()]);
        let format = self.format.iter().flat_map(|format| ["--format".into(), format.into()]);
        root.chain(format).collect()
    }
}

/// The commands that generate code and describe operations.
#[derive(Subcommand)]
pub enum Command {
    /// Generates the crate in `generated/` from `models/`, or a crate in any folder from any model
    #[command(after_help = "Examples:\n  \
        cargo xtask codegen\n  \
        cargo xtask codegen --check --deny-warnings\n  \
        cargo xtask codegen --check --format json 2> problems.jsonl\n  \
        cargo xtask codegen --model thing.json --operations GetThing,PutThing --out ../thing --name thing\n  \
        cargo xtask codegen --model thing.json --all --skip-unsupported --out ../thing --name thing")]
    Codegen(codegen::Options),
    /// Describes an operation: input, output, errors, and a JSON skeleton of its input
    Explain(explain::Options),
    /// Draws the shapes of an operation
    Graph(graph::Options),
}

impl Command {
    fn writes(&self) -> bool {
        match self {
            Self::Codegen(options) => options.writes(),
            Self::Graph(options) => options.writes(),
            Self::Explain(_) => false,
        }
    }

    fn run(&self, project: &Project) -> ExitCode {
        match self {
            Self::Codegen(options) => codegen::run(project, options),
            Self::Explain(options) => explain::run(project, options),
            Self::Graph(options) => graph::run(project, options),
        }
    }
}

/// Finds the project, and runs a command on it. A command that `writes` says after a failure that nothing was changed.
pub fn with_project(global: Global, writes: bool, run: impl FnOnce(&Project) -> ExitCode) -> ExitCode {
    let format = global.format.as_deref();
    let project = match Project::find(global.root) {
        Ok(project) => project,
        Err(problem) => {
            report::set_up(format, PathBuf::new(), writes);
            return report::failed(&[problem]);
        }
    };
    report::set_up(format, project.path(""), writes);
    report::ended(run(&project))
}

/// Runs one of the commands that generate code and describe operations.
pub fn run(global: Global, command: &Command) -> ExitCode {
    with_project(global, command.writes(), |project| command.run(project))
}

/// Writes the script with which a shell completes the arguments of `commands`, called `name`.
pub fn complete(
    global: Global,
    options: &completions::Options,
    name: &str,
    mut commands: clap::Command,
) -> ExitCode {
    with_project(global, false, |_| completions::run(options, name, &mut commands))
}

/// Generates minimal AWS client crates from service models.
#[cfg(feature = "models")]
#[derive(Parser)]
#[command(
    name = "smithereen",
    version,
    after_help = "Example:\n  smithereen codegen --check\n\nExit codes: 0 success, 1 an error in the input, 2 wrong usage."
)]
struct Cli {
    #[command(subcommand)]
    command: All,
    #[command(flatten)]
    global: Global,
}

#[cfg(feature = "models")]
#[derive(Subcommand)]
enum All {
    #[command(flatten)]
    Shared(Command),
    /// Writes the completion script of a shell
    Completions(completions::Options),
    /// Adds, removes, updates and compares the models in `models/`
    #[command(
        after_help = "Examples:\n  cargo xtask models list iot\n  cargo xtask models add iot DescribeThing"
    )]
    #[command(subcommand)]
    Models(models::Models),
}

/// The command `smithereen`.
#[cfg(feature = "models")]
pub fn main() -> ExitCode {
    let Cli { command, global } = Cli::parse();
    match command {
        All::Shared(command) => run(global, &command),
        All::Completions(options) => complete(global, &options, "smithereen", Cli::command()),
        All::Models(command) => {
            with_project(global, command.writes(), |project| models::run(project, &command))
        }
    }
}
