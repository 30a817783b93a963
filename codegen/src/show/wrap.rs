//! Wraps text.

use crate::diagnostic::is_no_text;

/// The columns of a line.
pub(super) const WIDTH: usize = 100;

/// Wraps text into lines of at most [`WIDTH`] columns that begin with `indent` spaces. A word that is too long for a line
/// is broken.
pub(super) fn wrap(text: &str, indent: usize) -> String {
    let room = WIDTH.saturating_sub(indent).max(1);
    let mut lines: Vec<String> = Vec::new();
    let mut used = room;
    for word in text.split(|c: char| c == ' ' || is_no_text(c)).filter(|word| !word.is_empty()) {
        let characters: Vec<char> = word.chars().collect();
        for (index, piece) in characters.chunks(room).enumerate() {
            match lines.last_mut() {
                Some(line) if index == 0 && used + 1 + piece.len() <= room => {
                    line.push(' ');
                    line.extend(piece);
                    used += 1 + piece.len();
                }
                _ => {
                    lines.push(piece.iter().collect());
                    used = piece.len();
                }
            }
        }
    }
    lines.into_iter().map(|line| format!("{:indent$}{line}\n", "")).collect()
}

/// Formats an entry of a table: a name, and from `column` on one text beside it and one below.
pub(super) fn entry(name: &str, beside: &str, below: &str, column: usize) -> String {
    let beside = wrap(beside, column);
    let left = format!("  {name}");
    let rows = match left.chars().count() < column {
        // The first line has room for the name where it is indented.
        true => format!("{left:column$}{}", beside.trim_start_matches(' ')),
        false => format!("{left}\n{beside}"),
    };
    format!("{rows}{}", wrap(below, column))
}
