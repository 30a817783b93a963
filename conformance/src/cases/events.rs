//! The cases of event streams in a Smithy model: `smithy.test#eventStreamTests`.
//!
//! The events of requests are decoded by the official codec, so that a fault of ours cannot hide itself.

use super::model::Suite;
use super::{Run, requests, values};
use crate::Problems;
use crate::body::Media;
use crate::equal::expected_and_got;
use aws_smithy_eventstream::frame::read_message_from;
use aws_smithy_types::date_time::Format;
use aws_smithy_types::event_stream::{HeaderValue, Message};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

/// An event stream of an operation's input or output: the name of its member.
fn stream<'s>(suite: &'s Suite, reference: &Value) -> Option<&'s str> {
    let shape = suite.shape(reference["shape"].as_str()?);
    let is_stream = |member: &Value| member["stream"] == true;
    let mut members = shape["members"].as_object()?.iter();
    members.find(|(_, member)| is_stream(member)).map(|(name, _)| name.as_str())
}

/// Runs one case. Returns the first difference.
pub(super) fn run(run: &Run, suite: &Suite, case: &Value) -> Result<Option<String>, Problems> {
    match (case["direction"].as_str(), events(case).next()) {
        (Some("request"), None) => requests::run(run, suite, case),
        (Some("request"), Some(_)) => run_request(run, suite, case),
        _ => run_response(run, suite, case),
    }
}

fn events(case: &Value) -> impl Iterator<Item = &Value> {
    case["events"].as_array().into_iter().flatten()
}

/// Returns the members of the initial message, and the parameters of all events in the member of the stream.
fn with_events(suite: &Suite, reference: &Value, case: &Value) -> Value {
    let mut members = case["params"].as_object().cloned().unwrap_or_default();
    if let Some(name) = stream(suite, reference) {
        members.insert(name.to_owned(), events(case).map(|event| event["params"].clone()).collect());
    }
    Value::Object(members)
}

fn run_request(run: &Run, suite: &Suite, case: &Value) -> Result<Option<String>, Problems> {
    let reference = &case["given"]["input"];
    let input = values::ours(suite, reference, &with_events(suite, reference, case));
    let got = run.exchange(
        suite,
        &json!({ "service": suite.name, "operation": case["given"]["name"], "input": input }),
    )?;
    let body = match (got["body"].as_str(), got["body_base64"].as_str()) {
        (Some(text), _) => text.as_bytes().to_vec(),
        (None, Some(encoded)) => STANDARD.decode(encoded).unwrap_or_default(),
        (None, None) => return Ok(Some(expected_and_got("request", &case.to_string(), &got.to_string()))),
    };
    let mut rest = body.as_slice();
    for event in events(case) {
        let message = match read_message_from(&mut rest) {
            Ok(message) => message,
            Err(error) => return Ok(Some(expected_and_got("event", &event.to_string(), &error.to_string()))),
        };
        if let Some(difference) = difference(event, &message) {
            return Ok(Some(difference));
        }
    }
    Ok((!rest.is_empty()).then(|| expected_and_got("events", "no more", &format!("{} bytes", rest.len()))))
}

/// Compares an event with the expected one.
fn difference(event: &Value, message: &Message) -> Option<String> {
    let got: Map<String, Value> = message
        .headers()
        .iter()
        .map(|header| (header.name().as_str().to_owned(), header_value(header.value())))
        .collect();
    let listed = event["headers"].as_object().into_iter().flatten();
    let names = |key: &str| event[key].as_array().into_iter().flatten().filter_map(Value::as_str);
    let seen = Value::Object(got.clone()).to_string();
    let wrong = listed.into_iter().find(|(name, value)| got.get(name.as_str()) != Some(*value));
    let missing = names("requireHeaders").find(|name| !got.contains_key(*name));
    let forbidden = names("forbidHeaders").find(|name| got.contains_key(*name));
    let header = wrong
        .map(|(name, value)| format!("{name}: {value}"))
        .or_else(|| missing.map(|name| format!("some {name}")))
        .or_else(|| forbidden.map(|name| format!("no {name}")));
    header.map(|expected| expected_and_got("header of an event", &expected, &seen)).or_else(|| {
        let expected = event["body"].as_str()?.as_bytes();
        let media = Media::of_name(event["bodyMediaType"].as_str().unwrap_or_default());
        let is_same = media.are_equal(expected, message.payload(), &std::collections::BTreeSet::new());
        (!is_same).then(|| {
            expected_and_got("payload of an event", &media.text(expected), &media.text(message.payload()))
        })
    })
}

/// Returns a header as cases write it.
fn header_value(value: &HeaderValue) -> Value {
    match value {
        HeaderValue::Bool(value) => json!({ "boolean": value }),
        HeaderValue::Byte(value) => json!({ "byte": value }),
        HeaderValue::Int16(value) => json!({ "short": value }),
        HeaderValue::Int32(value) => json!({ "integer": value }),
        HeaderValue::Int64(value) => json!({ "long": value }),
        HeaderValue::ByteArray(value) => json!({ "blob": STANDARD.encode(value) }),
        HeaderValue::String(value) => json!({ "string": value.as_str() }),
        HeaderValue::Timestamp(value) => {
            json!({ "timestamp": value.fmt(Format::DateTime).unwrap_or_default() })
        }
        other => json!({ "other": format!("{other:?}") }),
    }
}

fn run_response(run: &Run, suite: &Suite, case: &Value) -> Result<Option<String>, Problems> {
    let bytes = events(case).filter_map(|event| STANDARD.decode(event["bytes"].as_str()?).ok());
    let initial = case["response"]["body"].as_str().unwrap_or_default();
    let body = STANDARD.encode([initial.as_bytes().to_vec(), bytes.flatten().collect()].concat());
    let response = json!({
        "status": case["response"]["status_code"],
        "headers": case["response"].get("headers").cloned().unwrap_or_else(|| json!({})),
        "body_base64": body,
    });
    let operation = &case["given"]["name"];
    let got =
        run.exchange(suite, &json!({ "service": suite.name, "operation": operation, "response": response }))?;
    let reference = &case["given"]["output"];
    let failure = &case["expectation"]["failure"];
    let is_same = match (failure.is_object(), failure["errorId"].as_str()) {
        (false, _) => {
            let expected = values::ours(suite, reference, &with_events(suite, reference, case));
            got.get("output").is_some_and(|got| values::is_same(suite, reference, &expected, got))
        }
        (true, None) => got.get("output").is_none(),
        // Without an event, the initial response is the error, whose members the case does not state.
        (true, Some(id)) if case["events"].is_null() => {
            got["service_error"]["code"] == id.rsplit_once('#').map_or(id, |(_, name)| name)
        }
        (true, Some(_)) => {
            let error = &got["service_error"];
            events(case).any(|event| {
                let mut members = event["params"].as_object().into_iter().flatten();
                members.any(|(name, fields)| error["code"] == *name && error["fields"] == *fields)
            })
        }
    };
    Ok((!is_same).then(|| expected_and_got("events", &case.to_string(), &got.to_string())))
}
