//! One model file, in either format.

use super::layout::ENDPOINTS;
use super::models::{Models, Version, Wanted};
use super::smithy;
use crate::report;
use smithereen_build::files;
use smithereen_codegen::Source;
use smithereen_codegen::diagnostic::Diagnostic;
use smithereen_codegen::slice::{self, Additions, Service};
use std::path::Path;

/// Reads the services of a model file. `displayed` is the name of the file in diagnostics. For a model in botocore's
/// format, the endpoint rules, corrections, paginators and waiters beside it are read too.
pub(super) fn read(path: &Path, displayed: &str, wanted: Wanted<'_>) -> Result<Models, Vec<Diagnostic>> {
    let text = files::read_optional(path, displayed).map_err(|problem| vec![problem])?;
    let text = text.ok_or_else(|| vec![report::error(displayed, "file not found")])?;
    let source = Source { path: displayed.to_owned(), text };
    let services = slice::services(&source)?;
    if services.is_empty() {
        let help = "a model is a Smithy JSON AST with a service, or botocore's `service-2.json`";
        return Err(vec![report::error_help(displayed, "contains no service", help)]);
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    let label = displayed.strip_suffix(".gz").unwrap_or(displayed).strip_suffix(name).unwrap_or_default();
    let mut models = Models { label: label.to_owned(), ..Models::default() };
    for service in &services {
        if !models.names.insert(service.key.clone()) {
            let problem = format!("several services have the name `{}`", service.key);
            return Err(vec![report::error(displayed, problem)]);
        }
        if service.is_smithy {
            smithy::add(&mut models, &source, service, name, wanted)?;
        } else {
            let version = botocore(path, &source, name, wanted, label).map_err(|problem| vec![problem])?;
            *models.version(&service.key, date(service)) = version;
        }
    }
    Ok(models)
}

fn date(service: &Service) -> &str {
    service.version.as_deref().unwrap_or_default()
}

fn botocore(
    path: &Path,
    source: &Source,
    name: &str,
    wanted: Wanted<'_>,
    label: &str,
) -> Result<Version, Diagnostic> {
    let extras = format!("{}.sdk-extras.json", name.strip_suffix(".json").unwrap_or(name));
    let mut version = Version { folder: source.path.clone(), ..Version::default() };
    version.note(wanted, name, &source.text);
    let mut beside = |name: &str| {
        let found = smithereen_build::input::beside(path, name)?;
        Ok::<_, Diagnostic>(found.map(|found| {
            version.note(wanted, name, &found.text);
            Source { path: format!("{label}{name}"), ..found }
        }))
    };
    let endpoints = beside(ENDPOINTS)?;
    let additions = Additions {
        extras: beside(&extras)?,
        paginators: beside(Additions::PAGINATORS)?,
        paginator_extras: beside(Additions::PAGINATOR_EXTRAS)?,
        waiters: beside(Additions::WAITERS)?,
    };
    Ok(Version { model: Some(source.clone()), endpoints, additions, ..version })
}
