//! Strongly connected components of the shape graph.

use crate::graph::{ShapeId, Shapes};

/// Returns for each shape that reaches itself along `targets` the number of its strongly connected component. Tarjan's
/// algorithm in linear time, without recursion.
pub(super) fn components(
    shapes: &Shapes,
    targets: fn(&Shapes, ShapeId) -> Vec<ShapeId>,
) -> Vec<Option<usize>> {
    let ids: Vec<ShapeId> = shapes.iter().map(|(id, _)| id).collect();
    let mut walk = Walk {
        shapes,
        targets,
        low: vec![None; ids.len()],
        count: 0,
        open: Vec::new(),
        found: vec![None; ids.len()],
        closed: 0,
    };
    for id in ids {
        if walk.low(id).is_none() {
            walk.from(id);
        }
    }
    walk.found
}

struct Walk<'a> {
    shapes: &'a Shapes,
    targets: fn(&Shapes, ShapeId) -> Vec<ShapeId>,
    /// The number of the earliest open shape that each shape reaches; `DONE` once its component is closed.
    low: Vec<Option<usize>>,
    count: usize,
    open: Vec<ShapeId>,
    found: Vec<Option<usize>>,
    /// The number of closed components.
    closed: usize,
}

const DONE: usize = usize::MAX;

/// A shape on the current path: its number, its targets, and how many of them were followed.
struct Frame {
    id: ShapeId,
    number: usize,
    targets: Vec<ShapeId>,
    next: usize,
}

impl Walk<'_> {
    fn from(&mut self, root: ShapeId) {
        let mut stack = vec![self.enter(root)];
        while let Some(frame) = stack.last_mut() {
            let id = frame.id;
            if let Some(target) = frame.targets.get(frame.next).copied() {
                frame.next += 1;
                match self.low(target) {
                    None => stack.push(self.enter(target)),
                    Some(low) if low != DONE => self.lower(id, low),
                    Some(_) => {}
                }
                continue;
            }
            let number = frame.number;
            let reaches_itself = frame.targets.contains(&id);
            stack.pop();
            let low = self.low(id).unwrap_or(number);
            if low == number {
                self.close(id, reaches_itself);
            }
            if let Some(parent) = stack.last()
                && low != number
            {
                self.lower(parent.id, low);
            }
        }
    }

    fn enter(&mut self, id: ShapeId) -> Frame {
        let number = self.count;
        self.count += 1;
        self.set(id, number);
        self.open.push(id);
        Frame { id, number, targets: (self.targets)(self.shapes, id), next: 0 }
    }

    /// Closes a component. It is a cycle if it has several shapes, or one that refers to itself.
    fn close(&mut self, root: ShapeId, reaches_itself: bool) {
        let from = self.open.iter().rposition(|id| *id == root).unwrap_or_default();
        let component = self.open.split_off(from);
        let number = (component.len() > 1 || reaches_itself).then_some(self.closed);
        self.closed += 1;
        for id in component {
            self.set(id, DONE);
            if let Some(found) = self.found.get_mut(id.index()) {
                *found = number;
            }
        }
    }

    fn low(&self, id: ShapeId) -> Option<usize> {
        self.low.get(id.index()).copied().flatten()
    }

    fn lower(&mut self, id: ShapeId, to: usize) {
        if self.low(id).is_some_and(|low| to < low) {
            self.set(id, to);
        }
    }

    fn set(&mut self, id: ShapeId, number: usize) {
        if let Some(low) = self.low.get_mut(id.index()) {
            *low = Some(number);
        }
    }
}
