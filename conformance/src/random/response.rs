//! Random HTTP responses for the output or an error of an operation.

use super::input::Maker;
use super::message::Response;
use super::moment::{moment_in, timestamp_format};
use super::{Random, bodies, text};
use serde_json::{Value, json};
use smithereen_codegen::graph::{
    Binding, Kind, Member, MemberTrait, Model, Operation, Protocol, ShapeId, TimestampFormat,
};

/// The header of the error code.
const ERROR_TYPE: &str = "x-amzn-errortype";

/// Returns a success response.
pub(crate) fn output(model: &Model, operation: &Operation, random: Random) -> Value {
    let mut maker = Maker::new(model, random);
    let value = maker.message(operation.output);
    let mut response = Response::new(operation.http.code);
    if let Some(shape) = operation.output {
        response.fill(&mut maker, shape, &value);
    }
    if !has_plain_json(model) {
        return bodies::output(&mut maker, operation, &value, response);
    }
    response.finish(&mut maker.random)
}

/// Returns the response of one of the operation's errors.
pub(crate) fn error(model: &Model, operation: &Operation, random: Random) -> Value {
    let mut maker = Maker::new(model, random);
    let Some(shape) = maker.random.pick(&operation.errors).copied() else {
        return output(model, operation, maker.random);
    };
    let mut value = maker.message(Some(shape));
    let described = &model.shapes[shape];
    let Kind::Structure { members, error } = &described.kind else { return Value::Null };
    // Without a message, botocore returns an empty one.
    let messages = members.iter().filter(|member| member.name.eq_ignore_ascii_case("message"));
    let messages: Vec<_> = messages.collect();
    let is_xml = model.service.protocol.is_xml_or_query();
    let any_text = |random: &mut Random| if is_xml { text::xml(random) } else { text::any(random) };
    for member in &messages {
        value[&member.name] = any_text(&mut maker.random).into();
    }
    let traits = error.clone().unwrap_or_default();
    let mut response = Response::new(traits.status.unwrap_or(400));
    response.fill(&mut maker, shape, &value);
    if !has_plain_json(model) {
        let name = &described.name;
        let query_code = traits.code.as_ref().unwrap_or(name);
        let code = if model.service.protocol.has_query_codes(false) { query_code } else { name };
        return bodies::error(&mut maker, (shape, code, query_code), &value, response);
    }
    if messages.is_empty() {
        response.body.insert("message".to_owned(), text::any(&mut maker.random).into());
    }
    response.name(&traits.code.unwrap_or_else(|| described.name.clone()), &mut maker.random);
    response.finish(&mut maker.random)
}

/// Returns whether bodies are JSON in which the error code has any of the forms of restJson1.
fn has_plain_json(model: &Model) -> bool {
    model.service.protocol == Protocol::RestJson1
}

impl Response {
    fn fill(&mut self, maker: &mut Maker<'_>, shape: ShapeId, value: &Value) {
        let model = maker.model;
        for member in model.shapes[shape].kind.members() {
            let Some(value) = value.get(&member.name) else {
                // Null and an unset member are equivalent.
                let document = matches!(model.shapes[member.target].kind, Kind::Document)
                    || member.traits.contains(&MemberTrait::JsonValue);
                if member.binding == Binding::Body && !document && maker.random.chance(5) {
                    self.body.insert(wire_name(member).to_owned(), Value::Null);
                }
                continue;
            };
            match &member.binding {
                Binding::Header(name) => {
                    self.headers.insert(name.clone(), line(model, member, value).into());
                }
                Binding::PrefixHeaders(prefix) => {
                    for (key, value) in value.as_object().into_iter().flatten() {
                        self.headers.insert(format!("{prefix}{key}"), value.clone());
                    }
                }
                Binding::ResponseCode => {}
                Binding::Payload => self.payload = Some(wire(model, member, value)),
                _ => drop(self.body.insert(wire_name(member).to_owned(), wire(model, member, value))),
            }
        }
    }

    /// Adds the error code in one of the forms that the protocol allows.
    fn name(&mut self, code: &str, random: &mut Random) {
        let spelled = match random.below(3) {
            0 => code.to_owned(),
            1 => format!("aws.protocoltests#{code}"),
            _ => format!("{code}:http://internal.example/coral/"),
        };
        // An error may have a member with one of these names; its value could contradict the code.
        for name in ["code", "Code", "__type"] {
            if let Some(own) = self.body.get_mut(name) {
                *own = code.into();
            }
        }
        // An error may also have a member that is bound to the header of the code.
        if let Some((_, own)) =
            self.headers.iter_mut().find(|(name, _)| name.eq_ignore_ascii_case(ERROR_TYPE))
        {
            *own = spelled.into();
            return;
        }
        match random.below(3) {
            0 => drop(self.body.insert("__type".to_owned(), spelled.into())),
            1 if !self.body.contains_key("code") => drop(self.body.insert("code".to_owned(), spelled.into())),
            _ => drop(self.headers.insert(ERROR_TYPE.to_owned(), spelled.into())),
        }
    }

    fn finish(mut self, random: &mut Random) -> Value {
        self.headers.insert("x-amzn-requestid".to_owned(), text::token(random).into());
        if random.chance(20) && self.payload.is_none() {
            self.body.insert("a member of next year".to_owned(), json!({ "with": [1, "2", null] }));
        }
        let body = match self.payload {
            // An empty payload is an unset member, except in botocore.
            Some(Value::String(text)) if text.is_empty() => "-".to_owned(),
            Some(Value::String(text)) => text,
            Some(value) => value.to_string(),
            None => Value::Object(self.body).to_string(),
        };
        json!({ "status": self.status, "headers": self.headers, "body": body })
    }
}

fn wire_name(member: &Member) -> &str {
    member.wire_name.as_deref().unwrap_or(&member.name)
}

/// Returns the value of a header.
fn line(model: &Model, member: &Member, value: &Value) -> String {
    let moment = matches!(model.shapes[member.target].kind, Kind::Timestamp { .. });
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) if moment => {
            let format = timestamp_format(model, member).unwrap_or(TimestampFormat::HttpDate);
            moment_in(format, number.as_f64().unwrap_or_default()).to_string().trim_matches('"').to_owned()
        }
        other => other.to_string(),
    }
}

/// Returns the value in a JSON body.
fn wire(model: &Model, member: &Member, value: &Value) -> Value {
    if member.traits.contains(&MemberTrait::JsonValue) {
        return value.to_string().into();
    }
    match (&model.shapes[member.target].kind, value) {
        (Kind::Timestamp { .. }, Value::Number(number)) => match timestamp_format(model, member) {
            None | Some(TimestampFormat::EpochSeconds) => value.clone(),
            Some(format) => moment_in(format, number.as_f64().unwrap_or_default()),
        },
        _ => inner(model, member.target, value),
    }
}

fn inner(model: &Model, shape: ShapeId, value: &Value) -> Value {
    match (&model.shapes[shape].kind, value) {
        (Kind::Structure { members, .. } | Kind::Union { members }, Value::Object(object)) => {
            let entries = members.iter().filter_map(|member| {
                let value = object.get(&member.name)?;
                Some((wire_name(member).to_owned(), wire(model, member, value)))
            });
            Value::Object(entries.collect())
        }
        (Kind::List { element, .. }, Value::Array(items)) => {
            items.iter().map(|value| wire(model, element, value)).collect()
        }
        (Kind::Map { value: element, .. }, Value::Object(entries)) => {
            let convert = |(key, value): (&String, &Value)| (key.clone(), wire(model, element, value));
            Value::Object(entries.iter().map(convert).collect())
        }
        // A null document is a value for generated code, and unset in botocore.
        (Kind::Document, Value::Null) => false.into(),
        (Kind::Timestamp { format: Some(format) }, Value::Number(number)) => {
            moment_in(*format, number.as_f64().unwrap_or_default())
        }
        _ => value.clone(),
    }
}
