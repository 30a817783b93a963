//! The shapes that values of a message can contain.

use smithereen_codegen::graph::{Model, ShapeId};

/// Returns the shapes and those that they refer to, each once.
pub(super) fn reachable(model: &Model, mut shapes: Vec<ShapeId>) -> Vec<ShapeId> {
    let mut next = 0;
    while let Some(id) = shapes.get(next).copied() {
        for target in model.shapes[id].kind.targets() {
            if !shapes.contains(&target) {
                shapes.push(target);
            }
        }
        next += 1;
    }
    shapes
}
