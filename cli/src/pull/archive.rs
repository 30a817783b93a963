//! The models of a source distribution that was unpacked.

use super::unpacked::Unpacked;
use crate::config::Distribution as Origin;
use crate::report;
use smithereen_codegen::diagnostic::Diagnostic;
use smithereen_codegen::{Source, slice};
use std::collections::{BTreeMap, BTreeSet};

/// The partitions' file.
pub(super) const PARTITIONS: &str = "partitions.json";
/// The files of a version of a service that are read.
pub(super) const MODEL: &str = "service-2.json";
pub(super) const ENDPOINTS: &str = "endpoint-rule-set-1.json";
pub(super) const EXTRAS: &str = "service-2.sdk-extras.json";

/// The files of a source distribution that a command wants.
#[derive(Default)]
pub struct Archive {
    /// What its files are called in diagnostics, up to the path in the folder of models:
    /// `botocore 1.44.5: botocore/data/`.
    label: String,
    /// The text of `partitions.json`.
    pub partitions: Option<Source>,
    /// The names of all services that have a model.
    names: BTreeSet<String>,
    /// The versions, by date, of the services that are wanted.
    services: BTreeMap<String, BTreeMap<String, Version>>,
}

/// One version of a service's API.
#[derive(Default)]
pub struct Version {
    /// What its folder is called in diagnostics: `botocore 1.44.5: botocore/data/lambda/2015-03-31`.
    pub folder: String,
    /// The text of `service-2.json`.
    pub model: Option<Source>,
    /// The text of `endpoint-rule-set-1.json`.
    pub endpoints: Option<Source>,
    /// Corrections to the model, if there are any.
    extras: Option<Source>,
}

/// Of which services the models are wanted. The names of all are.
#[derive(Clone, Copy)]
pub enum Wanted<'a> {
    /// Of every service.
    All,
    /// Of the services with these names.
    Named(&'a [&'a str]),
}

impl Archive {
    /// Reads the files of the wanted services. Corrections to models are not merged yet.
    pub(super) fn read(unpacked: &Unpacked, origin: &Origin, wanted: Wanted<'_>) -> Result<Self, Diagnostic> {
        let Origin { package, version, .. } = origin;
        let label = format!("{package} {version}: {package}/data/");
        let mut archive = Self { label, ..Self::default() };
        for place in unpacked.places() {
            archive.take(unpacked, place, wanted)?;
        }
        Ok(archive)
    }

    /// Merges corrections into the models that they belong to, as botocore does when it loads them.
    pub(super) fn merge_extras(&mut self) -> Result<(), Diagnostic> {
        for version in self.services.values_mut().flat_map(BTreeMap::values_mut) {
            let (Some(model), Some(extras)) = (&mut version.model, version.extras.take()) else { continue };
            let merged = slice::merge(model, &extras).map_err(|problems| {
                [&*model, &extras].into_iter().for_each(|source| report::keep_text(source, &problems));
                problems.into_iter().next().unwrap_or_else(|| report::error(&extras.path, "cannot be merged"))
            });
            model.text = merged?;
        }
        Ok(())
    }

    /// The latest version of a service that has a model. Versions are dates: the latest sorts last.
    pub fn newest(&self, service: &str) -> Option<&Version> {
        self.services.get(service)?.values().rev().find(|version| version.model.is_some())
    }

    /// What a file of the folder of models is called in diagnostics. It is in the archive, not on the disk.
    pub fn shown(&self, place: &str) -> String {
        format!("{}{place}", self.label)
    }

    /// The names of all services.
    pub fn services(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// Reads the file at `place` if it is wanted.
    fn take(&mut self, unpacked: &Unpacked, place: &str, wanted: Wanted<'_>) -> Result<(), Diagnostic> {
        let path = self.shown(place);
        if place == PARTITIONS {
            self.partitions = Some(unpacked.source(place, path)?);
            return Ok(());
        }
        let Some([service, date, file]) = parts(place) else { return Ok(()) };
        if file == MODEL {
            self.names.insert(service.to_owned());
        }
        if matches!(wanted, Wanted::Named(names) if !names.contains(&service)) {
            return Ok(());
        }
        let versions = self.services.entry(service.to_owned()).or_default();
        let version = versions.entry(date.to_owned()).or_default();
        version.folder = format!("{}{service}/{date}", self.label);
        let source = Some(unpacked.source(place, path)?);
        match file {
            MODEL => version.model = source,
            ENDPOINTS => version.endpoints = source,
            _ => version.extras = source,
        }
        Ok(())
    }
}

/// The service, the date of its version and the file's name in a path such as `iot/2015-05-28/service-2.json`.
pub(super) fn parts(place: &str) -> Option<[&str; 3]> {
    let mut parts = place.split('/');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(service), Some(date), Some(file), None) => Some([service, date, file]),
        _ => None,
    }
}
