//! Random responses whose bodies are event streams. `aws-smithy-eventstream` encodes the frames.

pub(crate) mod header;
mod messages;

use super::Random;
use super::input::InputGenerator;
use super::response::output_of;
use aws_smithy_eventstream::frame::write_message_to;
use aws_smithy_types::event_stream::{Header, HeaderValue, Message};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
pub(crate) use messages::ENDS_AFTER_PRELUDE;
use messages::Messages;
use serde_json::Value;
use smithereen_codegen::graph::{Model, Operation};

const CONTENT_TYPE: &str = "content-type";
/// The name of the event with the members of an output.
const INITIAL_RESPONSE: &str = "initial-response";

/// Returns a success response with a stream of up to six events, whose last message may be an error. In some, a byte is changed or the
/// end is missing; the member `malformed` tells which.
pub(crate) fn streamed(model: &Model, operation: &Operation, random: Random) -> Value {
    let mut generator = InputGenerator::of_response(model, random);
    let members = operation.output.map_or(&[][..], |shape| model.shapes[shape].kind.members());
    let mut output = generator.message(operation.output);
    let stream = members.iter().find(|member| member.is_event_stream());
    if let (Some(member), Some(output)) = (stream, output.as_object_mut()) {
        output.remove(&member.name);
    }
    let (mut body, malformed) = match stream {
        Some(member) => Messages { generator: &mut generator, stream: member.target }.body(),
        None => (Vec::new(), None),
    };
    let has_initial = !model.service.protocol.has_bindings() && generator.random.chance(80);
    let mut response = output_of(generator, operation, &output);
    if has_initial {
        let payload = response["body"].as_str().unwrap_or_default().as_bytes().to_vec();
        let headers = [(":message-type", "event"), (":event-type", INITIAL_RESPONSE)];
        body.splice(0..0, encoded(&with_texts(Message::new(payload), &headers)));
    }
    if let Some(response) = response.as_object_mut() {
        response.remove("body");
        response.insert("body_base64".to_owned(), STANDARD.encode(body).into());
        response.insert("malformed".to_owned(), malformed.into());
    }
    let headers = response.get_mut("headers").and_then(Value::as_object_mut);
    if let Some(headers) =
        headers.filter(|headers| headers.keys().all(|name| !name.eq_ignore_ascii_case(CONTENT_TYPE)))
    {
        headers.insert(CONTENT_TYPE.to_owned(), "application/vnd.amazon.eventstream".into());
    }
    response
}

/// Returns the messages of a stream, which is well-formed.
pub(crate) fn split(mut stream: &[u8]) -> Vec<&[u8]> {
    let mut messages = Vec::new();
    while let Some((length, _)) = stream.split_first_chunk::<4>() {
        let length = u32::from_be_bytes(*length) as usize;
        let (message, rest) = stream.split_at(length.min(stream.len()));
        messages.push(message);
        stream = rest;
    }
    messages
}

/// Returns a message of this length, with an event that no model has.
pub(crate) fn large(length: usize) -> Vec<u8> {
    let headers = [(":message-type", "event"), (":event-type", "Next.z")];
    encoded(&with_texts(Message::new(vec![b'x'; length]), &headers))
}

fn encoded(message: &Message) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Random messages are within the limits of frames.
    let _ = write_message_to(message, &mut bytes);
    bytes
}

fn with_texts(message: Message, headers: &[(&'static str, &str)]) -> Message {
    headers.iter().fold(message, |message, (name, value)| {
        message.add_header(Header::new(*name, HeaderValue::String(value.to_string().into())))
    })
}

#[test]
fn streams_are_frames_of_the_model() {
    let text = r#"{
        "metadata": {"apiVersion": "1", "endpointPrefix": "t", "protocol": "rest-json", "serviceId": "T", "signatureVersion": "v4"},
        "operations": {"Get": {"name": "Get", "http": {"method": "POST", "requestUri": "/"}, "output": {"shape": "Out"}}},
        "shapes": {
            "Out": {"type": "structure", "members": {"Events": {"shape": "Events"}}, "payload": "Events"},
            "Events": {"type": "structure", "eventstream": true, "members": {"Chunk": {"shape": "Chunk"}, "Gone": {"shape": "Gone"}}},
            "Chunk": {"type": "structure", "event": true, "members": {"Text": {"shape": "Text"}}},
            "Gone": {"type": "structure", "exception": true, "members": {"message": {"shape": "Text"}}},
            "Text": {"type": "string"}
        }
    }"#;
    let model = smithereen_codegen::Source { path: "model.json".to_owned(), text: text.to_owned() };
    let service = smithereen_codegen::ServiceSources {
        name: "t".to_owned(),
        model,
        endpoints: None,
        docs: None,
        operations: smithereen_codegen::Selection::All,
    };
    let model = smithereen_codegen::graph(&service).unwrap();
    let mut kinds = std::collections::BTreeSet::new();
    for seed in 0..200 {
        let response = streamed(&model, &model.operations[0], Random::new(seed));
        let body = STANDARD.decode(response["body_base64"].as_str().unwrap()).unwrap();
        if !response["malformed"].is_null() {
            continue;
        }
        let mut rest = body.as_slice();
        while !rest.is_empty() {
            let message = aws_smithy_eventstream::frame::read_message_from(&mut rest).unwrap();
            let headers = message.headers().iter();
            let names = headers.filter(|header| header.name().as_str().ends_with("-type"));
            kinds.extend(
                names.filter_map(|header| Some(header.value().as_string().ok()?.as_str().to_owned())),
            );
        }
    }
    for kind in ["event", "exception", "error", "Chunk", "Gone"] {
        assert!(kinds.contains(kind), "{kind}: {kinds:?}");
    }
}
