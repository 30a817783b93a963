//! `--model`: a crate of one model file, wherever that and the crate may be.

use super::Job;
use crate::project::{MODELS, Project};
use crate::report;
use crate::sources::Sources;
use crate::tree;
use smithereen_build::input::Input;
use smithereen_codegen::diagnostic::Diagnostic;
use smithereen_codegen::{Content, CrateSources, Selection, Source};
use std::path::{Component, Path, PathBuf};

/// Which model, and where the crate goes. Paths are relative to where the command is run.
#[derive(clap::Args)]
#[command(next_help_heading = "A crate of any model file")]
pub(crate) struct Single {
    /// The model; the crate is made of it, and `models/` and `generated/` have no part in it
    #[arg(long, value_name = "FILE", requires_all = ["wanted", "out", "name"])]
    model: Option<PathBuf>,
    /// The operations, with commas between
    #[arg(long, value_name = "NAMES", value_delimiter = ',', group = "wanted", requires = "model")]
    operations: Vec<String>,
    /// All operations of the model
    #[arg(long, group = "wanted", requires = "model")]
    all: bool,
    /// Of all operations, leave out those that cannot be generated, and list them
    #[arg(long, requires = "all", conflicts_with_all = ["operations", "types_only"])]
    skip_unsupported: bool,
    /// The crate's folder; files in it that were not made by this command are left alone
    #[arg(long, value_name = "DIR", requires = "model")]
    out: Option<PathBuf>,
    /// The crate's name
    #[arg(long, value_name = "CRATE", requires = "model", value_parser = name)]
    name: Option<String>,
    /// The service, of a Smithy model with several: its shape id or name
    #[arg(long, value_name = "NAME", requires = "model")]
    service: Option<String>,
    /// The name of the service's module, in place of one made from the model's `sdkId` or `serviceId`
    #[arg(long, value_name = "NAME", requires = "model", value_parser = name)]
    module: Option<String>,
    /// The types alone: no operations, no client, no endpoint
    #[arg(long, requires = "model")]
    types_only: bool,
    /// The service's endpoint rules; else `endpoint-rule-set-1.json` beside the model, if it is there
    #[arg(long, value_name = "FILE", requires = "model")]
    endpoints: Option<PathBuf>,
    /// Words on what is generated; else `docs.toml` beside the model, if it is there
    #[arg(long, value_name = "FILE", requires = "model")]
    docs: Option<PathBuf>,
    /// How the crate's manifest reaches the runtime, in place of this project's: `{ git = "…" }`
    #[arg(long, value_name = "TABLE", requires = "model", value_parser = table)]
    runtime: Option<String>,
}

/// The name of a crate or a module, as far as the command line can tell.
fn name(text: &str) -> Result<String, String> {
    let is_plain = text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    match is_plain && text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        true => Ok(text.to_owned()),
        false => Err("letters, digits, `-` and `_` make a name, a letter first".to_owned()),
    }
}

/// A table on a line, to which features can be added.
fn table(text: &str) -> Result<String, String> {
    let text = text.trim();
    let parsed: toml::Table =
        format!("runtime = {text}").parse().map_err(|error: toml::de::Error| error.message().to_owned())?;
    match parsed.get("runtime") {
        Some(toml::Value::Table(_)) if text.contains('\n') => Err("it is more than a line".to_owned()),
        Some(toml::Value::Table(table)) if table.contains_key("features") => {
            Err("features are added as the operations need them".to_owned())
        }
        Some(toml::Value::Table(table)) if !table.is_empty() && parsed.len() == 1 => Ok(text.to_owned()),
        _ => Err("expected a table, such as `{ path = \"../runtime\" }`".to_owned()),
    }
}

/// What is to be done; nothing where no model was named.
pub(super) fn job(project: &Project, options: &Single) -> Option<Result<Job, Vec<Diagnostic>>> {
    let (model, out) = (options.model.as_ref()?, options.out.as_ref()?);
    Some(make(project, options, model, out))
}

fn make(project: &Project, options: &Single, model: &Path, out: &Path) -> Result<Job, Vec<Diagnostic>> {
    let place = Place::find(project, out).map_err(|problem| vec![problem])?;
    let operations = match (options.all, options.skip_unsupported) {
        (true, true) => Selection::Supported,
        (true, false) => Selection::All,
        (false, _) => Selection::Named(options.operations.clone()),
    };
    let input = Input {
        model: model.to_owned(),
        service: options.service.clone(),
        module: options.module.clone(),
        endpoints: options.endpoints.clone(),
        docs: options.docs.clone(),
        operations,
    };
    let service = input.read()?.service;
    let path = format!("{MODELS}/partitions.json");
    let one = |problem| vec![problem];
    let view = tree::view_models(project).map_err(one)?;
    let text = smithereen_build::files::read(&project.path(&path), &path).map_err(one)?;
    drop(view);
    let texts = CrateSources {
        content: if options.types_only { Content::Types } else { Content::Whole },
        ..CrateSources::new(
            options.name.clone().unwrap_or_default(),
            options.runtime.clone().unwrap_or(place.runtime),
            Source { text, path },
            vec![service],
        )
    };
    Ok(Job {
        sources: Sources { texts, unreadable: Vec::new() },
        base: place.folder,
        shown: out.display().to_string(),
        is_alone: place.is_inside,
        may_skip: options.all && !options.skip_unsupported && !options.types_only,
        view: None,
    })
}

/// Where a crate goes, and how it reaches the runtime from there.
struct Place {
    folder: PathBuf,
    /// Whether it is within this project, to whose workspace it does not belong.
    is_inside: bool,
    runtime: String,
}

impl Place {
    fn find(project: &Project, out: &Path) -> Result<Self, Diagnostic> {
        let shown = out.display().to_string();
        let unreachable = |why: String| report::error(&shown, format!("cannot be reached: {why}"));
        let folder = resolve(out).map_err(unreachable)?;
        let root = project.path("").canonicalize();
        let root = root.map_err(|error| unreachable(error.to_string()))?;
        let inside = folder.strip_prefix(&root).ok();
        let runtime = match inside {
            Some(below) => below.components().map(|_| "..").collect::<PathBuf>().join("runtime"),
            None => root.join("runtime"),
        };
        let runtime = runtime.to_str().ok_or_else(|| unreachable("the way to it is not UTF-8".to_owned()))?;
        // What JSON escapes in a string, TOML does.
        let quoted = serde_json::Value::from(runtime.replace('\\', "/")).to_string();
        let is_inside = inside.is_some();
        Ok(Self { is_inside, runtime: format!("{{ path = {quoted} }}"), folder })
    }
}

/// The path without links and detours, as far as it exists.
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
    fn a_runtime_is_a_table_that_features_can_be_added_to() {
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
    fn a_name_is_one_that_cargo_takes() {
        assert!(name("my-crate_2").is_ok());
        for bad in ["", "2a", "-a", "a b", "a.b", "é"] {
            assert!(name(bad).is_err(), "{bad}");
        }
    }
}
