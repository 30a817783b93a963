//! A folder of Smithy JSON ASTs, at any depth.

use super::models::{Models, Version, Wanted};
use crate::report;
use smithereen_build::files;
use smithereen_codegen::Source;
use smithereen_codegen::diagnostic::Diagnostic;
use smithereen_codegen::slice::{self, Service};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Reads the models of the wanted services. `label` is the prefix of paths in diagnostics.
pub(super) fn read(folder: &Path, label: String, wanted: Wanted<'_>) -> Result<Models, Vec<Diagnostic>> {
    let mut models = Models { label, ..Models::default() };
    let mut problems = Vec::new();
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    let working = report::Working::at("reading models");
    for (relative, path) in files(folder) {
        let displayed = models.displayed(&relative);
        working.now(&format!("reading {displayed}"));
        let found = source(&path, displayed).and_then(|source| match source {
            Some(source) => slice::services(&source).map(|services| Some((source, services))),
            None => Ok(None),
        });
        let (source, services) = match found {
            Ok(Some(found)) => found,
            Ok(None) => continue,
            Err(found) => {
                problems.extend(found);
                continue;
            }
        };
        for service in services.iter().filter(|service| service.is_smithy) {
            models.names.insert(service.key.clone());
            if !wanted.has(&service.key) {
                continue;
            }
            match seen.get(&service.key) {
                Some(other) => problems.push(duplicate(service, &source.path, other)),
                None => {
                    seen.insert(service.key.clone(), source.path.clone());
                    let added = add(&mut models, &source, service, &relative, wanted);
                    problems.extend(added.err().into_iter().flatten());
                }
            }
        }
    }
    if problems.is_empty() { Ok(models) } else { Err(problems) }
}

/// Adds a service of a model file.
pub(super) fn add(
    models: &mut Models,
    source: &Source,
    service: &Service,
    relative: &str,
    wanted: Wanted<'_>,
) -> Result<(), Vec<Diagnostic>> {
    let model = Source { path: source.path.clone(), text: slice::choose_service(source, &service.id)? };
    let mut version = Version { folder: source.path.clone(), model: Some(model), ..Version::default() };
    version.note(wanted, relative, &source.text);
    *models.version(&service.key, service.version.as_deref().unwrap_or_default()) = version;
    Ok(())
}

/// Returns whether a folder contains a Smithy JSON AST.
pub(super) fn has_models(folder: &Path) -> bool {
    files(folder).into_iter().any(|(relative, path)| {
        let source = source(&path, relative).ok().flatten();
        let services = source.and_then(|source| slice::services(&source).ok()).unwrap_or_default();
        services.iter().any(|service| service.is_smithy)
    })
}

/// Reads a file that may be a model: every Smithy JSON AST has the key `smithy`.
fn source(path: &Path, displayed: String) -> Result<Option<Source>, Vec<Diagnostic>> {
    let text = files::read_optional(path, &displayed).map_err(|problem| vec![problem])?;
    Ok(text.filter(|text| text.contains("\"smithy\"")).map(|text| Source { path: displayed, text }))
}

fn duplicate(service: &Service, path: &str, other: &str) -> Diagnostic {
    let problem = format!("the service `{}` is also in {other}", service.key);
    report::error_help(path, problem, "remove one of the two files, or name a folder with one of them")
}

/// Returns the JSON files below a folder, with their paths from it, in order. Names with a leading dot are left out.
fn files(folder: &Path) -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    let mut visited = BTreeSet::new();
    let mut open = vec![(String::new(), folder.to_owned())];
    while let Some((prefix, folder)) = open.pop() {
        // A link may lead back to a folder above it.
        if !visited.insert(folder.canonicalize().unwrap_or_else(|_| folder.clone())) {
            continue;
        }
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let Ok(name) = entry.file_name().into_string() else { continue };
            let (relative, path) = (format!("{prefix}{name}"), entry.path());
            if name.starts_with('.') {
                continue;
            }
            if path.is_dir() {
                open.push((format!("{relative}/"), path));
            } else if name.ends_with(".json") || name.ends_with(".json.gz") {
                found.push((relative, path));
            }
        }
    }
    found.sort();
    found
}
