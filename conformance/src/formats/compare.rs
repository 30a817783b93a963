//! Describes the first difference of two graphs.

use crate::equal;
use smithereen_codegen::graph::Model;

/// Returns the first difference in one or two lines.
pub(super) fn first(before: &Model, after: &Model) -> Option<String> {
    if before == after {
        return None;
    }
    let expected_and_got =
        |what: &str, one: String, other: String| Some(equal::expected_and_got(what, &one, &other));
    if before.service != after.service {
        return expected_and_got("service", format!("{:?}", before.service), format!("{:?}", after.service));
    }
    let operations = before.operations.iter().zip(&after.operations);
    if let Some((one, other)) = operations.into_iter().find(|(one, other)| one != other) {
        return expected_and_got("operation", format!("{one:?}"), format!("{other:?}"));
    }
    let mut shapes = before.shapes.iter().zip(after.shapes.iter());
    if let Some(((_, one), (_, other))) = shapes.find(|((_, one), (_, other))| one != other) {
        return expected_and_got("shape", format!("{one:?}"), format!("{other:?}"));
    }
    let counts =
        |model: &Model| format!("{} operations, {} shapes", model.operations.len(), model.shapes.len());
    expected_and_got("size", counts(before), counts(after))
}
