//! The lines of the picture, which are drawn below the boxes.

use super::number;
use crate::show::picture::diagram::{Diagram, Edge, OPERATION};
use crate::show::picture::measure;
use crate::show::picture::place::{Link, Placed};

/// All of them.
pub(super) fn lines(diagram: &Diagram, placed: &Placed) -> String {
    let mut out = String::new();
    for link in &placed.links {
        out.push_str(&line(link, diagram, placed));
    }
    for node in placed.nodes.iter().skip(diagram.boxes.len()) {
        // Through a column, where there is no box in the way.
        let (left, right) = placed.column(node.column);
        let class = if node.back { "back" } else { "line" };
        out.push_str(&path_of(class, &format!("M{} {}H{}", number(left), number(node.y), number(right))));
    }
    for edge in &diagram.edges {
        if edge.from == OPERATION {
            out.push_str(&down(edge, placed));
        } else if edge.from == edge.to {
            out.push_str(&around(edge.from, edge.row, diagram, placed));
        }
    }
    out
}

/// From the operation to a box below it, along the left edge; each further line a little farther out.
fn down(edge: &Edge, placed: &Placed) -> String {
    let from = placed.y(OPERATION) + measure::middle(edge.row);
    let to = placed.y(edge.to) + measure::TITLE / 2.0;
    let out = 6.0 + 5.0 * edge.row as f64;
    let path = format!("M0 {}h{}a6 6 0 0 0 -6 6V{}a6 6 0 0 0 6 6H0", number(from), -out, number(to - 6.0));
    path_of("line", &path) + &path_of("tip", &format!("M0 {}l-8 -4v8z", number(to)))
}

/// From one column to the next.
fn line(link: &Link, diagram: &Diagram, placed: &Placed) -> String {
    let (y, end_y) = (placed.y(link.from) + link.from_offset, placed.y(link.to) + link.to_offset);
    let (_, column) = placed.column_of(link.from);
    let start = match diagram.boxes.get(link.from) {
        Some(card) => placed.corner(link.from).0 + measure::width(card),
        None => column,
    };
    let end = placed.column_of(link.to).0;
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
    if !link.back && placed.is_box(link.to) {
        out.push_str(&path_of(tip, &format!("M{} {}l-8 -4v8z", number(end), number(end_y))));
    }
    if link.back && placed.is_box(link.from) {
        out.push_str(&path_of(tip, &format!("M{} {}l8 -4v8z", number(start), number(y))));
    }
    out
}

/// From a row around the right edge of its box to the title.
fn around(index: usize, row: usize, diagram: &Diagram, placed: &Placed) -> String {
    let Some(card) = diagram.boxes.get(index) else { return String::new() };
    let (x, y) = placed.corner(index);
    let x = x + measure::width(card);
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

pub(super) fn path_of(class: &str, path: &str) -> String {
    format!("<path class=\"{class}\" d=\"{path}\"/>\n")
}

impl Placed {
    fn y(&self, node: usize) -> f64 {
        self.nodes.get(node).map_or(0.0, |node| node.y)
    }

    fn is_box(&self, node: usize) -> bool {
        self.nodes.get(node).is_some_and(|node| node.is_box)
    }

    fn column(&self, column: usize) -> (f64, f64) {
        self.columns.get(column).copied().unwrap_or_default()
    }

    fn column_of(&self, node: usize) -> (f64, f64) {
        self.column(self.nodes.get(node).map_or(0, |node| node.column))
    }

    /// Where a box begins.
    pub(super) fn corner(&self, index: usize) -> (f64, f64) {
        (self.column_of(index).0, self.y(index))
    }
}
