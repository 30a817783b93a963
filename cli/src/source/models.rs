//! The models that a command reads from a source.

use super::checksum::sha256;
use crate::report;
use smithereen_codegen::Source;
use smithereen_codegen::diagnostic::Diagnostic;
use smithereen_codegen::slice::Additions;
use std::collections::{BTreeMap, BTreeSet};

/// The models of a source that a command needs.
#[derive(Clone, Debug, Default)]
pub struct Models {
    /// The prefix of the names of files in diagnostics: `botocore 1.44.5: botocore/data/`.
    pub label: String,
    /// The partition table, if the source has one.
    pub partitions: Option<Source>,
    /// The names of all services that have a model.
    pub(super) names: BTreeSet<String>,
    /// The wanted services: their versions, by date.
    pub(super) services: BTreeMap<String, BTreeMap<String, Version>>,
}

/// A version of a service's API.
#[derive(Clone, Debug, Default)]
pub struct Version {
    /// The name of its folder in diagnostics: `botocore 1.44.5: botocore/data/lambda/2015-03-31`.
    pub folder: String,
    /// The model, with the corrections to it, its paginators and its waiters.
    pub model: Option<Source>,
    /// The endpoint rules, if they are in a file of their own.
    pub endpoints: Option<Source>,
    /// The SHA-256 of each file that was read, by its path in the source. Empty if every service is read.
    pub sha256: BTreeMap<String, String>,
    /// The files that belong to the model, until they are merged.
    pub(super) additions: Additions,
}

/// The services whose models a command needs. The names of all services are always read.
#[derive(Clone, Copy, Debug)]
pub enum Wanted<'a> {
    /// Every service.
    All,
    /// The services with these names.
    Named(&'a [&'a str]),
}

impl Wanted<'_> {
    /// Returns whether the service is among them.
    pub fn has(self, service: &str) -> bool {
        match self {
            Self::All => true,
            Self::Named(names) => names.contains(&service),
        }
    }
}

impl Version {
    /// Records the checksum of a file if it can be needed: a run over all services writes no `smithereen.lock`.
    pub(super) fn note(&mut self, wanted: Wanted<'_>, relative: &str, text: &str) {
        if matches!(wanted, Wanted::Named(_)) {
            self.sha256.insert(relative.to_owned(), sha256(text.as_bytes()));
        }
    }
}

impl Models {
    /// Returns the version of a service, and creates it if necessary.
    pub(super) fn version(&mut self, service: &str, date: &str) -> &mut Version {
        let versions = self.services.entry(service.to_owned()).or_default();
        versions.entry(date.to_owned()).or_default()
    }

    /// Returns the latest version of a service that has a model. Versions are dates: the latest sorts last.
    pub fn newest(&self, service: &str) -> Option<&Version> {
        self.newest_dated(service).map(|(_, version)| version)
    }

    /// Returns the latest version with its date, which is empty if the model has none.
    pub fn newest_dated(&self, service: &str) -> Option<(&str, &Version)> {
        let versions = self.services.get(service)?.iter().rev();
        let mut versions = versions.filter(|(_, version)| version.model.is_some());
        versions.next().map(|(date, version)| (date.as_str(), version))
    }

    /// Returns the name of a file of the source in diagnostics.
    pub fn displayed(&self, relative: &str) -> String {
        format!("{}{relative}", self.label)
    }

    /// Returns the models of all versions of the wanted services.
    pub fn all(&self) -> impl Iterator<Item = &Source> {
        self.services.values().flat_map(BTreeMap::values).filter_map(|version| version.model.as_ref())
    }

    /// Returns the names of all services.
    pub fn services(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// Merges corrections, paginators and waiters into the models that they belong to, as botocore does when it loads them.
    pub(super) fn merge_additions(&mut self) -> Result<(), Vec<Diagnostic>> {
        for version in self.services.values_mut().flat_map(BTreeMap::values_mut) {
            let additions = std::mem::take(&mut version.additions);
            let Some(model) = &mut version.model else { continue };
            model.text = additions.merged_into(model).inspect_err(|problems| {
                std::iter::once(&*model)
                    .chain(additions.sources())
                    .for_each(|source| report::keep_text(source, problems));
            })?;
        }
        Ok(())
    }
}
