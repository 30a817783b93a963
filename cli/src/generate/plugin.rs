//! `smithereen plugin`: a `run` plugin of Smithy's build. It reads the model from standard input, and writes the crate
//! to the plugin's folder.

use super::{Job, Shared, finish};
use crate::sources::{Sources, default_partitions};
use crate::timings::Timings;
use crate::workspace::Workspace;
use crate::{report, runtime};
use smithereen_build::files;
use smithereen_codegen::diagnostic::Diagnostic;
use smithereen_codegen::{Content, CrateSources, Manifest, Selection, ServiceSources, Source, slice};
use std::env;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

/// The environment variable with the folder of the plugin.
const FOLDER: &str = "SMITHY_PLUGIN_DIR";
/// The name of the model in diagnostics.
const MODEL: &str = "standard input";

/// The settings of the plugin.
#[derive(clap::Args)]
#[command(after_help = "Example, in smithy-build.json:\n  \
    \"plugins\": {\"run::smithereen\": {\"command\": [\"smithereen\", \"plugin\", \"--name\", \"weather\"]}}\n\n\
    The files go to the folder that SMITHY_PLUGIN_DIR names, else to the current one.")]
pub(crate) struct Options {
    /// The name of the crate
    #[arg(long, value_name = "CRATE", value_parser = super::single::name)]
    name: String,
    /// The service of a model with several, by shape id or name
    #[arg(long, value_name = "NAME")]
    service: Option<String>,
    /// The operations, separated by commas [default: all]
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    operations: Vec<String>,
    /// Leave out operations that cannot be generated, and list them
    #[arg(long, conflicts_with = "operations")]
    skip_unsupported: bool,
    /// The name of the service's module [default: from the model's `sdkId` or shape id]
    #[arg(long, value_name = "NAME", value_parser = super::single::name)]
    module: Option<String>,
    /// Generate types only: no operations, no client, no endpoint
    #[arg(long)]
    types_only: bool,
    /// The crate's dependency on the runtime, such as `{ version = "0.1" }` or `{ path = "../runtime" }`
    #[arg(long, value_name = "TABLE", value_parser = super::single::table)]
    runtime: Option<String>,
    #[command(flatten)]
    shared: Shared,
}

/// Runs the command.
pub(crate) fn run(options: &Options) -> ExitCode {
    let mut timings = Timings::default();
    timings.begin("load");
    finish(prepare(options), false, &options.shared, timings)
}

fn prepare(options: &Options) -> Result<Job, Vec<Diagnostic>> {
    let one = |problem| vec![problem];
    let folder = env::var_os(FOLDER).map_or_else(|| PathBuf::from("."), PathBuf::from);
    let label = folder.display().to_string();
    let folder = folder
        .canonicalize()
        .map_err(|error| one(report::error(&label, format!("cannot be reached: {error}"))))?;
    let model = model(options.service.as_deref())?;
    let operations = match (options.operations.is_empty(), options.skip_unsupported) {
        (true, true) => Selection::Supported,
        (true, false) => Selection::All,
        (false, _) => Selection::Named(options.operations.clone()),
    };
    let name = options.module.clone().unwrap_or_default();
    let service = ServiceSources { name, model, endpoints: None, docs: None, operations };
    let is_workspace = Workspace::is_needed_for(&folder).map_err(one)?;
    let runtime = options.runtime.clone().unwrap_or_else(|| runtime::dependency(&folder));
    let input = CrateSources {
        content: if options.types_only { Content::Types } else { Content::Whole },
        manifest: Manifest { is_workspace, ..Manifest::default() },
        documentation: true,
        ..CrateSources::new(options.name.clone(), runtime, default_partitions(), vec![service])
    };
    let sources = Sources { input, unreadable: Vec::new() };
    Ok(Job { sources, folder, label, may_skip: false, lock: None })
}

/// Returns the model on standard input, reduced to a service.
fn model(service: Option<&str>) -> Result<Source, Vec<Diagnostic>> {
    let text = files::read_stream(io::stdin(), MODEL).map_err(|problem| vec![problem])?;
    let mut model = Source { path: MODEL.to_owned(), text };
    if let Some(service) = service {
        model.text = slice::choose_service(&model, service)?;
    }
    Ok(model)
}
