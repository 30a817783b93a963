//! Reads the files of diagnostics again to find the locations in them.

use super::format::settings;
use smithereen_build::files;
use smithereen_codegen::Source;
use smithereen_codegen::diagnostic::Diagnostic;
use smithereen_codegen::locate::{SourceLocation, resolve_locations};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The diagnostics of a file.
pub(super) struct Group<'d> {
    /// The text of the file, if it can be read.
    pub(super) text: Option<String>,
    /// The diagnostics, each with its location in the text.
    pub(super) problems: Vec<(&'d Diagnostic, Option<SourceLocation>)>,
}

/// Groups diagnostics by file, in the order of the first diagnostic of each.
pub(super) fn located(all: &[Diagnostic]) -> Vec<Group<'_>> {
    let mut files: Vec<(&str, Vec<&Diagnostic>)> = Vec::new();
    let mut indices = std::collections::HashMap::new();
    for diagnostic in all {
        let file = diagnostic.file.as_str();
        let index = *indices.entry(file).or_insert_with(|| {
            files.push((file, Vec::new()));
            files.len() - 1
        });
        if let Some((_, problems)) = files.get_mut(index) {
            problems.push(diagnostic);
        }
    }
    files.into_iter().map(|(file, problems)| group(file, problems)).collect()
}

fn group<'d>(file: &str, problems: Vec<&'d Diagnostic>) -> Group<'d> {
    let text = read(file);
    let locations = match &text {
        Some(text) => resolve_locations(file, text, &problems),
        None => vec![None; problems.len()],
    };
    Group { text, problems: problems.into_iter().zip(locations).collect() }
}

/// The texts that are not files on the disk, by their names in diagnostics.
static KEPT: Mutex<BTreeMap<String, String>> = Mutex::new(BTreeMap::new());

/// Keeps the text of a source that is not a file on the disk, if a diagnostic refers to it, so that its location can be
/// resolved.
pub fn keep_text(source: &Source, problems: &[Diagnostic]) {
    if problems.iter().any(|problem| problem.file == source.path) {
        lock().insert(source.path.clone(), source.text.clone());
    }
}

fn lock() -> MutexGuard<'static, BTreeMap<String, String>> {
    KEPT.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Reads a file. Its path is relative to the project's root or, if it is from the command line, to the current folder.
fn read(file: &str) -> Option<String> {
    if let Some(text) = lock().get(file) {
        return Some(text.clone());
    }
    let candidates: [PathBuf; 2] = [settings().root.join(file), Path::new(file).to_owned()];
    candidates.iter().filter(|path| path.is_file()).find_map(|path| files::read_optional(path, file).ok()?)
}
