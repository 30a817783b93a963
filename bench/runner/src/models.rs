//! Models by the hundred: botocore's, out of the source distribution that the project pins.

use crate::places::{emptied, root, scratch, text, write};
use crate::process;
use serde_json::Value;
use smithereen_codegen::{Content, CrateSources, Form, ServiceSources, Source};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder with a folder a service: the given one, else the archive's that `cargo xtask models pull` fetched.
pub(crate) fn folder(given: Option<&str>) -> PathBuf {
    if let Some(given) = given {
        return given.into();
    }
    let archives = root().join("target/botocore");
    let archive = names(&archives).into_iter().find_map(|version| {
        let archive = archives.join(&version).join(format!("botocore-{version}.tar.gz"));
        archive.is_file().then_some((version, archive))
    });
    let (version, archive) = archive.unwrap_or_else(|| {
        panic!("there are no models: run `cargo xtask models pull`, or give botocore's `data` with --models")
    });
    let place = scratch("botocore");
    let data = place.join(format!("botocore-{version}/botocore/data"));
    if !data.is_dir() {
        process::run(Command::new("tar").arg("-xzf").arg(archive).arg("-C").arg(emptied(&place)));
    }
    data
}

/// A service with all its operations.
pub(crate) fn service(folder: &Path, name: &str) -> Option<ServiceSources> {
    let newest = folder.join(name).join(names(&folder.join(name)).pop()?);
    let source = |file: &str| {
        let text = std::fs::read_to_string(newest.join(file)).ok()?;
        Some(Source { path: format!("{name}/{file}"), text })
    };
    let model = source("service-2.json")?;
    let tree: Value = serde_json::from_str(&model.text).ok()?;
    let operations = tree.get("operations")?.as_object()?.keys().cloned().collect();
    Some(ServiceSources {
        name: name.to_owned(),
        endpoints: source("endpoint-rule-set-1.json"),
        docs: None,
        operations,
        model,
    })
}

/// The services that speak restJson1 and come out whole, and how many there are of the protocol.
pub(crate) fn rest_json(folder: &Path) -> (Vec<ServiceSources>, usize) {
    let mut all: Vec<_> = names(folder).iter().filter_map(|name| service(folder, name)).collect();
    all.retain(|service| {
        let tree: Value = serde_json::from_str(&service.model.text).unwrap_or_default();
        tree.pointer("/metadata/protocol").and_then(Value::as_str) == Some("rest-json")
    });
    let count = all.len();
    all.retain(|service| !smithereen_codegen::generate(&sources(vec![service.clone()])).files.is_empty());
    (all, count)
}

/// A crate of services.
pub(crate) fn sources(services: Vec<ServiceSources>) -> CrateSources {
    CrateSources {
        package: "measured".to_owned(),
        runtime: "{ path = \"../runtime\" }".to_owned(),
        partitions: Source {
            path: "partitions.json".to_owned(),
            text: text(&root().join("models/partitions.json")),
        },
        services,
        content: Content::default(),
        form: Form::default(),
    }
}

/// A project like this one with other models, for the command itself to be run on.
pub(crate) fn project(name: &str, services: &[ServiceSources]) -> PathBuf {
    let place = scratch("projects").join(name);
    emptied(&place);
    let pinned = text(&root().join("models/models.toml"));
    let mut config = pinned.split("[services.").next().unwrap_or_default().to_owned();
    for service in services {
        config.push_str(&format!("[services.{}]\noperations = {:?}\n", service.name, service.operations));
        let folder = place.join("models").join(&service.name);
        write(&folder.join("service-2.json"), &service.model.text);
        if let Some(endpoints) = &service.endpoints {
            write(&folder.join("endpoint-rule-set-1.json"), &endpoints.text);
        }
    }
    write(&place.join("models/models.toml"), &config);
    write(&place.join("models/partitions.json"), &text(&root().join("models/partitions.json")));
    place
}

/// The names in a folder, in order.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<_> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}
