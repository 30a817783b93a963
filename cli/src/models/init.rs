//! `smithereen init`: creates `smithereen.toml` and an empty crate, adds the crate to the workspace, and excludes downloads
//! from version control.
//!
//! What is chosen from the folder that the command runs in belongs here. Writing the files belongs in `review`.

mod ignore;
mod manifest;
mod origin;
mod text;

use super::review::{self, Edit};
use crate::config::Source;
use crate::project::{CONFIG, Project};
use crate::source::{self, Wanted};
use crate::workspace::Workspace;
use crate::{config, program, report, runtime, tree};
use origin::Origin;
use smithereen_codegen::diagnostic::Diagnostic;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The options of `init`.
#[derive(clap::Args)]
pub struct Options {
    /// The source of models: `python` for an installed botocore, boto3 or awscli, a folder of models of botocore or in
    /// Smithy's JSON, or a model file [default: the newest botocore that pip finds]
    #[arg(long, value_name = "python|DIR|FILE")]
    from: Option<String>,
    /// The name of the crate [default: the name of its folder]
    #[arg(long, value_name = "CRATE")]
    name: Option<String>,
    /// The folder of the crate [default: `crates/aws` if there is a folder `crates`, else `aws`]
    #[arg(long, value_name = "DIR")]
    path: Option<String>,
}

/// Names for the crate's folder; the first that does not exist is used.
const NAMES: [&str; 3] = ["aws", "aws-client", "aws-operations"];

/// Runs the command at `start`: the current folder, unless another is given.
pub fn run(start: &Path, options: &Options) -> ExitCode {
    match init(start, options) {
        Ok(code) => code,
        Err(problems) => report::failed(&problems),
    }
}

fn init(start: &Path, options: &Options) -> Result<ExitCode, Vec<Diagnostic>> {
    let one = |problem| vec![problem];
    let start = std::path::absolute(start)
        .map_err(|error| one(report::error(start.display().to_string(), error.to_string())))?;
    let workspace = Workspace::around(&start).map_err(one)?;
    let root = workspace.as_ref().map_or_else(|| start.clone(), |workspace| workspace.root.clone());
    let project = Project::at(root.clone());
    tree::recover_project(&project).map_err(one)?;
    if project.path(CONFIG).exists() {
        let help = format!("`{}` selects operations", program::line("add SERVICE OPERATION"));
        return Err(one(report::error_help(CONFIG, "exists already", help)));
    }
    let path = options.path.clone().unwrap_or_else(|| crate_folder(&root));
    let folder = root.join(&path);
    let origin = Origin::find(&project, &start, options.from.as_deref())?;
    let is_member = workspace.as_ref().is_some_and(|workspace| workspace.claims(&folder));
    let text = text::config(&text::Settings {
        source: &origin.lines,
        name: options.name.as_deref().unwrap_or_else(|| path.rsplit('/').next().unwrap_or(&path)),
        path: &path,
        runtime: runtime::path_from(&root),
        is_member,
    });
    let config = config::parse(&text)?;
    let opened = source::open(&project, &config.source, Wanted::Named(&[]))?;
    let mut edits = Vec::new();
    if workspace.is_some_and(|workspace| is_member && !workspace.has_member(&folder)) {
        edits.push(manifest::with_member(&project, &path).map_err(one)?);
    }
    if let Source::Package(_) = config.source {
        edits.extend(ignore::with_downloads(&project).map_err(one)?);
    }
    let changed = review::first(&project, config, &opened, edits)?;
    let code = review::apply(&project, &changed, &[]);
    if code == ExitCode::SUCCESS {
        let add = program::line("add iot UpdateThing");
        report::note(format_args!(
            "{CONFIG} is written; next: `{}` and operations, such as `{add}`",
            program::line("add")
        ));
    }
    Ok(code)
}

fn crate_folder(root: &Path) -> String {
    let prefix = if root.join("crates").is_dir() { "crates/" } else { "" };
    let mut paths = NAMES.iter().map(|name| format!("{prefix}{name}"));
    let free = |path: &String| !root.join(PathBuf::from(path)).exists();
    paths.find(free).unwrap_or_else(|| format!("{prefix}smithereen-aws"))
}
