//! The cases of event streams.

use super::{Case, carried, left_out, request, response};
use crate::cases::ENDPOINT;
use serde_json::{Value, json};
use smithereen_codegen::graph::{Model, Operation};

/// Returns the cases of event streams.
pub(super) fn streamed(model: &Model, ast: &Value) -> Vec<Case> {
    let cases = carried(ast, "smithy.test#eventStreamTests").filter_map(|(name, case)| {
        let operation = model.operations.iter().find(|operation| operation.name == name)?;
        Some(match left_out(model, case) {
            Some(reason) => Err(reason),
            None => Ok(event_stream(operation, case)),
        })
    });
    cases.collect()
}

/// Returns a case of an event stream, with its initial message in the form of a request or response case.
fn event_stream(operation: &Operation, case: &Value) -> (String, Value) {
    let is_request = case["initialRequest"].is_object()
        || case["events"].as_array().into_iter().flatten().any(|event| event["type"] == "request");
    let initial = |from: &str, params: &str| {
        let mut initial = case[from].clone();
        if !initial.is_object() {
            initial = json!({ "code": 200 });
        }
        initial["id"] = case["id"].clone();
        initial["params"] = case.get(params).cloned().unwrap_or_else(|| json!({}));
        initial
    };
    let (endpoint, mut out) = match is_request {
        true => request(operation, &initial("initialRequest", "initialRequestParams")),
        false => {
            let initial = initial("initialResponse", "initialResponseParams");
            let error =
                case["expectation"]["failure"]["errorId"].as_str().filter(|_| case["events"].is_null());
            let error = error.map(|id| id.split_once('#').map_or(id, |(_, name)| name));
            (ENDPOINT.to_owned(), response(operation, error.unwrap_or_default(), &initial, error.is_some()))
        }
    };
    out["direction"] = if is_request { "request" } else { "response" }.into();
    out["params"] = match is_request {
        true => out["params"].clone(),
        false => case["initialResponseParams"].clone(),
    };
    out["events"] = case["events"].clone();
    out["expectation"] = case["expectation"].clone();
    (endpoint, out)
}
