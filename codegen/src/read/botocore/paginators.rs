//! Reads `pagination`: the paginators, by the names of their operations.

use crate::diagnostic::{At, Diagnostics};
use crate::graph::Operation;
use crate::json::Node;
use crate::read::fields::object;
use crate::read::paginator;

/// Reads the paginators of operations. Operations that the model does not have, or that cannot be read, have none.
pub(super) fn read(node: &Node<'_>, at: &At<'_>, operations: &mut [Operation], out: &Diagnostics) {
    let Some(paginators) = object(node, at, out) else { return };
    for operation in operations {
        let found = paginators.get(&operation.name);
        operation.paginator =
            found.and_then(|node| paginator::of_botocore(node, &at.key(&operation.name), out));
    }
}
