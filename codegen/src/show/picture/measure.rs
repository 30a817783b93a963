//! Sizes in pixels. Text is monospaced; the widths are slightly larger than those of common fonts, so that text fits
//! with any font of the viewer.

use super::diagram::{Node, NodeKind, Row};

/// The height of a title.
pub(super) const TITLE: f64 = 32.0;
/// The height of a row.
pub(super) const ROW: f64 = 22.0;
/// The distance between text and the edges of a box.
pub(super) const PAD: f64 = 12.0;
/// The distance between the left edge and names, with a mark between.
pub(super) const NAME: f64 = 20.0;
/// The width of the mark of sensitive members.
pub(super) const LOCK: f64 = 16.0;
const LETTER: f64 = 7.45;
const BOLD: f64 = 8.1;
const SMALL: f64 = 6.4;
const BETWEEN: f64 = 18.0;
const BELOW: f64 = 5.0;

/// Returns the height of a box.
pub(super) fn height(node: &Node) -> f64 {
    TITLE + ROW * node.rows.len() as f64 + BELOW
}

/// Returns the width of a box.
pub(super) fn width(node: &Node) -> f64 {
    let kind = if node.kind == NodeKind::Operation { 0.0 } else { BETWEEN + small(node.kind.name()) };
    let title = PAD + letters(&node.title) * BOLD + kind + PAD;
    node.rows.iter().map(row).fold(title, f64::max).ceil()
}

fn row(row: &Row) -> f64 {
    let between = if row.type_name.is_empty() { 0.0 } else { BETWEEN };
    marks_end(row) + between + text(&row.type_name) + PAD
}

/// Returns the end of a row's name, where the lock begins.
pub(super) fn name_end(row: &Row) -> f64 {
    NAME + text(&row.name)
}

/// Returns the end of a row's lock, where the tag of the binding begins.
pub(super) fn lock_end(row: &Row) -> f64 {
    name_end(row) + if row.sensitive { LOCK } else { 0.0 }
}

fn marks_end(row: &Row) -> f64 {
    lock_end(row) + row.binding.map_or(0.0, |binding| 8.0 + tag(binding))
}

/// Returns the width of a tag: small text in a frame.
pub(super) fn tag(text: &str) -> f64 {
    small(text) + 10.0
}

/// Returns the distance between the top of a box and the middle of a row.
pub(super) fn middle(row: usize) -> f64 {
    TITLE + ROW * (row as f64 + 0.5)
}

/// Returns the width of text.
pub(super) fn text(text: &str) -> f64 {
    letters(text) * LETTER
}

fn small(text: &str) -> f64 {
    letters(text) * SMALL
}

/// Returns the number of columns. Characters outside of ASCII may be twice as wide.
fn letters(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() || c == '…' { 1.0 } else { 2.0 }).sum()
}
