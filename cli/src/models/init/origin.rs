//! `--from`: the source of models.

use super::text::quoted;
use crate::config::Source;
use crate::models::Releases;
use crate::paths;
use crate::project::Project;
use crate::source::{self, Wanted};
use smithereen_codegen::diagnostic::Diagnostic;
use std::path::Path;

/// The package of the default source.
const PACKAGE: &str = "botocore";

/// A source, in the form of `[source]`.
pub(super) struct Origin {
    /// The lines of `[source]`.
    pub(super) lines: String,
}

impl Origin {
    /// Finds the source that `from` names. Paths are relative to `start`.
    pub(super) fn find(project: &Project, start: &Path, from: Option<&str>) -> Result<Self, Vec<Diagnostic>> {
        let one = |problem| vec![problem];
        match from {
            None => Self::newest(project),
            Some("python") => source::from_python().map(|found| Self::of(&found)).map_err(one),
            Some(from) => {
                let path = match Path::new(from).is_absolute() {
                    true => from.to_owned(),
                    false => {
                        let (root, target) =
                            (paths::normal(&project.path("")), paths::normal(&start.join(from)));
                        paths::text(&paths::relative(&root, &target))
                    }
                };
                // The root itself is a valid folder too.
                let path = if path.is_empty() { ".".to_owned() } else { path };
                source::from_path(project, &path).map(|found| Self::of(&found)).map_err(one)
            }
        }
    }

    /// Pins the newest source distribution.
    fn newest(project: &Project) -> Result<Self, Vec<Diagnostic>> {
        let release = Releases { project, package: PACKAGE }.get(None, None, Wanted::Named(&[]))?;
        Ok(Self::of(&release.opened.origin.source))
    }

    fn of(source: &Source) -> Self {
        let line = |key: &str, value: &str| format!("{key} = {}\n", quoted(value));
        let lines = match source {
            Source::Package(distribution) => {
                let version = line("version", &distribution.version);
                line("package", &distribution.package) + &version + &line("sha256", &distribution.sha256)
            }
            Source::Python { package } => line("python", package),
            Source::Botocore { path } => line("path", path),
            Source::Smithy { path } => line("smithy", path),
            Source::File { path } => line("file", path),
        };
        Self { lines }
    }
}
