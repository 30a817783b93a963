//! The errors of an operation.

use crate::graph::ShapeId;
use std::collections::HashSet;

/// Returns the errors in their order, without repeats. Models list some errors twice, or once more for the whole service.
pub(super) fn distinct(errors: impl IntoIterator<Item = ShapeId>) -> Vec<ShapeId> {
    let mut seen = HashSet::new();
    errors.into_iter().filter(|error| seen.insert(*error)).collect()
}
