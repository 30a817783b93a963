//! `models/models.toml`: what is generated, and from where.

use crate::project::{CONFIG, Project};
use crate::{report, sources, tree};
use serde::Deserialize;
use smithereen_codegen::diagnostic::{Diagnostic, Spot};
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;

/// What the file says.
pub struct Config {
    /// Where the models come from.
    pub origin: Origin,
    /// The name of the crate that is made.
    pub package: String,
    /// The services, in the order of the file.
    pub services: Vec<Service>,
    /// The text of the file.
    pub text: String,
}

/// A source distribution on the Python package index.
#[derive(Clone)]
pub struct Origin {
    /// Its name.
    pub package: String,
    /// Its version.
    pub version: String,
    /// Its SHA-256, in lower-case hexadecimal digits.
    pub sha256: String,
}

/// A service, and what is wanted of it.
pub struct Service {
    /// The name of its folder, here and in the source.
    pub name: String,
    /// The names of its operations, in the order of the file.
    pub operations: Vec<String>,
}

impl Config {
    /// Reads the file. Fails where an interrupted run has left `models/` half done: commands that write recover it before.
    pub fn read(project: &Project) -> Result<Self, Vec<Diagnostic>> {
        let _view = tree::view_models(project).map_err(|problem| vec![problem])?;
        let text = sources::text(project, CONFIG).map_err(|problem| vec![problem])?;
        let text = text.ok_or_else(|| vec![report::error(CONFIG, "file not found")])?;
        Self::parse(&text)
    }

    /// Reads its text.
    pub fn parse(text: &str) -> Result<Self, Vec<Diagnostic>> {
        let tables: Tables = toml::from_str(text).map_err(|error| {
            vec![fault(text, &error.span().unwrap_or_default(), error.message().trim_end().to_owned())]
        })?;
        let faults = tables.faults(text);
        if faults.is_empty() { Ok(tables.into_config(text)) } else { Err(faults) }
    }

    /// Fails if the file has changed since it was read: a command that took its time must not overwrite what was edited
    /// meanwhile. The caller holds the turn to change `models/`.
    pub fn check_unchanged(&self, project: &Project) -> Result<(), Diagnostic> {
        match sources::text(project, CONFIG)? {
            Some(text) if text == self.text => Ok(()),
            _ => {
                Err(report::error_help(CONFIG, "was changed while this command ran", "run the command again"))
            }
        }
    }
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tables {
    source: SourceTable,
    #[serde(rename = "crate")]
    made: CrateTable,
    #[serde(default)]
    services: BTreeMap<Spanned<String>, ServiceTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceTable {
    package: Spanned<String>,
    version: Spanned<String>,
    sha256: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CrateTable {
    package: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ServiceTable {
    operations: Vec<String>,
}

impl Tables {
    /// All of these become parts of paths, of a manifest or of a command line, where other texts could do harm.
    fn faults(&self, text: &str) -> Vec<Diagnostic> {
        let SourceTable { package, version, sha256 } = &self.source;
        let mut faults: Vec<_> = [package, version, &self.made.package]
            .into_iter()
            .chain(self.services.keys())
            .filter(|name| !plain(name.as_ref()))
            .map(|name| {
                let problem = format!(
                    "`{}` is no name: letters, digits, `-`, `_` and `.` only, a letter or digit first",
                    name.as_ref()
                );
                fault(text, &name.span(), problem)
            })
            .collect();
        if !hexadecimal(sha256.as_ref()) {
            faults.push(fault(
                text,
                &sha256.span(),
                "`sha256` should be 64 hexadecimal digits in lower case",
            ));
        }
        faults
    }

    fn into_config(self, text: &str) -> Config {
        // The map is sorted by name; the places in the text tell the order in which a person wrote them.
        let mut services: Vec<_> = self.services.into_iter().collect();
        services.sort_by_key(|(name, _)| name.span().start);
        let service = |(name, table): (Spanned<String>, ServiceTable)| Service {
            name: name.into_inner(),
            operations: table.operations,
        };
        Config {
            origin: Origin {
                package: self.source.package.into_inner(),
                version: self.source.version.into_inner(),
                sha256: self.source.sha256.into_inner(),
            },
            package: self.made.package.into_inner(),
            services: services.into_iter().map(service).collect(),
            text: text.to_owned(),
        }
    }
}

/// Whether a name can be part of a path or of a command line and do no harm.
pub fn plain(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

/// Whether it is a SHA-256.
pub fn hexadecimal(digits: &str) -> bool {
    digits.len() == 64 && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn fault(text: &str, span: &Range<usize>, problem: impl Into<String>) -> Diagnostic {
    let line = 1 + text.bytes().take(span.start).filter(|byte| *byte == b'\n').count();
    let spot = Spot::Bytes(Box::new(span.clone()));
    Diagnostic { spot, ..report::error(CONFIG, format!("line {line}: {}", problem.into())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "[source]\npackage = 'botocore'\nversion = '1.0'\nsha256 = \
        '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'\n[crate]\npackage = 'made'\n";

    fn problems(text: &str) -> Vec<String> {
        Config::parse(text).err().unwrap().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn services_keep_the_order_of_the_file() {
        let text = format!("{HEAD}[services.z]\noperations = ['B', 'A']\n[services.a]\noperations = []\n");
        let config = Config::parse(&text).unwrap();
        let names: Vec<_> = config.services.iter().map(|service| service.name.as_str()).collect();
        assert_eq!(names, ["z", "a"]);
        assert_eq!(config.services[0].operations, ["B", "A"]);
    }

    #[test]
    fn what_is_not_known_is_refused_with_its_line() {
        let all = problems(&format!("{HEAD}[services.a]\noperation = []\n"));
        assert!(
            all[0].starts_with("error: models/models.toml: line 8: unknown field `operation`"),
            "{all:?}"
        );
        let all = problems("[source]\npackage = 7\n");
        assert!(all[0].starts_with("error: models/models.toml: line 2: invalid type"), "{all:?}");
        assert!(problems("[source\n")[0].starts_with("error: models/models.toml: line 1: "));
    }

    #[test]
    fn names_that_are_ways_out_are_refused_all_at_once() {
        let text = HEAD.replace("'1.0'", "'../1'").replace("0123", "X123");
        let all = problems(&format!("{text}[services.'../up']\noperations = []\n"));
        let starts = ["line 3: `../1` is no name", "line 7: `../up` is no name", "line 4: `sha256` should"];
        assert_eq!(all.len(), starts.len());
        for (problem, start) in all.iter().zip(starts) {
            assert!(problem.starts_with(&format!("error: models/models.toml: {start}")), "{problem}");
        }
    }
}
