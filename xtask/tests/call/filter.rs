//! `--stdin`: every wire vector in one run, and lines that are none.

use crate::program::{Talk, filter};
use crate::wire::{self, Vector};
use serde_json::{Value, json};

#[test]
fn every_vector_goes_through_in_order() {
    let vectors: Vec<Vector> = wire::requests().into_iter().chain(wire::responses()).collect();
    let mut input = Vec::new();
    for (index, vector) in vectors.iter().enumerate() {
        // Between any two of them something that is no such line.
        input.extend(wrong(index).0);
        input.extend(format!("\n{}\n", vector.line()).into_bytes());
    }
    let answers = filter(&input);
    assert_eq!(answers.len(), 2 * vectors.len());
    let (between, mut answers): (Vec<_>, Vec<_>) =
        answers.into_iter().enumerate().partition(|(index, _)| index % 2 == 0);
    for (index, (_, answer)) in between.iter().enumerate() {
        let (line, told) = wrong(index);
        assert!(is_error(answer, told), "{}: {answer}", String::from_utf8_lossy(line));
    }
    let mut answers = answers.drain(..).map(|(_, answer)| answer);
    wire::assert_all(&vectors, |vector| with_status(answers.next().unwrap(), vector));
}

/// The status is not repeated: it was given.
fn with_status(mut answer: Value, vector: &Vector) -> Value {
    if let Some(error) = answer.get_mut("service_error").and_then(Value::as_object_mut) {
        error.entry("status").or_insert_with(|| vector.response()["status"].clone());
    }
    answer
}

fn is_error(answer: &Value, told: &str) -> bool {
    let is_alone = answer.as_object().is_some_and(|answer| answer.len() == 1);
    is_alone && answer["error"].as_str().is_some_and(|error| error.contains(told))
}

/// Lines that are none, again and again, and what is said of them.
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
    (br#"{"service": "sqs", "operation": "SendMessage", "input": {}}"#, "no operation `sqs SendMessage`"),
    (br#"{"service": "iot", "operation": "UpdateManagedThing", "input": {}}"#, "no operation"),
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
        "`response` is not one",
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
fn a_body_that_is_no_text_comes_and_goes_in_base64() {
    let answer =
        |response: Value| filter(format!("{}\n", package(json!({ "response": response }))).as_bytes());
    assert_eq!(answer(json!({ "status": 200, "body_base64": "e30=" })), [json!({ "output": {} })]);
    let headers = json!({ "x-amzn-errortype": "ConflictException" });
    let [error] = &answer(json!({ "status": 409, "headers": headers, "body_base64": "//4=" }))[..] else {
        panic!()
    };
    assert_eq!(error["service_error"]["code"], "ConflictException");
    let [error] = &answer(json!({ "status": 200, "body_base64": "*" }))[..] else { panic!() };
    assert!(is_error(error, ""), "{error}");
}

#[test]
fn the_last_line_needs_no_end_and_no_line_is_too_deep() {
    assert_eq!(filter(package(json!({ "response": { "status": 200 } })).to_string().as_bytes()).len(), 1);
    let deep = format!("{{\"input\": {}", "[".repeat(100_000));
    let [answer] = &filter(deep.as_bytes())[..] else { panic!() };
    assert!(is_error(answer, "the line is not JSON"), "{answer}");
}

#[test]
fn two_calls_have_two_tokens() {
    let lines = format!("{}\n", package(json!({ "input": {} }))).repeat(2);
    let [one, other] = &filter(lines.as_bytes())[..] else { panic!() };
    assert_ne!(one["query"], other["query"]);
    assert_eq!(one["body"], "{}");
}

#[test]
fn each_line_is_answered_before_the_next_is_asked_for() {
    let mut talk = Talk::start();
    for number in 0..3 {
        let input = json!({ "clientToken": number.to_string() });
        let answer = talk.ask(&package(json!({ "input": input })).to_string());
        assert!(answer.contains(&format!("\"query\":\"clientToken={number}\"")), "{answer}");
    }
}
