//! Takes the few files that are needed out of the source distribution, in memory.

use crate::config::Origin;
use crate::project::CONFIG;
use crate::report;
use flate2::read::GzDecoder;
use smithereen_codegen::Source;
use smithereen_codegen::diagnostic::Diagnostic;
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
    pub(crate) partitions: Option<Source>,
    /// All services, those that were not wanted without versions. Versions by date.
    services: BTreeMap<String, BTreeMap<String, Version>>,
}

/// One version of a service's API.
#[derive(Default)]
pub(crate) struct Version {
    pub(crate) model: Option<Source>,
    pub(crate) endpoints: Option<Source>,
    /// Where corrections to the model are, if there are any.
    pub(crate) extras: Option<String>,
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
        let mut archive = Self::default();
        archive.unpack(bytes, &data, wanted).map_err(|error| {
            report::error(CONFIG, format!("the archive of {package} {version} cannot be unpacked: {error}"))
        })?;
        Ok(archive)
    }

    /// The latest version of a service that has a model. Versions are dates: the latest sorts last.
    pub(crate) fn newest(&self, service: &str) -> Option<&Version> {
        self.services.get(service)?.values().rev().find(|version| version.model.is_some())
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
                self.take(entry, &path, place, wanted)?;
            }
        }
        Ok(())
    }

    /// Takes an entry if it is wanted.
    fn take(
        &mut self,
        entry: Entry<'_, impl Read>,
        path: &str,
        place: &str,
        wanted: Wanted<'_>,
    ) -> io::Result<()> {
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
        match file {
            "service-2.json" => version.model = Some(text(entry, path)?),
            "endpoint-rule-set-1.json" => version.endpoints = Some(text(entry, path)?),
            "service-2.sdk-extras.json" => version.extras = Some(path.to_owned()),
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

fn text(mut entry: Entry<'_, impl Read>, path: &str) -> io::Result<Source> {
    let fault = |problem: &str| io::Error::other(format!("`{path}` {problem}"));
    if entry.header().entry_type() != EntryType::Regular {
        return Err(fault("is no regular file"));
    }
    if entry.size() > LARGEST_FILE {
        return Err(fault("is too large"));
    }
    let mut text = String::new();
    entry.read_to_string(&mut text)?;
    Ok(Source { path: path.to_owned(), text })
}
