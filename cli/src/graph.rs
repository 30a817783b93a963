//! `smithereen graph`: draws the shapes of an operation.

use crate::project::Project;
use crate::report;
use crate::subject::Subject;
use smithereen_codegen::show::{Format, picture};
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

/// The operation to draw.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    smithereen graph iot-managed-integrations UpdateManagedThing --out thing.svg\n  \
    smithereen graph --model botocore/data/iot/2015-05-28/service-2.json CreateTopicRule --format dot | dot -Tpdf -o rule.pdf\n\n\
    `--format` before `graph` is the format of diagnostics.")]
pub struct Options {
    #[command(flatten)]
    subject: Subject,
    /// The format of the picture
    #[arg(long, id = "format", value_name = "FORMAT", default_value = "svg", value_parser = ["svg", "dot", "mermaid"])]
    format: String,
    /// Write to this file in place of standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl Options {
    pub(crate) fn writes(&self) -> bool {
        self.out.is_some()
    }

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
    let format = match options.format.as_str() {
        "dot" => Format::Dot,
        "mermaid" => Format::Mermaid,
        // `--format` may be only the format of diagnostics.
        _ => Format::Svg,
    };
    let drawn = picture(&operation, format);
    let Some(file) = &options.out else {
        report::say_text(&drawn);
        return ExitCode::SUCCESS;
    };
    match fs::write(file, drawn) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report::failed(&[report::error(file.to_string_lossy(), format!("cannot be written: {error}"))])
        }
    }
}
