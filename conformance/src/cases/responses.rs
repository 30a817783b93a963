//! Response cases: status, headers and body, and the expected output or error.

use super::model::Suite;
use super::{Run, values};
use crate::Problems;
use crate::equal::expected_and_got;
use serde_json::{Value, json};
use smithereen_codegen::graph::Protocol;

/// Runs one case. Returns the difference.
pub(super) fn run(run: &Run, suite: &Suite, case: &Value) -> Result<Option<String>, Problems> {
    let body = if suite.protocol == Protocol::RpcV2Cbor { "body_base64" } else { "body" };
    let response = json!({
        "status": case["response"]["status_code"],
        "headers": case["response"].get("headers").cloned().unwrap_or_else(|| json!({})),
        body: case["response"]["body"].as_str().unwrap_or_default(),
    });
    let operation = case["given"]["name"].as_str().unwrap_or_default();
    let request = json!({ "service": suite.name, "operation": operation, "response": response });
    Ok(difference(suite, case, &run.exchange(suite, &request)?))
}

/// Compares an output or error with the expected one and describes the difference.
fn difference(suite: &Suite, case: &Value, got: &Value) -> Option<String> {
    let is_error = case.get("error").is_some() || case.get("errorCode").is_some();
    let (what, same) = match is_error {
        true => ("error", is_error_same(suite, case, &got["service_error"])),
        false => ("output", is_output_same(suite, case, got)),
    };
    let expected = match is_error {
        true => {
            json!({ "code": case["errorCode"], "message": case["errorMessage"], "fields": case["error"] })
        }
        false => case["result"].clone(),
    };
    (!same).then(|| expected_and_got(what, &expected.to_string(), &got.to_string()))
}

fn is_output_same(suite: &Suite, case: &Value, got: &Value) -> bool {
    let Some(got) = got.get("output") else { return false };
    match &case["given"]["output"] {
        Value::Null => *got == json!({}),
        reference => values::is_same(suite, reference, &values::ours(suite, reference, &case["result"]), got),
    }
}

/// Compares code, message and members. An error that is not in the model has no members. A case without a message expects
/// none, except in XML: there, the bodies of such cases have one that the case does not state.
fn is_error_same(suite: &Suite, case: &Value, got: &Value) -> bool {
    let code = case["errorCode"].as_str().unwrap_or_default();
    let shape = case["errorShape"].as_str().map(str::to_owned);
    let shape = shape.or_else(|| suite.error_shape(&case["given"], code));
    let reference = json!({ "shape": shape });
    let fields = match shape {
        None => json!({}),
        Some(_) => values::ours(suite, &reference, &case["error"]),
    };
    let is_xml = suite.protocol.is_xml_or_query();
    let message = case["errorMessage"].as_str().or((!is_xml).then_some(""));
    got["code"].as_str() == Some(code)
        && message.is_none_or(|message| got["message"].as_str().unwrap_or_default() == message)
        && values::is_same(suite, &reference, &fields, &got["fields"])
}
