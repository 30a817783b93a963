//! Response cases: status, headers and body, and the expected output or error.

use super::model::Suite;
use super::{Run, values};
use crate::Problems;
use crate::equal::expected_and_got;
use crate::tally::Tally;
use serde_json::{Value, json};

pub(super) fn run(run: &Run, suites: &[&Suite], tally: &mut Tally) -> Result<(), Problems> {
    for suite in suites {
        for case in &suite.cases {
            let id = case["id"].as_str().unwrap_or("unnamed case");
            let operation = case["given"]["name"].as_str().unwrap_or_default();
            if let Some(reason) = run.refusal(suite, operation) {
                tally.leave(format!("{reason} ({id})"));
                continue;
            }
            let response = json!({
                "status": case["response"]["status_code"],
                "headers": case["response"].get("headers").cloned().unwrap_or_else(|| json!({})),
                "body": case["response"]["body"].as_str().unwrap_or_default(),
            });
            let request = json!({ "service": suite.name, "operation": operation, "response": response });
            tally.note(id, difference(suite, case, &run.exchange(suite, &request)?));
        }
    }
    Ok(())
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

/// Compares code, message and members. An error that is not in the model has no members.
fn is_error_same(suite: &Suite, case: &Value, got: &Value) -> bool {
    let code = case["errorCode"].as_str().unwrap_or_default();
    let reference = json!({ "shape": code });
    let fields = match suite.shape(code) {
        Value::Null => json!({}),
        _ => values::ours(suite, &reference, &case["error"]),
    };
    let message = case["errorMessage"].as_str().unwrap_or_default();
    got["code"].as_str() == Some(code)
        && got["message"].as_str().unwrap_or_default() == message
        && values::is_same(suite, &reference, &fields, &got["fields"])
}
