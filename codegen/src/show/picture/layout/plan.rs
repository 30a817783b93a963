//! The positions of slots and the steps that improve them.

use super::block::Block;
use super::columns;
use crate::show::picture::diagram::{Diagram, OPERATION};
use crate::show::picture::measure;
use std::collections::{BTreeSet, HashMap};

/// The vertical distance between boxes of a column.
const BOX_GAP: f64 = 22.0;
/// The vertical distance between lines that cross a column.
const LINE_GAP: f64 = 12.0;

/// A box, or a point at which lines cross a column. Boxes come first, in the order of the diagram.
pub(in crate::show::picture) struct Slot {
    pub(in crate::show::picture) column: usize,
    pub(in crate::show::picture) y: f64,
    pub(super) height: f64,
    pub(in crate::show::picture) is_box: bool,
    /// Whether the lines that cross here belong to edges that close a cycle.
    pub(in crate::show::picture) back: bool,
}

/// A line between slots of neighboring columns. Offsets are from the top of the slots.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(in crate::show::picture) struct Link {
    pub(in crate::show::picture) from: usize,
    pub(in crate::show::picture) from_offset: f64,
    pub(in crate::show::picture) to: usize,
    pub(in crate::show::picture) to_offset: f64,
    /// Whether the edge goes in the opposite direction, because it closes a cycle.
    pub(in crate::show::picture) back: bool,
}

/// A layout in progress.
pub(super) struct Plan {
    pub(super) slots: Vec<Slot>,
    pub(super) links: Vec<Link>,
    /// The links of each slot: their indexes, and whether they end at the slot.
    at: Vec<Vec<(usize, bool)>>,
}

impl Plan {
    /// Assigns the boxes of a diagram to columns and splits its edges into links.
    pub(super) fn of(diagram: &Diagram) -> Self {
        let columns = columns::of_boxes(diagram.boxes.len(), &diagram.edges);
        let slots = diagram.boxes.iter().zip(&columns);
        let slots = slots.map(|(node, column)| Slot {
            column: *column,
            y: 0.0,
            height: measure::height(node),
            is_box: true,
            back: false,
        });
        let mut plan = Self { slots: slots.collect(), links: Vec::new(), at: Vec::new() };
        let mut crossings = HashMap::new();
        let mut known = BTreeSet::new();
        for edge in diagram.edges.iter().filter(|edge| edge.from != OPERATION) {
            // An edge that closes a cycle is laid out in the opposite direction.
            let row = measure::middle(edge.row);
            let title = measure::TITLE / 2.0;
            let (from, from_offset, to, to_offset) = match edge.back {
                false => (edge.from, row, edge.to, title),
                true => (edge.to, title, edge.from, row),
            };
            let (mut at, mut offset) = (from, from_offset);
            for column in plan.column(from) + 1..plan.column(to) {
                let crossing = *crossings
                    .entry((edge.to, column, edge.back))
                    .or_insert_with(|| plan.crossing(column, edge.back));
                plan.link(
                    Link { from: at, from_offset: offset, to: crossing, to_offset: 0.0, back: edge.back },
                    &mut known,
                );
                (at, offset) = (crossing, 0.0);
            }
            // An edge from a box to itself crosses no column.
            if from != to {
                plan.link(Link { from: at, from_offset: offset, to, to_offset, back: edge.back }, &mut known);
            }
        }
        plan.at = vec![Vec::new(); plan.slots.len()];
        for (index, link) in plan.links.iter().enumerate() {
            for (slot, ends) in [(link.from, false), (link.to, true)] {
                if let Some(list) = plan.at.get_mut(slot) {
                    list.push((index, ends));
                }
            }
        }
        plan
    }

    /// Adds a slot at which lines cross a column.
    fn crossing(&mut self, column: usize, back: bool) -> usize {
        self.slots.push(Slot { column, y: 0.0, height: 0.0, is_box: false, back });
        self.slots.len() - 1
    }

    fn link(&mut self, link: Link, known: &mut BTreeSet<(usize, u64, usize, u64, bool)>) {
        let key = (link.from, link.from_offset.to_bits(), link.to, link.to_offset.to_bits(), link.back);
        if known.insert(key) {
            self.links.push(link);
        }
    }

    pub(super) fn column(&self, slot: usize) -> usize {
        self.slots.get(slot).map_or(0, |slot| slot.column)
    }

    pub(super) fn y(&self, slot: usize) -> f64 {
        self.slots.get(slot).map_or(0.0, |slot| slot.y)
    }

    /// Returns the slots of each column in their initial order.
    pub(super) fn columns(&self) -> Vec<Vec<usize>> {
        let count = self.slots.iter().map(|slot| slot.column + 1).max().unwrap_or_default();
        let mut columns = vec![Vec::new(); count];
        for (index, slot) in self.slots.iter().enumerate() {
            if let Some(column) = columns.get_mut(slot.column) {
                column.push(index);
            }
        }
        columns
    }

    /// Stacks the slots of each column from the top.
    pub(super) fn stack(&mut self, order: &[Vec<usize>]) {
        for column in order {
            let mut y = 0.0;
            let mut before = None;
            for &slot in column {
                y += before.map_or(0.0, |before| self.distance(before, slot));
                if let Some(slot) = self.slots.get_mut(slot) {
                    slot.y = y;
                }
                before = Some(slot);
            }
        }
    }

    /// Returns the minimum distance between the tops of neighboring slots.
    pub(super) fn distance(&self, above: usize, below: usize) -> f64 {
        let (Some(above), Some(below)) = (self.slots.get(above), self.slots.get(below)) else { return 0.0 };
        above.height + if above.is_box || below.is_box { BOX_GAP } else { LINE_GAP }
    }

    /// Returns the position at which the lines to the left, or to the right, would be shortest, and the number of these
    /// lines.
    pub(super) fn ideal(&self, slot: usize, from_left: bool) -> Option<(f64, f64)> {
        let links = self.at.get(slot)?.iter().filter(|(_, ends)| *ends == from_left);
        let links = links.filter_map(|(index, _)| self.links.get(*index));
        let (sum, count) = links.fold((0.0, 0.0), |(sum, count), link| {
            let ideal = match from_left {
                true => self.y(link.from) + link.from_offset - link.to_offset,
                false => self.y(link.to) + link.to_offset - link.from_offset,
            };
            (sum + ideal, count + 1.0)
        });
        (count > 0.0).then(|| (sum / count, count))
    }

    /// Sorts each column by the ideal positions of its slots.
    pub(super) fn sort(&mut self, order: &mut [Vec<usize>], from_left: bool) {
        // The first column keeps its order, which begins with the operation.
        let last = order.len().saturating_sub(1);
        for index in 1..=last {
            let index = if from_left { index } else { last + 1 - index };
            let Some(column) = order.get_mut(index) else { continue };
            let mut keyed: Vec<(f64, usize)> = column
                .iter()
                .map(|slot| (self.ideal(*slot, from_left).map_or(self.y(*slot), |(ideal, _)| ideal), *slot))
                .collect();
            keyed.sort_by(|one, other| one.0.total_cmp(&other.0));
            *column = keyed.into_iter().map(|(_, slot)| slot).collect();
            self.stack(std::slice::from_ref(column));
        }
    }

    /// Moves the operation directly above its input, which is the next box.
    pub(super) fn lift(&mut self) {
        let y = self.y(OPERATION + 1) - self.distance(OPERATION, OPERATION + 1);
        if let Some(operation) = self.slots.get_mut(OPERATION) {
            operation.y = y;
        }
    }

    /// Moves the boxes of the first column without lines to the right below their neighbors.
    pub(super) fn close(&mut self, order: &[Vec<usize>]) {
        let first = order.first().map(Vec::as_slice).unwrap_or_default();
        for pair in first.windows(2).skip(1) {
            if let [above, below] = *pair
                && self.ideal(below, false).is_none()
            {
                let y = self.y(above) + self.distance(above, below);
                if let Some(slot) = self.slots.get_mut(below) {
                    slot.y = y;
                }
            }
        }
    }

    /// Moves the slots of each column as near to their ideal positions as the order and the distances allow. Slots without
    /// lines in this direction keep their position with a small weight.
    pub(super) fn straighten(&mut self, order: &[Vec<usize>], from_left: bool) {
        let columns: Vec<&Vec<usize>> =
            if from_left { order.iter().collect() } else { order.iter().rev().collect() };
        for column in columns {
            let mut blocks: Vec<Block> = Vec::new();
            let (mut offset, mut before) = (0.0, None);
            for &slot in column {
                offset += before.map_or(0.0, |before| self.distance(before, slot));
                before = Some(slot);
                let (ideal, weight) = self.ideal(slot, from_left).unwrap_or((self.y(slot), 0.1));
                blocks.push(Block { slots: vec![(slot, offset)], sum: (ideal - offset) * weight, weight });
                Block::merge(&mut blocks);
            }
            for block in &blocks {
                for (slot, offset) in &block.slots {
                    if let Some(slot) = self.slots.get_mut(*slot) {
                        slot.y = block.top() + offset;
                    }
                }
            }
        }
    }
}
