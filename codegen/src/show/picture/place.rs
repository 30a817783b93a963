//! Where boxes stand and lines run: columns from left to right, in each an order in which few lines cross, and heights
//! at which lines are short. Lines over several columns get places of their own in those between, which all lines to
//! the same box share. The operation is above what it takes and answers, in the first column.

mod crossings;
mod run;

use super::diagram::{Diagram, OPERATION};
use super::{layers, measure};
use run::Run;
use std::collections::{BTreeSet, HashMap};

/// Between boxes of a column, and between lines that pass through it.
const APART: f64 = 22.0;
const LINES_APART: f64 = 12.0;
/// Between columns.
const GAP: f64 = 46.0;
/// How often the order and the heights are mended.
const ROUNDS: usize = 12;

/// A box, or where lines pass a column. Those of the boxes come first, by their numbers.
pub(super) struct Node {
    pub(super) column: usize,
    pub(super) y: f64,
    height: f64,
    pub(super) is_box: bool,
    /// Whether the lines that pass here lead back.
    pub(super) back: bool,
}

/// A line from one column to the next, from heights within its nodes.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(super) struct Link {
    pub(super) from: usize,
    pub(super) from_offset: f64,
    pub(super) to: usize,
    pub(super) to_offset: f64,
    /// Whether what it stands for goes the other way.
    pub(super) back: bool,
}

/// Everything in its place.
pub(super) struct Placed {
    pub(super) nodes: Vec<Node>,
    pub(super) links: Vec<Link>,
    /// The left and the right edge of each column.
    pub(super) columns: Vec<(f64, f64)>,
    pub(super) height: f64,
}

pub(super) fn place(diagram: &Diagram) -> Placed {
    let mut plan = Plan::of(diagram);
    let mut order = plan.columns();
    plan.stack(&order);
    let mut best = (usize::MAX, order.clone());
    for round in 0..ROUNDS {
        plan.sort(&mut order, round % 2 == 0);
        let crossings = crossings::count(&plan, order.len());
        if crossings < best.0 {
            best = (crossings, order.clone());
        }
    }
    let (_, order) = best;
    plan.stack(&order);
    for round in 0..ROUNDS {
        plan.settle(&order, round % 2 == 1);
        plan.lift();
    }
    plan.close(&order);
    let top = plan.nodes.iter().map(|node| node.y).fold(f64::INFINITY, f64::min);
    plan.nodes.iter_mut().for_each(|node| node.y -= top);
    let height = plan.nodes.iter().map(|node| node.y + node.height).fold(0.0, f64::max);
    let columns = edges(diagram, &plan, order.len());
    Placed { nodes: plan.nodes, links: plan.links, columns, height }
}

/// Each column as wide as its widest box; the more lines there are between two, the farther they are apart.
fn edges(diagram: &Diagram, plan: &Plan, count: usize) -> Vec<(f64, f64)> {
    let mut widths = vec![0.0_f64; count];
    for (card, node) in diagram.boxes.iter().zip(&plan.nodes) {
        if let Some(width) = widths.get_mut(node.column) {
            *width = width.max(measure::width(card));
        }
    }
    let mut lines = vec![0_u32; count];
    for link in &plan.links {
        if let Some(lines) = lines.get_mut(plan.column(link.from)) {
            *lines += 1;
        }
    }
    let mut left = 0.0;
    let edges = widths.into_iter().zip(lines).map(|(width, lines)| {
        let edges = (left, left + width);
        left += width + GAP + (3.0 * f64::from(lines)).min(GAP);
        edges
    });
    edges.collect()
}

struct Plan {
    nodes: Vec<Node>,
    links: Vec<Link>,
    /// The links at each node: the number of each, and whether the node is where it ends.
    at: Vec<Vec<(usize, bool)>>,
}

impl Plan {
    fn of(diagram: &Diagram) -> Self {
        let columns = layers::columns(diagram.boxes.len(), &diagram.edges);
        let nodes = diagram.boxes.iter().zip(&columns);
        let nodes = nodes.map(|(card, column)| Node {
            column: *column,
            y: 0.0,
            height: measure::height(card),
            is_box: true,
            back: false,
        });
        let mut plan = Self { nodes: nodes.collect(), links: Vec::new(), at: Vec::new() };
        let mut passes = HashMap::new();
        let mut known = BTreeSet::new();
        for edge in diagram.edges.iter().filter(|edge| edge.from != OPERATION) {
            // A line back is laid out like one that goes forward, from its end to its row.
            let row = measure::middle(edge.row);
            let title = measure::TITLE / 2.0;
            let (from, from_offset, to, to_offset) = match edge.back {
                false => (edge.from, row, edge.to, title),
                true => (edge.to, title, edge.from, row),
            };
            let (mut at, mut offset) = (from, from_offset);
            for column in plan.column(from) + 1..plan.column(to) {
                let pass = *passes
                    .entry((edge.to, column, edge.back))
                    .or_insert_with(|| plan.pass(column, edge.back));
                plan.link(
                    Link { from: at, from_offset: offset, to: pass, to_offset: 0.0, back: edge.back },
                    &mut known,
                );
                (at, offset) = (pass, 0.0);
            }
            // One from a box to itself is no matter of columns.
            if from != to {
                plan.link(Link { from: at, from_offset: offset, to, to_offset, back: edge.back }, &mut known);
            }
        }
        plan.at = vec![Vec::new(); plan.nodes.len()];
        for (index, link) in plan.links.iter().enumerate() {
            for (node, ends) in [(link.from, false), (link.to, true)] {
                if let Some(list) = plan.at.get_mut(node) {
                    list.push((index, ends));
                }
            }
        }
        plan
    }

    fn pass(&mut self, column: usize, back: bool) -> usize {
        self.nodes.push(Node { column, y: 0.0, height: 0.0, is_box: false, back });
        self.nodes.len() - 1
    }

    fn link(&mut self, link: Link, known: &mut BTreeSet<(usize, u64, usize, u64, bool)>) {
        let key = (link.from, link.from_offset.to_bits(), link.to, link.to_offset.to_bits(), link.back);
        if known.insert(key) {
            self.links.push(link);
        }
    }

    fn column(&self, node: usize) -> usize {
        self.nodes.get(node).map_or(0, |node| node.column)
    }

    fn y(&self, node: usize) -> f64 {
        self.nodes.get(node).map_or(0.0, |node| node.y)
    }

    /// The nodes of each column, as they come.
    fn columns(&self) -> Vec<Vec<usize>> {
        let count = self.nodes.iter().map(|node| node.column + 1).max().unwrap_or_default();
        let mut columns = vec![Vec::new(); count];
        for (index, node) in self.nodes.iter().enumerate() {
            if let Some(column) = columns.get_mut(node.column) {
                column.push(index);
            }
        }
        columns
    }

    /// Puts the nodes of each column below each other.
    fn stack(&mut self, order: &[Vec<usize>]) {
        for column in order {
            let mut y = 0.0;
            let mut before = None;
            for &node in column {
                y += before.map_or(0.0, |before| self.distance(before, node));
                if let Some(node) = self.nodes.get_mut(node) {
                    node.y = y;
                }
                before = Some(node);
            }
        }
    }

    /// From the top of a node to that of the one below it.
    fn distance(&self, above: usize, below: usize) -> f64 {
        let (Some(above), Some(below)) = (self.nodes.get(above), self.nodes.get(below)) else { return 0.0 };
        above.height + if above.is_box || below.is_box { APART } else { LINES_APART }
    }

    /// Where a node would be if its lines from the left, or to the right, ran straight; and how many there are.
    fn wish(&self, node: usize, from_left: bool) -> Option<(f64, f64)> {
        let links = self.at.get(node)?.iter().filter(|(_, ends)| *ends == from_left);
        let links = links.filter_map(|(index, _)| self.links.get(*index));
        let (sum, count) = links.fold((0.0, 0.0), |(sum, count), link| {
            let wish = match from_left {
                true => self.y(link.from) + link.from_offset - link.to_offset,
                false => self.y(link.to) + link.to_offset - link.from_offset,
            };
            (sum + wish, count + 1.0)
        });
        (count > 0.0).then(|| (sum / count, count))
    }

    /// Sorts each column by where its nodes wish to be.
    fn sort(&mut self, order: &mut [Vec<usize>], from_left: bool) {
        // The first column begins with the operation, and stays as it is.
        let last = order.len().saturating_sub(1);
        for index in 1..=last {
            let index = if from_left { index } else { last + 1 - index };
            let Some(column) = order.get_mut(index) else { continue };
            let mut keyed: Vec<(f64, usize)> = column
                .iter()
                .map(|node| (self.wish(*node, from_left).map_or(self.y(*node), |(wish, _)| wish), *node))
                .collect();
            keyed.sort_by(|one, other| one.0.total_cmp(&other.0));
            *column = keyed.into_iter().map(|(_, node)| node).collect();
            self.stack(std::slice::from_ref(column));
        }
    }

    /// Puts the operation right above its request, which is the box after it.
    fn lift(&mut self) {
        let y = self.y(OPERATION + 1) - self.distance(OPERATION, OPERATION + 1);
        if let Some(operation) = self.nodes.get_mut(OPERATION) {
            operation.y = y;
        }
    }

    /// Moves up what of the first column has no lines to the right, which would hang anywhere.
    fn close(&mut self, order: &[Vec<usize>]) {
        let first = order.first().map(Vec::as_slice).unwrap_or_default();
        for pair in first.windows(2).skip(1) {
            if let [above, below] = *pair
                && self.wish(below, false).is_none()
            {
                let y = self.y(above) + self.distance(above, below);
                if let Some(node) = self.nodes.get_mut(below) {
                    node.y = y;
                }
            }
        }
    }

    /// Moves each column's nodes as near to their wishes as the order and the distances allow. Of a column whose
    /// nodes wish nothing in this direction, none moves.
    fn settle(&mut self, order: &[Vec<usize>], from_left: bool) {
        let columns: Vec<&Vec<usize>> =
            if from_left { order.iter().collect() } else { order.iter().rev().collect() };
        for column in columns {
            let mut runs: Vec<Run> = Vec::new();
            let (mut offset, mut before) = (0.0, None);
            for &node in column {
                offset += before.map_or(0.0, |before| self.distance(before, node));
                before = Some(node);
                let (wish, weight) = self.wish(node, from_left).unwrap_or((self.y(node), 0.1));
                runs.push(Run { nodes: vec![(node, offset)], sum: (wish - offset) * weight, weight });
                Run::merge(&mut runs);
            }
            for run in &runs {
                for (node, offset) in &run.nodes {
                    if let Some(node) = self.nodes.get_mut(*node) {
                        node.y = run.at() + offset;
                    }
                }
            }
        }
    }
}
