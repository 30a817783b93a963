//! Assigns boxes to columns.

use crate::show::picture::cycles;
use crate::show::picture::diagram::{Edge, OPERATION};

/// Returns the column of each box: the length of the longest path to it from the operation's input or output, which are
/// in the first column, as is the operation.
pub(super) fn of_boxes(boxes: usize, edges: &[Edge]) -> Vec<usize> {
    let outgoing = cycles::outgoing(boxes, edges);
    let mut incoming = vec![0; boxes];
    let counts = |edge: &&Edge| !edge.back && edge.from != OPERATION;
    for edge in edges.iter().filter(counts) {
        if let Some(count) = incoming.get_mut(edge.to) {
            *count += 1;
        }
    }
    let mut columns = vec![0; boxes];
    let mut ready: Vec<usize> = (0..boxes).filter(|at| incoming.get(*at) == Some(&0)).collect();
    while let Some(at) = ready.pop() {
        let column = columns.get(at).copied().unwrap_or_default() + 1;
        let edges_of_box = outgoing.get(at).into_iter().flatten().filter_map(|edge| edges.get(*edge));
        for edge in edges_of_box.filter(counts) {
            if let (Some(target), Some(count)) = (columns.get_mut(edge.to), incoming.get_mut(edge.to)) {
                *target = column.max(*target);
                *count -= 1;
                if *count == 0 {
                    ready.push(edge.to);
                }
            }
        }
    }
    columns
}
