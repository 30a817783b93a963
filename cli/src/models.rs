//! `cargo xtask models`: what is generated, and from where.

mod add;
mod convert;
mod diff;
mod edit;
mod list;
mod release;
mod remove;
mod review;
mod show;
mod update;

pub use release::{Release, Releases};

use crate::project::{MODELS, Project};
use crate::pull;
use crate::{report, tree};
use std::process::ExitCode;

/// What to do with `models/`.
#[derive(clap::Subcommand)]
pub enum Models {
    /// Fetches the models named in `models/models.toml` and cuts them down to its operations.
    #[command(after_help = "Example:\n  cargo xtask models pull && cargo xtask codegen")]
    Pull,
    /// Selects operations of a service, and fetches what they need.
    Add(add::Options),
    /// Selects operations no longer, or a whole service.
    Remove(remove::Options),
    /// Lists the services of the pinned source, or the operations of one.
    List(list::Options),
    /// Goes to another version of the source, and tells what that changes for those who use the crate.
    Update(update::Options),
    /// Tells what changes between two versions of the source, or between two model files.
    Diff(diff::Options),
    /// Prints a model in another format.
    Convert(convert::Options),
}

impl Models {
    /// Whether the command writes files of the project.
    pub fn writes(&self) -> bool {
        match self {
            Self::Pull | Self::Add(_) | Self::Remove(_) => true,
            Self::Update(options) => !options.dry_run,
            Self::Convert(options) => options.out.is_some(),
            Self::List(_) | Self::Diff(_) => false,
        }
    }

    /// Whether it writes below `models/`. A command that does not leaves even an interrupted run as it is.
    fn writes_models(&self) -> bool {
        self.writes() && !matches!(self, Self::Convert(_))
    }
}

/// Runs the command.
pub fn run(project: &Project, command: &Models) -> ExitCode {
    if command.writes_models()
        && let Err(problem) = tree::recover(project, MODELS)
    {
        return report::failed(&[problem]);
    }
    match command {
        Models::Pull => pull::run(project),
        Models::Add(options) => add::run(project, options),
        Models::Remove(options) => remove::run(project, options),
        Models::List(options) => list::run(project, options),
        Models::Update(options) => update::run(project, options),
        Models::Diff(options) => diff::run(project, options),
        Models::Convert(options) => convert::run(project, options),
    }
}
