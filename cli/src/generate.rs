//! `cargo xtask codegen`: from `models/` to `generated/`, or from any model to a crate anywhere.

mod single;
mod unsupported;

use crate::config::Config;
use crate::project::{GENERATED, MODELS, Project};
use crate::report;
use crate::sources::Sources;
use crate::timings::Timings;
use crate::tree::{self, Plan, ReadLock, Scope};
use smithereen_codegen::diagnostic::{Diagnostic, Severity};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

/// How to go about it.
#[derive(clap::Args)]
pub struct Options {
    /// Write nothing; list what would be written, and fail if there is any.
    #[arg(long)]
    check: bool,
    /// Take warnings for errors.
    #[arg(long)]
    deny_warnings: bool,
    /// Tell how long each phase takes.
    #[arg(long)]
    timings: bool,
    #[command(flatten)]
    single: single::Single,
}

impl Options {
    pub(crate) fn writes(&self) -> bool {
        !self.check
    }
}

/// What is to be generated, and where to.
struct Job {
    sources: Sources,
    base: PathBuf,
    /// What that is called.
    shown: String,
    /// Whether the crate is a workspace of its own, as one must be that stands in another and is no part of it.
    is_alone: bool,
    /// Whether `--skip-unsupported` could be added.
    may_skip: bool,
    /// Until the crate is written, `models/` stays as it was read. None for a crate of any model: it may go anywhere.
    view: Option<ReadLock>,
}

impl Job {
    /// As `models.toml` says.
    fn of_project(project: &Project, options: &Options) -> Result<Self, Vec<Diagnostic>> {
        let one = |problem| vec![problem];
        if options.writes() {
            tree::recover(project, MODELS).map_err(one)?;
        }
        let view = Some(tree::view_models(project).map_err(one)?);
        let sources = Sources::read(project, &Config::read(project)?);
        let (base, shown) = (project.path(GENERATED), GENERATED.to_owned());
        Ok(Self { sources, base, shown, is_alone: false, may_skip: false, view })
    }
}

/// Runs the command.
pub(crate) fn run(project: &Project, options: &Options) -> ExitCode {
    let mut timings = Timings::default();
    timings.begin("load");
    let job = single::job(project, &options.single).unwrap_or_else(|| Job::of_project(project, options));
    let code = match job.and_then(|job| generate(job, options, &mut timings)) {
        Ok(made) => compare(&made, options, &mut timings),
        Err(problems) => report::failed(&problems),
    };
    if options.timings {
        timings.print();
    }
    code
}

/// The files of a crate, and where they go.
struct Made {
    base: PathBuf,
    shown: String,
    files: BTreeMap<String, String>,
    _view: Option<ReadLock>,
}

/// The files, or every problem there is. Warnings are printed on the way.
fn generate(job: Job, options: &Options, timings: &mut Timings) -> Result<Made, Vec<Diagnostic>> {
    let Job { sources, base, shown, is_alone, may_skip, view } = job;
    let mut outcome = smithereen_codegen::generate_watched(&sources.texts, &mut |phase| timings.begin(phase));
    outcome.skipped.iter().for_each(unsupported::report_skipped);
    if may_skip && outcome.files.is_empty() {
        outcome.diagnostics.extend(sources.texts.services.iter().filter_map(unsupported::hint));
    }
    let found = judge(sources.with(outcome.diagnostics), options)?;
    report::diagnostics(&found);
    let mut files = outcome.files;
    if files.is_empty() {
        return Err(vec![report::error(shown, "the generator made no files at all")]);
    }
    if let Some(manifest) = files.get_mut("Cargo.toml").filter(|_| is_alone) {
        manifest.push_str("\n[workspace]\n");
    }
    Ok(Made { base, shown, files, _view: view })
}

fn compare(made: &Made, options: &Options, timings: &mut Timings) -> ExitCode {
    timings.begin("compare");
    let Made { base, shown, .. } = made;
    let done = match options.check {
        true => tree::view(base, shown, "the same command without `--check` undoes or completes that run")
            .map_err(|problem| vec![problem])
            .and_then(|_view| plan(made, options).map(|plan| check(&plan))),
        false => tree::turn(base, shown).map_err(|problem| vec![problem]).and_then(|turn| {
            let plan = plan(made, options)?;
            timings.begin("write");
            Ok(plan.carry_out(&turn))
        }),
    };
    done.unwrap_or_else(|problems| report::failed(&problems))
}

/// What has to be done, or what is in the way. Warnings are printed on the way.
fn plan<'m>(made: &'m Made, options: &Options) -> Result<Plan<'m>, Vec<Diagnostic>> {
    let plan = Plan::make(&made.base, &made.shown, &made.files, Scope::Whole)?;
    report::diagnostics(&judge(plan.foreign(), options)?);
    Ok(plan)
}

/// Says what is not as it should be.
fn check(plan: &Plan<'_>) -> ExitCode {
    let differences = plan.differences();
    if differences.is_empty() {
        report::say(plan.summary());
        return ExitCode::SUCCESS;
    }
    for (what, path) in differences {
        report::say(format_args!("{what}: {path}"));
    }
    report::note("not up to date; the same command without `--check` makes it so");
    ExitCode::FAILURE
}

/// The problems back again if one can go on in spite of them.
fn judge(mut found: Vec<Diagnostic>, options: &Options) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
    if options.deny_warnings {
        found.iter_mut().for_each(|diagnostic| diagnostic.severity = Severity::Error);
    }
    found.sort_by_key(|diagnostic| diagnostic.severity);
    let stops = found.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    if stops { Err(found) } else { Ok(found) }
}
