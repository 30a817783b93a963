//! Finds the edges that close cycles.

use super::diagram::Edge;

/// Marks the edges that close a cycle: in a depth-first search from the first box, they lead to a box on the current path.
pub(super) fn mark(boxes: usize, edges: &mut [Edge]) {
    let outgoing = outgoing(boxes, edges);
    let mut state = vec![State::Unvisited; boxes];
    let mut stack: Vec<(usize, usize)> = Vec::new();
    enter(0, &mut state, &mut stack);
    while let Some((at, next)) = stack.last_mut() {
        let Some(edge) = outgoing.get(*at).and_then(|list| list.get(*next)).copied() else {
            if let Some(found) = state.get_mut(*at) {
                *found = State::Done;
            }
            stack.pop();
            continue;
        };
        *next += 1;
        let Some(edge) = edges.get_mut(edge) else { continue };
        match state.get(edge.to) {
            Some(State::Unvisited) => enter(edge.to, &mut state, &mut stack),
            Some(State::OnPath) => edge.back = true,
            _ => {}
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Unvisited,
    OnPath,
    Done,
}

fn enter(at: usize, state: &mut [State], stack: &mut Vec<(usize, usize)>) {
    if let Some(found) = state.get_mut(at) {
        *found = State::OnPath;
        stack.push((at, 0));
    }
}

/// Returns the indexes of the edges that start at each box.
pub(super) fn outgoing(boxes: usize, edges: &[Edge]) -> Vec<Vec<usize>> {
    let mut outgoing = vec![Vec::new(); boxes];
    for (index, edge) in edges.iter().enumerate() {
        if let Some(list) = outgoing.get_mut(edge.from) {
            list.push(index);
        }
    }
    outgoing
}
