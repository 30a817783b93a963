//! `cargo xtask conformance --semver`: compares the version step of `models diff` with that of cargo-semver-checks on the
//! crates generated from both models. A run takes minutes.
//!
//! Choosing releases and running the external tool belong here. The step of a release is decided by `codegen`.

mod comparison;
mod pairs;
mod subject;

use super::Problems;
use super::options::Options;
use comparison::{Comparison, Verdict};
use pairs::Pair;
use smithereen_cli::project::Project;
use smithereen_cli::report;
use smithereen_codegen::diff::Step;
use std::process::ExitCode;
use subject::Subject;

/// The folder for all files of a run.
const FOLDER: &str = "target/conformance/semver";

/// Runs the comparison.
pub(super) fn run(project: &Project, options: &Options) -> ExitCode {
    match compare(project, options) {
        Ok(comparisons) => conclude(&comparisons),
        Err(problems) => report::failed(&problems),
    }
}

fn compare(project: &Project, options: &Options) -> Result<Vec<Comparison>, Problems> {
    let tool = comparison::Tool::find(project)?;
    let releases = pairs::releases(project)?;
    let pairs = pairs::choose(&releases, &options.service)?;
    let mut subject = Subject::new(project)?;
    report::note(format_args!("{} pairs of service and releases", pairs.len()));
    let working = report::Working::at("cargo-semver-checks");
    let mut comparisons = Vec::new();
    for Pair { service, old, new, operations, report } in pairs {
        working.now(&format!("comparing {service}"));
        let one = subject.document(&service, old, &operations)?;
        let other = subject.document(&service, new, &operations)?;
        let found = tool.compare(&one, &other)?;
        comparisons.push(Comparison::new((old.version(), new.version()), &report, found));
    }
    Ok(comparisons)
}

/// Prints the table and returns the exit code.
fn conclude(comparisons: &[Comparison]) -> ExitCode {
    let count =
        |verdict: fn(&Verdict) -> bool| comparisons.iter().filter(|one| verdict(&one.verdict)).count();
    for one in comparisons {
        report::say(one);
    }
    let steps = |step: Step| comparisons.iter().filter(|one| one.ours == step).count();
    let disagree = count(|verdict| matches!(verdict, Verdict::Disagree(_)));
    report::say(format_args!(
        "{} pairs ({} major, {} minor, {} patch): {} agree, {} differ for a known reason, {disagree} disagree",
        comparisons.len(),
        steps(Step::Major),
        steps(Step::Minor),
        steps(Step::Patch) + steps(Step::None),
        count(|verdict| matches!(verdict, Verdict::Agree)),
        count(|verdict| matches!(verdict, Verdict::Explained(_))),
    ));
    match disagree == 0 && !comparisons.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}
