//! `smithereen update`: pins another version of the source, or the current models of a source without versions.

use super::diff;
use super::edit::Edit;
use super::review::{self, Changed, Pins};
use super::show::Comparison;
use super::{Release, Releases};
use crate::config::{self, Config, Source, Version, is_sha256};
use crate::project::{CONFIG, PINS, Project};
use crate::source::lock::Lock;
use crate::source::{self, Opened, Origin, Wanted, versions};
use crate::{program, report};
use smithereen_codegen::diagnostic::Diagnostic;
use smithereen_codegen::diff::Step;
use std::process::ExitCode;

/// The version to pin.
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
    /// Raise the version of the crate by the step that the report states
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

/// The report, with the files to write or the reasons why the update is not possible.
type Prepared = (Comparison, Result<Changed, Vec<Diagnostic>>);

fn prepare(project: &Project, options: &Options) -> Result<Prepared, Vec<Diagnostic>> {
    let one = |problem| vec![problem];
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
            let help =
                "leave out the version: the models that the source has now are compared with those here";
            return Err(one(report::error_help(CONFIG, "the source is not a package with versions", help)));
        }
        _ => (kept(project, &config)?, Release::new(source::open_selected(project, &config)?)),
    };
    let comparison = diff::of_selected(&config, &old, &new)?;
    let step = options.apply_version.then(|| comparison.step());
    let changed = write(project, config, &new, step);
    Ok((comparison, changed))
}

/// Returns the models in the project, labeled with the source that they are from.
fn kept(project: &Project, config: &Config) -> Result<Release, Vec<Diagnostic>> {
    let one = |problem| vec![problem];
    let models = source::committed(project, config).map_err(one)?;
    let lock = project.read(PINS).map_err(one)?.map(|text| Lock::parse(&text)).transpose().map_err(one)?;
    let label = lock.map_or_else(|| config.models.clone(), |lock| lock.source());
    let origin = Origin { source: config.source.clone(), package: None };
    Ok(Release { label, opened: Opened { origin, models }, is_slice: true })
}

/// Pins the new version and slices its models. With a step, raises the version of the crate too.
fn write(
    project: &Project,
    read: Config,
    new: &Release,
    step: Option<Step>,
) -> Result<Changed, Vec<Diagnostic>> {
    let one = |problem| vec![problem];
    let mut edit = Edit::of(&read.text).map_err(one)?;
    if let Some(distribution) = new.distribution() {
        edit.pin(&distribution.version, &distribution.sha256).map_err(one)?;
    }
    if let Some(step) = step {
        let version = next(&read.krate.version, step).map_err(one)?;
        report::note(format_args!("version of the crate: {} -> {version}", read.krate.version));
        edit.set_version(&version.to_string()).map_err(one)?;
    }
    let config = config::parse(&edit.into_text())?;
    let is_missing = |problem: &Diagnostic| problem.at == ["operations"] || problem.file == CONFIG;
    review::finish(project, read, config, &new.opened, Pins::Replaced).map_err(|mut problems| {
        if problems.iter().any(is_missing) {
            let problem = format!("{} lacks selected operations", new.label);
            let help = format!("`{}` removes them", program::line("remove SERVICE OPERATION"));
            problems.push(report::error_help(CONFIG, problem, help));
        }
        problems
    })
}

/// Returns the next version of a crate after changes that require a step. For versions below 1.0, Cargo treats the
/// first number that is not zero as the major version.
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
    let numbers = numbers.ok_or_else(|| report::error(CONFIG, "the version has no successor"))?;
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
