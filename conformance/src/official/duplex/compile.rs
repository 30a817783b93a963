//! The program: the generated crate, with the sources of the program as an example.

use super::super::crate_source::CrateSource;
use super::super::matched::Matched;
use super::super::{emit, program};
use super::CRATE;
use crate::Problems;
use crate::context::Context;
use crate::crates::Target;
use smithereen_codegen::graph::Model;
use smithereen_codegen::{Selection, ServiceSources, Source, generate, graph};
use std::collections::BTreeMap;
use std::path::PathBuf;

const PACKAGE: &str = "conformance-duplex";

/// The sources of the program, below the folder of the example.
const SOURCES: &[(&str, &str)] = &[
    ("clients.rs", include_str!("program/clients.rs")),
    ("main.rs", include_str!("program/main.rs")),
    ("operations.rs", emit::OPERATIONS),
    ("ours.rs", include_str!("program/ours.rs")),
    ("script.rs", include_str!("program/script.rs")),
    ("server.rs", include_str!("program/server.rs")),
    ("theirs.rs", include_str!("program/theirs.rs")),
    ("values.rs", emit::VALUES),
];

/// The dependencies of the program beyond those of the generated example.
fn dependencies() -> String {
    format!(
        r#"
[target.'cfg(all())'.dev-dependencies]
aws-credential-types = {{ version = "1.3", features = ["hardcoded-credentials"] }}
aws-smithy-async = {{ version = "1", features = ["rt-tokio"] }}
aws-smithy-runtime-api = {{ version = "1", features = ["client", "http-1x"] }}
aws-smithy-types = "1"
aws-types = "1"
futures-core = "0.3"
http-body-util = {{ version = "0.1", features = ["channel"] }}
hyper = {{ version = "1", features = ["http2", "server"] }}
hyper-util = {{ version = "0.1", features = ["tokio"] }}
rcgen = "0.14"
rustls = {{ version = "0.23", default-features = false, features = ["ring", "std", "tls12"] }}
sdk = {{ package = "{}", version = "={}", default-features = false, features = ["rt-tokio"] }}
serde = "1"
serde_json = {{ version = "1", features = ["float_roundtrip"] }}
smithereen = {{ path = "../../../../runtime", features = ["serde"] }}
tokio = {{ version = "1", features = ["io-std", "macros", "net", "rt-multi-thread", "sync", "time"] }}
tokio-rustls = {{ version = "0.26", default-features = false, features = ["ring", "tls12"] }}
"#,
        CRATE.name, CRATE.version
    )
}

/// Compiles the program. Returns its path, and the model without what the official crate lacks.
pub(super) fn program(context: &Context<'_>) -> Result<(PathBuf, Model), Problems> {
    let service = ServiceSources {
        name: CRATE.service.to_owned(),
        model: Source {
            path: "conformance/src/official/duplex/transcribe-streaming.json".to_owned(),
            text: include_str!("transcribe-streaming.json").to_owned(),
        },
        endpoints: None,
        docs: None,
        operations: Selection::All,
    };
    let mut model = graph(&service)?;
    let outcome = generate(&context.local.sources(PACKAGE, vec![service]));
    if outcome.files.is_empty() {
        return Err(outcome.diagnostics);
    }
    let mut files = outcome.files;
    files.entry("Cargo.toml".to_owned()).or_default().push_str(&dependencies());
    let sources = SOURCES.iter().map(|(name, text)| (format!("examples/duplex/{name}"), (*text).to_owned()));
    files.extend(sources);
    let (crates, source) = program::prepare_files(context.project, &CRATE, PACKAGE, &files)?;
    let matched = matched(&mut model, &source);
    files.insert("examples/duplex/shapes.rs".to_owned(), emit::shapes(&matched, &BTreeMap::new()));
    Ok((crates.build(PACKAGE, &files, &Target::Example("duplex"))?, model))
}

fn matched(model: &mut Model, source: &CrateSource) -> Matched {
    let matched = Matched::new(model, source);
    matched.prune(model);
    matched
}
