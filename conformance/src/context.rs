//! The context of a run: options, models, and crates to compile.

use super::Problems;
use super::crates::Crates;
use super::distribution::Distribution;
use super::options::Options;
use super::python::Python;
use smithereen_cli::config::{self, Config, Distribution as Origin};
use smithereen_cli::models::unknown_service;
use smithereen_cli::project::{MODELS, Project};
use smithereen_cli::report;
use smithereen_cli::source::{self, Models, Wanted, pip};
use smithereen_codegen::{CrateSources, ServiceSources, Source};

/// The runtime, relative to the folder of a generated crate.
const RUNTIME: &str = "{ path = \"../../../../runtime\" }";

/// Rejects names of services that the source distribution does not have, before anything slow starts.
fn check_services(models: &Models, names: &[String]) -> Result<(), Problems> {
    let is_unknown = |name: &&String| models.services().all(|known| known != name.as_str());
    let problems: Problems =
        names.iter().filter(is_unknown).map(|name| unknown_service(name, models)).collect();
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// The part of the context that needs no download: generating and compiling crates.
pub(super) struct LocalContext<'p> {
    project: &'p Project,
    partitions: Source,
}

impl<'p> LocalContext<'p> {
    /// Creates the context with the partitions in `models/`.
    pub(super) fn of_project(project: &'p Project) -> Result<Self, Problems> {
        let path = format!("{MODELS}/partitions.json");
        let missing = || {
            let help = "`cargo xtask models pull` writes it";
            vec![report::error_help(&path, "not found", help)]
        };
        let text = project.read(&path).map_err(|problem| vec![problem])?.ok_or_else(missing)?;
        Ok(Self { project, partitions: Source { path, text } })
    }

    /// Returns the folder in which crates are compiled.
    pub(super) fn crates(&self) -> Crates<'p> {
        Crates::new(self.project, "crate")
    }

    /// Returns the sources of a crate.
    pub(super) fn sources(&self, package: &str, services: Vec<ServiceSources>) -> CrateSources {
        CrateSources::new(package.to_owned(), RUNTIME.to_owned(), self.partitions.clone(), services)
    }
}

/// The context of a run with the models of the source distribution.
pub(super) struct Context<'p> {
    pub(super) project: &'p Project,
    pub(super) local: LocalContext<'p>,
    pub(super) options: &'p Options,
    pub(super) config: Config,
    /// The pinned source distribution.
    pub(super) origin: Origin,
    /// The models of all its services.
    pub(super) models: Models,
    /// Its test cases.
    pub(super) upstream: Distribution,
}

impl<'p> Context<'p> {
    pub(super) fn set_up(project: &'p Project, options: &'p Options) -> Result<Self, Problems> {
        let config = config::read(project)?;
        let origin = config::distribution(&config).map_err(|problem| vec![problem])?.clone();
        let models = source::open_package(project, pip::Wanted::pinned(&origin), Wanted::All)?.models;
        // `official` checks the names itself, since one of its models is no part of the distribution.
        if !options.official {
            check_services(&models, &options.service)?;
        }
        let archive = pip::fetch(project, &origin).map_err(|problem| vec![problem])?;
        let upstream = Distribution::open(project, &origin, &archive).map_err(|problem| vec![problem])?;
        let missing = || vec![report::error(models.displayed("partitions.json"), "not found")];
        let local = LocalContext { project, partitions: models.partitions.clone().ok_or_else(missing)? };
        Ok(Self { project, local, options, config, origin, models, upstream })
    }

    /// Returns whether the options select the suite.
    pub(super) fn wants(&self, suite: &str) -> bool {
        suite.to_lowercase().contains(&self.options.filter.to_lowercase())
    }

    /// Returns a Python with botocore installed.
    pub(super) fn python(&self) -> Result<Python, Problems> {
        Python::with_botocore(self.project, &self.origin).map_err(|problem| vec![problem])
    }

    /// Returns a service of the source distribution with the given operations.
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
