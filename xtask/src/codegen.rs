//! `cargo xtask codegen`: from `models/` to `generated/`.

use crate::config::Config;
use crate::project::{GENERATED, Project};
use crate::report;
use crate::sources::Sources;
use crate::timings::Timings;
use crate::tree::{Plan, Scope};
use smithereen_codegen::diagnostic::{Diagnostic, Severity};
use std::collections::BTreeMap;
use std::process::ExitCode;

/// How to go about it.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Write nothing; list what would be written, and fail if there is any.
    #[arg(long)]
    check: bool,
    /// Take warnings for errors.
    #[arg(long)]
    deny_warnings: bool,
    /// Tell how long each phase takes.
    #[arg(long)]
    timings: bool,
}

/// Runs the command.
pub(crate) fn run(project: &Project, options: &Options) -> ExitCode {
    let mut timings = Timings::default();
    let code = match generate(project, options, &mut timings) {
        Ok(files) => compare(project, options, &files, &mut timings),
        Err(problems) => report::failed(&problems),
    };
    if options.timings {
        timings.print();
    }
    code
}

/// The files of the crate, or every problem there is. Warnings are printed on the way.
fn generate(
    project: &Project,
    options: &Options,
    timings: &mut Timings,
) -> Result<BTreeMap<String, String>, Vec<Diagnostic>> {
    timings.begin("load");
    let config = Config::read(project)?;
    let sources = Sources::read(project, &config);
    let outcome = smithereen_codegen::generate_watched(&sources.texts, &mut |phase| timings.begin(phase));
    let found = judge(sources.with(outcome.diagnostics), options)?;
    report::diagnostics(&found);
    if outcome.files.is_empty() {
        return Err(vec![report::error(GENERATED, "the generator made no files at all")]);
    }
    Ok(outcome.files)
}

fn compare(
    project: &Project,
    options: &Options,
    files: &BTreeMap<String, String>,
    timings: &mut Timings,
) -> ExitCode {
    timings.begin("compare");
    let plan = Plan::make(project, GENERATED, files, Scope::Whole, !options.check)
        .and_then(|plan| judge(plan.foreign(), options).map(|warnings| (plan, warnings)));
    let (plan, warnings) = match plan {
        Ok(made) => made,
        Err(problems) => return report::failed(&problems),
    };
    report::diagnostics(&warnings);
    if options.check {
        return check(&plan);
    }
    timings.begin("write");
    plan.carry_out()
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
    report::note("not up to date; `cargo xtask codegen` makes it so");
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
