//! The order that both model formats share. botocore's lists the errors of an operation as its authors did, Smithy's AST
//! by name.

use crate::graph::Model;

/// Sorts the errors of each operation by name. The order of members stays: it is the same in both formats for most
/// services, and means something to readers.
pub(super) fn settle(model: &mut Model) {
    let Model { operations, shapes, .. } = model;
    for operation in operations {
        operation.errors.sort_by(|one, other| shapes[*one].name.cmp(&shapes[*other].name));
    }
}
