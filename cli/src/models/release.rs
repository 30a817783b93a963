//! A version of the source, with the services that it has.

use crate::config::{self, Config, Distribution as Origin};
use crate::project::Project;
use crate::pull::archive::{Archive, Version, Wanted};
use crate::pull::{pip, unpacked};

use super::slices::unknown_service;
use smithereen_codegen::diagnostic::Diagnostic;
use smithereen_codegen::diff::Side;
use std::collections::BTreeSet;

/// Where versions come from.
pub struct Releases<'p> {
    /// The project in whose `target` folder releases are cached.
    pub project: &'p Project,
    /// The name of the package on the index.
    pub package: &'p str,
}

/// A version, unpacked.
pub struct Release {
    /// Its package, version and hash.
    pub origin: Origin,
    /// Its models.
    pub archive: Archive,
}

impl Releases<'_> {
    /// The version, or the newest; with the models of the services that are wanted.
    pub fn get(
        &self,
        version: Option<&str>,
        sha256: Option<&str>,
        services: Wanted<'_>,
    ) -> Result<Release, Diagnostic> {
        let wanted = pip::Wanted { package: self.package, version, sha256 };
        let (origin, archive) = unpacked::open(self.project, wanted, services)?;
        Ok(Release { origin, archive })
    }

    /// The one that is pinned.
    pub fn pinned(&self, config: &Config, services: Wanted<'_>) -> Result<Release, Diagnostic> {
        let distribution = config::distribution(config)?;
        self.get(Some(&distribution.version), Some(&distribution.sha256), services)
    }
}

impl Release {
    /// A service as it is compared; none if there is none.
    pub fn side(&self, service: &str) -> Option<Side<'_>> {
        let Version { model, endpoints, .. } = self.archive.newest(service)?;
        Some(Side { model: model.as_ref()?, endpoints: endpoints.as_ref() })
    }

    /// That it has no such service.
    pub fn unknown(&self, service: &str) -> Diagnostic {
        unknown_service(service, &self.archive)
    }

    /// The names of the services that have a model.
    pub fn services(&self) -> BTreeSet<&str> {
        self.archive.services().collect()
    }
}
