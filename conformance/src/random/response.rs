//! Random HTTP responses for the output or an error of an operation. Bodies of other protocols than restJson1 are in `bodies`.

use super::input::InputGenerator;
use super::message::Response;
use super::timestamp::{format_timestamp, timestamp_format};
use super::{Random, bodies, text};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use smithereen_codegen::graph::{
    Binding, Kind, Member, MemberTrait, Model, Operation, Protocol, ShapeId, TimestampFormat,
};

/// The header of the error code.
const ERROR_TYPE: &str = "x-amzn-errortype";

/// Returns a success response.
pub(crate) fn output(model: &Model, operation: &Operation, random: Random) -> Value {
    random_output(InputGenerator::of_response(model, random), operation)
}

/// Returns a success response with values of the generator.
pub(crate) fn random_output(mut generator: InputGenerator<'_>, operation: &Operation) -> Value {
    let value = generator.message(operation.output);
    output_of(generator, operation, &value)
}

/// Returns the success response with these members.
pub(crate) fn output_of(mut generator: InputGenerator<'_>, operation: &Operation, value: &Value) -> Value {
    let mut response = Response::new(operation.http.code);
    if let Some(shape) = operation.output {
        response.add_members(&mut generator, shape, value);
    }
    if !has_plain_json(generator.model) {
        return bodies::output(&mut generator, operation, value, response);
    }
    response.into_json(&mut generator.random)
}

/// Returns a response with one of the operation's errors, or a success response if it has none.
pub(crate) fn error(model: &Model, operation: &Operation, random: Random) -> Value {
    random_error(InputGenerator::of_response(model, random), operation)
}

/// Returns a response with one of the operation's errors and values of the generator.
pub(crate) fn random_error(mut generator: InputGenerator<'_>, operation: &Operation) -> Value {
    let Some(shape) = generator.random.pick(&operation.errors).copied() else {
        return random_output(generator, operation);
    };
    let value = error_value(&mut generator, shape);
    let has_query_error = generator.random.chance(70);
    error_of(generator, shape, &value, has_query_error)
}

/// Creates the members of an error. Without a message, botocore returns an empty one.
pub(crate) fn error_value(generator: &mut InputGenerator<'_>, shape: ShapeId) -> Value {
    let model = generator.model;
    let mut value = generator.message(Some(shape));
    for member in messages(model, shape) {
        value[&member.name] = generator.any_text().into();
    }
    value
}

/// Returns the response of an error with these members; `has_query_error` adds the code under the query protocol.
pub(crate) fn error_of(
    mut generator: InputGenerator<'_>,
    shape: ShapeId,
    value: &Value,
    has_query_error: bool,
) -> Value {
    let model = generator.model;
    let described = &model.shapes[shape];
    let Kind::Structure { error, .. } = &described.kind else { return Value::Null };
    let traits = error.clone().unwrap_or_default();
    let mut response = Response::new(traits.status.unwrap_or(400));
    response.add_members(&mut generator, shape, value);
    if !has_plain_json(model) {
        let name = &described.name;
        let query_code = traits.code.as_ref().unwrap_or(name);
        let code = if model.service.protocol.has_query_codes(false) { query_code } else { name };
        if model.service.query_compatible && has_query_error {
            response.headers.insert("x-amzn-query-error".to_owned(), format!("{query_code};Sender").into());
        }
        return bodies::error(&mut generator, (Some(shape), code), value, response);
    }
    if messages(model, shape).next().is_none() {
        response.body.insert("message".to_owned(), text::any(&mut generator.random).into());
    }
    response.add_error_code(&traits.code.unwrap_or_else(|| described.name.clone()), &mut generator.random);
    response.into_json(&mut generator.random)
}

/// Returns the response of an error that the model does not have, under a protocol other than restJson1.
pub(crate) fn unmodeled_error(model: &Model, random: Random) -> Value {
    let mut generator = InputGenerator::new(model, random);
    let code = format!("Unmodeled.{}", text::host_label(&mut generator.random));
    let mut response = Response::new(if generator.random.chance(50) { 400 } else { 500 });
    if model.service.query_compatible && generator.random.chance(70) {
        response.headers.insert("x-amzn-query-error".to_owned(), format!("{code};Sender").into());
    }
    bodies::error(&mut generator, (None, &code), &json!({}), response)
}

/// Returns the response of an error with any code, and without members.
pub(crate) fn error_with_code(model: &Model, code: &str, status: u16, random: Random) -> Value {
    let mut generator = InputGenerator::new(model, random);
    let mut response = Response::new(status);
    if !has_plain_json(model) {
        return bodies::error(&mut generator, (None, code), &json!({}), response);
    }
    response.add_error_code(code, &mut generator.random);
    response.into_json(&mut generator.random)
}

fn messages(model: &Model, shape: ShapeId) -> impl Iterator<Item = &Member> {
    let members = model.shapes[shape].kind.members().iter();
    members.filter(|member| member.name.eq_ignore_ascii_case("message"))
}

/// Returns whether the protocol is restJson1, whose error codes have several forms.
fn has_plain_json(model: &Model) -> bool {
    model.service.protocol == Protocol::RestJson1
}

impl Response {
    fn add_members(&mut self, generator: &mut InputGenerator<'_>, shape: ShapeId, value: &Value) {
        let model = generator.model;
        for member in model.shapes[shape].kind.members() {
            let Some(value) = value.get(&member.name) else {
                self.has_unset_payload |= member.binding == Binding::Payload;
                // Null and an unset member are equivalent.
                let document = matches!(model.shapes[member.target].kind, Kind::Document)
                    || member.traits.contains(&MemberTrait::JsonValue);
                if member.binding == Binding::Body && !document && generator.random.chance(5) {
                    self.body.insert(wire_name(member).to_owned(), Value::Null);
                }
                continue;
            };
            match &member.binding {
                Binding::Header(name) => {
                    self.headers.insert(name.clone(), header_value(model, member, value).into());
                }
                Binding::PrefixHeaders(prefix) => {
                    for (key, value) in value.as_object().into_iter().flatten() {
                        self.headers.insert(format!("{prefix}{key}"), value.clone());
                    }
                }
                Binding::ResponseCode => {}
                Binding::Payload => self.payload = Some(json_value(model, member, value)),
                _ => drop(self.body.insert(wire_name(member).to_owned(), json_value(model, member, value))),
            }
        }
    }

    /// Adds the error code in one of the forms that restJson1 allows.
    fn add_error_code(&mut self, code: &str, random: &mut Random) {
        let written = match random.below(3) {
            0 => code.to_owned(),
            1 => format!("aws.protocoltests#{code}"),
            _ => format!("{code}:http://internal.example/coral/"),
        };
        // An error may have a member with one of these names; its value could contradict the code.
        for name in ["code", "Code", "__type"] {
            if let Some(existing) = self.body.get_mut(name) {
                *existing = code.into();
            }
        }
        // An error may also have a member that is bound to the header of the code.
        if let Some((_, existing)) =
            self.headers.iter_mut().find(|(name, _)| name.eq_ignore_ascii_case(ERROR_TYPE))
        {
            *existing = written.into();
            return;
        }
        match random.below(3) {
            0 => drop(self.body.insert("__type".to_owned(), written.into())),
            1 if !self.body.contains_key("code") => drop(self.body.insert("code".to_owned(), written.into())),
            _ => drop(self.headers.insert(ERROR_TYPE.to_owned(), written.into())),
        }
    }

    fn into_json(mut self, random: &mut Random) -> Value {
        self.headers.insert("x-amzn-requestid".to_owned(), text::token(random).into());
        if random.chance(20) && self.payload.is_none() && !self.has_unset_payload {
            self.body.insert("a member of next year".to_owned(), json!({ "with": [1, "2", null] }));
        }
        let body = match self.payload {
            // An empty payload is an unset member, except in botocore.
            Some(Value::String(text)) if text.is_empty() => "-".to_owned(),
            Some(Value::String(text)) => text,
            Some(value) => value.to_string(),
            // An object would be a structure without its required members.
            None if self.has_unset_payload && self.body.is_empty() => String::new(),
            None => Value::Object(self.body).to_string(),
        };
        json!({ "status": self.status, "headers": self.headers, "body": body })
    }
}

fn wire_name(member: &Member) -> &str {
    member.wire_name.as_deref().unwrap_or(&member.name)
}

/// Returns the value of a header.
fn header_value(model: &Model, member: &Member, value: &Value) -> String {
    let is_timestamp = matches!(model.shapes[member.target].kind, Kind::Timestamp { .. });
    match value {
        value if member.traits.contains(&MemberTrait::JsonValue) => STANDARD.encode(value.to_string()),
        Value::String(text) => text.clone(),
        Value::Number(number) if is_timestamp => {
            let format = timestamp_format(model, member).unwrap_or(TimestampFormat::HttpDate);
            format_timestamp(format, number.as_f64().unwrap_or_default())
                .to_string()
                .trim_matches('"')
                .to_owned()
        }
        Value::Array(items) => match element_of_values(model, member) {
            Some(element) => {
                let values = items.iter().map(|item| header_value(model, element, item));
                values.collect::<Vec<_>>().join(", ")
            }
            None => value.to_string(),
        },
        other => other.to_string(),
    }
}

/// Returns the element of a list whose values need no quotes in a header.
fn element_of_values<'m>(model: &'m Model, list: &Member) -> Option<&'m Member> {
    let Kind::List { element, .. } = &model.shapes[list.target].kind else { return None };
    let has_quotes = matches!(model.shapes[element.target].kind, Kind::String | Kind::Enum { .. });
    (!has_quotes).then_some(element)
}

/// Returns the value in a JSON body.
fn json_value(model: &Model, member: &Member, value: &Value) -> Value {
    if member.traits.contains(&MemberTrait::JsonValue) {
        return value.to_string().into();
    }
    match (&model.shapes[member.target].kind, value) {
        (Kind::Timestamp { .. }, Value::Number(number)) => match timestamp_format(model, member) {
            None | Some(TimestampFormat::EpochSeconds) => value.clone(),
            Some(format) => format_timestamp(format, number.as_f64().unwrap_or_default()),
        },
        _ => json_shape(model, member.target, value),
    }
}

pub(super) fn json_shape(model: &Model, shape: ShapeId, value: &Value) -> Value {
    match (&model.shapes[shape].kind, value) {
        (Kind::Structure { members, .. } | Kind::Union { members }, Value::Object(object)) => {
            let entries = members.iter().filter_map(|member| {
                let value = object.get(&member.name)?;
                Some((wire_name(member).to_owned(), json_value(model, member, value)))
            });
            Value::Object(entries.collect())
        }
        (Kind::List { element, .. }, Value::Array(items)) => {
            items.iter().map(|value| json_value(model, element, value)).collect()
        }
        (Kind::Map { value: element, .. }, Value::Object(entries)) => {
            let convert = |(key, value): (&String, &Value)| (key.clone(), json_value(model, element, value));
            Value::Object(entries.iter().map(convert).collect())
        }
        (Kind::Timestamp { format: Some(format) }, Value::Number(number)) => {
            format_timestamp(*format, number.as_f64().unwrap_or_default())
        }
        _ => value.clone(),
    }
}

#[test]
fn responses_have_what_required_members_need() {
    let text = r#"{
        "metadata": {"apiVersion": "1", "endpointPrefix": "t", "protocol": "rest-xml", "serviceId": "T"},
        "operations": {"Get": {"name": "Get", "http": {"method": "GET", "requestUri": "/"}, "output": {"shape": "Out"}}},
        "shapes": {
            "Out": {"type": "structure", "members": {"Body": {"shape": "Body"}}, "payload": "Body"},
            "Body": {"type": "structure", "required": ["List"], "members": {"List": {"shape": "List"}}},
            "List": {"type": "list", "member": {"shape": "Text"}, "flattened": true},
            "Text": {"type": "string"}
        }
    }"#;
    let source = smithereen_codegen::Source { path: "model.json".to_owned(), text: text.to_owned() };
    let model = smithereen_codegen::whole(&source).unwrap();
    let bodies: Vec<_> = (0..200)
        .map(|seed| output(&model, &model.operations[0], Random::new(seed))["body"].to_string())
        .collect();
    assert!(bodies.iter().any(|body| body == "\"\""));
    assert!(bodies.iter().all(|body| body == "\"\"" || body.contains("<List>") || body.contains("<List/>")));
}
