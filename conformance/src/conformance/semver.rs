//! `cargo xtask conformance --semver`: the step that `models diff` names, held against cargo-semver-checks on the two
//! crates that are made of the models. It takes minutes.

mod judge;
mod pairs;
mod subject;

use super::{Options, Problems};
use judge::{Judged, Verdict};
use pairs::Pair;
use smithereen_cli::project::Project;
use smithereen_cli::report;
use smithereen_codegen::diff::Step;
use std::process::ExitCode;
use subject::Subject;

/// Where all of this goes.
const FOLDER: &str = "target/conformance/semver";

/// Runs the command.
pub(super) fn run(project: &Project, options: &Options) -> ExitCode {
    match judge(project, options) {
        Ok(judged) => conclude(&judged),
        Err(problems) => report::failed(&problems),
    }
}

fn judge(project: &Project, options: &Options) -> Result<Vec<Judged>, Problems> {
    let tool = judge::Tool::find(project)?;
    let releases = pairs::releases(project)?;
    let pairs = pairs::choose(&releases, &options.service)?;
    let mut subject = Subject::new(project)?;
    report::note(format_args!("{} pairs of service and releases", pairs.len()));
    let working = report::Working::at("cargo-semver-checks");
    let mut judged = Vec::new();
    for Pair { service, old, new, operations, report } in pairs {
        working.now(&format!("comparing {service}"));
        let one = subject.document(&service, old, &operations)?;
        let other = subject.document(&service, new, &operations)?;
        let found = tool.compare(&one, &other)?;
        judged.push(Judged::new((old.version(), new.version()), &report, found));
    }
    Ok(judged)
}

/// The table, and how the run ends.
fn conclude(judged: &[Judged]) -> ExitCode {
    let count = |verdict: fn(&Verdict) -> bool| judged.iter().filter(|one| verdict(&one.verdict)).count();
    for one in judged {
        report::say(one);
    }
    let steps = |step: Step| judged.iter().filter(|one| one.ours == step).count();
    let disagree = count(|verdict| matches!(verdict, Verdict::Disagree(_)));
    report::say(format_args!(
        "{} pairs ({} major, {} minor, {} patch): {} agree, {} differ and it is known why, {disagree} disagree",
        judged.len(),
        steps(Step::Major),
        steps(Step::Minor),
        steps(Step::Patch) + steps(Step::None),
        count(|verdict| matches!(verdict, Verdict::Agree)),
        count(|verdict| matches!(verdict, Verdict::Explained(_))),
    ));
    match disagree == 0 && !judged.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}
