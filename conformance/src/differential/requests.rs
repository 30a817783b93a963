//! Random inputs, and the comparison of the HTTP requests that both sides build.

use super::{Found, differing};
use crate::equal::{are_bodies, canonical, expected_and_got, first_difference, is_uuid_4, pairs};
use crate::random::Random;
use crate::random::input::InputGenerator;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};
use smithereen_codegen::graph::{Model, Operation};

pub(crate) fn make(model: &Model, operation: &Operation, random: Random) -> (&'static str, Value) {
    ("input", InputGenerator::new(model, random).message(operation.input))
}

/// Compares two requests and describes the first difference.
pub(super) fn difference(theirs: &Value, ours: &Value) -> Option<Found> {
    match (theirs["raised"].is_string(), ours["error"].is_string()) {
        (true, true) if is_same_refusal(theirs, ours) => return None,
        (true, _) => return differing("botocore rejects the input", theirs, ours),
        (false, true) => return differing("this project rejects the input", theirs, ours),
        (false, false) => {}
    }
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    for what in ["method", "host", "path"] {
        let (theirs, ours) = (text(&theirs[what]), text(&ours[what]));
        if theirs != ours {
            return Some((what.to_owned(), expected_and_got(what, &theirs, &ours)));
        }
    }
    let (their_query, our_query) = (text(&theirs["query"]), text(&ours["query"]));
    if with_one_token(pairs(&their_query)) != with_one_token(pairs(&our_query)) {
        return Some(("query".to_owned(), expected_and_got("query", &their_query, &our_query)));
    }
    let body = our_body(ours);
    let headers = our_headers(ours, body.len());
    if !are_headers(&theirs["headers"], &headers) {
        return differing("headers", &theirs["headers"], &headers);
    }
    let their_body = STANDARD.decode(text(&theirs["body_base64"])).unwrap_or_default();
    let (their_body, body) = (with_one_body_token(their_body), with_one_body_token(body));
    if are_bodies(&their_body, &body) && is_plain(&body) {
        return None;
    }
    let parse = |body: &[u8]| serde_json::from_slice::<Value>(body).unwrap_or_default();
    let lossy = |body: &[u8]| String::from_utf8_lossy(body).into_owned();
    let location = format!("body{}", first_difference(&parse(&their_body), &parse(&body)));
    Some((location, expected_and_got("body", &lossy(&their_body), &lossy(&body))))
}

/// Returns whether the endpoint rules return the same error on both sides.
fn is_same_refusal(theirs: &Value, ours: &Value) -> bool {
    let theirs =
        theirs["raised"].as_str().and_then(|raised| raised.strip_prefix("EndpointResolutionError: "));
    let ours = ours["error"].as_str().and_then(|error| error.split_once(": "));
    theirs.zip(ours).is_some_and(|(theirs, (_, ours))| theirs == ours)
}

pub(crate) fn our_body(ours: &Value) -> Vec<u8> {
    match (ours["body"].as_str(), ours["body_base64"].as_str()) {
        (Some(text), _) => text.as_bytes().to_vec(),
        (None, encoded) => STANDARD.decode(encoded.unwrap_or_default()).unwrap_or_default(),
    }
}

/// Returns the headers without a correct content length and without `accept-encoding: identity`: botocore leaves these to
/// its transport. Python's `http.client` adds the latter to a request that has no such header.
pub(crate) fn our_headers(ours: &Value, length: usize) -> Value {
    let headers = ours["headers"].as_object().cloned().unwrap_or_default();
    let is_of_transport = |name: &str, value: &Value| match name {
        "content-length" => *value == length.to_string().as_str(),
        "accept-encoding" => *value == "identity",
        _ => false,
    };
    let kept = headers.into_iter().filter(|(name, value)| !is_of_transport(name, value));
    Value::Object(kept.collect::<Map<_, _>>())
}

/// Returns whether JSON has no white space and no duplicate member, which parsing would hide. Numbers may have any
/// notation.
fn is_plain(body: &[u8]) -> bool {
    serde_json::from_slice::<Value>(body)
        .map_or(true, |value| marks(value.to_string().as_bytes()) == marks(body))
}

/// Counts the quotes, and the bytes outside of strings that are not part of a number or a literal.
fn marks(json: &[u8]) -> usize {
    let (mut count, mut in_string, mut escaped) = (0, false, false);
    for byte in json {
        let is_quote = *byte == b'"' && !escaped;
        escaped = in_string && *byte == b'\\' && !escaped;
        count += usize::from(
            is_quote
                || !in_string
                    && matches!(byte, b'{' | b'}' | b'[' | b']' | b':' | b',' | b' ' | b'\n' | b'\r' | b'\t'),
        );
        in_string ^= is_quote;
    }
    count
}

/// Replaces a generated idempotency token: each side generates one if the input has none.
const TOKEN: &str = "{generated token}";

pub(crate) fn with_one_token(pairs: Vec<&str>) -> Vec<String> {
    let replace = |pair: &str| match pair.split_once('=') {
        Some((name, value)) if is_uuid_4(value) => format!("{name}={TOKEN}"),
        _ => pair.to_owned(),
    };
    let mut pairs: Vec<_> = pairs.into_iter().map(replace).collect();
    pairs.sort();
    pairs
}

/// Returns whether both have the same headers with the same values, or with the same JSON in base64.
pub(crate) fn are_headers(theirs: &Value, ours: &Value) -> bool {
    let (theirs, ours) = (with_one_header_token(theirs), with_one_header_token(ours));
    let (Some(theirs), Some(ours)) = (theirs.as_object(), ours.as_object()) else { return false };
    let same = |(name, value): (&String, &Value)| ours.get(name).is_some_and(|ours| is_header(value, ours));
    theirs.len() == ours.len() && theirs.iter().all(same)
}

fn is_header(theirs: &Value, ours: &Value) -> bool {
    let json = |value: &Value| {
        let bytes = STANDARD.decode(value.as_str()?).ok()?;
        serde_json::from_slice(&bytes).ok().map(|value: Value| canonical(&value))
    };
    theirs == ours || json(theirs).is_some_and(|theirs| json(ours) == Some(theirs))
}

/// Returns the reason for a known difference: botocore sends no content type for string and blob payloads, where the
/// protocol has a default.
pub(super) fn known(theirs: &Value, ours: &Value) -> Option<&'static str> {
    let mut without = ours.clone();
    let default = without["headers"].as_object_mut()?.remove("content-type")?;
    let is_default = matches!(default.as_str(), Some("application/octet-stream" | "text/plain"));
    let is_unset = is_default && theirs["headers"].get("content-type").is_none();
    (is_unset && difference(theirs, &without).is_none())
        .then_some("botocore sends text and bytes without the content type that the protocol requires")
}

fn with_one_header_token(headers: &Value) -> Value {
    let mut headers = headers.clone();
    replace_tokens(&mut headers);
    headers
}

fn with_one_body_token(body: Vec<u8>) -> Vec<u8> {
    let has = body.windows(36).any(|part| std::str::from_utf8(part).is_ok_and(is_uuid_4));
    match serde_json::from_slice::<Value>(&body) {
        Ok(mut value) if has => {
            replace_tokens(&mut value);
            value.to_string().into_bytes()
        }
        _ => body,
    }
}

/// Replaces tokens in the members of the input. Nested structures have none.
fn replace_tokens(value: &mut Value) {
    let members = value.as_object_mut().into_iter().flat_map(|members| members.values_mut());
    for value in members.filter(|value| value.as_str().is_some_and(is_uuid_4)) {
        *value = TOKEN.into();
    }
}

#[test]
fn generated_tokens_are_equal() {
    let request = |token: &str| {
        serde_json::json!({
            "method": "PUT", "path": "/", "query": format!("b=1&a={token}"), "headers": {},
            "body": format!("{{\"t\":\"{token}\"}}"),
        })
    };
    let one = request("0f0e0d0c-0b0a-4908-8706-050403020100");
    let mut theirs = request("ffffffff-ffff-4fff-8fff-ffffffffffff");
    theirs["body_base64"] = STANDARD.encode(theirs["body"].as_str().unwrap()).into();
    let body = our_body(&one);
    assert_eq!(with_one_body_token(body), with_one_body_token(our_body(&theirs)));
    let queries = [&one, &theirs].map(|request| with_one_token(pairs(request["query"].as_str().unwrap())));
    assert_eq!(queries[0], queries[1]);
    assert!(!is_plain(b"{\"a\":1,\"a\":1}") && !is_plain(b"{ }") && is_plain(b"{}"));
    assert!(is_plain(br#"{"a\"{":[1e2,3.0,"}"]}"#) && !is_plain(br#"{"a": 1}"#));
}

#[test]
fn hosts_and_endpoint_errors_are_compared() {
    let ours = serde_json::json!({ "method": "GET", "host": "a", "path": "/", "query": "", "headers": {} });
    let mut elsewhere = ours.clone();
    elsewhere["host"] = "b".into();
    assert!(difference(&ours, &ours).is_none() && difference(&elsewhere, &ours).is_some());
    let raised = serde_json::json!({ "raised": "EndpointResolutionError: no" });
    assert!(difference(&raised, &serde_json::json!({ "error": "Send: no" })).is_none());
    assert!(difference(&raised, &serde_json::json!({ "error": "Send: yes" })).is_some());
    assert!(difference(&raised, &ours).is_some());
}
