//! Arranges the generated files as modules of another crate: a root module to include, without a manifest.

use super::context::Service;
use super::file::File;
use super::print::{BUILT, Printed};
use super::{docs, features};
use crate::source::{Content, CrateSources, Form};

/// Allows the lints of the including crate, which must not reject generated modules, and unused code.
const ALLOW: &str = "#[allow(clippy::all, clippy::nursery, clippy::pedantic, dead_code, deprecated, missing_docs, \
    unused_imports, unused_must_use, reason = \"generated code\")]";

/// Moves the files into a folder named after the package.
pub(super) fn move_files(package: &str, files: &mut [(String, Printed)]) {
    for (path, _) in files {
        *path = path.replacen("src/", &format!("{package}/"), 1);
    }
}

/// Generates the file that declares the files as modules. It has no inner attributes and no documentation, because it is
/// included with `include!`.
pub(super) fn root(sources: &CrateSources, services: &[Service], has_partitions: bool) -> File {
    let package = &sources.package;
    let mut items = Vec::new();
    for service in services {
        let (module, folder) = (&service.module, service.module.stem());
        let title = docs::plain(&service.model.service.title);
        items.push(format!(
            "/// {title}.\n#[path = \"{package}/{folder}/mod.rs\"]\n{ALLOW}\npub mod {module};\n"
        ));
    }
    if has_partitions {
        items.push(format!("#[path = \"{package}/partitions.rs\"]\n{ALLOW}\nmod partitions;\n"));
    }
    // The macro takes identifiers.
    let features = required(sources, services).join(" ").replace('-', "_");
    let items = items.join("\n");
    let text = match features.is_empty() {
        true => format!("// {BUILT}\n\n{items}"),
        false => format!("// {BUILT}\n\nsmithereen::require! {{ {{ {features} }}\n\n{items}\n}}\n"),
    };
    File::text(&format!("{package}.rs"), text)
}

/// Returns the features of the runtime that the code needs, because the manifest of the including crate may lack them.
fn required(sources: &CrateSources, services: &[Service]) -> Vec<&'static str> {
    if sources.content == Content::Types {
        return Vec::new();
    }
    let mut all = features::needed(services);
    if sources.form == (Form::Modules { client: true }) {
        all.push("client");
        if features::needs_sigv4a(services) {
            all.push("sigv4a");
        }
        all.sort_unstable();
    }
    all
}
