//! The files that problems are in, read once more to show where.

use super::format::settings;
use smithereen_codegen::diagnostic::Diagnostic;
use smithereen_codegen::locate::{Place, locate};
use std::fs;
use std::path::{Path, PathBuf};

/// The problems of a file.
pub(super) struct Group<'d> {
    /// What the file holds, if it can be read.
    pub(super) text: Option<String>,
    /// Each with its place in that.
    pub(super) problems: Vec<(&'d Diagnostic, Option<Place>)>,
}

/// Groups by file, in the order in which the files come up.
pub(super) fn located(all: &[Diagnostic]) -> Vec<Group<'_>> {
    let mut files: Vec<(&str, Vec<&Diagnostic>)> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for diagnostic in all {
        let file = diagnostic.file.as_str();
        let index = *places.entry(file).or_insert_with(|| {
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
    let places = match &text {
        Some(text) => locate(file, text, &problems),
        None => vec![None; problems.len()],
    };
    Group { text, problems: problems.into_iter().zip(places).collect() }
}

/// A path starts from the project's root or, of files that a person named, from the current folder.
fn read(file: &str) -> Option<String> {
    let candidates: [PathBuf; 2] = [settings().root.join(file), Path::new(file).to_owned()];
    candidates.iter().filter(|path| path.is_file()).find_map(|path| fs::read_to_string(path).ok())
}
