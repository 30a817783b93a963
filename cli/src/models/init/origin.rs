//! `--from`: which source of models a word names.

use super::text::quoted;
use crate::models::Releases;
use crate::project::Project;
use crate::pull::archive::Wanted;
use crate::{paths, report};
use smithereen_codegen::diagnostic::Diagnostic;
use std::fs;
use std::path::Path;

/// The package that is fetched where no source is named.
const PACKAGE: &str = "botocore";

/// A source, as `[source]` names it.
pub(super) struct Origin {
    /// The lines of `[source]`.
    pub(super) lines: String,
}

impl Origin {
    /// Finds the source that `from` names; a path starts from `start`.
    pub(super) fn find(project: &Project, start: &Path, from: Option<&str>) -> Result<Self, Diagnostic> {
        let Some(from) = from else { return Self::newest(project) };
        if from == "python" {
            return Ok(Self { lines: format!("python = \"{PACKAGE}\"\n") });
        }
        let place = start.join(from);
        let key = match fs::metadata(&place) {
            Ok(metadata) if metadata.is_file() => "file",
            Ok(_) if is_botocore(&place, 3) => "path",
            Ok(_) => "smithy",
            Err(_) => {
                let help = "name `python`, a folder of models or a model file";
                return Err(report::error_help(from, "file not found", help));
            }
        };
        let path = match Path::new(from).is_absolute() {
            true => from.to_owned(),
            false => {
                let (root, place) = (paths::normal(&project.path("")), paths::normal(&place));
                paths::text(&paths::relative(&root, &place))
            }
        };
        Ok(Self { lines: format!("{key} = {}\n", quoted(&path)) })
    }

    /// The newest source distribution, pinned.
    fn newest(project: &Project) -> Result<Self, Diagnostic> {
        let releases = Releases { project, package: PACKAGE };
        let origin = releases.get(None, None, Wanted::Named(&[]))?.origin;
        let (version, sha256) = (quoted(&origin.version), quoted(&origin.sha256));
        Ok(Self { lines: format!("package = \"{PACKAGE}\"\nversion = {version}\nsha256 = {sha256}\n") })
    }
}

/// Whether a folder has a file of botocore's models, at most so many folders deep.
fn is_botocore(folder: &Path, depth: usize) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.flatten().any(|entry| {
        let is_model = entry.file_name().to_str().is_some_and(|name| name.starts_with("service-2.json"));
        is_model || depth > 0 && is_botocore(&entry.path(), depth.saturating_sub(1))
    })
}
