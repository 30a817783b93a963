//! The same files as modules of somebody else's crate: no manifest and no root of their own, but a file to include.

use super::context::Service;
use super::print::{BUILT, Printed};
use super::{docs, operation};
use crate::graph::Operation;
use crate::source::{Content, CrateSources, Form};

/// How a lint of the crate that the modules become a part of is none of its business. What is not called there is no
/// fault of theirs either.
const ALLOW: &str = "#[allow(clippy::all, clippy::nursery, clippy::pedantic, dead_code, deprecated, missing_docs, \
    unused_imports, unused_must_use, reason = \"generated code\")]";

/// Moves the files below a folder that is called after the package, and adds the file that makes modules of them.
///
/// That is to be included, which a file with attributes or documentation of its own could not be.
pub(super) fn settle(
    sources: &CrateSources,
    services: &[Service<'_>],
    has_partitions: bool,
    files: &mut Vec<(String, Printed)>,
) {
    let package = &sources.package;
    for (path, _) in files.iter_mut() {
        *path = path.replacen("src/", &format!("{package}/"), 1);
    }
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
    let (features, items) = (required(sources, services).join(" "), items.join("\n"));
    let text = match features.is_empty() {
        true => format!("// {BUILT}\n\n{items}"),
        false => format!("// {BUILT}\n\nsmithereen::require! {{ {{ {features} }}\n\n{items}\n}}\n"),
    };
    files.push((format!("{package}.rs"), Ok(text)));
}

/// The features of the runtime that the code needs. Somebody else's manifest may lack them.
fn required(sources: &CrateSources, services: &[Service<'_>]) -> Vec<&'static str> {
    if sources.content == Content::Types {
        return Vec::new();
    }
    let some = |needs: fn(&Operation) -> bool| {
        services.iter().flat_map(|service| &service.model.operations).any(needs)
    };
    let all = [
        ("client", sources.form == Form::Modules { client: true }),
        ("gzip", some(operation::needs_gzip)),
        ("md5", some(operation::needs_md5)),
    ];
    all.into_iter().filter_map(|(feature, is_needed)| is_needed.then_some(feature)).collect()
}
