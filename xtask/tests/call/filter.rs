//! `--stdin`: all wire vectors in one run, and invalid lines.

use crate::program::{Filter, filter};
use crate::wire::{self, Vector};
use serde_json::{Value, json};

#[test]
fn all_wire_vectors_have_their_result_in_order() {
    let vectors: Vec<Vector> = wire::requests().into_iter().chain(wire::responses()).collect();
    let mut input = Vec::new();
    for (index, vector) in vectors.iter().enumerate() {
        // An invalid line before each.
        input.extend(wrong(index).0);
        input.extend(format!("\n{}\n", vector.line()).into_bytes());
    }
    let results = filter(&input);
    assert_eq!(results.len(), 2 * vectors.len());
    let (between, mut results): (Vec<_>, Vec<_>) =
        results.into_iter().enumerate().partition(|(index, _)| index % 2 == 0);
    for (index, (_, result)) in between.iter().enumerate() {
        let (line, expected) = wrong(index);
        assert!(is_error(result, expected), "{}: {result}", String::from_utf8_lossy(line));
    }
    let mut results = results.drain(..).map(|(_, result)| result);
    wire::assert_all(&vectors, |vector| with_status(results.next().unwrap(), vector));
}

/// Adds the status, which the output does not repeat.
fn with_status(mut result: Value, vector: &Vector) -> Value {
    if let Some(error) = result.get_mut("service_error").and_then(Value::as_object_mut) {
        error.entry("status").or_insert_with(|| vector.response()["status"].clone());
    }
    result
}

fn is_error(result: &Value, expected: &str) -> bool {
    let is_alone = result.as_object().is_some_and(|result| result.len() == 1);
    is_alone && result["error"].as_str().is_some_and(|error| error.contains(expected))
}

/// Returns an invalid line and a part of its error.
fn wrong(index: usize) -> (&'static [u8], &'static str) {
    WRONG[index % WRONG.len()]
}

const WRONG: [(&[u8], &str); 24] = [
    (b"", "the line is not JSON"),
    (b" \t\r", "the line is not JSON"),
    (b"call iot", "the line is not JSON"),
    (b"{\"service\": \"iot\", ", "the line is not JSON"),
    (b"{} {}", "the line is not JSON"),
    (b"\xff\xfe\x00", "the line is not JSON"),
    (b"{\"service\": \"\xc3\x28\"}", "the line is not JSON"),
    (b"null", "`service` must be a string"),
    (b"5", "`service` must be a string"),
    (b"[{}]", "`service` must be a string"),
    (b"\"iot\"", "`service` must be a string"),
    (b"{}", "`service` must be a string"),
    (br#"{"service": "iot"}"#, "`operation` must be a string"),
    (br#"{"service": "iot", "operation": 5}"#, "`operation` must be a string"),
    (br#"{"service": "sqs", "operation": "SendMessage", "input": {}}"#, "unknown operation `sqs SendMessage`"),
    (br#"{"service": "iot", "operation": "UpdateManagedThing", "input": {}}"#, "unknown operation"),
    (br#"{"service": "iot", "operation": "UpdatePackageConfiguration"}"#, "either `input` or `response`"),
    (
        br#"{"service": "iot", "operation": "UpdatePackageConfiguration", "input": {}, "response": {}}"#,
        "either `input` or `response`",
    ),
    (br#"{"service": "iot", "operation": "UpdatePackageConfiguration", "input": 5}"#, "expected an object"),
    (br#"{"service": "iot", "operation": "UpdatePackageConfiguration", "response": {}}"#, "`response.status`"),
    (
        br#"{"service": "iot", "operation": "UpdatePackageConfiguration", "response": {"status": 70000}}"#,
        "`response.status`",
    ),
    (
        br#"{"service": "iot", "operation": "UpdatePackageConfiguration", "response": {"status": 200, "headers": []}}"#,
        "`response.headers`",
    ),
    (
        br#"{"service": "iot", "operation": "UpdatePackageConfiguration", "response": {"status": 200, "headers": {"a b": ""}}}"#,
        "invalid `response`",
    ),
    (
        br#"{"service": "iot", "operation": "UpdatePackageConfiguration", "response": {"status": 200, "body": {}}}"#,
        "`response.body`",
    ),
];

fn package(with: Value) -> Value {
    let mut line = json!({ "service": "iot", "operation": "UpdatePackageConfiguration" });
    line.as_object_mut().unwrap().extend(with.as_object().unwrap().clone());
    line
}

#[test]
fn a_binary_body_is_in_base64() {
    let result =
        |response: Value| filter(format!("{}\n", package(json!({ "response": response }))).as_bytes());
    assert_eq!(result(json!({ "status": 200, "body_base64": "e30=" })), [json!({ "output": {} })]);
    let headers = json!({ "x-amzn-errortype": "ConflictException" });
    let [error] = &result(json!({ "status": 409, "headers": headers, "body_base64": "//4=" }))[..] else {
        panic!()
    };
    assert_eq!(error["service_error"]["code"], "ConflictException");
    let [error] = &result(json!({ "status": 200, "body_base64": "*" }))[..] else { panic!() };
    assert!(is_error(error, ""), "{error}");
}

#[test]
fn the_last_line_needs_no_newline_and_deep_nesting_is_an_error() {
    assert_eq!(filter(package(json!({ "response": { "status": 200 } })).to_string().as_bytes()).len(), 1);
    let deep = format!("{{\"input\": {}", "[".repeat(100_000));
    let [result] = &filter(deep.as_bytes())[..] else { panic!() };
    assert!(is_error(result, "the line is not JSON"), "{result}");
}

#[test]
fn each_line_has_its_own_idempotency_token() {
    let lines = format!("{}\n", package(json!({ "input": {} }))).repeat(2);
    let [one, other] = &filter(lines.as_bytes())[..] else { panic!() };
    assert_ne!(one["query"], other["query"]);
    assert_eq!(one["body"], "{}");
}

#[test]
fn each_line_has_its_result_before_the_next_is_read() {
    let mut talk = Filter::start();
    for number in 0..3 {
        let input = json!({ "clientToken": number.to_string() });
        let result = talk.exchange(&package(json!({ "input": input })).to_string());
        assert!(result.contains(&format!("\"query\":\"clientToken={number}\"")), "{result}");
    }
}
