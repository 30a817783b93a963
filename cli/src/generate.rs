//! `smithereen generate`: generates the crate of a project, or a crate of any model in any folder.
//!
//! The forms of this one command belong here: a project, one model, a plugin of Smithy's build. Files are written by
//! [`tree`](crate::tree), and models are fetched by [`models`](crate::models).

#[cfg(feature = "models")]
pub(crate) mod plugin;
mod single;
mod unsupported;

use crate::project::Project;
use crate::sources::{Sources, crate_folder};
use crate::timings::Timings;
use crate::tree::{self, Plan, ReadLock, Scope};
use crate::{config, program, report};
use smithereen_codegen::diagnostic::{Diagnostic, Severity};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

/// The options of `generate`.
#[derive(clap::Args)]
pub struct Options {
    /// Write nothing; list the files that would change, and exit with 1 if there are any
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    shared: Shared,
    #[command(flatten)]
    single: single::Single,
}

/// The options of `generate` and `check`.
#[derive(clap::Args)]
struct Shared {
    /// Treat warnings as errors
    #[arg(long)]
    deny_warnings: bool,
    /// Print how long each phase takes
    #[arg(long)]
    timings: bool,
}

/// The options of `check`.
#[cfg(feature = "models")]
#[derive(clap::Args)]
pub(crate) struct CheckOptions {
    #[command(flatten)]
    shared: Shared,
}

impl Options {
    pub(crate) fn writes(&self) -> bool {
        !self.check
    }

    /// Returns whether a file of the named model is compressed with gzip.
    pub(crate) fn is_compressed(&self) -> bool {
        self.single.is_compressed()
    }
}

/// The crate to generate.
struct Job {
    sources: Sources,
    folder: PathBuf,
    /// The name of the folder in reports.
    label: String,
    /// Whether the help may suggest `--skip-unsupported`.
    may_skip: bool,
    /// Keeps the models unchanged until the crate is written. `None` for a crate of `--model`.
    lock: Option<ReadLock>,
}

impl Job {
    /// Creates the job for the crate that the project configures.
    fn of_project(project: &Project, is_check: bool) -> Result<Self, Vec<Diagnostic>> {
        let one = |problem| vec![problem];
        if !is_check {
            tree::recover_project(project).map_err(one)?;
        }
        let lock = Some(tree::read_project(project).map_err(one)?);
        let config = config::read(project)?;
        let label = crate_folder(&config).map_err(one)?.to_owned();
        let sources = Sources::read(project, &config);
        Ok(Self { sources, folder: project.path(&label), label, may_skip: false, lock })
    }
}

/// Runs `generate`.
pub(crate) fn run(project: &Project, options: &Options) -> ExitCode {
    let mut timings = Timings::default();
    timings.begin("load");
    let job = match single::job(project, &options.single) {
        Some(job) => job,
        None => Job::of_project(project, options.check),
    };
    finish(job, options.check, &options.shared, timings)
}

/// Runs `check`.
#[cfg(feature = "models")]
pub(crate) fn check(project: &Project, options: &CheckOptions) -> ExitCode {
    let mut timings = Timings::default();
    timings.begin("load");
    finish(Job::of_project(project, true), true, &options.shared, timings)
}

fn finish(
    job: Result<Job, Vec<Diagnostic>>,
    is_check: bool,
    options: &Shared,
    mut timings: Timings,
) -> ExitCode {
    let done = job.and_then(|job| generate(job, options, &mut timings)).and_then(|generated| {
        timings.begin("compare");
        match is_check {
            true => compare(&generated, options),
            false => write(&generated, options, &mut timings),
        }
    });
    let code = done.unwrap_or_else(|problems| report::failed(&problems));
    if options.timings {
        timings.print();
    }
    code
}

/// The files of a crate, and the folder that they belong in.
struct Generated {
    folder: PathBuf,
    label: String,
    files: BTreeMap<String, String>,
    _lock: Option<ReadLock>,
}

/// Generates the files in memory, and prints warnings.
fn generate(job: Job, options: &Shared, timings: &mut Timings) -> Result<Generated, Vec<Diagnostic>> {
    let Job { sources, folder, label, may_skip, lock } = job;
    let mut outcome = smithereen_codegen::generate_watched(&sources.input, &mut |phase| timings.begin(phase));
    outcome.skipped.iter().for_each(unsupported::report_skipped);
    if may_skip && outcome.files.is_empty() {
        outcome.diagnostics.extend(sources.input.services.iter().filter_map(unsupported::hint));
    }
    let found = accept(sources.with(outcome.diagnostics), options)?;
    report::diagnostics(&found);
    if outcome.files.is_empty() {
        return Err(vec![report::error(label, "the generator returned no files")]);
    }
    Ok(Generated { folder, label, files: outcome.files, _lock: lock })
}

fn write(
    generated: &Generated,
    options: &Shared,
    timings: &mut Timings,
) -> Result<ExitCode, Vec<Diagnostic>> {
    let lock = tree::write(&generated.folder, &generated.label).map_err(|problem| vec![problem])?;
    let plan = plan(generated, options)?;
    timings.begin("write");
    Ok(plan.apply(&lock))
}

/// Reports the files that differ.
fn compare(generated: &Generated, options: &Shared) -> Result<ExitCode, Vec<Diagnostic>> {
    let update = program::line("generate");
    let help = format!("run `{update}`, or the same command without `--check`, to undo or complete that run");
    let _lock = tree::read(&generated.folder, &generated.label, &help).map_err(|problem| vec![problem])?;
    let plan = plan(generated, options)?;
    let differences = plan.differences();
    if differences.is_empty() {
        report::say(plan.summary());
        return Ok(ExitCode::SUCCESS);
    }
    for (kind, path) in &differences {
        report::say(format_args!("{kind}: {path}"));
    }
    let count = |kind: &str| differences.iter().filter(|(other, _)| *other == kind).count();
    let kinds = ["changed", "missing", "stale"].map(|kind| (count(kind), kind));
    let counts = kinds.iter().filter(|(count, _)| *count > 0).map(|(count, kind)| format!("{count} {kind}"));
    report::note(format_args!(
        "{} is not up to date: {}\n  help: run `{update}`, or the same command without `--check`",
        generated.label,
        counts.collect::<Vec<_>>().join(", ")
    ));
    Ok(ExitCode::FAILURE)
}

/// Compares the files with the folder. Returns an error for files that cannot be replaced, and prints warnings.
fn plan<'g>(generated: &'g Generated, options: &Shared) -> Result<Plan<'g>, Vec<Diagnostic>> {
    let plan = Plan::new(&generated.folder, &generated.label, &generated.files, Scope::Whole)?;
    report::diagnostics(&accept(plan.not_generated(), options)?);
    Ok(plan)
}

/// Returns the diagnostics if none of them is an error.
fn accept(mut found: Vec<Diagnostic>, options: &Shared) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
    if options.deny_warnings {
        found.iter_mut().for_each(|diagnostic| diagnostic.severity = Severity::Error);
    }
    found.sort_by_key(|diagnostic| diagnostic.severity);
    let has_errors = found.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    if has_errors { Err(found) } else { Ok(found) }
}
