//! How large things are, in pixels. Letters are of one width; what is told here is a little more than fonts need, so
//! that nothing sticks out whichever of them is there.

use super::diagram::{Card, Look, Row};

pub(super) const TITLE: f64 = 32.0;
pub(super) const ROW: f64 = 22.0;
pub(super) const PAD: f64 = 12.0;
/// From the left edge to names, with a mark between.
pub(super) const NAME: f64 = 20.0;
pub(super) const LOCK: f64 = 16.0;
const LETTER: f64 = 7.45;
const BOLD: f64 = 8.1;
const SMALL: f64 = 6.4;
const BETWEEN: f64 = 18.0;
const BELOW: f64 = 5.0;

pub(super) fn height(card: &Card) -> f64 {
    TITLE + ROW * card.rows.len() as f64 + BELOW
}

pub(super) fn width(card: &Card) -> f64 {
    let kind = if card.look == Look::Operation { 0.0 } else { BETWEEN + small(card.look.name()) };
    let title = PAD + letters(&card.title) * BOLD + kind + PAD;
    card.rows.iter().map(row).fold(title, f64::max).ceil()
}

fn row(row: &Row) -> f64 {
    let between = if row.type_name.is_empty() { 0.0 } else { BETWEEN };
    marks_end(row) + between + text(&row.type_name) + PAD
}

/// Where the lock of a row is.
pub(super) fn name_end(row: &Row) -> f64 {
    NAME + text(&row.name)
}

/// Where the place of a row is.
pub(super) fn lock_end(row: &Row) -> f64 {
    name_end(row) + if row.sensitive { LOCK } else { 0.0 }
}

fn marks_end(row: &Row) -> f64 {
    lock_end(row) + row.place.map_or(0.0, |place| 8.0 + tag(place))
}

/// A small text with a frame.
pub(super) fn tag(text: &str) -> f64 {
    small(text) + 10.0
}

/// The middle of a row, from the top of its box.
pub(super) fn middle(row: usize) -> f64 {
    TITLE + ROW * (row as f64 + 0.5)
}

pub(super) fn text(text: &str) -> f64 {
    letters(text) * LETTER
}

fn small(text: &str) -> f64 {
    letters(text) * SMALL
}

/// Letters of other scripts may take two places.
fn letters(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() || c == '…' { 1.0 } else { 2.0 }).sum()
}
