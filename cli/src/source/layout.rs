//! The layout of botocore's folder of models: `service/date/service-2.json`, and `partitions.json`.

use super::models::{Models, Wanted};
use smithereen_build::config::is_plain_name;
use smithereen_codegen::Source;
use smithereen_codegen::diagnostic::Diagnostic;
use smithereen_codegen::slice::Additions;

/// The partition table.
pub(super) const PARTITIONS: &str = "partitions.json";
/// The model of a version of a service.
pub(super) const MODEL: &str = "service-2.json";
/// The endpoint rules of a version of a service.
pub(super) const ENDPOINTS: &str = "endpoint-rule-set-1.json";
/// Corrections to a model.
pub(super) const EXTRAS: &str = "service-2.sdk-extras.json";

/// The files of a version of a service.
const FILES: [&str; 6] =
    [MODEL, ENDPOINTS, EXTRAS, Additions::PAGINATORS, Additions::PAGINATOR_EXTRAS, Additions::WAITERS];

/// A folder of models: on the disk, or from an archive.
pub(super) trait Files {
    /// Returns the paths of the files that [`is_read`] accepts, in order, without `.gz`.
    fn relative_paths(&self) -> Vec<&str>;

    /// Reads the file with that path. `displayed` is its name in diagnostics.
    fn source(&self, relative: &str, displayed: String) -> Result<Source, Diagnostic>;
}

/// Reads the partitions and the models of the wanted services. `label` is the prefix of paths in diagnostics.
pub(super) fn read(files: &dyn Files, label: String, wanted: Wanted<'_>) -> Result<Models, Diagnostic> {
    let mut models = Models { label, ..Models::default() };
    for relative in files.relative_paths() {
        let displayed = models.displayed(relative);
        if relative == PARTITIONS {
            models.partitions = Some(files.source(relative, displayed)?);
            continue;
        }
        let Some([service, date, file]) = parts(relative) else { continue };
        if file == MODEL {
            models.names.insert(service.to_owned());
        }
        if !wanted.has(service) {
            continue;
        }
        let folder = models.displayed(&format!("{service}/{date}"));
        let source = files.source(relative, displayed)?;
        let version = models.version(service, date);
        version.folder = folder;
        version.note(wanted, relative, &source.text);
        match file {
            MODEL => version.model = Some(source),
            ENDPOINTS => version.endpoints = Some(source),
            Additions::PAGINATORS => version.additions.paginators = Some(source),
            Additions::PAGINATOR_EXTRAS => version.additions.paginator_extras = Some(source),
            Additions::WAITERS => version.additions.waiters = Some(source),
            _ => version.additions.extras = Some(source),
        }
    }
    Ok(models)
}

/// Returns whether commands read the file with this path in the folder of models. Its parts are plain names, so a path
/// from an archive cannot leave the folder.
pub(super) fn is_read(relative: &str) -> bool {
    match parts(relative) {
        Some([service, date, file]) => is_plain_name(service) && is_plain_name(date) && FILES.contains(&file),
        None => relative == PARTITIONS,
    }
}

/// Returns the service, the date of its version and the file's name in a path such as `iot/2015-05-28/service-2.json`.
pub(super) fn parts(relative: &str) -> Option<[&str; 3]> {
    let mut parts = relative.split('/');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(service), Some(date), Some(file), None) => Some([service, date, file]),
        _ => None,
    }
}
