//! Reads the input back from the body of a request, for each protocol without HTTP bindings. The parsers are others than those
//! of the runtime.

use super::{Both, form};
use crate::canonical::canonical;
use crate::differential::compression::uncompressed;
use crate::differential::requests::our_body;
use crate::equal::expected_and_got;
use crate::random::timestamp::format_timestamp;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Number, Value};
use smithereen_codegen::graph::{Kind, MemberTrait, Model, Operation, Protocol, ShapeId, TimestampFormat};

/// Describes the difference of the input and what either request has of it.
pub(super) fn difference(both: &Both<'_>, made: &[Value; 2], got: [&Value; 2]) -> Option<String> {
    let is_form = both.iter().any(|(service, _)| service.model.service.protocol == Protocol::AwsQuery);
    for (((service, operation), made), got) in both.iter().zip(made).zip(got) {
        let model = &service.model;
        let expected = comparable(model, operation.input, made["input"].clone(), is_form);
        let read = match read(model, operation, got) {
            Ok(read) => {
                comparable(model, operation.input, without_token(model, operation, read, made), is_form)
            }
            Err(problem) => return Some(format!("  {}: {problem}: {got}", service.name)),
        };
        if canonical(&read) != canonical(&expected) {
            return Some(expected_and_got(&service.name, &expected.to_string(), &read.to_string()));
        }
    }
    None
}

/// Returns the input in a request, under the names of the model.
fn read(model: &Model, operation: &Operation, request: &Value) -> Result<Value, String> {
    if let Some(error) = request["error"].as_str() {
        return Err(error.to_owned());
    }
    let body = uncompressed(operation, &mut request["headers"].clone(), our_body(request))?;
    match model.service.protocol {
        Protocol::RpcV2Cbor if body.is_empty() => Ok(Value::Object(Map::new())),
        Protocol::RpcV2Cbor => {
            let value = ciborium::from_reader(&*body).map_err(|error| error.to_string())?;
            plain(&value)
        }
        Protocol::AwsQuery => form::read(model, operation, &body),
        _ => {
            let value = serde_json::from_slice(&body).map_err(|error| error.to_string())?;
            Ok(operation.input.map_or(Value::Object(Map::new()), |shape| by_names(model, shape, value)))
        }
    }
}

/// Replaces names in JSON by those of the model.
fn by_names(model: &Model, shape: ShapeId, value: Value) -> Value {
    match (&model.shapes[shape].kind, value) {
        (Kind::Structure { members, .. } | Kind::Union { members }, Value::Object(mut object)) => {
            let mut out = Map::new();
            for member in members {
                if let Some(value) = object.remove(member.wire_name.as_deref().unwrap_or(&member.name)) {
                    out.insert(member.name.clone(), by_names(model, member.target, value));
                }
            }
            // Names that the model does not have remain, so that they are a difference.
            out.extend(object);
            Value::Object(out)
        }
        (Kind::List { element, .. }, Value::Array(items)) => {
            items.into_iter().map(|item| by_names(model, element.target, item)).collect()
        }
        (Kind::Map { value: element, .. }, Value::Object(entries)) => {
            let read = |(key, value)| (key, by_names(model, element.target, value));
            Value::Object(entries.into_iter().map(read).collect())
        }
        (_, value) => value,
    }
}

/// Returns CBOR as JSON: bytes are base64, and numbers that JSON does not have are text.
fn plain(value: &ciborium::Value) -> Result<Value, String> {
    use ciborium::Value as Cbor;
    Ok(match value {
        Cbor::Integer(number) => {
            let number = i64::try_from(i128::from(*number)).map_err(|error| error.to_string())?;
            number.into()
        }
        Cbor::Float(number) => number_or_text(*number),
        Cbor::Bytes(bytes) => STANDARD.encode(bytes).into(),
        Cbor::Text(text) => text.clone().into(),
        Cbor::Bool(value) => (*value).into(),
        Cbor::Null => Value::Null,
        Cbor::Tag(1, inner) => plain(inner)?,
        Cbor::Array(items) => items.iter().map(plain).collect::<Result<_, _>>()?,
        Cbor::Map(entries) => {
            let entry = |(key, value): &(Cbor, Cbor)| {
                let key = key.as_text().ok_or("a key is not text")?;
                Ok::<_, String>((key.to_owned(), plain(value)?))
            };
            Value::Object(entries.iter().map(entry).collect::<Result<_, _>>()?)
        }
        other => return Err(format!("unexpected data item {other:?}")),
    })
}

fn number_or_text(number: f64) -> Value {
    match Number::from_f64(number) {
        Some(number) => number.into(),
        None if number.is_nan() => "NaN".into(),
        None if number > 0.0 => "Infinity".into(),
        None => "-Infinity".into(),
    }
}

/// Removes an idempotency token that the input does not have.
fn without_token(model: &Model, operation: &Operation, mut read: Value, made: &Value) -> Value {
    let members = operation.input.map_or(&[][..], |shape| model.shapes[shape].kind.members());
    for member in members.iter().filter(|member| member.traits.contains(&MemberTrait::IdempotencyToken)) {
        if let (None, Some(read)) = (made["input"].get(&member.name), read.as_object_mut()) {
            read.remove(&member.name);
        }
    }
    read
}

/// Returns the value with one notation of moments and of numbers with a fraction. A form cannot represent empty maps and
/// structures, so that with `is_form` they are removed.
fn comparable(model: &Model, shape: Option<ShapeId>, value: Value, is_form: bool) -> Value {
    let Some(shape) = shape else { return value };
    let inner = |target, value| comparable(model, Some(target), value, is_form);
    let is_kept = |value: &Value| !(is_form && value.as_object().is_some_and(Map::is_empty));
    match (&model.shapes[shape].kind, value) {
        (Kind::Structure { members, .. } | Kind::Union { members }, Value::Object(mut object)) => {
            for member in members {
                if let Some(value) = object.remove(&member.name) {
                    let value = inner(member.target, value);
                    if is_kept(&value) {
                        object.insert(member.name.clone(), value);
                    }
                }
            }
            Value::Object(object)
        }
        (Kind::List { element, .. }, Value::Array(items)) => {
            let was_empty = items.is_empty();
            let items: Vec<_> = items.into_iter().map(|item| inner(element.target, item)).collect();
            let kept: Vec<_> = items.into_iter().filter(is_kept).collect();
            // A list of nothing that can be represented is not sent.
            if kept.is_empty() && !was_empty { Value::Object(Map::new()) } else { Value::Array(kept) }
        }
        (Kind::Map { value: element, .. }, Value::Object(entries)) => {
            let entries = entries.into_iter().map(|(key, value)| (key, inner(element.target, value)));
            Value::Object(entries.collect())
        }
        (Kind::Timestamp { .. }, Value::Number(number)) => {
            format_timestamp(TimestampFormat::DateTime, number.as_f64().unwrap_or_default())
        }
        (Kind::Float, Value::Number(number)) => {
            number_or_text(f64::from(number.as_f64().unwrap_or_default() as f32))
        }
        (Kind::Double, Value::Number(number)) => number_or_text(number.as_f64().unwrap_or_default()),
        (_, value) => value,
    }
}

#[test]
fn cbor_is_read_as_json() {
    let read = |body: &[u8]| plain(&ciborium::from_reader(body).unwrap());
    assert_eq!(read(b"\xa2\x61a\x42\x01\x02\x61b\xc1\x01"), Ok(serde_json::json!({ "a": "AQI=", "b": 1 })));
    assert_eq!(read(b"\x82\xf9\x7e\x00\xf6"), Ok(serde_json::json!(["NaN", null])));
    assert!(read(b"\xa1\x01\x01").is_err() && read(b"\xc5\x01").is_err());
}

#[cfg(test)]
mod tests {
    use super::super::super::ServiceModel;
    use super::*;
    use serde_json::json;
    use smithereen_codegen::{Source, whole};

    fn service(protocol: &str) -> ServiceModel {
        let text = format!(
            r#"{{
                "metadata": {{
                    "apiVersion": "1", "endpointPrefix": "t", "protocol": "{protocol}", "jsonVersion": "1.1",
                    "serviceId": "T", "targetPrefix": "T"
                }},
                "operations": {{"Get": {{
                    "name": "Get", "http": {{"method": "POST", "requestUri": "/"}}, "input": {{"shape": "In"}}
                }}}},
                "shapes": {{
                    "In": {{"type": "structure", "members": {{
                        "At": {{"shape": "Moment"}}, "Ratio": {{"shape": "Ratio"}}, "In": {{"shape": "In"}},
                        "Token": {{"shape": "Text", "idempotencyToken": true}}
                    }}}},
                    "Moment": {{"type": "timestamp"}}, "Ratio": {{"type": "float"}}, "Text": {{"type": "string"}}
                }}
            }}"#
        );
        let model = whole(&Source { path: "model.json".to_owned(), text }).unwrap();
        ServiceModel { name: protocol.to_owned(), model }
    }

    #[test]
    fn a_request_that_lacks_a_part_of_the_input_is_found() {
        let (json, query) = (service("json"), service("query"));
        let both = [(&json, &json.model.operations[0]), (&query, &query.model.operations[0])];
        let made = [0, 1].map(|_| json!({ "input": { "At": 1, "Ratio": 0.1, "In": {} } }));
        let form = "Action=Get&Version=1&At=1970-01-01T00%3A00%3A01Z&Ratio=0.1&Token=generated";
        let found = |json: &str, form: &str| {
            difference(&both, &made, [&json!({ "body": json }), &json!({ "body": form })]).is_some()
        };
        assert!(!found(r#"{"At":1.0,"Ratio":0.1,"In":{},"Token":"generated"}"#, form));
        assert!(found(r#"{"At":1.0,"Ratio":0.1}"#.replace("0.1", "0.2").as_str(), form));
        assert!(found(r#"{"At":2,"Ratio":0.1,"In":{}}"#, form));
        assert!(found(r#"{"Ratio":0.1,"In":{}}"#, form));
        assert!(found(r#"{"At":1,"Ratio":0.1,"In":{}}"#, &form.replace("0.1", "0.2")));
        assert!(found(r#"{"At":1,"Ratio":0.1,"In":{}}"#, &form.replace("Get", "Put")));
    }
}
