//! The commands that edit `smithereen.toml` and fetch, compare and convert models.
//!
//! One file for each command, and the parts that they share: arguments, edits of the configuration, slices, and the
//! prepared state of a project (`review`). Reading a source of models belongs in [`source`](crate::source).

mod add;
mod arguments;
mod convert;
mod diff;
mod edit;
pub mod init;
mod list;
pub mod man;
mod pull;
mod release;
mod remove;
mod review;
mod search;
mod show;
mod slices;
mod update;

pub use release::{Release, Releases};
pub use slices::{SERVICE_FILES, cut, unknown_service};

use crate::project::Project;
use crate::{report, tree};
use std::process::ExitCode;

/// The commands that edit `smithereen.toml` and fetch, compare and convert models.
#[derive(clap::Subcommand)]
pub enum Models {
    /// Selects operations, fetches what they need, and generates the crate
    #[command(after_help = "Examples:\n  \
        smithereen add iot UpdateThing DescribeThing\n  \
        smithereen add iot UpdateThing lambda Invoke\n  \
        smithereen add iot --all\n  \
        smithereen add iot update-thing")]
    Add(add::Options),
    /// Removes operations, or whole services
    #[command(after_help = "Examples:\n  \
        smithereen remove iot DescribeThing\n  \
        smithereen remove iot")]
    Remove(remove::Options),
    /// Lists the services of the source, or the operations of one
    #[command(after_help = "Examples:\n  smithereen list\n  smithereen list iot")]
    List(list::Options),
    /// Searches all services for operations by a part of their names
    #[command(after_help = "Examples:\n  smithereen search UpdateThing\n  smithereen search thing-group")]
    Search(search::Options),
    /// Fetches the models that `smithereen.toml` names, and generates the crate
    #[command(after_help = "Example:\n  smithereen pull")]
    Pull,
    /// Pins another version of the source, and reports what that changes for users of the crate
    #[command(after_help = "Examples:\n  \
        smithereen update --dry-run\n  \
        smithereen update 1.44.5 --apply-version")]
    Update(update::Options),
    /// Compares two versions of the source, or two model files
    #[command(after_help = "Examples:\n  \
        smithereen diff 1.37.23 1.44.5\n  \
        smithereen diff 1.37.23 1.44.5 --service lambda --format json\n  \
        smithereen diff old/service-2.json new/service-2.json")]
    Diff(diff::Options),
    /// Converts a model to another format
    #[command(after_help = "Example:\n  smithereen convert iot --to smithy --out iot.json")]
    Convert(convert::Options),
}

impl Models {
    /// Returns whether the command writes files.
    pub fn writes(&self) -> bool {
        match self {
            Self::Add(_) | Self::Remove(_) | Self::Pull => true,
            Self::Update(options) => !options.dry_run,
            Self::Convert(options) => options.out.is_some(),
            Self::List(_) | Self::Search(_) | Self::Diff(_) => false,
        }
    }

    /// Returns whether the command writes files of the project. Other commands leave an interrupted run as it is.
    fn writes_project(&self) -> bool {
        self.writes() && !matches!(self, Self::Convert(_))
    }
}

/// Runs the command.
pub fn run(project: &Project, command: &Models) -> ExitCode {
    if command.writes_project()
        && let Err(problem) = tree::recover_project(project)
    {
        return report::failed(&[problem]);
    }
    match command {
        Models::Add(options) => add::run(project, options),
        Models::Remove(options) => remove::run(project, options),
        Models::List(options) => list::run(project, options),
        Models::Search(options) => search::run(project, options),
        Models::Pull => pull::run(project),
        Models::Update(options) => update::run(project, options),
        Models::Diff(options) => diff::run(project, options),
        Models::Convert(options) => convert::run(project, options),
    }
}
