//! Boxes where a type would hold itself, and nowhere else.

use crate::graph::{Shape, ShapeId, Shapes};

/// Marks the members that close a cycle. Lists and maps hold what they hold elsewhere, so none goes through them.
pub(super) fn settle(shapes: &mut Shapes) {
    let mut walk = Walk { shapes, state: vec![State::New; shapes.len()], closing: Vec::new() };
    let ids: Vec<ShapeId> = shapes.iter().map(|(id, _)| id).collect();
    for id in ids {
        walk.from(id);
    }
    for (id, index) in walk.closing {
        let shape = shapes.get_mut(id);
        if let Some(member) = shape.and_then(|shape| shape.kind.members_mut().get_mut(index)) {
            member.boxed = true;
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    Open,
    Done,
}

struct Walk<'a> {
    shapes: &'a Shapes,
    state: Vec<State>,
    closing: Vec<(ShapeId, usize)>,
}

impl Walk<'_> {
    /// A depth-first walk, in the model's order, with a stack of its own.
    fn from(&mut self, root: ShapeId) {
        if self.state(root) != State::New {
            return;
        }
        self.set(root, State::Open);
        let mut stack = vec![(root, 0)];
        while let Some((id, next)) = stack.last_mut() {
            let (id, index) = (*id, *next);
            *next += 1;
            let Some(member) = self.shapes[id].kind.members().get(index) else {
                self.set(id, State::Done);
                stack.pop();
                continue;
            };
            match self.state(member.target) {
                _ if !holds_members(&self.shapes[member.target]) => {}
                State::New => {
                    self.set(member.target, State::Open);
                    stack.push((member.target, 0));
                }
                State::Open => self.closing.push((id, index)),
                State::Done => {}
            }
        }
    }

    fn state(&self, id: ShapeId) -> State {
        self.state.get(id.index()).copied().unwrap_or(State::Done)
    }

    fn set(&mut self, id: ShapeId, state: State) {
        if let Some(place) = self.state.get_mut(id.index()) {
            *place = state;
        }
    }
}

fn holds_members(shape: &Shape) -> bool {
    !shape.kind.members().is_empty()
}
