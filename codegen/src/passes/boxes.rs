//! Boxes members of recursive types.
//!
//! Which member of a cycle is boxed depends on the shapes of the cycle alone: not on their order in the model, nor on
//! the operations that are selected. Otherwise selecting one more operation could move a box and break callers.

use super::cycles;
use crate::graph::{Shape, ShapeId, Shapes};

/// Boxes the members that close a cycle. Lists and maps allocate their elements, so no cycle goes through them.
pub(super) fn insert(shapes: &mut Shapes) {
    let components = cycles::components(shapes, holders);
    let mut walk =
        Walk { shapes, components: &components, state: vec![State::New; shapes.len()], closing: Vec::new() };
    let mut roots: Vec<ShapeId> = shapes.iter().map(|(id, _)| id).collect();
    roots.retain(|id| walk.component(*id).is_some());
    roots.sort_by_key(|id| shapes[*id].name.as_str());
    for id in roots {
        walk.from(id);
    }
    for (id, index) in walk.closing {
        let shape = shapes.get_mut(id);
        if let Some(member) = shape.and_then(|shape| shape.kind.members_mut().get_mut(index)) {
            member.boxed = true;
        }
    }
}

/// Returns the structures and unions among the targets of a shape's members.
fn holders(shapes: &Shapes, id: ShapeId) -> Vec<ShapeId> {
    let targets = shapes[id].kind.members().iter().map(|member| member.target);
    targets.filter(|target| holds_members(&shapes[*target])).collect()
}

fn holds_members(shape: &Shape) -> bool {
    !shape.kind.members().is_empty()
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    Open,
    Done,
}

struct Walk<'a> {
    shapes: &'a Shapes,
    components: &'a [Option<usize>],
    state: Vec<State>,
    closing: Vec<(ShapeId, usize)>,
}

/// A shape on the current path, and its members that are still to be followed, the next one last.
struct Frame {
    id: ShapeId,
    members: Vec<usize>,
}

impl Walk<'_> {
    /// Walks a component depth first, members in the order of their names, without recursion.
    fn from(&mut self, root: ShapeId) {
        if self.state(root) != State::New {
            return;
        }
        let mut stack = vec![self.enter(root)];
        while let Some(frame) = stack.last_mut() {
            let id = frame.id;
            let Some(index) = frame.members.pop() else {
                self.set(id, State::Done);
                stack.pop();
                continue;
            };
            let Some(member) = self.shapes[id].kind.members().get(index) else { continue };
            match self.state(member.target) {
                State::New => stack.push(self.enter(member.target)),
                State::Open => self.closing.push((id, index)),
                State::Done => {}
            }
        }
    }

    fn enter(&mut self, id: ShapeId) -> Frame {
        self.set(id, State::Open);
        let all = self.shapes[id].kind.members();
        let is_inside = |index: &usize| {
            let target = all.get(*index).map(|member| member.target);
            target.is_some_and(|target| self.component(target) == self.component(id))
        };
        let mut members: Vec<usize> = (0..all.len()).filter(is_inside).collect();
        members.sort_by_key(|index| std::cmp::Reverse(all.get(*index).map(|member| member.name.as_str())));
        Frame { id, members }
    }

    fn component(&self, id: ShapeId) -> Option<usize> {
        self.components.get(id.index()).copied().flatten()
    }

    fn state(&self, id: ShapeId) -> State {
        self.state.get(id.index()).copied().unwrap_or(State::Done)
    }

    fn set(&mut self, id: ShapeId, state: State) {
        if let Some(old) = self.state.get_mut(id.index()) {
            *old = state;
        }
    }
}
