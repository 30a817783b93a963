//! The models of a source, for comparisons.

use super::slices::unknown_service;
use crate::config::{self, Config, Distribution, Source};
use crate::project::Project;
use crate::source::{self, Models, Opened, Version, Wanted, pip};
use smithereen_codegen::diagnostic::Diagnostic;
use smithereen_codegen::diff::Side;
use std::collections::BTreeSet;

/// The versions of a package.
pub struct Releases<'p> {
    /// The project in whose `target` folder releases are cached.
    pub project: &'p Project,
    /// The name of the package on the index.
    pub package: &'p str,
}

/// One side of a comparison: a version of a package, the models in a folder, or the models that a project has
/// committed.
pub struct Release {
    /// The name in reports, for example `botocore 1.44.5`.
    pub label: String,
    /// The models, and the source that they are from.
    pub opened: Opened,
    /// Whether the models contain only the selected operations, as the committed models of a project do.
    pub is_slice: bool,
}

impl Releases<'_> {
    /// Returns a version of the package, or the newest, with the models of some services.
    pub fn get(
        &self,
        version: Option<&str>,
        sha256: Option<&str>,
        services: Wanted<'_>,
    ) -> Result<Release, Vec<Diagnostic>> {
        let wanted = pip::Wanted { package: self.package, version, sha256 };
        source::open_package(self.project, wanted, services).map(Release::new)
    }

    /// Returns the pinned version.
    pub fn pinned(&self, config: &Config, services: Wanted<'_>) -> Result<Release, Vec<Diagnostic>> {
        let distribution = config::distribution(config).map_err(|problem| vec![problem])?;
        self.get(Some(&distribution.version), Some(&distribution.sha256), services)
    }
}

impl Release {
    /// Creates the models of a source.
    pub fn new(opened: Opened) -> Self {
        Self { label: opened.origin.to_string(), opened, is_slice: false }
    }

    /// Returns the models.
    pub fn models(&self) -> &Models {
        &self.opened.models
    }

    /// Returns the package with its version and checksum, if the source is a pinned package.
    pub fn distribution(&self) -> Option<&Distribution> {
        match &self.opened.origin.source {
            Source::Package(distribution) => Some(distribution),
            _ => None,
        }
    }

    /// Returns the version of the package, or an empty string if the source has none.
    pub fn version(&self) -> &str {
        self.opened.origin.package.as_ref().map_or("", |(_, version)| version)
    }

    /// Returns a service for a comparison, or `None` if the source does not have it.
    pub fn side(&self, service: &str) -> Option<Side<'_>> {
        let Version { model, endpoints, .. } = self.models().newest(service)?;
        Some(Side { model: model.as_ref()?, endpoints: endpoints.as_ref() })
    }

    /// Returns the error for an unknown service.
    pub fn unknown(&self, service: &str) -> Diagnostic {
        unknown_service(service, self.models())
    }

    /// Returns the names of the services that have a model.
    pub fn services(&self) -> BTreeSet<&str> {
        self.models().services().collect()
    }
}
