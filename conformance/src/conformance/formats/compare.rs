//! Where two graphs differ first.

use crate::conformance::equal;
use smithereen_codegen::graph::Model;

/// The first difference, as far as it can be said in a line or two.
pub(super) fn first(before: &Model, after: &Model) -> Option<String> {
    if before == after {
        return None;
    }
    let told = |what: &str, one: String, other: String| Some(equal::told(what, &one, &other));
    if before.service != after.service {
        return told("service", format!("{:?}", before.service), format!("{:?}", after.service));
    }
    let operations = before.operations.iter().zip(&after.operations);
    if let Some((one, other)) = operations.into_iter().find(|(one, other)| one != other) {
        return told("operation", format!("{one:?}"), format!("{other:?}"));
    }
    let mut shapes = before.shapes.iter().zip(after.shapes.iter());
    if let Some(((_, one), (_, other))) = shapes.find(|((_, one), (_, other))| one != other) {
        return told("shape", format!("{one:?}"), format!("{other:?}"));
    }
    let counts =
        |model: &Model| format!("{} operations, {} shapes", model.operations.len(), model.shapes.len());
    told("size", counts(before), counts(after))
}
