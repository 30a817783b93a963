//! Reads `waiters`, each with the name of its operation.

use crate::diagnostic::{At, Diagnostics};
use crate::graph::Operation;
use crate::json::Node;
use crate::read::fields::object;
use crate::read::waiter;

/// Adds the waiters to their operations, sorted by name. A waiter of an operation that the model does not have is ignored.
pub(super) fn read(node: &Node<'_>, at: &At<'_>, operations: &mut [Operation], out: &Diagnostics) {
    let Some(waiters) = object(node, at, out) else { return };
    for (name, node) in &waiters.entries {
        let at = at.key(name);
        let Some((waiter, operation)) = waiter::of_botocore(name, node, &at, out) else { continue };
        let Some(operation) = operation else {
            out.error(&at, "`operation` is missing");
            continue;
        };
        if let Some(found) = operations.iter_mut().find(|found| found.name == operation) {
            found.waiters.push(waiter);
        }
    }
    for operation in operations {
        operation.waiters.sort_by(|one, other| one.name.cmp(&other.name));
    }
}
