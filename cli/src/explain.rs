//! `smithereen explain`: describes an operation.

use crate::project::Project;
use crate::report;
use crate::subject::Subject;
use smithereen_codegen::show;
use std::process::ExitCode;

/// The operation to describe.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    smithereen explain iot UpdateProvisioningTemplate\n  \
    smithereen explain --model botocore/data/iot/2015-05-28/service-2.json CreateTopicRule\n  \
    smithereen explain UpdateManagedThing --skeleton > input.json")]
pub struct Options {
    #[command(flatten)]
    subject: Subject,
    /// Print a JSON skeleton of the input, and nothing else
    #[arg(long)]
    skeleton: bool,
}

impl Options {
    pub(crate) fn is_compressed(&self) -> bool {
        self.subject.is_compressed()
    }
}

/// Runs the command.
pub(crate) fn run(project: &Project, options: &Options) -> ExitCode {
    let operation = match options.subject.read(project) {
        Ok(operation) => operation,
        Err(problems) => return report::failed(&problems),
    };
    match options.skeleton {
        true => report::say(show::skeleton(&operation)),
        false => report::say_text(&show::explain(&operation)),
    }
    ExitCode::SUCCESS
}
