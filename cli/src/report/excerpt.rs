//! The source lines around a location, cut to the width of the terminal and without control characters.

use smithereen_codegen::diagnostic::is_no_text;
use smithereen_codegen::locate::SourceLocation;
use std::ops::Range;

/// An excerpt of a file.
#[derive(Debug, PartialEq)]
pub(super) struct Excerpt {
    /// The line before the location if it fits, the line of the location and the line after it.
    pub(super) text: String,
    /// The number of the first line.
    pub(super) first_line: usize,
    /// The location, in bytes of the text.
    pub(super) mark: Range<usize>,
}

const CUT: char = '…';

impl Excerpt {
    /// Cuts the lines around a location, each to at most `columns` columns.
    pub(super) fn cut(text: &str, location: &SourceLocation, columns: usize) -> Self {
        let Range { start, end } = location.bytes;
        let from = text.get(start..).unwrap_or_default();
        let right = from.chars().take_while(|c| *c != '\n').take(columns + 1).map(columns_of).sum();
        let before = Before::of(text.get(..start).unwrap_or_default(), right, columns);
        let highlighted = text.get(start..end).unwrap_or_default();
        // The part of the highlight on its first line.
        let highlighted = highlighted.split('\n').next().unwrap_or_default();
        let left = printed(before.line, columns);
        let room = columns.saturating_sub(width(&left) + usize::from(before.is_cut));
        let marked = fit(highlighted, room);
        let rest = text.get(start + highlighted.len()..).unwrap_or_default();
        let mut lines = rest.splitn(3, '\n');
        let after = if marked.ends_with(CUT) { "" } else { lines.next().unwrap_or_default() };
        let after = fit(after, room.saturating_sub(width(&marked)));
        let mut out = String::new();
        let mut first_line = location.line;
        if let Some(previous) = before.previous {
            first_line -= 1;
            out.push_str(&fit(previous, columns));
            out.push('\n');
        }
        if before.is_cut {
            out.push(CUT);
        }
        out.push_str(&left);
        let mark = out.len()..out.len() + marked.len();
        out.push_str(&marked);
        out.push_str(&after);
        // Other lines would not be aligned with a line that is truncated at the left.
        if let Some(next) = next_line(rest).filter(|_| !before.is_cut) {
            out.push('\n');
            out.push_str(&fit(next, columns));
        }
        Self { text: out, first_line, mark }
    }

    /// Returns the column in the excerpt at which the location begins, from 1.
    pub(super) fn column(&self) -> usize {
        let before = self.text.get(..self.mark.start).unwrap_or_default();
        before.chars().rev().take_while(|c| *c != '\n').count() + 1
    }
}

/// The text before the location: all of it if the line fits, otherwise at most two thirds of the width, so that some of
/// the text after the location is visible.
struct Before<'t> {
    previous: Option<&'t str>,
    line: &'t str,
    is_cut: bool,
}

impl<'t> Before<'t> {
    fn of(text: &'t str, right: usize, columns: usize) -> Self {
        let most = (columns * 2 / 3).max(columns.saturating_sub(right));
        // Limits the search, because a line can be as long as the file.
        let window =
            text.get(text.floor_char_boundary(text.len().saturating_sub(most * 4))..).unwrap_or(text);
        let line = window.rsplit('\n').next().unwrap_or(window);
        let whole = line.len() < window.len() || window.len() == text.len();
        if whole && width(line) <= most {
            let above = text.get(..text.len() - line.len()).and_then(|above| above.strip_suffix('\n'));
            return Self { previous: above.and_then(|above| above.rsplit('\n').next()), line, is_cut: false };
        }
        let mut taken = 0;
        let fits = |c: &char| {
            taken += columns_of(*c);
            taken <= columns / 3
        };
        let kept: usize = line.chars().rev().take_while(fits).map(char::len_utf8).sum();
        Self { previous: None, line: line.get(line.len() - kept..).unwrap_or_default(), is_cut: true }
    }
}

/// Returns the second line of a text.
fn next_line(rest: &str) -> Option<&str> {
    let (_, next) = rest.split_once('\n')?;
    next.split('\n').next().filter(|line| !line.is_empty())
}

/// Returns the beginning of a text that fits, with an ellipsis if it was cut.
fn fit(text: &str, columns: usize) -> String {
    let shown = printed(text, columns);
    match shown.chars().count() < text.trim_end_matches('\r').chars().take(columns + 1).count() {
        true => printed(text, columns.saturating_sub(1)) + &CUT.to_string(),
        false => shown,
    }
}

/// Returns as many characters as fit.
fn printed(text: &str, columns: usize) -> String {
    let mut left = columns;
    let mut out = String::new();
    for c in text.trim_end_matches('\r').chars() {
        let Some(rest) = left.checked_sub(columns_of(c)) else { break };
        left = rest;
        out.push(match c {
            '\t' => ' ',
            c if is_no_text(c) => '\u{fffd}',
            c => c,
        });
    }
    out
}

fn width(text: &str) -> usize {
    text.chars().map(columns_of).sum()
}

/// Returns an upper bound of a character's width: two columns outside of ASCII.
fn columns_of(c: char) -> usize {
    if c.is_ascii() { 1 } else { 2 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, bytes: Range<usize>, columns: usize) -> (Excerpt, String) {
        let line = 1 + text[..bytes.start].matches('\n').count();
        let excerpt = Excerpt::cut(text, &SourceLocation { bytes, line, column: 1 }, columns);
        let marked = excerpt.text[excerpt.mark.clone()].to_owned();
        (excerpt, marked)
    }

    #[test]
    fn the_lines_around_are_shown() {
        let (excerpt, marked) = cut("one\ntwo\nthree here\r\nfour\nfive", 14..18, 40);
        assert_eq!(excerpt.text, "two\nthree here\nfour");
        assert_eq!((excerpt.first_line, marked.as_str()), (2, "here"));
        assert_eq!(cut("", 0..0, 40).0, Excerpt { text: String::new(), first_line: 1, mark: 0..0 });
    }

    #[test]
    fn a_short_line_is_not_truncated() {
        let text = format!("{}HERE", "a".repeat(36));
        let (excerpt, marked) = cut(&text, 36..40, 40);
        assert_eq!((excerpt.text, marked.as_str()), (text, "HERE"));
    }

    #[test]
    fn a_long_line_is_truncated_around_the_highlight() {
        let text = format!("{}HERE{}", "a".repeat(1_000_000), "b".repeat(1_000_000));
        let (excerpt, marked) = cut(&text, 1_000_000..1_000_004, 60);
        assert_eq!(marked, "HERE");
        assert!(excerpt.text.starts_with("…aaa") && excerpt.text.ends_with("bbb…"), "{}", excerpt.text);
        assert!(excerpt.text.chars().count() <= 60);
        let (excerpt, marked) = cut(&text, 0..1_000_000, 60);
        assert_eq!((excerpt.text, marked.chars().count()), (marked.clone(), 60));
        let wide = "\u{6f22}".repeat(1000);
        assert!(cut(&wide, 300..303, 60).0.text.chars().count() <= 31);
    }

    #[test]
    fn control_characters_are_escaped() {
        let text = "{\t\"\u{1b}[31m\u{202e}\u{7}\": \u{9b}1}\n\u{2066}";
        for at in text.char_indices().map(|(at, _)| at) {
            let (excerpt, _) = cut(text, at..at, 40);
            assert!(!excerpt.text.chars().any(|c| c != '\n' && is_no_text(c)), "{:?}", excerpt.text);
        }
    }
}
