//! What the generator asks of the allocator for the operations of this project, and how much it makes.

use crate::baseline::Counts;
use crate::{allocations, root};
use smithereen_codegen::{CrateSources, Selection, ServiceSources, Source, generate};
use std::fs;

pub(crate) fn count(now: &mut Counts) {
    let sources = sources();
    allocations(now, "generate", || generate(&sources));
    let files = generate(&sources).files;
    assert!(!files.is_empty());
    now.add("generated", "files", files.len());
    now.add("generated", "lines", files.values().map(|text| text.lines().count()).sum());
    now.add("generated", "bytes", files.values().map(String::len).sum());
}

fn sources() -> CrateSources {
    let config: toml::Table = toml::from_str(&source("smithereen.toml").text).unwrap();
    let services = config.get("services").and_then(toml::Value::as_table).unwrap();
    let service = |(name, table): (&String, &toml::Value)| ServiceSources {
        name: name.clone(),
        model: source(&format!("models/{name}/service-2.json")),
        endpoints: Some(source(&format!("models/{name}/endpoint-rule-set-1.json"))),
        docs: Some(source(&format!("models/{name}/docs.toml"))),
        operations: Selection::Named(table.get("operations").unwrap().clone().try_into().unwrap()),
    };
    CrateSources::new(
        "smithereen-aws".to_owned(),
        "{ path = \"../runtime\" }".to_owned(),
        source("models/partitions.json"),
        services.iter().map(service).collect(),
    )
}

fn source(path: &str) -> Source {
    Source { path: path.to_owned(), text: fs::read_to_string(root().join(path)).unwrap() }
}
