//! Draws the lines of a picture, below the boxes.

use super::text::{number, path_of};
use crate::show::picture::diagram::{Diagram, Edge, OPERATION};
use crate::show::picture::layout::{Layout, Link};
use crate::show::picture::measure;

/// Draws all lines.
pub(super) fn lines(diagram: &Diagram, layout: &Layout) -> String {
    let mut out = String::new();
    for link in &layout.links {
        out.push_str(&line(link, diagram, layout));
    }
    for slot in layout.slots.iter().skip(diagram.boxes.len()) {
        // A line across a column, between boxes.
        let (left, right) = layout.column(slot.column);
        let class = if slot.back { "back" } else { "line" };
        out.push_str(&path_of(class, &format!("M{} {}H{}", number(left), number(slot.y), number(right))));
    }
    for edge in &diagram.edges {
        if edge.from == OPERATION {
            out.push_str(&down(edge, layout));
        } else if edge.from == edge.to {
            out.push_str(&around(edge.from, edge.row, diagram, layout));
        }
    }
    out
}

/// Draws a line from the operation to a box below it, along the left edge. Lines of later rows are farther out.
fn down(edge: &Edge, layout: &Layout) -> String {
    let from = layout.y(OPERATION) + measure::middle(edge.row);
    let to = layout.y(edge.to) + measure::TITLE / 2.0;
    let out = 6.0 + 5.0 * edge.row as f64;
    let path = format!("M0 {}h{}a6 6 0 0 0 -6 6V{}a6 6 0 0 0 6 6H0", number(from), -out, number(to - 6.0));
    path_of("line", &path) + &path_of("tip", &format!("M0 {}l-8 -4v8z", number(to)))
}

/// Draws a line between neighboring columns.
fn line(link: &Link, diagram: &Diagram, layout: &Layout) -> String {
    let (y, end_y) = (layout.y(link.from) + link.from_offset, layout.y(link.to) + link.to_offset);
    let (_, column) = layout.column_of(link.from);
    let start = match diagram.boxes.get(link.from) {
        Some(node) => layout.corner(link.from).0 + measure::width(node),
        None => column,
    };
    let end = layout.column_of(link.to).0;
    let bend = (end - column) / 2.0;
    let (class, tip) = if link.back { ("back", "backtip") } else { ("line", "tip") };
    let path = format!(
        "M{} {}H{}C{} {} {} {} {} {}",
        number(start),
        number(y),
        number(column),
        number(column + bend),
        number(y),
        number(end - bend),
        number(end_y),
        number(end),
        number(end_y)
    );
    let mut out = path_of(class, &path);
    if !link.back && layout.is_box(link.to) {
        out.push_str(&path_of(tip, &format!("M{} {}l-8 -4v8z", number(end), number(end_y))));
    }
    if link.back && layout.is_box(link.from) {
        out.push_str(&path_of(tip, &format!("M{} {}l8 -4v8z", number(start), number(y))));
    }
    out
}

/// Draws a line from a row around the right edge of its box to the title.
fn around(index: usize, row: usize, diagram: &Diagram, layout: &Layout) -> String {
    let Some(node) = diagram.boxes.get(index) else { return String::new() };
    let (x, y) = layout.corner(index);
    let x = x + measure::width(node);
    let (from, to) = (y + measure::middle(row), y + measure::TITLE / 2.0);
    let out = 26.0;
    let path = format!(
        "M{} {}C{} {} {} {} {} {}",
        number(x),
        number(from),
        number(x + out),
        number(from),
        number(x + out),
        number(to),
        number(x + 6.0),
        number(to)
    );
    path_of("back", &path) + &path_of("backtip", &format!("M{} {}l8 -4v8z", number(x), number(to)))
}
