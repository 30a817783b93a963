//! Where in a file's text the spots are that diagnostics name by keys. Looked for once there is something to report:
//! one walk through the text, however many diagnostics there are.

mod json;
#[cfg(test)]
mod tests;
mod toml;
mod wanted;

use crate::diagnostic::{Diagnostic, Spot};
use std::ops::Range;
use wanted::Wanted;

/// A spot in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its bytes, which begin and end between characters. Empty where something is missing.
    pub bytes: Range<usize>,
    /// The line it begins in, from 1.
    pub line: usize,
    /// The character of that line it begins with, from 1.
    pub column: usize,
}

/// The place of each diagnostic of a file in its text. Where a way leads nowhere, it is followed as far as it goes;
/// there is none for a file as a whole.
pub fn locate(file: &str, text: &str, diagnostics: &[&Diagnostic]) -> Vec<Option<Place>> {
    let mut wanted = Wanted::default();
    let ends: Vec<usize> = diagnostics.iter().map(|diagnostic| wanted.add(&diagnostic.at)).collect();
    match file.ends_with(".toml") {
        true => toml::find(text, &mut wanted),
        false => json::find(text, &mut wanted),
    }
    let found = diagnostics.iter().zip(ends).map(|(diagnostic, end)| match &diagnostic.spot {
        Spot::Bytes(bytes) => Some(clamp(text, bytes)),
        Spot::Value => wanted.value(end),
        Spot::Name => wanted.name(end),
    });
    places(text, found.collect())
}

/// Lines and columns, told by one walk through the text in the order of the spots.
fn places(text: &str, found: Vec<Option<Range<usize>>>) -> Vec<Option<Place>> {
    let mut order: Vec<(usize, Range<usize>)> =
        found.iter().enumerate().filter_map(|(index, bytes)| Some((index, bytes.clone()?))).collect();
    order.sort_by_key(|(_, bytes)| bytes.start);
    let mut places: Vec<Option<Place>> = vec![None; found.len()];
    let (mut line, mut column) = (1, 1);
    let mut characters = text.char_indices().peekable();
    for (index, bytes) in order {
        while let Some((_, c)) = characters.next_if(|(at, _)| *at < bytes.start) {
            (line, column) = if c == '\n' { (line + 1, 1) } else { (line, column + 1) };
        }
        if let Some(place) = places.get_mut(index) {
            *place = Some(Place { bytes, line, column });
        }
    }
    places
}

fn clamp(text: &str, bytes: &Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(bytes.start);
    start..text.ceil_char_boundary(bytes.end).max(start)
}
