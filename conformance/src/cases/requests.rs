//! Request cases: the input and the expected HTTP request.

use super::model::Suite;
use super::{Run, values};
use crate::Problems;
use crate::equal::{are_bodies, expected_and_got, is_uuid_4, pairs};
use crate::tally::Tally;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

/// The idempotency token of the cases.
const TOKEN: &str = "00000000-0000-4000-8000-000000000000";

pub(super) fn run(run: &Run, suites: &[&Suite], tally: &mut Tally) -> Result<(), Problems> {
    for suite in suites {
        for case in &suite.cases {
            let id = case["id"].as_str().unwrap_or("unnamed case");
            let operation = case["given"]["name"].as_str().unwrap_or_default();
            if let Some(reason) = left_out(run, suite, case) {
                tally.leave(reason);
                continue;
            }
            let input = input(suite, case);
            let request = json!({ "service": suite.name, "operation": operation, "input": input });
            let got = run.exchange(suite, &request)?;
            let url = case["serialized"]["host"].is_string().then(|| run.url(suite, operation, &input));
            tally.note(id, difference(suite, case, &got, url.flatten()));
        }
    }
    Ok(())
}

fn left_out(run: &Run, suite: &Suite, case: &Value) -> Option<String> {
    let given = &case["given"];
    let id = case["id"].as_str().unwrap_or_default();
    let reason = run.refusal(suite, given["name"].as_str().unwrap_or_default())?;
    Some(format!("{reason} ({id})"))
}

fn input(suite: &Suite, case: &Value) -> Value {
    match &case["given"]["input"] {
        Value::Null => json!({}),
        reference => values::ours(suite, reference, &case["params"]),
    }
}

/// Compares a request with the expected one and describes the first difference.
fn difference(suite: &Suite, case: &Value, got: &Value, url: Option<String>) -> Option<String> {
    let expected = &case["serialized"];
    if got["error"].is_string() {
        return Some(expected_and_got("error", &expected.to_string(), &got["error"].to_string()));
    }
    let differ = |what: &str, expected: &str, got: &str| {
        (expected != got).then(|| expected_and_got(what, expected, got))
    };
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let (uri, query) = split(expected["uri"].as_str().unwrap_or_default());
    let got_query = with_token(&text(&got["query"]), query);
    differ("method", &text(&expected["method"]), &text(&got["method"]))
        .or_else(|| differ("path", uri, &text(&got["path"])))
        .or_else(|| differ("query", &pairs(query).join("&"), &pairs(&got_query).join("&")))
        .or_else(|| headers(expected, &got["headers"]))
        .or_else(|| body(suite, case, got))
        .or_else(|| host(expected, url))
}

fn split(uri: &str) -> (&str, &str) {
    uri.split_once('?').unwrap_or((uri, ""))
}

/// Replaces a generated idempotency token by that of the cases, where the case expects it.
fn with_token(got: &str, expected: &str) -> String {
    let replace = |pair: &str| match pair.split_once('=') {
        Some((name, value)) if is_uuid_4(value) && expected.contains(&format!("{name}={TOKEN}")) => {
            format!("{name}={TOKEN}")
        }
        _ => pair.to_owned(),
    };
    got.split('&').map(replace).collect::<Vec<_>>().join("&")
}

fn headers(expected: &Value, got: &Value) -> Option<String> {
    let find = |name: &str| got.get(name.to_ascii_lowercase()).and_then(Value::as_str);
    let listed = expected["headers"].as_object().into_iter().flatten();
    let names = |key: &str| expected[key].as_array().into_iter().flatten().filter_map(Value::as_str);
    let wrong = listed.map(|(name, value)| (name, value.as_str())).find(|(name, value)| find(name) != *value);
    let missing = names("requireHeaders").find(|name| find(name).is_none());
    let forbidden = names("forbidHeaders").find(|name| find(name).is_some());
    let seen = got.to_string();
    wrong
        .map(|(name, value)| {
            expected_and_got("header", &format!("{name}: {}", value.unwrap_or_default()), &seen)
        })
        .or_else(|| missing.map(|name| expected_and_got("header", &format!("some {name}"), &seen)))
        .or_else(|| forbidden.map(|name| expected_and_got("header", &format!("no {name}"), &seen)))
}

fn body(suite: &Suite, case: &Value, got: &Value) -> Option<String> {
    let expected = case["serialized"]["body"].as_str()?;
    let got = match (got["body"].as_str(), got["body_base64"].as_str()) {
        (Some(text), _) => text.as_bytes().to_vec(),
        (None, encoded) => STANDARD.decode(encoded.unwrap_or_default()).unwrap_or_default(),
    };
    let same = match is_json(suite, &case["given"]["input"]) {
        true => are_bodies(expected.as_bytes(), &got),
        false => expected.as_bytes() == got,
    };
    (!same).then(|| expected_and_got("body", expected, &String::from_utf8_lossy(&got)))
}

/// Returns whether the body is JSON: a string or blob payload is not, whatever its content.
fn is_json(suite: &Suite, input: &Value) -> bool {
    let shape = suite.shape(input["shape"].as_str().unwrap_or_default());
    let Some(payload) = shape["payload"].as_str() else { return true };
    let payload = suite.shape(shape["members"][payload]["shape"].as_str().unwrap_or_default());
    !matches!(payload["type"].as_str(), Some("blob" | "string")) || payload["document"] == true
}

/// Compares the host, which a case may write with the path of the client's endpoint.
fn host(expected: &Value, url: Option<String>) -> Option<String> {
    let expected = expected["host"].as_str()?;
    let url = url.unwrap_or_default();
    let after = url.split_once("://").map(|(_, after)| after).unwrap_or_default();
    let fits = after.strip_prefix(expected).is_some_and(|rest| rest.starts_with('/'));
    (!fits).then(|| expected_and_got("host", expected, &url))
}
