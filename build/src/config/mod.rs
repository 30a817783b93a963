//! `smithereen.toml`: the source of the models, and the settings of the generated code.
//!
//! The file is parsed completely, so that one run reports all problems, each with its line. Paths in it are relative to
//! its folder.
//!
//! Each table of the file has its own file here. This folder validates the syntax of settings; whether a service or an operation
//! exists is checked where models are read.

mod crate_table;
mod names;
mod runtime;
mod services;
mod source;
mod table;
#[cfg(test)]
mod tests;
mod version;

pub use crate_table::{CrateConfig, Edition, Membership};
pub use names::{is_plain_name, is_sha256};
pub use runtime::Runtime;
pub use services::Service;
pub use smithereen_codegen::Selection;
pub use source::{Distribution, MODEL_FILES, Source};
pub use version::Version;

use smithereen_codegen::diagnostic::Diagnostic;
use std::collections::BTreeMap;
use table::{Problems, Table};
use toml::de::DeTable;

/// The name of the file. Its folder is the root of the project.
pub const FILE: &str = "smithereen.toml";
/// The default folder of models.
pub const MODELS: &str = "models";

/// A parsed `smithereen.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The source of the models.
    pub source: Source,
    /// The folder of models, relative to the folder of the file.
    pub models: String,
    /// The settings of the generated crate.
    pub krate: CrateConfig,
    /// The services, in the order of the file.
    pub services: Vec<Service>,
    /// The text of the file.
    pub text: String,
}

impl Config {
    /// Parses the text of a file. `file` is its name in diagnostics.
    ///
    /// # Errors
    /// Returns every problem of the text: syntax errors, unknown keys (with suggestions), missing keys, values of
    /// another type, and invalid names.
    pub fn parse(file: &str, text: &str) -> Result<Self, Vec<Diagnostic>> {
        let mut problems = Problems::new(file);
        let (root, errors) = DeTable::parse_recoverable(text);
        for error in &errors {
            problems.add_bytes(error.span().unwrap_or_default(), error.message().trim_end());
        }
        if !errors.is_empty() {
            // The table lacks everything that could not be parsed, so other problems may be consequences.
            return Err(problems.into_sorted());
        }
        let root = Table::root(&root);
        root.check_keys(&["source", "models", "crate", "services"], &mut problems);
        let models = models(&root, &mut problems);
        let source = source::parse(&root, &mut problems);
        let krate = crate_table::parse(&root, &models, &mut problems);
        let services = services::parse(&root, &mut problems);
        match source {
            Some(source) if problems.is_empty() => {
                Ok(Self { source, models, krate, services, text: text.to_owned() })
            }
            _ => Err(problems.into_sorted()),
        }
    }

    /// Returns the configured protocols by the modules of their services.
    pub fn protocols(&self) -> BTreeMap<String, String> {
        let set = |service: &Service| {
            let name = service.module.as_ref().unwrap_or(&service.name);
            Some((name.clone(), service.protocol.clone()?))
        };
        self.services.iter().filter_map(set).collect()
    }

    /// Returns whether structures are `#[non_exhaustive]`. The default is `true` for botocore's models, because they
    /// get new members.
    pub fn non_exhaustive(&self) -> bool {
        self.krate.non_exhaustive.unwrap_or(self.source.is_botocore())
    }

    /// Returns whether the documentation of the models is emitted. The default is `true` for models from other sources
    /// than botocore.
    pub fn documentation(&self) -> bool {
        self.krate.documentation.unwrap_or(!self.source.is_botocore())
    }
}

/// Parses `[models]`.
fn models(root: &Table<'_, '_>, problems: &mut Problems<'_>) -> String {
    let folder = root.table("models", problems).and_then(|table| {
        table.check_keys(&["folder"], problems);
        let folder = table.string("folder", problems)?;
        if names::stays_below(folder.value) {
            return Some(folder.value.to_owned());
        }
        let help = "name a folder below that of this file, such as `models`";
        problems.add_help(&folder.location, format!("`{}` leads elsewhere", folder.value), help);
        None
    });
    folder.unwrap_or_else(|| MODELS.to_owned())
}
