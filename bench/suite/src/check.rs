//! Checks our requests and outputs against the cases, with other parsers than the measured ones where there are any.

use crate::cases::{Case, Message};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::Value;
use smithereen::reflect::Shape;
use smithereen::schema::{Binding, Schema};
use smithereen::{Bytes, Timestamp, cbor, json};
use std::collections::BTreeMap;

/// Checks that a request has the method, the URI and all parameters of its case. `blank` is an empty input.
pub(crate) fn request(case: &Case, request: &http::Request<Bytes>, blank: &mut dyn Shape) {
    let Message::Request { method, uri, params } = &case.message else { return };
    assert_eq!(request.method().as_str(), method, "{}", case.id);
    let path = request.uri().path_and_query().map_or("", |path| path.as_str());
    match case.service {
        "rpc_v2_cbor" => {
            // The suite states `/`, which is not the path of this protocol.
            let expected = format!("/service/SmithyRpcV2CborDataPlane/operation/{}", case.operation);
            assert_eq!(path, expected, "{}", case.id);
            cbor::from_body(request.body(), blank).expect("the body is CBOR");
            let model = json::to_model(blank).expect("the input can be written");
            assert_eq!(parsed(&model), *params, "{}", case.id);
        }
        "aws_json_1_0" => {
            assert_eq!(path, uri, "{}", case.id);
            assert_eq!(parsed(request.body()), *params, "{}", case.id);
        }
        "aws_query" => {
            assert_eq!(path, uri, "{}", case.id);
            form(case, request.body(), params);
        }
        _ => {
            assert_eq!(path, uri, "{}", case.id);
            bound(case, request, blank.schema(), params);
        }
    }
}

/// Checks an output in JSON against the body of the response.
pub(crate) fn response(case: &Case, output: &Value) {
    let Message::Response { response, .. } = &case.message else { return };
    if case.service == "aws_json_1_0" && !response.body().is_empty() {
        let mut expected = parsed(response.body());
        without_unknown(&mut expected);
        if let Some(capacity) = expected.get_mut("ConsumedCapacity") {
            without_unknown(capacity);
            // All numbers are floats in the model, with any notation in a body.
            let numbers = capacity.as_object_mut().into_iter().flat_map(|members| members.values_mut());
            numbers.for_each(|number| *number = number.as_f64().map_or(number.take(), Value::from));
        }
        assert_eq!(*output, expected, "{}", case.id);
    }
    if case.operation == "GetObject" {
        assert_eq!(output["Body"], STANDARD.encode(response.body()), "{}", case.id);
    }
}

/// Removes the members that are not in the model. The suite marks them.
fn without_unknown(value: &mut Value) {
    if let Some(members) = value.as_object_mut() {
        members.retain(|name, _| !name.starts_with("__unknown"));
    }
}

fn parsed(text: &[u8]) -> Value {
    serde_json::from_slice(text).expect("it is JSON")
}

/// Checks the members that are bound to headers and to the payload. The URI has those that are bound to labels.
fn bound(case: &Case, request: &http::Request<Bytes>, schema: &Schema, params: &Value) {
    for (name, value) in params.as_object().into_iter().flatten() {
        let mut members = schema.members.iter();
        let member = members.find(|member| member.name == name).expect("it is a member");
        match member.binding {
            Binding::Payload => {
                assert_eq!(value.as_str(), Some(&*STANDARD.encode(request.body())), "{}", case.id);
            }
            Binding::Header => {
                let header = request.headers().get(member.wire).and_then(|header| header.to_str().ok());
                let header = header.unwrap_or_else(|| panic!("{}: no header for {name}", case.id));
                assert!(same(value, header), "{}: {name} is {header}, not {value}", case.id);
            }
            _ => {}
        }
    }
}

/// Checks the fields of a form.
fn form(case: &Case, body: &[u8], params: &Value) {
    let mut expected = BTreeMap::new();
    flatten(String::new(), params, &mut expected);
    let body = std::str::from_utf8(body).expect("the form is text");
    let mut fields: BTreeMap<String, String> = body
        .split('&')
        .filter_map(|field| field.split_once('='))
        .map(|(k, v)| (decoded(k), decoded(v)))
        .collect();
    assert_eq!(fields.remove("Action").as_ref(), Some(&case.operation), "{}", case.id);
    assert_eq!(fields.remove("Version").as_deref(), Some("1999-12-31"), "{}", case.id);
    assert!(fields.keys().eq(expected.keys()), "{}: {body}", case.id);
    for ((name, value), field) in expected.iter().zip(fields.values()) {
        assert!(same(value, field), "{}: {name} is {field}, not {value}", case.id);
    }
}

/// Collects the scalars under their names in a form.
fn flatten<'a>(name: String, value: &'a Value, out: &mut BTreeMap<String, &'a Value>) {
    let dot = if name.is_empty() { "" } else { "." };
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(key, value)| flatten(format!("{name}{dot}{key}"), value, out));
        }
        Value::Array(elements) => {
            let elements = elements.iter().enumerate();
            elements
                .for_each(|(index, value)| flatten(format!("{name}{dot}member.{}", index + 1), value, out));
        }
        scalar => drop(out.insert(name, scalar)),
    }
}

/// Decodes a percent-encoded text.
fn decoded(text: &str) -> String {
    let mut parts = text.split('%');
    let mut out = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (digits, rest) = part.split_at(2);
        out.push(u8::from_str_radix(digits, 16).expect("two digits follow"));
        out.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(out).expect("it is text")
}

/// Returns whether a text has the value of a parameter. Timestamps are numbers in parameters.
fn same(value: &Value, text: &str) -> bool {
    match value {
        Value::String(value) => value == text,
        Value::Bool(value) => text == if *value { "true" } else { "false" },
        Value::Number(value) => match text.parse::<f64>() {
            Ok(number) => value.as_f64() == Some(number),
            Err(_) => Timestamp::parse(text)
                .zip(value.as_i64())
                .is_some_and(|(time, seconds)| time.seconds() == seconds),
        },
        _ => false,
    }
}
