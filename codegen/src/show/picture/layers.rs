//! Which lines lead back, and which column each box is in.

use super::diagram::{Edge, OPERATION};

/// Marks the edges that lead back to a box on the way from the first one to theirs.
pub(super) fn turn(boxes: usize, edges: &mut [Edge]) {
    let from = leaving(boxes, edges);
    let mut state = vec![State::New; boxes];
    let mut stack: Vec<(usize, usize)> = Vec::new();
    enter(0, &mut state, &mut stack);
    while let Some((at, next)) = stack.last_mut() {
        let Some(edge) = from.get(*at).and_then(|list| list.get(*next)).copied() else {
            if let Some(place) = state.get_mut(*at) {
                *place = State::Done;
            }
            stack.pop();
            continue;
        };
        *next += 1;
        let Some(edge) = edges.get_mut(edge) else { continue };
        match state.get(edge.to) {
            Some(State::New) => enter(edge.to, &mut state, &mut stack),
            Some(State::Open) => edge.back = true,
            _ => {}
        }
    }
}

/// The column of each box: as far to the right as the longest way to it. What the operation takes and answers is in
/// its own column.
pub(super) fn columns(boxes: usize, edges: &[Edge]) -> Vec<usize> {
    let from = leaving(boxes, edges);
    let mut open = vec![0; boxes];
    let goes = |edge: &&Edge| !edge.back && edge.from != OPERATION;
    for edge in edges.iter().filter(goes) {
        if let Some(count) = open.get_mut(edge.to) {
            *count += 1;
        }
    }
    let mut columns = vec![0; boxes];
    let mut ready: Vec<usize> = (0..boxes).filter(|at| open.get(*at) == Some(&0)).collect();
    while let Some(at) = ready.pop() {
        let column = columns.get(at).copied().unwrap_or_default() + 1;
        let leaving = from.get(at).into_iter().flatten().filter_map(|edge| edges.get(*edge));
        for edge in leaving.filter(goes) {
            if let (Some(place), Some(count)) = (columns.get_mut(edge.to), open.get_mut(edge.to)) {
                *place = column.max(*place);
                *count -= 1;
                if *count == 0 {
                    ready.push(edge.to);
                }
            }
        }
    }
    columns
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    Open,
    Done,
}

fn enter(at: usize, state: &mut [State], stack: &mut Vec<(usize, usize)>) {
    if let Some(place) = state.get_mut(at) {
        *place = State::Open;
        stack.push((at, 0));
    }
}

/// The edges that leave each box.
fn leaving(boxes: usize, edges: &[Edge]) -> Vec<Vec<usize>> {
    let mut leaving = vec![Vec::new(); boxes];
    for (index, edge) in edges.iter().enumerate() {
        if let Some(list) = leaving.get_mut(edge.from) {
            list.push(index);
        }
    }
    leaving
}
