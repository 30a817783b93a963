//! Null documents in responses: values for generated code, and unset members for botocore.

use super::Case;
use crate::reach::reachable;
use serde_json::Value;
use smithereen_codegen::graph::{Kind, Model, Operation};

/// Returns our result without the null documents that botocore leaves out.
pub(crate) fn without_null_documents(case: &Case<'_>, theirs: &Value, ours: &Value) -> Value {
    let mut ours = ours.clone();
    if has_document_member(&case.service.model, case.operation) {
        remove_nulls(&mut ours, theirs);
    }
    ours
}

/// Returns whether a structure of the output or of an error has a document.
pub(super) fn has_document_member(model: &Model, operation: &Operation) -> bool {
    let messages = operation.output.into_iter().chain(operation.errors.iter().copied());
    let members =
        reachable(model, messages.collect()).into_iter().flat_map(|id| model.shapes[id].kind.members());
    members.into_iter().any(|member| matches!(model.shapes[member.target].kind, Kind::Document))
}

/// Removes nulls of objects that have no such key on botocore's side. Returns whether there was one. Nulls in lists, in maps and
/// inside of documents are on both sides.
pub(super) fn remove_nulls(ours: &mut Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::Object(ours), Value::Object(theirs)) => {
            let before = ours.len();
            ours.retain(|key, value| !value.is_null() || theirs.contains_key(key));
            let is_removed = ours.len() < before;
            ours.iter_mut().fold(is_removed, |is_removed, (key, value)| {
                theirs.get(key).is_some_and(|theirs| remove_nulls(value, theirs)) || is_removed
            })
        }
        (Value::Array(ours), Value::Array(theirs)) => {
            let pairs = ours.iter_mut().zip(theirs);
            pairs.fold(false, |is_removed, (ours, theirs)| remove_nulls(ours, theirs) || is_removed)
        }
        _ => false,
    }
}

#[test]
fn nulls_without_a_counterpart_are_removed() {
    use serde_json::json;
    let mut ours = json!({ "a": null, "b": [{ "c": null, "d": 1 }, null], "e": null, "f": { "g": null } });
    let theirs = json!({ "b": [{ "d": 1 }, null], "e": null, "f": {} });
    assert!(remove_nulls(&mut ours, &theirs));
    assert_eq!(ours, theirs);
    assert!(!remove_nulls(&mut ours, &theirs));
    let mut other = json!({ "a": 1, "b": [null] });
    assert!(!remove_nulls(&mut other, &json!({ "b": [] })));
    assert_eq!(other, json!({ "a": 1, "b": [null] }));
}
