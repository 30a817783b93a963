//! `smithereen update`: pins another version of the source, or the current models of a source without versions.

use super::diff;
use super::edit::Edit;
use super::review::{self, Changed, Pins};
use super::show::Comparison;
use super::{Release, Releases};
use crate::config::{self, Config, Selection, Source, Version, is_sha256};
use crate::project::{CONFIG, PINS, Project};
use crate::source::lock::Lock;
use crate::source::{self, Opened, Origin, Wanted, versions};
use crate::{program, report};
use smithereen_codegen::diagnostic::Diagnostic;
use smithereen_codegen::diff::{ChangeKind, Report, Step};
use std::process::ExitCode;

/// The options of `smithereen update`.
#[derive(clap::Args)]
pub struct Options {
    /// The version of a package [default: the newest that pip finds]
    #[arg(value_parser = version)]
    version: Option<String>,
    /// The SHA-256 that the archive must have [default: trust what pip downloads, and pin it]
    #[arg(long, value_name = "DIGITS", value_parser = sha256)]
    sha256: Option<String>,
    /// Report the changes, and write nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Raise the crate's version by the required level (major, minor or patch), as reported
    #[arg(long)]
    apply_version: bool,
}

fn version(text: &str) -> Result<String, String> {
    match versions::is_one(text) {
        true => Ok(text.to_owned()),
        false => Err("write numbers with dots between, such as 1.44.5".to_owned()),
    }
}

fn sha256(text: &str) -> Result<String, String> {
    if is_sha256(text) {
        Ok(text.to_owned())
    } else {
        Err("write 64 hexadecimal digits in lower case".to_owned())
    }
}

/// Runs the command.
pub(super) fn run(project: &Project, options: &Options) -> ExitCode {
    let (comparison, changed) = match prepare(project, options) {
        Ok(prepared) => prepared,
        Err(problems) => return report::failed(&problems),
    };
    comparison.print();
    match changed {
        Err(problems) => report::failed(&problems),
        Ok(_) if options.dry_run => {
            report::note("dry run: nothing was changed");
            ExitCode::SUCCESS
        }
        Ok(changed) => review::apply(project, &changed, &[]),
    }
}

/// The report, and the files to write. If the new models cannot be used, the report is still printed, before the errors.
type Prepared = (Comparison, Result<Changed, Vec<Diagnostic>>);

/// Compares the old and the new models, and prepares the update in memory.
fn prepare(project: &Project, options: &Options) -> Result<Prepared, Vec<Diagnostic>> {
    let config = config::read(project)?;
    let names: Vec<&str> = config.services.iter().map(|service| service.name.as_str()).collect();
    let (old, new) = match &config.source {
        Source::Package(distribution) => {
            let releases = Releases { project, package: &distribution.package };
            let wanted = Wanted::Named(&names);
            let old = releases.pinned(&config, wanted)?;
            let new = releases.get(options.version.as_deref(), options.sha256.as_deref(), wanted)?;
            diff::report_checksum(&new);
            (old, new)
        }
        _ if options.version.is_some() || options.sha256.is_some() => {
            let help = "leave out the version: the source's current models are compared with the models in this project";
            return Err(vec![report::error_help(CONFIG, "the source is not a package with versions", help)]);
        }
        _ => (committed_release(project, &config)?, Release::new(source::open_selected(project, &config)?)),
    };
    let comparison = diff::of_selected(&config, &old, &new)?;
    let missing = missing_selection(&config, &comparison, &new.label);
    let step = options.apply_version.then(|| comparison.step());
    let changed = prepare_changes(project, config, &new, step).map_err(|mut problems| {
        problems.extend(missing);
        problems
    });
    Ok((comparison, changed))
}

/// Returns an error with the way out if the new models lack a service or an operation that `smithereen.toml` names.
fn missing_selection(config: &Config, comparison: &Comparison, label: &str) -> Option<Diagnostic> {
    let names_operations = |service: &str| {
        let mut services = config.services.iter();
        services.any(|one| one.name == service && matches!(one.operations, Selection::Named(_)))
    };
    let removed = |report: &Report| {
        names_operations(&report.service)
            && report.changes.iter().any(|change| change.kind == ChangeKind::OperationRemoved)
    };
    if comparison.gone.is_empty() && !comparison.reports.iter().any(removed) {
        return None;
    }
    let problem = format!("{label} lacks selected services or operations");
    let help = format!("`{}` removes them", program::line("remove SERVICE OPERATION"));
    Some(report::error_help(CONFIG, problem, help))
}

/// Returns the models in the project. The label is the source in `smithereen.lock`, or else the folder.
fn committed_release(project: &Project, config: &Config) -> Result<Release, Vec<Diagnostic>> {
    let models = source::committed(project, config).map_err(as_list)?;
    let lock = project.read(PINS).map_err(as_list)?;
    let lock = lock.map(|text| Lock::parse(&text)).transpose().map_err(as_list)?;
    let label = lock.map_or_else(|| config.models.clone(), |lock| lock.source());
    let origin = Origin { source: config.source.clone(), package: None };
    Ok(Release { label, opened: Opened { origin, models }, is_slice: true })
}

/// Computes the edits of `smithereen.toml` for the new version, and the reduced models; writes nothing. Raises the
/// version of the crate by `step`.
fn prepare_changes(
    project: &Project,
    old: Config,
    new: &Release,
    step: Option<Step>,
) -> Result<Changed, Vec<Diagnostic>> {
    let mut edit = Edit::of(&old.text).map_err(as_list)?;
    if let Some(distribution) = new.distribution() {
        edit.pin(&distribution.version, &distribution.sha256).map_err(as_list)?;
    }
    if let Some(step) = step {
        let version = next(&old.krate.version, step).map_err(as_list)?;
        report::note(format_args!("version of the crate: {} -> {version}", old.krate.version));
        edit.set_version(&version.to_string()).map_err(as_list)?;
    }
    let config = config::parse(&edit.into_text())?;
    review::finish(project, old, config, &new.opened, Pins::Replaced)
}

fn as_list(problem: Diagnostic) -> Vec<Diagnostic> {
    vec![problem]
}

/// Returns the next version of a crate after changes that require a step. Below 1.0, Cargo treats the first non-zero
/// number as the major version.
fn next(version: &Version, step: Step) -> Result<Version, Diagnostic> {
    if !version.suffix.is_empty() {
        let help = "set `version` in `[crate]` by hand";
        return Err(report::error_help(CONFIG, format!("`{version}` has no next version"), help));
    }
    let numbers = match (version.numbers, step) {
        (numbers, Step::None) => Some(numbers),
        ([0, 0, patch], _) => patch.checked_add(1).map(|patch| [0, 0, patch]),
        ([0, minor, _], Step::Major) => minor.checked_add(1).map(|minor| [0, minor, 0]),
        ([major, _, _], Step::Major) => major.checked_add(1).map(|major| [major, 0, 0]),
        ([0, minor, patch], _) => patch.checked_add(1).map(|patch| [0, minor, patch]),
        ([major, minor, _], Step::Minor) => minor.checked_add(1).map(|minor| [major, minor, 0]),
        ([major, minor, patch], Step::Patch) => patch.checked_add(1).map(|patch| [major, minor, patch]),
    };
    let numbers = numbers.ok_or_else(|| {
        report::error(CONFIG, "the version cannot be raised: a number would exceed the maximum")
    })?;
    Ok(Version { numbers, suffix: String::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_raises_the_compatible_part_of_the_version() {
        let next = |version: &str, step| {
            next(&Version::parse(version).unwrap(), step).map(|version| version.to_string()).ok()
        };
        for (before, major, minor, patch) in [
            ("1.2.3", "2.0.0", "1.3.0", "1.2.4"),
            ("0.2.3", "0.3.0", "0.2.4", "0.2.4"),
            ("0.0.3", "0.0.4", "0.0.4", "0.0.4"),
        ] {
            assert_eq!(next(before, Step::Major).as_deref(), Some(major));
            assert_eq!(next(before, Step::Minor).as_deref(), Some(minor));
            assert_eq!(next(before, Step::Patch).as_deref(), Some(patch));
            assert_eq!(next(before, Step::None).as_deref(), Some(before));
        }
        assert_eq!(next("1.0.0-rc.1", Step::Minor), None);
    }
}
