//! Reads botocore's models from the pinned source distribution.

use crate::paths::{emptied, root, scratch, text, write};
use crate::process;
use crate::stop::stop;
use smithereen_codegen::diagnostic::Diagnostic;
use smithereen_codegen::graph::Protocol;
use smithereen_codegen::slice::Additions;
use smithereen_codegen::{CrateSources, Selection, ServiceSources, Source, catalog};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Returns the folder with a subfolder for each service: the given one, or that of the pinned archive, which `cargo
/// xtask models pull` fetches.
pub(crate) fn folder(given: Option<&str>) -> PathBuf {
    if let Some(given) = given.map(PathBuf::from) {
        return if given.is_dir() { given } else { stop(format_args!("{}: no folder", given.display())) };
    }
    let archives = root().join("target/botocore");
    let pinned = text(&root().join("smithereen.toml"));
    let is_pinned = |version: &String| pinned.contains(&format!("version = {version:?}"));
    let archive = names(&archives).into_iter().find(is_pinned).map(|version| {
        let archive = archives.join(&version).join(format!("botocore-{version}.tar.gz"));
        (version, archive)
    });
    let archive = archive.filter(|(_, archive)| archive.is_file());
    let (version, archive) = archive.unwrap_or_else(|| {
        stop("there are no models: run `cargo xtask models pull`, or give botocore's `data` with --models")
    });
    let folder = scratch("botocore");
    let data = folder.join(format!("botocore-{version}/botocore/data"));
    if !data.is_dir() {
        process::run(Command::new("tar").arg("-xzf").arg(archive).arg("-C").arg(emptied(&folder)));
    }
    data
}

/// A service with its supported operations.
pub(crate) struct Service {
    pub(crate) sources: ServiceSources,
    pub(crate) protocol: Protocol,
    /// The number of unsupported operations.
    pub(crate) left_out: usize,
}

/// Returns the service with that name.
///
/// # Errors
/// Returns the reason if there is none.
pub(crate) fn service(folder: &Path, name: &str) -> Result<Service, String> {
    let newest =
        names(&folder.join(name)).pop().ok_or_else(|| format!("there is no {name} in the models"))?;
    let source = |file: &str| {
        let path = format!("{name}/{newest}/{file}");
        match std::fs::read_to_string(folder.join(&path)) {
            Ok(text) => Ok(Source { path, text }),
            Err(error) => Err(format!("{path}: {error}")),
        }
    };
    let (mut model, endpoints) = (source("service-2.json")?, source("endpoint-rule-set-1.json")?);
    let optional = |file: &str| {
        let path = folder.join(name).join(&newest).join(file);
        path.is_file().then(|| source(file)).transpose()
    };
    let additions = Additions {
        extras: optional("service-2.sdk-extras.json")?,
        paginators: optional(Additions::PAGINATORS)?,
        paginator_extras: optional(Additions::PAGINATOR_EXTRAS)?,
        waiters: optional(Additions::WAITERS)?,
    };
    let first = |problems: Vec<Diagnostic>| problems.first().map_or_else(String::new, ToString::to_string);
    model.text = additions.merged_into(&model).map_err(first)?;
    let catalog = catalog::read(&model, Some(&endpoints), None, None).map_err(first)?;
    let all = catalog.operations.len();
    let whole = catalog.unsupported.is_none();
    let protocol = catalog.protocol;
    let comes_out = |entry: &catalog::Entry| whole && entry.unsupported.is_none();
    let operations: Vec<String> =
        catalog.operations.into_iter().filter(comes_out).map(|entry| entry.name).collect();
    Ok(Service {
        left_out: all - operations.len(),
        protocol,
        sources: ServiceSources {
            name: name.to_owned(),
            model,
            endpoints: Some(endpoints),
            docs: None,
            operations: operations.into(),
        },
    })
}

/// Returns the names of the selected operations.
pub(crate) fn selected(service: &ServiceSources) -> &[String] {
    match &service.operations {
        Selection::Named(names) => names,
        Selection::All | Selection::Supported => &[],
    }
}

/// Returns all services with a supported protocol. Prints the names of models that cannot be read.
pub(crate) fn every(folder: &Path) -> Vec<Service> {
    let mut all = Vec::new();
    for name in names(folder).iter().filter(|name| folder.join(name).is_dir()) {
        match service(folder, name) {
            Ok(service) => all.push(service),
            Err(why) => println!("{name} is left out: {why}"),
        }
    }
    all
}

/// Returns the sources of a crate with these services.
pub(crate) fn sources(services: Vec<ServiceSources>) -> CrateSources {
    CrateSources::new(
        "measured".to_owned(),
        "{ path = \"../runtime\" }".to_owned(),
        Source { path: "partitions.json".to_owned(), text: text(&root().join("models/partitions.json")) },
        services,
    )
}

/// Writes a project like this one with other models, on which the command can be run.
pub(crate) fn project<'a>(name: &str, services: impl Iterator<Item = &'a ServiceSources>) {
    let project = project_folder(name);
    emptied(&project);
    let pinned = text(&root().join("smithereen.toml"));
    let mut config = pinned.split("[services.").next().unwrap_or_default().to_owned();
    for service in services {
        config.push_str(&format!("[services.{}]\noperations = {:?}\n", service.name, selected(service)));
        let folder = project.join("models").join(&service.name);
        write(&folder.join("service-2.json"), &service.model.text);
        if let Some(endpoints) = &service.endpoints {
            write(&folder.join("endpoint-rule-set-1.json"), &endpoints.text);
        }
    }
    write(&project.join("smithereen.toml"), &config);
    write(&project.join("models/partitions.json"), &text(&root().join("models/partitions.json")));
}

/// Returns the folder of a project.
pub(crate) fn project_folder(name: &str) -> PathBuf {
    scratch("projects").join(name)
}

/// Returns the names in a folder, sorted.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<_> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}
