//! The corpus: real models to mutate.

use super::rng::Rng;
use super::tree::Tree;
use smithereen_cli::project::{MODELS, Project};
use smithereen_cli::report;
use smithereen_codegen::diagnostic::Diagnostic;
use smithereen_codegen::slice::{self, Documentation};
use smithereen_codegen::{ServiceSources, Source, write};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

const MODEL: &str = "service-2.json";
const ENDPOINTS: &str = "endpoint-rule-set-1.json";
/// The maximum number of operations of a model that is used completely. In a larger one, most mutations would have no
/// effect.
const MOST_OPERATIONS: usize = 4;
/// The number of parts that are taken from a larger model.
const PARTS: usize = 4;

/// A file, parsed.
pub(super) struct Document {
    /// Its path in diagnostics.
    pub(super) path: String,
    /// Its content.
    pub(super) tree: Tree,
}

/// A service, or some of its operations.
pub(super) struct Piece {
    /// The name of its folder.
    pub(super) name: String,
    pub(super) model: Document,
    pub(super) endpoints: Document,
    pub(super) docs: Option<Document>,
    /// The operations.
    pub(super) operations: Vec<String>,
}

/// The corpus.
pub(super) struct Corpus {
    pub(super) partitions: Document,
    pub(super) pieces: Vec<Piece>,
}

impl Corpus {
    /// Reads a folder with one folder for each service, which has the files or one folder for each version.
    pub(super) fn read(project: &Project, folder: Option<&Path>, seed: u64) -> Result<Self, Diagnostic> {
        let ours = project.path(MODELS);
        let folder = folder.unwrap_or(&ours);
        let partitions = match document(&folder.join("partitions.json"), "partitions.json")? {
            Some(partitions) => partitions,
            None => document(&ours.join("partitions.json"), "partitions.json")?
                .ok_or_else(|| report::error("partitions.json", "there is no such file"))?,
        };
        let mut pieces = Vec::new();
        for service in folders(folder)? {
            let name = service.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if let Some(version) = newest(&service)? {
                pieces.extend(read_service(&name, &version, seed)?);
            }
        }
        if pieces.is_empty() {
            let folder = folder.to_string_lossy();
            return Err(report::error(folder, format!("contains no folder with a `{MODEL}`")));
        }
        Ok(Self { partitions, pieces })
    }
}

/// Returns the folder of a service's model: its own, or that of its latest version.
fn newest(service: &Path) -> Result<Option<PathBuf>, Diagnostic> {
    let all = [vec![service.to_owned()], folders(service)?].concat();
    Ok(all.into_iter().rfind(|folder| folder.join(MODEL).is_file() && folder.join(ENDPOINTS).is_file()))
}

fn read_service(name: &str, folder: &Path, seed: u64) -> Result<Vec<Piece>, Diagnostic> {
    let path = |file: &str| format!("{name}/{file}");
    let Some(model) = text(&folder.join(MODEL), &path(MODEL))? else { return Ok(Vec::new()) };
    let whole = Tree::from_json(&model.text).map_err(|problem| report::error(&model.path, problem))?;
    let known = whole.get("operations").map(Tree::entries).unwrap_or_default();
    let known: Vec<String> = known.iter().map(|(name, _)| name.clone()).collect();
    let mut pieces = Vec::new();
    for operations in selections(&known, name, seed) {
        let Some(model) = part(&model, &operations) else { continue };
        let Some(endpoints) = document(&folder.join(ENDPOINTS), &path(ENDPOINTS))? else { continue };
        let piece = |model, endpoints| {
            let docs = docs(folder, &path("docs.toml"))?;
            Ok(Piece { name: name.to_owned(), model, endpoints, docs, operations: operations.clone() })
        };
        if let Some(other) = as_smithy(&model)
            && let Some(endpoints) = document(&folder.join(ENDPOINTS), &path(ENDPOINTS))?
        {
            pieces.push(piece(other, endpoints)?);
        }
        pieces.push(piece(model, endpoints)?);
    }
    Ok(pieces)
}

/// Returns the selections of operations: all if they are few, otherwise several random selections.
fn selections(known: &[String], name: &str, seed: u64) -> Vec<Vec<String>> {
    if known.len() <= MOST_OPERATIONS {
        return vec![known.to_vec()];
    }
    let mut rng = Rng::of(seed, name.bytes().fold(0, |sum, byte| sum * 31 % 1_000_003 + u64::from(byte)));
    let mut select = || {
        let count = 1 + rng.below(MOST_OPERATIONS);
        let mut some: Vec<String> = (0..count).filter_map(|_| rng.of_these(known).cloned()).collect();
        some.sort();
        some.dedup();
        some
    };
    (0..PARTS).map(|_| select()).collect()
}

/// Returns the slice of a model for these operations, or none if the model is invalid.
fn part(model: &Source, operations: &[String]) -> Option<Document> {
    let text = slice::model(model, &operations.to_vec().into(), Documentation::Remove).ok()?;
    Some(Document { path: model.path.clone(), tree: Tree::from_json(&text).ok()? })
}

/// Converts a model to Smithy's JSON AST.
fn as_smithy(model: &Document) -> Option<Document> {
    let source = Source { path: model.path.clone(), text: model.tree.to_json() };
    let service = ServiceSources {
        name: String::new(),
        model: source,
        endpoints: None,
        docs: None,
        operations: Vec::new().into(),
    };
    let text = write::to_smithy(&service).ok()?;
    Some(Document { path: model.path.clone(), tree: Tree::from_json(&text).ok()? })
}

fn docs(folder: &Path, path: &str) -> Result<Option<Document>, Diagnostic> {
    let Some(source) = text(&folder.join("docs.toml"), path)? else { return Ok(None) };
    let tree = Tree::from_toml(&source.text).map_err(|problem| report::error(path, problem))?;
    Ok(Some(Document { path: source.path, tree }))
}

fn document(file: &Path, path: &str) -> Result<Option<Document>, Diagnostic> {
    let Some(source) = text(file, path)? else { return Ok(None) };
    let tree = Tree::from_json(&source.text).map_err(|problem| report::error(path, problem))?;
    Ok(Some(Document { path: source.path, tree }))
}

fn text(file: &Path, path: &str) -> Result<Option<Source>, Diagnostic> {
    match fs::read_to_string(file) {
        Ok(text) => Ok(Some(Source { path: path.to_owned(), text })),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(report::error(path, format!("cannot be read: {error}"))),
    }
}

/// Returns the folders in a folder, sorted.
fn folders(folder: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    let unreadable = |error| report::error(folder.to_string_lossy(), format!("cannot be read: {error}"));
    let mut folders = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.is_dir() {
            folders.push(path);
        }
    }
    folders.sort();
    Ok(folders)
}
