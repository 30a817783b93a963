//! `--model`: a crate of one model file, outside of the project's configuration.

use super::Job;
use crate::project::{MODELS, Project};
use crate::sources::{PARTITIONS, Sources, default_partitions};
use crate::workspace::Workspace;
use crate::{report, runtime, tree};
use smithereen_build::input::Input;
use smithereen_codegen::diagnostic::Diagnostic;
use smithereen_codegen::{Content, CrateSources, Manifest, Selection, Source};
use std::path::{Component, Path, PathBuf};

/// The options of a crate of any model. Paths start from the current folder.
#[derive(clap::Args)]
#[command(next_help_heading = "A crate of any model file")]
pub(crate) struct Single {
    /// Generate a crate from this model instead of those in `smithereen.toml`
    #[arg(long, value_name = "FILE", requires_all = ["wanted", "out", "name"])]
    model: Option<PathBuf>,
    /// The operations, separated by commas
    #[arg(long, value_name = "NAMES", value_delimiter = ',', group = "wanted", requires = "model")]
    operations: Vec<String>,
    /// All operations of the model
    #[arg(long, group = "wanted", requires = "model")]
    all: bool,
    /// Leave out operations that cannot be generated, and list them
    #[arg(long, requires = "all", conflicts_with_all = ["operations", "types_only"])]
    skip_unsupported: bool,
    /// The folder of the crate; files in it that were not generated are left alone
    #[arg(long, value_name = "DIR", requires = "model")]
    out: Option<PathBuf>,
    /// The name of the crate
    #[arg(long, value_name = "CRATE", requires = "model", value_parser = name)]
    name: Option<String>,
    /// The service of a Smithy model with several, by shape id or name
    #[arg(long, value_name = "NAME", requires = "model")]
    service: Option<String>,
    /// The name of the service's module [default: from the model's `sdkId` or `serviceId`]
    #[arg(long, value_name = "NAME", requires = "model", value_parser = name)]
    module: Option<String>,
    /// Generate types only: no operations, no client, no endpoint
    #[arg(long, requires = "model")]
    types_only: bool,
    /// The endpoint rules [default: `endpoint-rule-set-1.json` beside the model, if it exists]
    #[arg(long, value_name = "FILE", requires = "model")]
    endpoints: Option<PathBuf>,
    /// The documentation [default: `docs.toml` beside the model, if it exists]
    #[arg(long, value_name = "FILE", requires = "model")]
    docs: Option<PathBuf>,
    /// Emit the documentation of the model [default: only that of a Smithy model]
    #[arg(long, requires = "model")]
    documentation: bool,
    /// The crate's dependency on the runtime, such as `{ version = "0.1" }` or `{ path = "../runtime" }`
    #[arg(long, value_name = "TABLE", requires = "model", value_parser = table)]
    runtime: Option<String>,
}

impl Single {
    /// Returns whether a file of the model is compressed with gzip.
    pub(super) fn is_compressed(&self) -> bool {
        self.model.as_ref().is_some_and(|model| self.input(model).is_compressed())
    }

    fn input(&self, model: &Path) -> Input {
        let operations = match (self.all, self.skip_unsupported) {
            (true, true) => Selection::Supported,
            (true, false) => Selection::All,
            (false, _) => Selection::Named(self.operations.clone()),
        };
        Input {
            model: model.to_owned(),
            service: self.service.clone(),
            module: self.module.clone(),
            endpoints: self.endpoints.clone(),
            docs: self.docs.clone(),
            operations,
        }
    }
}

/// Parses the name of a crate or a module.
pub(super) fn name(text: &str) -> Result<String, String> {
    let is_plain = text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    match is_plain && text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        true => Ok(text.to_owned()),
        false => Err("use letters, digits, `-` and `_`, a letter first".to_owned()),
    }
}

/// Parses an inline table that features can be added to.
pub(super) fn table(text: &str) -> Result<String, String> {
    let text = text.trim();
    let parsed: toml::Table =
        format!("runtime = {text}").parse().map_err(|error: toml::de::Error| error.message().to_owned())?;
    match parsed.get("runtime") {
        Some(toml::Value::Table(_)) if text.contains('\n') => Err("it has more than one line".to_owned()),
        Some(toml::Value::Table(table)) if table.contains_key("features") => {
            Err("features are added as the operations need them".to_owned())
        }
        Some(toml::Value::Table(table)) if !table.is_empty() && parsed.len() == 1 => Ok(text.to_owned()),
        _ => Err("expected a table, such as `{ path = \"../runtime\" }`".to_owned()),
    }
}

/// Returns the crate to generate, or `None` without `--model`.
pub(super) fn job(project: &Project, options: &Single) -> Option<Result<Job, Vec<Diagnostic>>> {
    let (model, out) = (options.model.as_ref()?, options.out.as_ref()?);
    Some(prepare(project, options, model, out))
}

fn prepare(project: &Project, options: &Single, model: &Path, out: &Path) -> Result<Job, Vec<Diagnostic>> {
    let one = |problem| vec![problem];
    let label = out.display().to_string();
    let folder =
        resolve(out).map_err(|why| one(report::error(&label, format!("cannot be reached: {why}"))))?;
    let read = options.input(model).read()?;
    let documentation = options.documentation || read.is_smithy();
    let is_workspace = Workspace::is_needed_for(&folder).map_err(one)?;
    let package = options.name.clone().unwrap_or_default();
    let runtime = options.runtime.clone().unwrap_or_else(|| runtime::dependency(&folder));
    let input = CrateSources {
        content: if options.types_only { Content::Types } else { Content::Whole },
        manifest: Manifest { is_workspace, ..Manifest::default() },
        documentation,
        ..CrateSources::new(package, runtime, partitions(project).map_err(one)?, vec![read.service])
    };
    Ok(Job {
        sources: Sources { input, unreadable: Vec::new() },
        folder,
        label,
        may_skip: options.all && !options.skip_unsupported && !options.types_only,
        lock: None,
    })
}

/// Returns the partitions of the project, or else the built-in ones.
fn partitions(project: &Project) -> Result<Source, Diagnostic> {
    let _lock = tree::read_project(project)?;
    let path = format!("{MODELS}/{PARTITIONS}");
    let text = project.read(&path)?;
    Ok(text.map_or_else(default_partitions, |text| Source { path, text }))
}

/// Returns the absolute path without links and `..`, as far as it exists.
fn resolve(path: &Path) -> Result<PathBuf, String> {
    let path = std::path::absolute(path).map_err(|error| error.to_string())?;
    let existing = path.ancestors().find(|folder| folder.exists()).unwrap_or(&path);
    let missing = path.strip_prefix(existing).unwrap_or(Path::new(""));
    if missing.components().any(|part| part == Component::ParentDir) {
        return Err("it leads out of a folder that does not exist".to_owned());
    }
    let existing = existing.canonicalize().map_err(|error| error.to_string())?;
    Ok(existing.join(missing))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_are_added_to_the_table_of_the_runtime() {
        for good in ["{ path = \"a\" }", " { version = '1' } "] {
            assert!(table(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "1",
            "\"1\"",
            "{}",
            "{ path = 'a', features = [] }",
            "{ a = 1 }\nb = 2",
            "{",
            "{ a = '''\n''' }",
        ] {
            assert!(table(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn invalid_crate_names_are_rejected() {
        assert!(name("my-crate_2").is_ok());
        for bad in ["", "2a", "-a", "a b", "a.b", "é"] {
            assert!(name(bad).is_err(), "{bad}");
        }
    }
}
