//! What every suite works with.

use super::crates::Crates;
use super::distribution::Distribution;
use super::python::Python;
use super::{Options, Problems};
use smithereen_cli::config::{self, Config, Distribution as Origin};
use smithereen_cli::models::unknown_service;
use smithereen_cli::project::{MODELS, Project};
use smithereen_cli::report;
use smithereen_cli::source::{self, Models, Wanted, pip};
use smithereen_codegen::{CrateSources, ServiceSources, Source};
use std::path::PathBuf;

/// The place of all that a run makes.
pub(super) const FOLDER: &str = "target/conformance";
/// The runtime, as seen from the folder of a crate that a run makes.
const RUNTIME: &str = "{ path = \"../../../../runtime\" }";

/// A place in it. Programs are run in other folders, where a path that is not absolute would lead elsewhere.
pub(super) fn place(project: &Project, path: &str) -> PathBuf {
    let place = project.path(FOLDER).join(path);
    std::path::absolute(&place).unwrap_or(place)
}

/// Refuses the names of services that the source distribution does not have, before anything long begins.
fn check_services(models: &Models, names: &[String]) -> Result<(), Problems> {
    let is_unknown = |name: &&String| models.services().all(|known| known != name.as_str());
    let problems: Problems =
        names.iter().filter(is_unknown).map(|name| unknown_service(name, models)).collect();
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// What it takes to generate crates and to compile them.
pub(super) struct Workshop<'p> {
    project: &'p Project,
    partitions: Source,
}

impl<'p> Workshop<'p> {
    /// With the partitions in `models/`, so that nothing is fetched.
    pub(super) fn of_project(project: &'p Project) -> Result<Self, Problems> {
        let path = format!("{MODELS}/partitions.json");
        let missing = || {
            let help = "`cargo xtask models pull` writes it";
            vec![report::error_help(&path, "file not found", help)]
        };
        let text = project.read(&path).map_err(|problem| vec![problem])?.ok_or_else(missing)?;
        Ok(Self { project, partitions: Source { path, text } })
    }

    /// Where crates are compiled.
    pub(super) fn crates(&self) -> Crates<'p> {
        Crates::new(self.project)
    }

    /// A crate of some services.
    pub(super) fn sources(&self, package: &str, services: Vec<ServiceSources>) -> CrateSources {
        CrateSources::new(package.to_owned(), RUNTIME.to_owned(), self.partitions.clone(), services)
    }
}

pub(super) struct Bench<'p> {
    pub(super) project: &'p Project,
    pub(super) workshop: Workshop<'p>,
    pub(super) options: &'p Options,
    pub(super) config: Config,
    /// The source distribution that is pinned.
    pub(super) origin: Origin,
    /// The models of all services of it.
    pub(super) models: Models,
    /// The cases in it.
    pub(super) upstream: Distribution,
}

impl<'p> Bench<'p> {
    pub(super) fn set_up(project: &'p Project, options: &'p Options) -> Result<Self, Problems> {
        let config = config::read(project)?;
        let origin = config::distribution(&config).map_err(|problem| vec![problem])?.clone();
        let models = source::open_package(project, pip::Wanted::pinned(&origin), Wanted::All)?.models;
        check_services(&models, &options.service)?;
        let archive = pip::fetch(project, &origin).map_err(|problem| vec![problem])?;
        let upstream = Distribution::open(project, &origin, &archive).map_err(|problem| vec![problem])?;
        let missing = || vec![report::error(models.shown("partitions.json"), "there is no such file")];
        let workshop = Workshop { project, partitions: models.partitions.clone().ok_or_else(missing)? };
        Ok(Self { project, workshop, options, config, origin, models, upstream })
    }

    /// Whether the suite is to be run.
    pub(super) fn wants(&self, suite: &str) -> bool {
        suite.to_lowercase().contains(&self.options.filter.to_lowercase())
    }

    /// A Python that has botocore.
    pub(super) fn python(&self) -> Result<Python, Problems> {
        Python::with_botocore(self.project, &self.origin).map_err(|problem| vec![problem])
    }

    /// A service as upstream has it, with some of its operations.
    pub(super) fn service(&self, name: &str, operations: Vec<String>) -> Result<ServiceSources, Problems> {
        let missing = || vec![report::error(name, "the source distribution has no such service")];
        let version = self.models.newest(name).ok_or_else(missing)?;
        Ok(ServiceSources {
            name: name.to_owned(),
            model: version.model.clone().ok_or_else(missing)?,
            endpoints: Some(version.endpoints.clone().ok_or_else(missing)?),
            docs: None,
            operations: operations.into(),
        })
    }
}
