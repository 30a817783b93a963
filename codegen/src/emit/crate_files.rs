//! The crate around the services: its manifest and its root.

use super::context::Service;
use super::file::File;
use super::print::HEADER;
use super::{docs, example, features};
use crate::source::{Content, CrateSources};
use quote::quote;

/// Returns all files of the crate itself.
pub(super) fn all(sources: &CrateSources, services: &[Service], has_partitions: bool) -> Vec<File> {
    let mut files = vec![manifest(sources, services), root(sources, services, has_partitions), rustfmt()];
    if sources.content == Content::Whole {
        files.push(example::call(&sources.package, services));
    }
    files
}

/// Generates `Cargo.toml`.
fn manifest(sources: &CrateSources, services: &[Service]) -> File {
    let (client, example, runtime) = match sources.content {
        Content::Whole => (client(services), EXAMPLE, with_features(&sources.runtime, services)),
        Content::Types => (String::new(), "", sources.runtime.clone()),
    };
    let package = package(sources);
    let default = default_features(sources);
    let workspace = if sources.manifest.is_workspace { "\n[workspace]\n" } else { "" };
    let text = format!(
        r#"# {HEADER}

[package]
{package}
[features]
{default}{client}# `Serialize` and `Deserialize` on every type, with the names of the model.
serde = ["smithereen/serde"]

[dependencies]
serde_json = "1"
smithereen = {runtime}
{example}{workspace}"#
    );
    File::text("Cargo.toml", text)
}

/// Generates the lines of `[package]`.
fn package(sources: &CrateSources) -> String {
    let manifest = &sources.manifest;
    let about = about(sources);
    let strings = [
        ("name", Some(&sources.package)),
        ("version", Some(&manifest.version)),
        ("edition", Some(&manifest.edition)),
        ("rust-version", manifest.rust_version.as_ref()),
        ("description", Some(&about)),
        ("license", manifest.license.as_ref()),
    ];
    let line = |(key, text): (&str, Option<&String>)| text.map(|text| format!("{key} = {}\n", quoted(text)));
    let mut lines: String = strings.into_iter().filter_map(line).collect();
    if !manifest.publish {
        lines.push_str("publish = false\n");
    }
    lines
}

/// Returns a TOML string. TOML accepts JSON's escapes.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Returns the default features. A crate with types only has no client.
fn default_features(sources: &CrateSources) -> String {
    let features = [
        ("client", sources.manifest.client && sources.content == Content::Whole),
        ("serde", sources.manifest.serde),
    ];
    let on: Vec<String> = features.iter().filter(|(_, is_on)| *is_on).map(|(name, _)| quoted(name)).collect();
    match on.is_empty() {
        true => String::new(),
        false => format!("default = [{}]\n", on.join(", ")),
    }
}

fn about(sources: &CrateSources) -> String {
    let what = match sources.content {
        Content::Whole => "Operations",
        Content::Types => "Types",
    };
    format!("{what} generated from the API models of services by Smithereen.")
}

/// Returns the feature of the client.
fn client(services: &[Service]) -> String {
    let sigv4a = if features::needs_sigv4a(services) { r#", "smithereen/sigv4a""# } else { "" };
    format!(
        "# The client on the official AWS runtime crates. Without it: types, requests and responses for any transport.\n\
         client = [\"smithereen/client\"{sigv4a}]\n"
    )
}

const EXAMPLE: &str = r#"
# Dependencies of `examples/call.rs`.
[dev-dependencies]
aws-config = { version = "1", default-features = false, features = ["rt-tokio"] }
aws-smithy-http-client = { version = "1", features = ["rustls-ring"] }
base64 = "0.23"
bytes = "1"
clap = { version = "4", default-features = false, features = ["derive", "error-context", "help", "std", "usage"] }
http = "1"
tokio = { version = "1", features = ["macros", "rt"] }

[[example]]
name = "call"
required-features = ["client"]
"#;

/// Adds the features that the services need to the dependency on the runtime.
fn with_features(runtime: &str, services: &[Service]) -> String {
    let features: Vec<String> = features::needed(services).into_iter().map(quoted).collect();
    match features.is_empty() {
        true => runtime.to_owned(),
        false => {
            let table = runtime.trim_end().trim_end_matches('}').trim_end();
            format!("{table}, features = [{}] }}", features.join(", "))
        }
    }
}

/// Generates `src/lib.rs`.
fn root(sources: &CrateSources, services: &[Service], has_partitions: bool) -> File {
    let mut paragraphs = vec![about(sources)];
    paragraphs.extend(services.iter().map(list));
    let is_whole = sources.content == Content::Whole;
    if is_whole {
        paragraphs.push(HOW.to_owned());
    }
    let mut file = File::new("src/lib.rs", paragraphs);
    file.attributes(attributes(services.iter().all(|service| docs::is_complete(&service.model))));
    for service in services {
        let module = &service.module;
        file.push(quote!(pub mod #module;));
    }
    if has_partitions {
        file.push(quote!(
            mod partitions;
        ));
    }
    file.push(match is_whole {
        true => quote!(
            pub use smithereen::{self, Endpoint, Error, Operation};
        ),
        false => quote!(
            pub use smithereen;
        ),
    });
    file
}

fn list(service: &Service) -> String {
    let operations = service.model.operations.iter().map(|operation| docs::code(&operation.name));
    let operations: Vec<String> = operations.collect();
    // A link cannot contain a name that needs escapes.
    let module = match service.module.as_str() {
        raw if raw.starts_with("r#") => docs::code(raw),
        module => format!("[`{module}`]"),
    };
    format!("{} in {module}: {}.", docs::plain(&service.model.service.title), operations.join(", "))
}

fn attributes(is_documented: bool) -> String {
    let missing_docs = match is_documented {
        true => "#![warn(missing_docs)]",
        false => "#![allow(missing_docs, reason = \"some items have no documentation in `docs.toml`\")]",
    };
    format!("#![forbid(unsafe_code)]\n{missing_docs}\n{ALLOWED}")
}

const ALLOWED: &str = r#"#![allow(deprecated, reason = "deprecated items of the model are generated too")]
#![allow(
    clippy::large_enum_variant,
    clippy::should_implement_trait,
    clippy::too_many_arguments,
    reason = "generated code"
)]
"#;

const HOW: &str = "An operation is called with its input: a service's `Client` sends it. Without the feature `client`, \
    [`Operation::to_http`] builds the HTTP request and [`Operation::parse`] parses the HTTP response. \
    [`smithereen::guide`] shows how to make calls over any transport, how to test code that makes calls, and how to \
    configure a client.";

/// Generates a configuration that keeps rustfmt from changing the generated files, whatever its settings or version.
fn rustfmt() -> File {
    File::text("rustfmt.toml", format!("# {HEADER}\ndisable_all_formatting = true\n"))
}
