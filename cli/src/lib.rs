//! The command line of Smithereen, as a library: `smithereen`, `cargo smithereen` and this repository's `cargo xtask`
//! run the same commands.
//!
//! Each command has a module with its options and its `run` function. The other modules are shared:
//! [`config`] reads `smithereen.toml`, [`project`] finds the project, [`sources`] assembles the input of the generator, and
//! [`report`] prints results and diagnostics. Commands that fetch, edit or compare models are below [`models`], behind the
//! feature `models`.
#![forbid(unsafe_code)]

#[cfg(feature = "models")]
mod commands;
pub mod completions;
pub mod config;
mod explain;
mod generate;
mod graph;
#[cfg(feature = "models")]
pub mod models;
mod paths;
pub mod program;
pub mod project;
pub mod report;
mod runtime;
#[cfg(feature = "models")]
pub mod source;
pub mod sources;
mod subject;
mod timings;
mod tree;
mod workspace;

#[cfg(feature = "models")]
pub use commands::{main, reference};
#[cfg(feature = "models")]
use generate::plugin;

use clap::Subcommand;
use project::Project;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

/// Options that every command has.
#[derive(clap::Args)]
pub struct Global {
    /// The project's root, in place of the folder above that has its configuration
    #[arg(long, global = true, hide = true, value_name = "DIR")]
    root: Option<PathBuf>,
    /// Diagnostic format: with the source line, one line each, or one JSON object each [default: pretty on a
    /// terminal, short elsewhere]
    #[arg(long, global = true, id = "format", value_name = "FORMAT", value_parser = report::FORMATS)]
    format: Option<String>,
}

impl Global {
    /// Returns the options in command-line form.
    pub fn arguments(&self) -> Vec<OsString> {
        let root = self.root.iter().flat_map(|root| ["--root".into(), root.into()]);
        let format = self.format.iter().flat_map(|format| ["--format".into(), format.into()]);
        root.chain(format).collect()
    }
}

/// The commands that describe operations.
#[derive(Subcommand)]
pub enum Command {
    /// Describes an operation: input, output, errors, and a JSON skeleton of its input
    Explain(explain::Options),
    /// Draws the shapes of an operation
    Graph(graph::Options),
}

/// The command that generates the crate, as `cargo xtask` calls it.
#[derive(Subcommand)]
pub enum Codegen {
    /// Generates the crate from the models, or a crate in any folder from any model
    #[command(after_help = "Examples:\n  \
        smithereen generate\n  \
        smithereen check --deny-warnings\n  \
        smithereen check --format json 2> problems.jsonl\n  \
        smithereen generate --model thing.json --operations GetThing,PutThing --out ../thing --name thing\n  \
        smithereen generate --model thing.json --all --skip-unsupported --out ../thing --name thing")]
    Codegen(generate::Options),
}

impl Command {
    /// Returns whether a file of the model that `--model` names is compressed with gzip. Without the feature `models`, it
    /// cannot be read.
    pub fn is_compressed(&self) -> bool {
        match self {
            Self::Explain(options) => options.is_compressed(),
            Self::Graph(options) => options.is_compressed(),
        }
    }
}

impl Codegen {
    /// Returns the same as [`Command::is_compressed`].
    pub fn is_compressed(&self) -> bool {
        let Self::Codegen(options) = self;
        options.is_compressed()
    }
}

/// Finds the project and runs a command on it. If `writes` is set, the report of a failure adds that nothing was
/// changed.
pub fn with_project(global: Global, writes: bool, run: impl FnOnce(&Project) -> ExitCode) -> ExitCode {
    let project = Project::find(global.root);
    report::set_up(global.format.as_deref(), project.path(""), writes);
    report::ended(run(&project))
}

/// Runs one of the commands that describe operations.
pub fn run(global: Global, command: &Command) -> ExitCode {
    match command {
        Command::Explain(options) => with_project(global, false, |project| explain::run(project, options)),
        Command::Graph(options) => {
            with_project(global, options.writes(), |project| graph::run(project, options))
        }
    }
}

/// Runs the command that generates the crate.
pub fn codegen(global: Global, Codegen::Codegen(options): &Codegen) -> ExitCode {
    with_project(global, options.writes(), |project| generate::run(project, options))
}

/// Prints the completion script of a shell for the arguments of `commands`.
pub fn complete(global: Global, options: &completions::Options, mut commands: clap::Command) -> ExitCode {
    with_project(global, false, |_| completions::run(options, &mut commands))
}
