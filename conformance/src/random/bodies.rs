//! Response bodies of the protocols other than restJson1.

use super::cbor::Cbor;
use super::input::InputGenerator;
use super::message::Response;
use super::text;
use super::xml::{Xml, escape};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use smithereen_codegen::graph::{Binding, Operation, Protocol, ShapeId};

/// Returns the response with the body for an output.
pub(super) fn output(
    generator: &mut InputGenerator<'_>,
    operation: &Operation,
    value: &Value,
    response: Response,
) -> Value {
    let id = text::token(&mut generator.random);
    let name = &operation.name;
    match generator.model.service.protocol {
        Protocol::RestJson1 | Protocol::AwsJson10 | Protocol::AwsJson11 | Protocol::RpcV2Json => {
            with_text(response, &id, |response| Value::from(response.body.clone()).to_string())
        }
        Protocol::RpcV2Cbor => {
            let mut cbor = Cbor { model: generator.model, random: &mut generator.random, out: Vec::new() };
            cbor.structure(operation.output, value, &Map::new());
            let body = cbor.out;
            with_cbor(response, &id, &body)
        }
        Protocol::RestXml => {
            let body = rest_xml(generator, operation, value, &response);
            with_text(response, &id, |_| body)
        }
        Protocol::AwsQuery => {
            let content = optional_element(generator, operation.output, &format!("{name}Result"), value);
            let id_element = format!("<ResponseMetadata><RequestId>{id}</RequestId></ResponseMetadata>");
            let body = format!("<{name}Response xmlns=\"urn:x\">{content}{id_element}</{name}Response>");
            with_text(response, "", |_| body)
        }
        Protocol::Ec2Query => {
            let id_element = format!("<requestId>{id}</requestId>");
            let content = elements(generator, operation.output, value);
            let body = format!("<{name}Response xmlns=\"urn:x\">{id_element}{content}</{name}Response>");
            with_text(response, "", |_| body)
        }
    }
}

/// Returns the response with the body for an error, which is given by its shape if the model has it, and its code.
pub(super) fn error(
    generator: &mut InputGenerator<'_>,
    (shape, code): (Option<ShapeId>, &str),
    value: &Value,
    mut response: Response,
) -> Value {
    let id = text::token(&mut generator.random);
    let written = match generator.random.below(3) {
        0 => code.to_owned(),
        1 => format!("com.example#{code}"),
        _ => format!("{code}:http://internal.example/coral/"),
    };
    let model = generator.model;
    let members = shape.map_or(&[][..], |shape| model.shapes[shape].kind.members());
    let has_message = members.iter().any(|member| member.name.eq_ignore_ascii_case("message"));
    let message = Some(text::xml(&mut generator.random)).filter(|_| !has_message);
    match generator.model.service.protocol {
        Protocol::RestJson1 | Protocol::AwsJson10 | Protocol::AwsJson11 | Protocol::RpcV2Json => {
            response.body.insert("__type".to_owned(), written.into());
            if let Some(message) = message {
                response.body.insert("message".to_owned(), message.into());
            }
            with_text(response, &id, |response| Value::from(response.body.clone()).to_string())
        }
        Protocol::RpcV2Cbor => {
            let mut texts = Map::from_iter([("__type".to_owned(), written.into())]);
            texts.extend(message.map(|message| ("message".to_owned(), message.into())));
            let mut cbor = Cbor { model: generator.model, random: &mut generator.random, out: Vec::new() };
            cbor.structure(shape, value, &texts);
            let body = cbor.out;
            with_cbor(response, &id, &body)
        }
        Protocol::RestXml | Protocol::AwsQuery | Protocol::Ec2Query => {
            let body = xml_error(generator, (shape, code), value, message.as_deref(), &id);
            with_text(response, "", |_| body)
        }
    }
}

/// Writes the body of an error under a protocol with XML responses. `message` is that of an error without such a member.
fn xml_error(
    generator: &mut InputGenerator<'_>,
    (shape, code): (Option<ShapeId>, &str),
    value: &Value,
    message: Option<&str>,
    id: &str,
) -> String {
    let message = message.map(|text| format!("<Message>{}</Message>", escape(text))).unwrap_or_default();
    // An error may have a member with this name; its value could contradict the code.
    let mut value = value.clone();
    let code_element = match value.get_mut("Code") {
        Some(existing) => {
            *existing = code.into();
            String::new()
        }
        None => format!("<Code>{}</Code>", escape(code)),
    };
    let members = elements(generator, shape, &value);
    let inner = format!("{code_element}{message}{members}");
    let service = &generator.model.service;
    match service.protocol {
        Protocol::Ec2Query => {
            format!("<Response><Errors><Error>{inner}</Error></Errors><RequestID>{id}</RequestID></Response>")
        }
        _ if service.no_error_wrapping => format!("<Error>{inner}<RequestId>{id}</RequestId></Error>"),
        _ => format!(
            "<ErrorResponse xmlns=\"urn:x\"><Error><Type>Sender</Type>{inner}</Error><RequestId>{id}</RequestId></ErrorResponse>"
        ),
    }
}

fn rest_xml(
    generator: &mut InputGenerator<'_>,
    operation: &Operation,
    value: &Value,
    response: &Response,
) -> String {
    let model = generator.model;
    let members = operation.output.map_or(&[][..], |shape| model.shapes[shape].kind.members());
    let payload = members.iter().find(|member| member.binding == Binding::Payload);
    match (payload, &response.payload) {
        (Some(member), Some(_)) => {
            let target = &model.shapes[member.target];
            let value = &value[member.name.as_str()];
            match value {
                // An empty payload is an unset member, except in botocore.
                Value::String(text) if text.is_empty() => "-".to_owned(),
                Value::String(text) => text.clone(),
                value => {
                    let name = member.wire_name.as_deref().unwrap_or(target.root_name());
                    Xml { model, random: &mut generator.random }.root(name, member.target, value)
                }
            }
        }
        (Some(_), None) => String::new(),
        (None, _) if members.iter().all(|member| member.is_outside_the_body()) => String::new(),
        (None, _) => {
            let name = operation.output.map_or("", |shape| model.shapes[shape].root_name());
            optional_element(generator, operation.output, name, value)
        }
    }
}

/// Returns an element for a structure, or nothing without a shape.
fn optional_element(
    generator: &mut InputGenerator<'_>,
    shape: Option<ShapeId>,
    name: &str,
    value: &Value,
) -> String {
    let model = generator.model;
    match shape {
        Some(shape) => Xml { model, random: &mut generator.random }.root(name, shape, value),
        None => String::new(),
    }
}

fn elements(generator: &mut InputGenerator<'_>, shape: Option<ShapeId>, value: &Value) -> String {
    let model = generator.model;
    let Some(shape) = shape else { return String::new() };
    Xml { model, random: &mut generator.random }.structure(&model.shapes[shape], value).1
}

fn with_text(mut response: Response, id: &str, body: impl FnOnce(&Response) -> String) -> Value {
    if !id.is_empty() {
        response.headers.insert("x-amzn-requestid".to_owned(), id.into());
    }
    let body = body(&response);
    json!({ "status": response.status, "headers": response.headers, "body": body })
}

fn with_cbor(mut response: Response, id: &str, body: &[u8]) -> Value {
    response.headers.insert("x-amzn-requestid".to_owned(), id.into());
    response.headers.insert("smithy-protocol".to_owned(), "rpc-v2-cbor".into());
    json!({ "status": response.status, "headers": response.headers, "body_base64": STANDARD.encode(body) })
}
