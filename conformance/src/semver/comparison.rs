//! Compares the step of cargo-semver-checks with that of `models diff`.

use super::FOLDER;
use crate::Problems;
use smithereen_cli::project::Project;
use smithereen_cli::report;
use smithereen_codegen::diff::{ChangeKind, Report, Step};
use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const HELP: &str = "`cargo install cargo-semver-checks --locked --root target/conformance/semver-checks` installs it \
    below the project, in some minutes";

/// cargo-semver-checks.
pub(super) struct Tool {
    program: PathBuf,
}

/// The result of cargo-semver-checks for two crates.
pub(super) struct Found {
    step: Step,
    /// The lints with findings, and their number.
    lints: Vec<(String, usize)>,
}

impl Tool {
    /// Finds the program below the project's target folder, or on `PATH`.
    pub(super) fn find(project: &Project) -> Result<Self, Problems> {
        let name = format!("cargo-semver-checks{}", env::consts::EXE_SUFFIX);
        let own = project.path("target/conformance/semver-checks/bin").join(&name);
        let paths = env::var_os("PATH").unwrap_or_default();
        let on_path = env::split_paths(&paths).map(|folder| folder.join(&name));
        let program = [own].into_iter().chain(on_path).find(|path| path.is_file());
        let program = program.map(|program| std::path::absolute(&program).unwrap_or(program));
        program
            .map(|program| Self { program })
            .ok_or_else(|| vec![report::error_help(FOLDER, "cargo-semver-checks is not installed", HELP)])
    }

    /// Compares two crates by their rustdoc JSON. With the release type `patch`, it reports every change.
    pub(super) fn compare(&self, old: &Path, new: &Path) -> Result<Found, Problems> {
        let mut command = Command::new(&self.program);
        command.args(["semver-checks", "check-release", "--color", "never", "--release-type", "patch"]);
        command.arg("--baseline-rustdoc").arg(old).arg("--current-rustdoc").arg(new);
        let failed = |why: String| vec![report::error(old.to_string_lossy(), why)];
        let output = command.stdin(Stdio::null()).output();
        let output = output.map_err(|error| failed(format!("cargo-semver-checks cannot be run: {error}")))?;
        let text = format!(
            "{}\n{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        read(&text).ok_or_else(|| failed(format!("cargo-semver-checks has no summary:\n{text}")))
    }
}

/// Parses the output: a heading for each lint, a line for each finding, and a summary with the step.
fn read(text: &str) -> Option<Found> {
    let summary = text.lines().find(|line| line.trim_start().starts_with("Summary "))?;
    let step = match summary {
        line if line.contains("requires new major") => Step::Major,
        line if line.contains("requires new minor") => Step::Minor,
        line if line.contains("no semver update required") => Step::None,
        _ => return None,
    };
    let mut lints: Vec<(String, usize)> = Vec::new();
    for line in text.lines() {
        let heading = line.strip_prefix("--- failure ").or_else(|| line.strip_prefix("--- warning "));
        if let Some(heading) = heading {
            lints.push((heading.split(':').next().unwrap_or(heading).to_owned(), 0));
        } else if line.starts_with("  ")
            && !line.starts_with("   ")
            && let Some((_, count)) = lints.last_mut()
        {
            *count += 1;
        }
    }
    Some(Found { step, lints })
}

/// The lints whose findings are counted.
const COUNTED: [&str; 4] = [
    "constructible_struct_adds_field",
    "struct_pub_field_missing",
    "enum_variant_added",
    "enum_variant_missing",
];

/// The comparison of a service between two releases, with the steps of both tools.
pub(super) struct Comparison {
    service: String,
    versions: String,
    changes: usize,
    pub(super) ours: Step,
    theirs: Found,
    pub(super) verdict: Verdict,
}

/// Whether both tools report the same step.
pub(super) enum Verdict {
    Agree,
    /// The steps differ for a known reason.
    Explained(&'static str),
    Disagree(String),
}

impl Comparison {
    pub(super) fn new((old, new): (&str, &str), report: &Report, theirs: Found) -> Self {
        Self {
            service: report.service.clone(),
            versions: format!("{old} {new}"),
            changes: report.changes.len(),
            ours: report.step(),
            verdict: verdict(report, &theirs),
            theirs,
        }
    }
}

/// Classifies the results. cargo-semver-checks has lints for breaking changes and compiler warnings, but none for the
/// types of fields and for additions.
fn verdict(report: &Report, theirs: &Found) -> Verdict {
    let miscounted = miscounted(report, theirs);
    if !miscounted.is_empty() {
        return Verdict::Disagree(miscounted.join("; "));
    }
    let (ours, theirs) = (report.step(), theirs.step);
    let seen = report.changes.iter().filter(|change| is_seen(&change.kind));
    let seen = seen.map(|change| change.api.step()).filter(|step| *step >= Step::Minor).max();
    match seen.unwrap_or(Step::None) {
        _ if theirs == ours || (theirs == Step::None && ours == Step::Patch) => Verdict::Agree,
        visible if theirs != visible => Verdict::Disagree("another step".to_owned()),
        _ if ours == Step::Major => Verdict::Explained(
            "cargo-semver-checks has no lint for types of fields or the arguments of `new`",
        ),
        _ => Verdict::Explained("cargo-semver-checks has no lint for additions"),
    }
}

/// Returns the lint that has one finding for each change of this kind.
fn countable(what: &ChangeKind) -> Option<&'static str> {
    Some(match what {
        ChangeKind::MemberAdded { .. } => "constructible_struct_adds_field",
        ChangeKind::MemberRemoved => "struct_pub_field_missing",
        ChangeKind::ValueAdded { .. } | ChangeKind::VariantAdded | ChangeKind::ErrorAdded => {
            "enum_variant_added"
        }
        ChangeKind::ValueRemoved { .. } | ChangeKind::VariantRemoved | ChangeKind::ErrorRemoved => {
            "enum_variant_missing"
        }
        _ => return None,
    })
}

/// Returns the lints whose number of findings differs from that of the changes.
fn miscounted(report: &Report, theirs: &Found) -> Vec<String> {
    let mut ours: BTreeMap<&str, usize> = BTreeMap::new();
    for lint in COUNTED {
        ours.insert(lint, 0);
    }
    // cargo-semver-checks reports a renamed type as a removed type, without findings for its members.
    let renamed =
        report.changes.iter().filter(|change| matches!(change.kind, ChangeKind::ShapeRenamed { .. }));
    let renamed: BTreeSet<&Option<String>> = renamed.map(|change| &change.shape).collect();
    let counted = report.changes.iter().filter(|change| !renamed.contains(&change.shape));
    for lint in counted.filter_map(|change| countable(&change.kind)) {
        *ours.entry(lint).or_default() += 1;
    }
    let theirs =
        |lint: &str| theirs.lints.iter().find(|(name, _)| name == lint).map_or(0, |(_, count)| *count);
    let other = ours.into_iter().filter(|(lint, count)| theirs(lint) != *count);
    other.map(|(lint, count)| format!("{lint}: {count} of ours, {} of theirs", theirs(lint))).collect()
}

/// Returns whether cargo-semver-checks has a lint for the change.
fn is_seen(what: &ChangeKind) -> bool {
    !matches!(
        what,
        ChangeKind::Type { .. }
            | ChangeKind::ConstructorArguments { .. }
            | ChangeKind::OutputAdded
            | ChangeKind::OperationAdded
            | ChangeKind::ShapeAdded { .. }
    )
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { service, versions, changes, ours, theirs, verdict } = self;
        let verdict = match verdict {
            Verdict::Agree => "agree".to_owned(),
            Verdict::Explained(why) => format!("differ: {why}"),
            Verdict::Disagree(why) => format!("DISAGREE: {why}"),
        };
        let lints: Vec<String> = theirs.lints.iter().map(|(lint, count)| format!("{lint} {count}")).collect();
        let (ours, theirs) = (ours.name(), theirs.step.name());
        write!(f, "{service:32} {versions:16} {changes:4} {ours:6} {theirs:6} {verdict}")?;
        if lints.is_empty() { Ok(()) } else { write!(f, "\n    {}", lints.join(", ")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summaries_and_findings_are_parsed() {
        let text = "--- failure enum_variant_added: a new variant ---\n\nDescription:\nSome.\n\nFailed in:\n  variant \
            A:B in a.rs:1\n  variant A:C in a.rs:2\n     Summary semver requires new major version: 1 major and 0 minor \
            checks failed\n";
        let found = read(text).unwrap();
        assert_eq!((found.step, found.lints), (Step::Major, vec![("enum_variant_added".to_owned(), 2)]));
        assert_eq!(read("     Summary no semver update required\n").unwrap().step, Step::None);
        assert!(read("error: cannot be read\n").is_none());
    }
}
