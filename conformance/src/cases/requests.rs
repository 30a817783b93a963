//! Request cases: the input and the expected HTTP request.

use super::model::Suite;
use super::{Run, values};
use crate::Problems;
use crate::body::Media;
use crate::equal::{expected_and_got, is_uuid_4, pairs};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use smithereen_codegen::graph::Protocol;

/// The idempotency token of the cases.
const TOKEN: &str = "00000000-0000-4000-8000-000000000000";

/// Runs one case. Returns the first difference.
pub(super) fn run(run: &Run, suite: &Suite, case: &Value) -> Result<Option<String>, Problems> {
    let operation = case["given"]["name"].as_str().unwrap_or_default();
    let input = input(suite, case);
    let request = json!({ "service": suite.name, "operation": operation, "input": input });
    let got = run.exchange(suite, &request)?;
    let url = case["serialized"]["host"].is_string().then(|| run.url(suite, operation, &input));
    Ok(difference(suite, case, &got, url.flatten()))
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
        .or_else(|| self::query(expected, query, &got_query))
        .or_else(|| headers(expected, &got["headers"]))
        .or_else(|| body(suite, case, got))
        .or_else(|| host(expected, url))
}

/// Replaces generated idempotency tokens by that of the cases, where the case expects it.
fn with_body_token(mut got: Vec<u8>, expected: &[u8]) -> Vec<u8> {
    let length = TOKEN.len();
    for at in 0..got.len() {
        let is_expected = expected.get(at..).is_some_and(|rest| rest.starts_with(TOKEN.as_bytes()));
        if let Some(part) = got.get_mut(at..at + length).filter(|_| is_expected)
            && std::str::from_utf8(part).is_ok_and(is_uuid_4)
        {
            part.copy_from_slice(TOKEN.as_bytes());
        }
    }
    got
}

/// Parses members whose text is JSON, so that the notation of the text is not significant.
fn with_parsed_texts(body: Vec<u8>) -> Vec<u8> {
    let Ok(mut body_value) = serde_json::from_slice::<Value>(&body) else { return body };
    for value in body_value.as_object_mut().into_iter().flat_map(|members| members.values_mut()) {
        if let Some(parsed) = value.as_str().and_then(|text| serde_json::from_str(text).ok()) {
            *value = parsed;
        }
    }
    body_value.to_string().into_bytes()
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

/// Compares the parameters of a query. Those that a case only requires may have any value.
fn query(expected: &Value, query: &str, got: &str) -> Option<String> {
    let names = |key: &str| expected[key].as_array().into_iter().flatten().filter_map(Value::as_str);
    let name = |pair: &str| pair.split_once('=').map_or(pair, |(name, _)| name).to_owned();
    let has = |name_: &str| pairs(got).into_iter().any(|pair| name(pair) == name_);
    let missing = names("requireQueryParams").find(|name| !has(name));
    let forbidden = names("forbidQueryParams").find(|name| has(name));
    let is_free = |pair: &&str| names("requireQueryParams").any(|free| free == name(pair));
    let listed = pairs(query);
    let compared: Vec<_> =
        pairs(got).into_iter().filter(|pair| listed.contains(pair) || !is_free(pair)).collect();
    let wrong = (listed != compared).then(|| listed.join("&"));
    let wrong = wrong.or_else(|| missing.map(|name| format!("some {name}")));
    let wrong = wrong.or_else(|| forbidden.map(|name| format!("no {name}")));
    wrong.map(|expected| expected_and_got("query", &expected, got))
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
    let bytes = |encoded: &str| STANDARD.decode(encoded).unwrap_or_default();
    let got = match (got["body"].as_str(), got["body_base64"].as_str()) {
        (Some(text), _) => text.as_bytes().to_vec(),
        (None, encoded) => bytes(encoded.unwrap_or_default()),
    };
    let expected = match suite.protocol {
        Protocol::RpcV2Cbor => bytes(expected),
        _ => expected.as_bytes().to_vec(),
    };
    let media = match case["serialized"]["bodyMediaType"].as_str() {
        Some(name) => Media::of_name(name),
        None => media(suite, &case["given"]["input"]),
    };
    let got = with_body_token(got, &expected);
    let (expected, got) = match suite.has_json_texts() {
        true => (with_parsed_texts(expected), with_parsed_texts(got)),
        false => (expected, got),
    };
    let differs = !media.are_equal(&expected, &got, &suite.entries());
    differs.then(|| expected_and_got("body", &media.text(&expected), &media.text(&got)))
}

/// Returns the media type of the body: that of the protocol, except for a string or blob payload.
fn media(suite: &Suite, input: &Value) -> Media {
    let of_protocol = Media::of_requests(suite.protocol);
    let shape = suite.shape(input["shape"].as_str().unwrap_or_default());
    let Some(payload) = shape["payload"].as_str() else { return of_protocol };
    let payload = suite.shape(shape["members"][payload]["shape"].as_str().unwrap_or_default());
    let is_raw = matches!(payload["type"].as_str(), Some("blob" | "string")) && payload["document"] != true;
    if is_raw { Media::Bytes } else { of_protocol }
}

/// Compares the host, which a case may write with the path of the client's endpoint.
fn host(expected: &Value, url: Option<String>) -> Option<String> {
    let expected = expected["host"].as_str()?;
    let url = url.unwrap_or_default();
    let after = url.split_once("://").map(|(_, after)| after).unwrap_or_default();
    let fits = after.strip_prefix(expected).is_some_and(|rest| rest.starts_with('/'));
    (!fits).then(|| expected_and_got("host", expected, &url))
}
