//! Finds the operations that use a shape.

use super::select;
use crate::graph::{Model, Operation, ShapeId};

/// The number of operations that a description names.
const MOST_NAMED: usize = 3;

/// The operations that use each shape of a model, found in a few walks through the model.
pub(super) struct Users<'m> {
    model: &'m Model,
    /// The first users of each shape, by index, with one more than a description names, so that it can mention others.
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

    /// A shape with enough users is not visited again, because its users also use all shapes that it refers to.
    fn walk(&mut self, index: usize, operation: &Operation) {
        let mut open: Vec<ShapeId> = select::roots(operation).collect();
        while let Some(id) = open.pop() {
            let Some(users) = self.operations.get_mut(id.index()) else { continue };
            if users.len() <= MOST_NAMED && users.last() != Some(&index) {
                users.push(index);
                open.extend(self.model.shapes[id].kind.targets());
            }
        }
    }

    /// Describes the operations that use a shape: "`A` and `B`, which use it".
    pub(super) fn describe(&self, id: ShapeId) -> Option<String> {
        let users = self.operations.get(id.index())?;
        let named = users.iter().take(MOST_NAMED).filter_map(|index| self.model.operations.get(*index));
        let named: Vec<String> = named.map(|operation| format!("`{}`", operation.name)).collect();
        let (last, before) = named.split_last()?;
        Some(match (users.len() > MOST_NAMED, before.is_empty()) {
            (true, _) => format!("{} and all others that use it", named.join(", ")),
            (false, true) => format!("{last}, which uses it"),
            (false, false) => format!("{} and {last}, which use it", before.join(", ")),
        })
    }
}
