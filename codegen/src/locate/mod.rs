//! Resolves the paths of diagnostics to lines and columns, in one pass over the text for any number of diagnostics.
//!
//! Diagnostics name a location by its keys, because the graph does not keep offsets. Locations are resolved only when there
//! is something to report.
//!
//! One file for each text format. The keys of a location in a model format are in that reader's `locations.rs`.

mod json;
mod path_tree;
#[cfg(test)]
mod tests;
mod toml;

use crate::diagnostic::{Diagnostic, Highlight};
use path_tree::PathTree;
use std::ops::Range;

/// A location in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceLocation {
    /// The range in bytes, at boundaries of characters. It is empty if something is missing at the location.
    pub bytes: Range<usize>,
    /// The line of the start, from 1.
    pub line: usize,
    /// The column of the start in characters, from 1.
    pub column: usize,
}

/// Returns the location of each diagnostic in the text of its file; `None` for a diagnostic about the file as a whole. If a
/// path does not exist, the location is that of its longest existing prefix.
///
/// `file` is the path of the file. Its suffix `.toml` selects the format; all other files are JSON.
pub fn resolve_locations(file: &str, text: &str, diagnostics: &[&Diagnostic]) -> Vec<Option<SourceLocation>> {
    let mut paths = PathTree::default();
    let ends: Vec<usize> = diagnostics.iter().map(|diagnostic| paths.add(&diagnostic.at)).collect();
    match file.ends_with(".toml") {
        true => toml::find(text, &mut paths),
        false => json::find(text, &mut paths),
    }
    let found = diagnostics.iter().zip(ends).map(|(diagnostic, end)| match &diagnostic.highlight {
        Highlight::Bytes(bytes) => Some(clamp(text, bytes)),
        Highlight::Value => paths.value(end),
        Highlight::Name => paths.name(end),
    });
    with_lines(text, found.collect())
}

/// Adds lines and columns to ranges, in one pass over the text.
fn with_lines(text: &str, found: Vec<Option<Range<usize>>>) -> Vec<Option<SourceLocation>> {
    let mut order: Vec<(usize, Range<usize>)> =
        found.iter().enumerate().filter_map(|(index, bytes)| Some((index, bytes.clone()?))).collect();
    order.sort_by_key(|(_, bytes)| bytes.start);
    let mut locations: Vec<Option<SourceLocation>> = vec![None; found.len()];
    let (mut line, mut column) = (1, 1);
    let mut characters = text.char_indices().peekable();
    for (index, bytes) in order {
        while let Some((_, c)) = characters.next_if(|(at, _)| *at < bytes.start) {
            (line, column) = if c == '\n' { (line + 1, 1) } else { (line, column + 1) };
        }
        if let Some(location) = locations.get_mut(index) {
            *location = Some(SourceLocation { bytes, line, column });
        }
    }
    locations
}

/// Extends a range to boundaries of characters.
fn clamp(text: &str, bytes: &Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(bytes.start);
    start..text.ceil_char_boundary(bytes.end).max(start)
}
