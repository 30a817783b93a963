//! Sorts errors, whose order differs between the formats: botocore's models have them in the order of the Smithy source,
//! Smithy's AST by name.

use crate::graph::Model;

/// Sorts the errors of each operation by name. The order of members stays: it is the same in both formats for most
/// services, and is meaningful to readers.
pub(super) fn sort(model: &mut Model) {
    let Model { operations, shapes, .. } = model;
    for operation in operations {
        operation.errors.sort_by(|one, other| shapes[*one].name.cmp(&shapes[*other].name));
    }
}
