//! Takes the few files that are needed out of the source distribution, in memory.

use crate::config::Origin;
use crate::project::CONFIG;
use crate::report;
use flate2::read::GzDecoder;
use smithereen_codegen::diagnostic::Diagnostic;
use smithereen_codegen::{Source, slice};
use std::collections::BTreeMap;
use std::io::{self, Read};
use tar::{Entry, EntryType};

/// No model comes near this; beyond it something is wrong with the archive.
const LARGEST_FILE: u64 = 64 << 20;
/// The same for all of it, unpacked.
const LARGEST_ARCHIVE: u64 = 2 << 30;

/// What of it was wanted.
#[derive(Default)]
pub(crate) struct Archive {
    /// What its files are called in diagnostics, up to the path in the folder of models:
    /// `botocore 1.44.5: botocore/data/`.
    label: String,
    pub(crate) partitions: Option<Source>,
    /// All services, those that were not wanted without versions. Versions by date.
    services: BTreeMap<String, BTreeMap<String, Version>>,
}

/// One version of a service's API.
#[derive(Default)]
pub(crate) struct Version {
    /// What its folder is called in diagnostics: `botocore 1.44.5: botocore/data/lambda/2015-03-31`.
    pub(crate) folder: String,
    pub(crate) model: Option<Source>,
    pub(crate) endpoints: Option<Source>,
    /// Corrections to the model, if there are any.
    extras: Option<Source>,
}

/// Of which services the models are wanted. The names of all are.
#[derive(Clone, Copy)]
pub(crate) enum Wanted<'a> {
    All,
    Named(&'a [&'a str]),
}

impl Archive {
    /// Reads a `.tar.gz`.
    pub(crate) fn read(bytes: &[u8], origin: &Origin, wanted: Wanted<'_>) -> Result<Self, Diagnostic> {
        let Origin { package, version, .. } = origin;
        let _working = report::Working::at(&format!("unpacking {package} {version}"));
        let data = format!("{package}-{version}/{package}/data/");
        let label = format!("{package} {version}: {package}/data/");
        let mut archive = Self { label, ..Self::default() };
        archive.unpack(bytes, &data, wanted).map_err(|error| {
            report::error(CONFIG, format!("the archive of {package} {version} cannot be unpacked: {error}"))
        })?;
        archive.merge_extras()?;
        Ok(archive)
    }

    /// Merges corrections into the models that they belong to, as botocore does when it loads them.
    fn merge_extras(&mut self) -> Result<(), Diagnostic> {
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
    pub(crate) fn newest(&self, service: &str) -> Option<&Version> {
        self.services.get(service)?.values().rev().find(|version| version.model.is_some())
    }

    /// What a file of the folder of models is called in diagnostics. It is in the archive, not on the disk.
    pub(crate) fn shown(&self, place: &str) -> String {
        format!("{}{place}", self.label)
    }

    /// The names of all services.
    pub(crate) fn services(&self) -> impl Iterator<Item = &str> {
        self.services.keys().map(String::as_str)
    }

    fn unpack(&mut self, bytes: &[u8], data: &str, wanted: Wanted<'_>) -> io::Result<()> {
        let mut archive = tar::Archive::new(GzDecoder::new(bytes).take(LARGEST_ARCHIVE));
        for entry in archive.entries()? {
            let entry = entry?;
            let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            check(&path)?;
            if let Some(place) = path.strip_prefix(data) {
                self.take(entry, place, wanted)?;
            }
        }
        Ok(())
    }

    /// Takes an entry if it is wanted.
    fn take(&mut self, entry: Entry<'_, impl Read>, place: &str, wanted: Wanted<'_>) -> io::Result<()> {
        let path = self.shown(place);
        if place == "partitions.json" {
            self.partitions = Some(text(entry, path)?);
            return Ok(());
        }
        let mut parts = place.split('/');
        let (Some(service), Some(date), Some(file), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Ok(());
        };
        let versions = self.services.entry(service.to_owned()).or_default();
        if matches!(wanted, Wanted::Named(names) if !names.contains(&service)) {
            return Ok(());
        }
        let version = versions.entry(date.to_owned()).or_default();
        version.folder = format!("{}{service}/{date}", self.label);
        match file {
            "service-2.json" => version.model = Some(text(entry, path)?),
            "endpoint-rule-set-1.json" => version.endpoints = Some(text(entry, path)?),
            "service-2.sdk-extras.json" => version.extras = Some(text(entry, path)?),
            _ => {}
        }
        Ok(())
    }
}

/// Nothing is written by the names in an archive. Yet one with such a name was made by somebody with bad intentions.
fn check(path: &str) -> io::Result<()> {
    let odd =
        path.starts_with('/') || path.contains(['\\', '\0']) || path.split('/').any(|part| part == "..");
    if odd {
        Err(io::Error::other(format!("`{}` is no path for an archive", path.escape_default())))
    } else {
        Ok(())
    }
}

fn text(mut entry: Entry<'_, impl Read>, path: String) -> io::Result<Source> {
    let fault = |problem: &str| io::Error::other(format!("`{path}` {problem}"));
    if entry.header().entry_type() != EntryType::Regular {
        return Err(fault("is no regular file"));
    }
    if entry.size() > LARGEST_FILE {
        return Err(fault("is too large"));
    }
    let mut text = String::new();
    entry.read_to_string(&mut text)?;
    Ok(Source { path, text })
}
