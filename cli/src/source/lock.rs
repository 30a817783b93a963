//! `smithereen.lock`: the models that the project was generated from, with their checksums.

use super::models::Models;
use super::origin::Origin;
use crate::project::PINS;
use crate::{program, report};
use serde::Deserialize;
use smithereen_build::config::Source;
use smithereen_codegen::diagnostic::Diagnostic;
use std::collections::BTreeMap;
use std::fmt::Write;
use toml_edit::{Key, Value};

/// The version of the format.
const FORMAT: u64 = 1;
const HEADER: &str = "# The models that the crate is generated from, with the SHA-256 of each file.\n\
    # Written by `smithereen`; to change it, edit `smithereen.toml` or run `smithereen update`.\n";

/// A parsed `smithereen.lock`.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Lock {
    version: u64,
    /// The kind and the properties of the source.
    source: BTreeMap<String, String>,
    #[serde(default)]
    services: BTreeMap<String, Service>,
}

/// The model of a service.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
struct Service {
    /// The version of the API, commonly a date.
    version: Option<String>,
    /// The checksum of each file, uncompressed, by its path in the source.
    sha256: BTreeMap<String, String>,
}

impl Lock {
    /// Creates the entries of some services.
    pub fn new<'n>(origin: &Origin, models: &Models, services: impl IntoIterator<Item = &'n str>) -> Self {
        let services = services.into_iter().filter_map(|name| {
            let (date, version) = models.newest_dated(name)?;
            let date = Some(date.to_owned()).filter(|date| !date.is_empty());
            Some((name.to_owned(), Service { version: date, sha256: version.sha256.clone() }))
        });
        Self { version: FORMAT, source: source(origin), services: services.collect() }
    }

    /// Parses the text of the file.
    ///
    /// # Errors
    /// If the text is not in this format, or in that of a later version of this program.
    pub fn parse(text: &str) -> Result<Self, Diagnostic> {
        let help = || format!("delete it, then run `{}`", program::line("pull"));
        let lock: Self = toml::from_str(text)
            .map_err(|error| report::error_help(PINS, error.message().trim_end(), help()))?;
        match lock.version {
            FORMAT => Ok(lock),
            other => {
                let problem = format!("has the format {other}, and this program reads format {FORMAT}");
                Err(report::error_help(PINS, problem, help()))
            }
        }
    }

    /// Fails if a source that the configuration does not pin has changed since the file was written. A package with a
    /// version and checksum in `smithereen.toml` cannot change, and without services nothing was used.
    pub fn check(&self, origin: &Origin, current: &Self) -> Result<(), Vec<Diagnostic>> {
        if matches!(origin.source, Source::Package(_)) || self.services.is_empty() {
            return Ok(());
        }
        let mut problems = Vec::new();
        let help = || format!("`{}` compares the models and uses the new ones", program::line("update"));
        if self.source != current.source {
            let problem = format!(
                "the source was {}, and is now {}",
                describe(&self.source),
                describe(&current.source)
            );
            problems.push(report::error_help(PINS, problem, help()));
        }
        for (name, locked) in &self.services {
            match current.services.get(name) {
                Some(found) if found != locked && problems.is_empty() => {
                    let problem = format!("the model of `{name}` differs from the locked model");
                    problems.push(report::error_help(PINS, problem, help()));
                }
                // A service that is no longer selected, or the consequence of another source.
                _ => {}
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    /// Returns the source, as `botocore 1.44.5` or `path ../models`.
    pub fn source(&self) -> String {
        describe(&self.source)
    }

    /// Returns the text of the file.
    pub fn text(&self) -> String {
        let mut text = format!("{HEADER}version = {}\n\n[source]\n", self.version);
        for (key, value) in &self.source {
            entry(&mut text, key, value);
        }
        for (name, service) in &self.services {
            let _ = write!(text, "\n[services.{}]\n", Key::new(name));
            if let Some(version) = &service.version {
                entry(&mut text, "version", version);
            }
            let _ = write!(text, "\n[services.{}.sha256]\n", Key::new(name));
            for (file, digits) in &service.sha256 {
                entry(&mut text, file, digits);
            }
        }
        text
    }
}

fn entry(text: &mut String, key: &str, value: &str) {
    let _ = writeln!(text, "{} = {}", Key::new(key), Value::from(value));
}

/// Returns the properties of a source, independent of the machine.
fn source(origin: &Origin) -> BTreeMap<String, String> {
    let mut table = BTreeMap::new();
    let mut set = |key: &str, value: &str| table.insert(key.to_owned(), value.to_owned());
    match &origin.source {
        Source::Package(distribution) => {
            set("package", &distribution.package);
            set("version", &distribution.version);
            set("sha256", &distribution.sha256);
            return table;
        }
        Source::Python { package } => drop(set("python", package)),
        Source::Botocore { path } => drop(set("path", path)),
        Source::Smithy { path } => drop(set("smithy", path)),
        Source::File { path } => drop(set("file", path)),
    }
    if let Some((package, version)) = &origin.package {
        set("package", package);
        set("version", version);
    }
    table
}

/// Describes a source: `botocore 1.44.5` or `path ../models`.
fn describe(source: &BTreeMap<String, String>) -> String {
    let named = |key: &str| source.get(key).map(String::as_str).unwrap_or_default();
    if source.contains_key("package") {
        return format!("{} {}", named("package"), named("version"));
    }
    let kinds = ["python", "path", "smithy", "file"];
    let kind = kinds.into_iter().find(|kind| source.contains_key(*kind)).unwrap_or_default();
    format!("{kind} {}", named(kind))
}
