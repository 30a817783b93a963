//! Arranges boxes and lines: columns from left to right, in each an order in which few lines cross, and positions at which
//! lines are short.
//!
//! A line over several columns has a slot in each column between, which all lines to the same box share. The operation is
//! in the first column, above its input and output.
//!
//! Positions belong here. Drawing does not, nor any format.

mod block;
mod columns;
mod crossings;
mod plan;

use super::diagram::Diagram;
use super::measure;
use plan::Plan;

pub(super) use plan::{Link, Slot};

/// The horizontal distance between columns, without lines.
const COLUMN_GAP: f64 = 46.0;
/// The number of iterations that improve the order, and then the positions.
const ITERATIONS: usize = 12;

/// An arranged diagram, in pixels.
pub(super) struct Layout {
    pub(super) slots: Vec<Slot>,
    pub(super) links: Vec<Link>,
    /// The left and the right edge of each column.
    pub(super) columns: Vec<(f64, f64)>,
    pub(super) height: f64,
}

impl Layout {
    pub(super) fn y(&self, slot: usize) -> f64 {
        self.slots.get(slot).map_or(0.0, |slot| slot.y)
    }

    pub(super) fn is_box(&self, slot: usize) -> bool {
        self.slots.get(slot).is_some_and(|slot| slot.is_box)
    }

    pub(super) fn column(&self, column: usize) -> (f64, f64) {
        self.columns.get(column).copied().unwrap_or_default()
    }

    /// Returns the left and the right edge of a slot's column.
    pub(super) fn column_of(&self, slot: usize) -> (f64, f64) {
        self.column(self.slots.get(slot).map_or(0, |slot| slot.column))
    }

    /// Returns the upper left corner of a box.
    pub(super) fn corner(&self, index: usize) -> (f64, f64) {
        (self.column_of(index).0, self.y(index))
    }
}

/// Arranges a diagram.
pub(super) fn arrange(diagram: &Diagram) -> Layout {
    let mut plan = Plan::of(diagram);
    let mut order = plan.columns();
    plan.stack(&order);
    let mut best = (usize::MAX, order.clone());
    for iteration in 0..ITERATIONS {
        plan.sort(&mut order, iteration % 2 == 0);
        let crossings = crossings::count(&plan, order.len());
        if crossings < best.0 {
            best = (crossings, order.clone());
        }
    }
    let (_, order) = best;
    plan.stack(&order);
    for iteration in 0..ITERATIONS {
        plan.straighten(&order, iteration % 2 == 1);
        plan.lift();
    }
    plan.close(&order);
    let top = plan.slots.iter().map(|slot| slot.y).fold(f64::INFINITY, f64::min);
    plan.slots.iter_mut().for_each(|slot| slot.y -= top);
    let height = plan.slots.iter().map(|slot| slot.y + slot.height).fold(0.0, f64::max);
    let columns = column_edges(diagram, &plan, order.len());
    Layout { slots: plan.slots, links: plan.links, columns, height }
}

/// Returns the left and right edges of columns. A column is as wide as its widest box; lines between columns widen the
/// gap.
fn column_edges(diagram: &Diagram, plan: &Plan, count: usize) -> Vec<(f64, f64)> {
    let mut widths = vec![0.0_f64; count];
    for (node, slot) in diagram.boxes.iter().zip(&plan.slots) {
        if let Some(width) = widths.get_mut(slot.column) {
            *width = width.max(measure::width(node));
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
        left += width + COLUMN_GAP + (3.0 * f64::from(lines)).min(COLUMN_GAP);
        edges
    });
    edges.collect()
}
