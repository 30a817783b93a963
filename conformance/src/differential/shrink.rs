//! Shrinks a failing case while it fails in the same way.

use super::peers::Peers;
use super::{Case, Difference};
use crate::Problems;
use serde_json::{Number, Value};

/// The maximum number of attempts for one failure.
const MAX_ATTEMPTS: usize = 600;

/// Returns the smallest failing case, and its difference.
pub(super) fn smallest<'a>(
    case: &Case<'a>,
    what: &str,
    peers: &mut Peers,
    difference: Difference<'_>,
) -> Result<(Case<'a>, String), Problems> {
    let mut attempts_left = MAX_ATTEMPTS;
    let mut best = Case { request: case.request.clone(), ..*case };
    let mut fails = |case: &Case<'_>| {
        let (theirs, ours) = peers.exchange_one(&case.request)?;
        let found = difference(case, &theirs, &ours);
        Ok::<_, Problems>(found.filter(|(also, _)| also == what).map(|(_, text)| text))
    };
    let mut text = fails(&best)?.unwrap_or_else(|| "  not reproduced".to_owned());
    'smaller: loop {
        for candidate in requests(&best.request) {
            if attempts_left == 0 {
                return Ok((best, text));
            }
            attempts_left -= 1;
            let candidate = Case { request: candidate, ..best };
            if let Some(worse) = fails(&candidate)? {
                (best, text) = (candidate, worse);
                continue 'smaller;
            }
        }
        return Ok((best, text));
    }
}

/// Returns requests with a smaller input or response.
fn requests(request: &Value) -> Vec<Value> {
    let mut out = Vec::new();
    if let Some(input) = request.get("input") {
        out.extend(smaller(input).into_iter().map(|input| with(request, "input", input)));
    }
    if let Some(response) = request.get("response") {
        let body = response["body"].as_str().and_then(|body| serde_json::from_str::<Value>(body).ok());
        let bodies =
            body.iter().flat_map(smaller).map(|body| with(response, "body", body.to_string().into()));
        let headers = smaller(&response["headers"]).into_iter().map(|one| with(response, "headers", one));
        out.extend(bodies.chain(headers).map(|response| with(request, "response", response)));
    }
    out
}

fn with(object: &Value, key: &str, value: Value) -> Value {
    let mut object = object.clone();
    object[key] = value;
    object
}

/// Returns smaller values: first those without one part, then those with one part smaller.
fn smaller(value: &Value) -> Vec<Value> {
    let mut out = Vec::new();
    match value {
        Value::Object(entries) => {
            for key in entries.keys() {
                let mut fewer = entries.clone();
                fewer.remove(key);
                out.push(Value::Object(fewer));
            }
            for (key, inner) in entries {
                out.extend(smaller(inner).into_iter().map(|inner| with(value, key, inner)));
            }
        }
        Value::Array(items) => {
            for index in 0..items.len() {
                let mut fewer = items.clone();
                fewer.remove(index);
                out.push(Value::Array(fewer));
            }
            for (index, inner) in items.iter().enumerate() {
                for inner in smaller(inner) {
                    let mut items = items.clone();
                    if let Some(item) = items.get_mut(index) {
                        *item = inner;
                    }
                    out.push(Value::Array(items));
                }
            }
        }
        Value::String(text) => out.extend(shorter(text).into_iter().map(Value::from)),
        Value::Number(number) => out.extend(rounder(number)),
        Value::Bool(_) | Value::Null => {}
    }
    out
}

/// Returns the halves of a text, and for a short text each text without one character.
fn shorter(text: &str) -> Vec<String> {
    let all: Vec<char> = text.chars().collect();
    let (first, last) = all.split_at(all.len() / 2);
    match all.len() {
        0 => Vec::new(),
        1 if text == "a" => vec![String::new()],
        1 => vec![String::new(), "a".to_owned()],
        2..=8 => {
            let without = |at| all.iter().enumerate().filter(move |(index, _)| *index != at);
            (0..all.len()).map(|at| without(at).map(|(_, c)| *c).collect()).collect()
        }
        _ => vec![first.iter().collect(), last.iter().collect()],
    }
}

fn rounder(number: &Number) -> Vec<Value> {
    let as_int = |number: f64| if number.abs() < 1e15 { Some(number.trunc()) } else { None };
    match (number.as_i64(), number.as_f64()) {
        (Some(0), _) => Vec::new(),
        (Some(number), _) => vec![0.into(), (number / 2).into()],
        (None, Some(double)) => {
            let whole = as_int(double).filter(|whole| *whole != double);
            whole.into_iter().chain((double != 0.0).then_some(0.0)).map(Value::from).collect()
        }
        (None, None) => Vec::new(),
    }
}

#[test]
fn smaller_values_differ() {
    let value = serde_json::json!({ "a": [1, 2.5, "xyz", { "b": null }], "c": "", "d": 0, "e": 0.0 });
    let all = smaller(&value);
    assert!(all.len() > 10 && !all.contains(&value));
    let mut value = value;
    let mut steps = 0;
    while let Some(next) = smaller(&value).pop() {
        value = next;
        steps += 1;
        assert!(steps < 100);
    }
    assert_eq!(value, serde_json::json!({}));
}
