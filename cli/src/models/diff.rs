//! `smithereen diff`: compares two versions of the source, or two model files.

use super::show::Comparison;
use super::{Release, Releases};
use crate::config::{self, Config, is_plain_name};
use crate::project::Project;
use crate::report;
use crate::source::Wanted;
use smithereen_build::input;
use smithereen_codegen::diagnostic::Diagnostic;
use smithereen_codegen::diff::{self, Selection, Side};
use std::path::Path;
use std::process::ExitCode;

/// The two sides to compare.
#[derive(clap::Args)]
pub struct Options {
    /// A version of the source, or a model file; of files, all operations are compared
    old: String,
    /// Another version or file
    new: String,
    /// Compare all operations of this service in place of the selected ones; can be repeated. Of Smithy files with several
    /// services, the one to compare
    #[arg(long, value_name = "NAME", conflicts_with = "all")]
    service: Vec<String>,
    /// Compare all operations of all services in place of the selected ones
    #[arg(long)]
    all: bool,
}

type Problems = Vec<Diagnostic>;

/// Runs the command.
pub(super) fn run(project: &Project, options: &Options) -> ExitCode {
    let files = [&options.old, &options.new].map(|name| is_file(name));
    let compared = match files {
        [true, true] => of_files(options),
        [false, false] => of_versions(project, options),
        _ => Err(vec![report::error(
            if files == [true, false] { &options.new } else { &options.old },
            "is no file, and the other is one: give two files or two versions",
        )]),
    };
    match compared {
        Ok(comparison) => {
            comparison.print();
            ExitCode::SUCCESS
        }
        Err(problems) => report::failed(&problems),
    }
}

fn is_file(name: &str) -> bool {
    name.contains(['/', '\\'])
        || name.ends_with(".json")
        || name.ends_with(".json.gz")
        || Path::new(name).is_file()
}

fn of_files(options: &Options) -> Result<Comparison, Problems> {
    let service = match options.service.as_slice() {
        _ if options.all => Err("of two files all is compared: `--all` is for versions"),
        [] => Ok(None),
        [service] => Ok(Some(service.as_str())),
        _ => Err("of two files one service is compared: give one `--service`"),
    };
    let service = service.map_err(|problem| vec![report::error(&options.new, problem)])?;
    let read = |path: &String| input::model(Path::new(path), service);
    let (old, new) = (read(&options.old)?, read(&options.new)?);
    let side = |model| Side { model, endpoints: None };
    let name = Path::new(&options.new).file_name().unwrap_or_default().to_string_lossy();
    let found = diff::compare(&name, side(&old), side(&new), Selection::All)?;
    Ok(Comparison { reports: vec![found], ..nothing(&options.old, &options.new) })
}

fn of_versions(project: &Project, options: &Options) -> Result<Comparison, Problems> {
    for version in [&options.old, &options.new] {
        if !is_plain_name(version) {
            return Err(vec![report::error(version, "is neither a version nor a file")]);
        }
    }
    let config = config::read(project)?;
    let distribution = config::distribution(&config).map_err(|problem| vec![problem])?;
    let selected: Vec<&str> = config.services.iter().map(|service| service.name.as_str()).collect();
    let named: Vec<&str> = options.service.iter().map(String::as_str).collect();
    let wanted = match (options.all, named.is_empty()) {
        (true, _) => Wanted::All,
        (false, true) => Wanted::Named(&selected),
        (false, false) => Wanted::Named(&named),
    };
    let releases = Releases { project, package: &distribution.package };
    let fetch = |version: &str| {
        let pinned = (version == distribution.version).then_some(distribution.sha256.as_str());
        let release = releases.get(Some(version), pinned, wanted)?;
        if pinned.is_none() {
            report_checksum(&release);
        }
        Ok::<_, Problems>(release)
    };
    let (old, new) = (fetch(&options.old)?, fetch(&options.new)?);
    match (options.all, named.is_empty()) {
        (true, _) => of_all(&config, &old, &new),
        (false, true) => of_selected(&config, &old, &new),
        (false, false) => of_services(&config, &named, &old, &new),
    }
}

/// Reports the checksum of a package that was not pinned.
pub(super) fn report_checksum(release: &Release) {
    if let Some(distribution) = release.distribution() {
        report::note(format_args!("{} has sha256 {}", release.label, distribution.sha256));
    }
}

/// Returns the selected operations of the selected services.
pub(super) fn of_selected(config: &Config, old: &Release, new: &Release) -> Result<Comparison, Problems> {
    let mut comparison = between(old, new);
    let mut problems = Vec::new();
    for service in &config.services {
        let selection = match &service.operations {
            config::Selection::Named(names) => Selection::Named(names),
            config::Selection::All | config::Selection::Supported => Selection::All,
        };
        let protocol = service.protocol.as_deref();
        let options = diff::Options {
            selection,
            non_exhaustive: config.non_exhaustive(),
            conversions: config.krate.conversions,
            protocol,
        };
        match (old.side(&service.name), new.side(&service.name)) {
            (Some(one), Some(other)) => match diff::compare(&service.name, one, other, options) {
                Ok(mut found) => {
                    if old.is_slice {
                        // A slice has only the selected operations.
                        found.available.clear();
                        found.gone.clear();
                    }
                    comparison.reports.push(found);
                }
                Err(found) => keep(&mut problems, found, [one, other]),
            },
            (None, None) => problems.push(new.unknown(&service.name)),
            (Some(_), None) => comparison.gone.push(service.name.clone()),
            (None, Some(_)) => comparison.added.push(service.name.clone()),
        }
    }
    if problems.is_empty() { Ok(comparison) } else { Err(problems) }
}

/// Returns all operations of some services, under the protocols that the configuration sets for them.
fn of_services(
    config: &Config,
    names: &[&str],
    old: &Release,
    new: &Release,
) -> Result<Comparison, Problems> {
    let mut comparison = between(old, new);
    let working = report::Working::at("comparing");
    let mut problems = Vec::new();
    for name in names {
        working.now(&format!("comparing {name}"));
        let configured = config.services.iter().find(|service| service.name == *name);
        let protocol = configured.and_then(|service| service.protocol.as_deref());
        let options = diff::Options { protocol, ..Selection::All.into() };
        match (old.side(name), new.side(name)) {
            (Some(one), Some(other)) => match diff::compare(name, one, other, options) {
                Ok(found) => comparison.reports.push(found),
                Err(found) => keep(&mut problems, found, [one, other]),
            },
            (None, None) => problems.push(new.unknown(name)),
            (Some(_), None) => comparison.gone.push((*name).to_owned()),
            (None, Some(_)) => comparison.added.push((*name).to_owned()),
        }
    }
    if problems.is_empty() { Ok(comparison) } else { Err(problems) }
}

/// Adds problems, and keeps the texts that they refer to, which are not files on the disk.
fn keep(problems: &mut Problems, found: Problems, sides: [Side<'_>; 2]) {
    for side in sides {
        report::keep_text(side.model, &found);
        side.endpoints.iter().for_each(|endpoints| report::keep_text(endpoints, &found));
    }
    problems.extend(found);
}

fn of_all(config: &Config, old: &Release, new: &Release) -> Result<Comparison, Problems> {
    let names: Vec<&str> = old.services().union(&new.services()).copied().collect();
    let mut comparison = of_services(config, &names, old, new)?;
    comparison.reports.retain(|found| !found.changes.is_empty());
    Ok(comparison)
}

fn between(old: &Release, new: &Release) -> Comparison {
    let partitions =
        diff::compare_partitions(old.models().partitions.as_ref(), new.models().partitions.as_ref());
    Comparison { partitions, ..nothing(&old.label, &new.label) }
}

fn nothing(old: &str, new: &str) -> Comparison {
    Comparison {
        old: old.to_owned(),
        new: new.to_owned(),
        reports: Vec::new(),
        gone: Vec::new(),
        added: Vec::new(),
        partitions: Vec::new(),
    }
}
