//! The same files as modules of somebody else's crate: no manifest and no root of their own, but a file to include.

use super::file::Printed;
use super::print::BUILT;
use super::{Service, docs};

/// How a lint of the crate that the modules become a part of is none of its business. What is not called there is no
/// fault of theirs either.
const ALLOW: &str = "#[allow(clippy::all, clippy::nursery, clippy::pedantic, dead_code, deprecated, unused_imports, \
    unused_must_use, reason = \"nobody wrote this\")]";

/// Moves the files below a folder that is called after `package`, and adds the file that makes modules of them.
///
/// That is to be included, which a file with attributes or documentation of its own could not be.
pub(super) fn settle(
    package: &str,
    services: &[Service<'_>],
    has_partitions: bool,
    files: &mut Vec<(String, Printed)>,
) {
    for (path, _) in files.iter_mut() {
        *path = path.replacen("src/", &format!("{package}/"), 1);
    }
    let mut text = format!("// {BUILT}\n");
    for service in services {
        let (module, folder) = (&service.module, service.module.stem());
        let title = docs::plain(&service.model.service.title);
        text.push_str(&format!(
            "\n/// {title}.\n#[path = \"{package}/{folder}/mod.rs\"]\n{ALLOW}\npub mod {module};\n"
        ));
    }
    if has_partitions {
        text.push_str(&format!("\n#[path = \"{package}/partitions.rs\"]\n{ALLOW}\nmod partitions;\n"));
    }
    files.push((format!("{package}.rs"), Ok(text)));
}
