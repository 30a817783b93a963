//! `cargo xtask models pull`: from the source distribution to `models/`.

pub mod archive;
pub mod pip;
pub mod unpacked;
pub mod versions;

use crate::config::{Config, Service};
use crate::project::{CONFIG, MODELS, Project};
use crate::report;
use crate::tree::{self, Plan, Scope};
use archive::{Archive, Version, Wanted};
use smithereen_codegen::diagnostic::{Diagnostic, Spot};
use smithereen_codegen::slice::{self, Documentation};
use smithereen_codegen::{Source, near};
use std::collections::BTreeMap;
use std::process::ExitCode;

/// The file of a service's model.
const MODEL: &str = "service-2.json";
/// What is written in the folder of a service.
pub const SERVICE_FILES: [&str; 2] = [MODEL, "endpoint-rule-set-1.json"];

/// Runs the command.
pub fn run(project: &Project) -> ExitCode {
    pull(project).unwrap_or_else(|problems| report::failed(&problems))
}

fn pull(project: &Project) -> Result<ExitCode, Vec<Diagnostic>> {
    let config = Config::read(project)?;
    let files = cut(&config, &source(project, &config)?)?;
    write(project, &config, &files, &[])
}

/// Writes files below `models/` and removes those in `removed`, unless `models.toml` is no longer what `config` was read
/// from.
pub fn write(
    project: &Project,
    config: &Config,
    files: &BTreeMap<String, String>,
    removed: &[String],
) -> Result<ExitCode, Vec<Diagnostic>> {
    let one = |problem| vec![problem];
    let base = project.path(MODELS);
    let turn = tree::turn(&base, MODELS).map_err(one)?;
    config.check_unchanged(project).map_err(one)?;
    let mut plan = Plan::make(&base, MODELS, files, Scope::Named)?;
    plan.remove(removed);
    Ok(plan.carry_out(&turn))
}

/// The pinned source, with the models of the services that are selected.
pub fn source(project: &Project, config: &Config) -> Result<Archive, Vec<Diagnostic>> {
    let names: Vec<&str> = config.services.iter().map(|service| service.name.as_str()).collect();
    let opened = unpacked::open(project, pip::Wanted::pinned(&config.origin), Wanted::Named(&names));
    opened.map(|(_, archive)| archive).map_err(|problem| vec![problem])
}

/// The models that a configuration selects, by their paths in `models/`, or every problem there is.
pub fn cut(config: &Config, archive: &Archive) -> Result<BTreeMap<String, String>, Vec<Diagnostic>> {
    let mut slices = Slices::default();
    let (path, shown) = ("partitions.json", archive.shown("partitions.json"));
    slices.add(path.to_owned(), shown, archive.partitions.as_ref(), slice::partitions);
    for service in &config.services {
        match archive.newest(&service.name) {
            Some(version) => slices.add_service(service, version),
            None => slices.problems.push(unknown(&service.name, archive)),
        }
    }
    slices.into_files()
}

/// The error for a service that the source does not have, with suggestions.
pub fn unknown(name: &str, archive: &Archive) -> Diagnostic {
    let problem = format!("the source has no service `{name}`");
    let help = near::help(name, archive.services());
    report::error_help(
        CONFIG,
        problem,
        help.unwrap_or_else(|| "`cargo xtask models list` lists them".to_owned()),
    )
}

#[derive(Default)]
struct Slices {
    files: BTreeMap<String, String>,
    problems: Vec<Diagnostic>,
}

impl Slices {
    fn add_service(&mut self, service: &Service, version: &Version) {
        let (name, operations) = (&service.name, &service.operations);
        for (file, source) in SERVICE_FILES.into_iter().zip([&version.model, &version.endpoints]) {
            let shown = format!("{}/{file}", version.folder);
            self.add(format!("{name}/{file}"), shown, source.as_ref(), |source| match file {
                MODEL => slice::model(source, &operations.clone().into(), Documentation::Remove),
                _ => slice::endpoints(source),
            });
        }
    }

    /// Adds the file at `path` of `models/`, cut out of the source's file that diagnostics call `shown`.
    fn add(
        &mut self,
        path: String,
        shown: String,
        source: Option<&Source>,
        slice: impl FnOnce(&Source) -> Result<String, Vec<Diagnostic>>,
    ) {
        let Some(source) = source else {
            self.problems.push(report::error(shown, "the source has no such file"));
            return;
        };
        match slice(source) {
            Ok(text) => {
                self.files.insert(path, text);
            }
            Err(problems) => {
                report::keep_text(source, &problems);
                self.problems.extend(problems);
            }
        }
    }

    fn into_files(self) -> Result<BTreeMap<String, String>, Vec<Diagnostic>> {
        if self.problems.is_empty() { Ok(self.files) } else { Err(self.problems) }
    }
}

/// Makes diagnostics about files of `models/` that are not written yet speak of the files of the source that they were
/// cut out of: the ones on the disk are others, or missing.
pub fn name_upstream(problems: &mut [Diagnostic], config: &Config, archive: &Archive) {
    let mut named = Vec::new();
    if let Some(partitions) = &archive.partitions {
        named.push((format!("{MODELS}/partitions.json"), partitions));
    }
    for service in &config.services {
        let Some(version) = archive.newest(&service.name) else { continue };
        for (file, source) in SERVICE_FILES.into_iter().zip([&version.model, &version.endpoints]) {
            named.extend(source.as_ref().map(|source| (format!("{MODELS}/{}/{file}", service.name), source)));
        }
    }
    for (path, source) in named {
        for problem in problems.iter_mut().filter(|problem| problem.file == path) {
            problem.file.clone_from(&source.path);
            // Of the text that was cut out, which has other bytes.
            if matches!(problem.spot, Spot::Bytes(_)) {
                problem.spot = Spot::Value;
            }
        }
        report::keep_text(source, problems);
    }
}
