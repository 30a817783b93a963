//! Reports shapes of different namespaces that have the same name, since the graph has names without namespaces.
//!
//! As in Smithy, shapes whose names are not generated (strings, lists) may share a name.

use super::ids::Table;
use crate::diagnostic::At;
use crate::graph::{Operation, ShapeId, Shapes};
use std::collections::{HashMap, HashSet};

/// Reports types and operations of the service with the same name. `at` is the location of the shapes.
pub(super) fn check(operations: &[Operation], table: &Table<'_, '_>, at: &At<'_>) {
    let mut names = HashSet::new();
    for operation in operations {
        if !names.insert(operation.name.as_str()) {
            let problem = format!("two operations of the service are called `{}`", operation.name);
            table.out.error_help(at, problem, "rename one of them");
        }
    }
    let reached = table.with_shapes(|shapes| named(shapes, operations));
    let mut first: HashMap<&str, &str> = HashMap::new();
    for id in reached.iter().filter_map(|id| table.absolute(*id)) {
        let name = table.name(id);
        if let Some(other) = first.insert(name, id) {
            let problem = format!("`{other}` and `{id}` would both be called `{name}`");
            table.out.error_help(
                &at.key(id),
                problem,
                "give one of them another name in the service's `rename`",
            );
        }
    }
}

/// Returns the shapes with generated types that the operations reach, in the order of the file.
fn named(shapes: &Shapes, operations: &[Operation]) -> Vec<ShapeId> {
    let mut open: Vec<ShapeId> = operations
        .iter()
        .flat_map(|operation| {
            operation.input.into_iter().chain(operation.output).chain(operation.errors.iter().copied())
        })
        .collect();
    let mut found = HashSet::new();
    while let Some(id) = open.pop() {
        if found.insert(id) {
            open.extend(shapes[id].kind.targets());
        }
    }
    let all = shapes.iter().filter(|(id, shape)| found.contains(id) && shape.kind.has_type());
    all.map(|(id, _)| id).collect()
}
