//! What uses a shape: the first few operations that reach it.

use super::select;
use crate::graph::{Model, Operation, ShapeId};

/// As many operations are named.
const FEW: usize = 3;

/// The users of all shapes of a model. To find them costs no more than to walk through the model a few times.
pub(super) struct Users<'m> {
    model: &'m Model,
    /// By shape: one more than are named, so that it is known whether there are others.
    operations: Vec<Vec<usize>>,
}

impl<'m> Users<'m> {
    pub(super) fn of(model: &'m Model) -> Self {
        let operations = vec![Vec::new(); model.shapes.len()];
        let mut users = Self { model, operations };
        for (index, operation) in model.operations.iter().enumerate() {
            users.walk(index, operation);
        }
        users
    }

    /// What enough operations reach is not entered again: they reach all that it holds, too.
    fn walk(&mut self, index: usize, operation: &Operation) {
        let mut open: Vec<ShapeId> = select::reached(operation).collect();
        while let Some(id) = open.pop() {
            let Some(found) = self.operations.get_mut(id.index()) else { continue };
            if found.len() <= FEW && found.last() != Some(&index) {
                found.push(index);
                open.extend(self.model.shapes[id].kind.targets());
            }
        }
    }

    /// The operations to leave out, in words.
    pub(super) fn operations(&self, id: ShapeId) -> Option<String> {
        let found = self.operations.get(id.index())?;
        let named = found.iter().take(FEW).filter_map(|index| self.model.operations.get(*index));
        let named: Vec<String> = named.map(|operation| format!("`{}`", operation.name)).collect();
        let (last, before) = named.split_last()?;
        Some(match (found.len() > FEW, before.is_empty()) {
            (true, _) => format!("{} and all others that use it", named.join(", ")),
            (false, true) => format!("{last}, which uses it"),
            (false, false) => format!("{} and {last}, which use it", before.join(", ")),
        })
    }
}
