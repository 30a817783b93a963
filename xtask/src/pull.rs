//! `cargo xtask models pull`: from the source distribution to `models/`.

pub(crate) mod archive;
pub(crate) mod pip;
pub(crate) mod versions;

use crate::config::{Config, Service};
use crate::project::{CONFIG, MODELS, Project};
use crate::report;
use crate::tree::{Plan, Scope};
use archive::{Archive, Version, Wanted};
use smithereen_codegen::diagnostic::Diagnostic;
use smithereen_codegen::{Source, near, slice};
use std::collections::BTreeMap;
use std::process::ExitCode;

/// What is written in the folder of a service.
pub(crate) const SERVICE_FILES: [&str; 2] = ["service-2.json", "endpoint-rule-set-1.json"];

/// Runs the command.
pub(crate) fn run(project: &Project) -> ExitCode {
    let files = match files(project) {
        Ok(files) => files,
        Err(problems) => return report::failed(&problems),
    };
    match Plan::make(project, MODELS, &files, Scope::Named, true) {
        Ok(plan) => plan.carry_out(),
        Err(problems) => report::failed(&problems),
    }
}

/// What `models/` should hold, or every problem there is.
fn files(project: &Project) -> Result<BTreeMap<String, String>, Vec<Diagnostic>> {
    sliced(project, &Config::read(project)?)
}

/// The models that a configuration speaks of, by their paths in `models/`, or every problem there is.
pub(crate) fn sliced(
    project: &Project,
    config: &Config,
) -> Result<BTreeMap<String, String>, Vec<Diagnostic>> {
    let bytes = pip::fetch(project, &config.origin).map_err(|problem| vec![problem])?;
    let names: Vec<&str> = config.services.iter().map(|service| service.name.as_str()).collect();
    let archive = Archive::read(&bytes, &config.origin, Wanted::Named(&names));
    cut(config, &archive.map_err(|problem| vec![problem])?)
}

/// The same from an archive that is read already.
pub(crate) fn cut(config: &Config, archive: &Archive) -> Result<BTreeMap<String, String>, Vec<Diagnostic>> {
    let mut slices = Slices::default();
    slices.add("partitions.json".to_owned(), archive.partitions.as_ref(), slice::partitions);
    for service in &config.services {
        match archive.newest(&service.name) {
            Some(version) => slices.add_service(service, version),
            None => slices.problems.push(unknown(&service.name, archive)),
        }
    }
    slices.into_files()
}

/// The error for a service that the source does not have, with suggestions.
pub(crate) fn unknown(name: &str, archive: &Archive) -> Diagnostic {
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
        self.add(format!("{name}/service-2.json"), version.model.as_ref(), |model| {
            slice::model(model, operations)
        });
        self.add(format!("{name}/endpoint-rule-set-1.json"), version.endpoints.as_ref(), slice::endpoints);
        if let Some(extras) = &version.extras {
            report::note(Diagnostic::warning(extras, "belongs to the model, but is not merged into it"));
        }
    }

    fn add(
        &mut self,
        path: String,
        source: Option<&Source>,
        slice: impl FnOnce(&Source) -> Result<String, Vec<Diagnostic>>,
    ) {
        let missing = || vec![report::error(format!("{MODELS}/{path}"), "is not in the source")];
        match source.ok_or_else(missing).and_then(slice) {
            Ok(text) => {
                self.files.insert(path, text);
            }
            Err(problems) => self.problems.extend(problems),
        }
    }

    fn into_files(self) -> Result<BTreeMap<String, String>, Vec<Diagnostic>> {
        if self.problems.is_empty() { Ok(self.files) } else { Err(self.problems) }
    }
}
