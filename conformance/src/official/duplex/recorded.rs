//! A request with events, as the server has recorded it.

use crate::equal::expected_and_got;
use crate::random::Random;
use aws_smithy_eventstream::frame::read_message_from;
use aws_smithy_types::event_stream::Message;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use smithereen::event_stream::{Frame, FrameDecoder};
use std::collections::BTreeMap;

/// Headers of signatures and telemetry, and those that only one client sends: `accept-encoding: identity`, and the hash that stands for
/// signed events.
const UNCOMPARED: &[&str] = &[
    "accept-encoding",
    "amz-sdk-invocation-id",
    "amz-sdk-request",
    "authorization",
    "user-agent",
    "x-amz-content-sha256",
    "x-amz-date",
    "x-amz-user-agent",
];

/// A request with signed messages, and those that they contain.
pub(super) struct Recorded {
    pub(super) method: String,
    pub(super) uri: String,
    pub(super) headers: BTreeMap<String, String>,
    version: String,
    /// Whether the server has received all of it.
    pub(super) is_complete: bool,
    /// The signed messages, decoded by `aws-smithy-eventstream`.
    pub(super) messages: Vec<Message>,
    /// The same, decoded by this project.
    pub(super) frames: Vec<Frame>,
}

impl Recorded {
    /// Decodes a request, whose body is divided in any way.
    pub(super) fn new(request: &Value, random: &mut Random) -> Result<Self, String> {
        let head = &request["head"];
        let text = |name: &str| head[name].as_str().unwrap_or_default().to_owned();
        let body = STANDARD.decode(request["body"].as_str().unwrap_or_default());
        let body = body.map_err(|error| error.to_string())?;
        let headers = head["headers"].as_object().into_iter().flatten();
        let headers =
            headers.map(|(name, value)| (name.clone(), value.as_str().unwrap_or_default().to_owned()));
        let recorded = Self {
            method: text("method"),
            uri: text("uri"),
            headers: headers.collect(),
            version: text("version"),
            is_complete: request["is_complete"] == true,
            messages: messages(&body)?,
            frames: frames(&body, random)?,
        };
        match recorded.version == "HTTP/2.0" {
            true => Ok(recorded),
            false => Err(format!("the version is {}, expected HTTP/2.0", recorded.version)),
        }
    }

    /// Describes the first difference from the request of the other client. If one of them was aborted, because the response has ended,
    /// only the events that both have sent are compared.
    pub(super) fn difference(&self, ours: &Self) -> Option<String> {
        let head = |one: &Self| {
            let path = one.uri.rsplit_once("localhost").map_or("", |(_, path)| path);
            let path = path.split_once('/').map_or("", |(_, path)| path);
            let headers = one.headers.iter().filter(|(name, _)| !UNCOMPARED.contains(&name.as_str()));
            format!("{} /{path} {:?}", one.method, headers.collect::<Vec<_>>())
        };
        if head(self) != head(ours) {
            return Some(expected_and_got("head of the request", &head(self), &head(ours)));
        }
        if self.is_complete && ours.is_complete && self.messages.len() != ours.messages.len() {
            let count = |one: &Self| one.messages.len().to_string();
            return Some(expected_and_got("number of messages", &count(self), &count(ours)));
        }
        let mut pairs = self.messages.iter().zip(&ours.messages);
        pairs.find_map(|(theirs, ours)| {
            let (theirs, ours) = (shown(theirs.payload()), shown(ours.payload()));
            (theirs != ours).then(|| expected_and_got("event", &theirs, &ours))
        })
    }
}

/// Returns the event in a signed message as text: its headers in the order of their names, and its payload.
fn shown(payload: &[u8]) -> String {
    if payload.is_empty() {
        return "the end".to_owned();
    }
    let message = match read_message_from(payload) {
        Ok(message) => message,
        Err(error) => return error.to_string(),
    };
    let headers: BTreeMap<_, _> = message
        .headers()
        .iter()
        .map(|header| (header.name().as_str().to_owned(), format!("{:?}", header.value())))
        .collect();
    // The order of the members of an object may differ.
    let payload = match serde_json::from_slice::<Value>(message.payload()) {
        Ok(document) => document.to_string(),
        Err(_) => STANDARD.encode(message.payload()),
    };
    format!("{headers:?} {payload}")
}

fn messages(mut body: &[u8]) -> Result<Vec<Message>, String> {
    let mut messages = Vec::new();
    while let Some((length, _)) = body.split_first_chunk::<4>() {
        if body.len() < u32::from_be_bytes(*length) as usize {
            // The request was aborted.
            break;
        }
        messages.push(read_message_from(&mut body).map_err(|error| error.to_string())?);
    }
    Ok(messages)
}

fn frames(mut body: &[u8], random: &mut Random) -> Result<Vec<Frame>, String> {
    let mut frames = Vec::new();
    let mut decoder = FrameDecoder::new();
    while !body.is_empty() {
        let (piece, rest) = body.split_at((1 + random.below(8192)).min(body.len()));
        decoder.feed(piece.to_vec());
        while let Some(frame) = decoder.next_frame().map_err(|error| error.to_string())? {
            frames.push(frame);
        }
        body = rest;
    }
    Ok(frames)
}
