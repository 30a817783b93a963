//! Random calls.

use crate::random::input::InputGenerator;
use crate::random::{Random, events, response, text};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use smithereen_codegen::graph::{Model, Operation};

/// The length of the events in cases of back-pressure, in bytes.
const LARGE: usize = 16 << 10;
/// The number of such events. Together, they are longer than all buffers between a client and the server.
const MANY: usize = 800;

/// A random call.
pub(super) struct Case {
    /// The order of the steps: see the program's `script.rs`.
    pub(super) order: &'static str,
    pub(super) credentials: Value,
    input: Value,
    events: Vec<Value>,
    responses: Vec<String>,
    repeats: usize,
    status: Value,
    headers: Value,
}

impl Case {
    pub(super) fn random(model: &Model, random: &mut Random) -> Self {
        let mut case = Self {
            order: order(random),
            credentials: credentials(random),
            input: json!({}),
            events: Vec::new(),
            responses: Vec::new(),
            repeats: 1,
            status: 200.into(),
            headers: json!({}),
        };
        let Some(operation) = model.operations.first() else { return case };
        case.add_input(model, operation, random);
        case.add_response(model, operation, random);
        case
    }

    /// Adds the input and its events.
    fn add_input(&mut self, model: &Model, operation: &Operation, random: &mut Random) {
        let mut generator = InputGenerator::new(model, Random::new(random.next()));
        self.input = generator.message(operation.input);
        let members = operation.input.map_or(&[][..], |shape| model.shapes[shape].kind.members());
        let Some(stream) = members.iter().find(|member| member.is_event_stream()) else { return };
        if let Some(input) = self.input.as_object_mut() {
            input.remove(&stream.name);
        }
        for _ in 0..random.below(8) {
            self.events.push(match random.chance(30) {
                true => generator.message(Some(stream.target)),
                false => audio(random.below(5000), random),
            });
        }
        if self.order == "slow server" {
            self.events = (0..MANY).map(|_| audio(LARGE, random)).collect();
        }
    }

    /// Adds the response and its events.
    fn add_response(&mut self, model: &Model, operation: &Operation, random: &mut Random) {
        let mut response = events::streamed(model, operation, Random::new(random.next()));
        while !response["malformed"].is_null() {
            response = events::streamed(model, operation, Random::new(random.next()));
        }
        let body = STANDARD.decode(response["body_base64"].as_str().unwrap_or_default()).unwrap_or_default();
        self.responses = events::split(&body).into_iter().map(|message| STANDARD.encode(message)).collect();
        match self.order {
            "refused" => {
                response = response::error(model, operation, Random::new(random.next()));
                self.responses = vec![STANDARD.encode(response["body"].as_str().unwrap_or_default())];
            }
            "slow client" => {
                self.responses = vec![STANDARD.encode(events::large(LARGE))];
                self.repeats = MANY;
            }
            _ => {}
        }
        self.status = response["status"].take();
        self.headers = response["headers"].take();
    }

    /// Returns the line for the program.
    pub(super) fn line(&self, client: &str) -> Value {
        json!({
            "client": client,
            "order": self.order,
            "credentials": self.credentials,
            "input": self.input,
            "events": self.events,
            "responses": self.responses,
            "repeats": self.repeats,
            "status": self.status,
            "headers": self.headers,
        })
    }

    /// Returns the case without large values.
    pub(super) fn shown(&self) -> String {
        let line = self.line("").to_string();
        line.char_indices().nth(1000).map_or(line.clone(), |(end, _)| format!("{}...", line.split_at(end).0))
    }

    /// Returns a problem if a side went on while the other one was slow, or if not all was sent or received in the end.
    pub(super) fn back_pressure(&self, result: &Value) -> Option<String> {
        let number = |name: &str| result[name].as_u64().unwrap_or(u64::MAX) as usize;
        match self.order {
            // The window of the server has room for 4 events.
            "slow server" if number("taken_while_stalled") > 20 => {
                Some(format!("{} events were taken that nobody read", number("taken_while_stalled")))
            }
            "slow client" if number("sent_while_stalled") > MANY * LARGE / 2 => {
                Some(format!("{} bytes were received that nobody read", number("sent_while_stalled")))
            }
            "slow client" => {
                let received = result["events"].as_array().map_or(0, Vec::len);
                (received != MANY).then(|| format!("received {received} events, expected {MANY}"))
            }
            _ => None,
        }
    }
}

fn order(random: &mut Random) -> &'static str {
    match random.below(100) {
        0..45 => "alternating",
        45..65 => "response first",
        65..85 => "request first",
        85..94 => "refused",
        94..97 => "slow server",
        _ => "slow client",
    }
}

fn audio(length: usize, random: &mut Random) -> Value {
    let chunk: Vec<u8> = (0..length).map(|_| random.next() as u8).collect();
    json!({ "AudioEvent": { "AudioChunk": STANDARD.encode(chunk) } })
}

fn credentials(random: &mut Random) -> Value {
    let secret = format!("{}/+{}", text::token(random), text::token(random));
    let token = random.chance(50).then(|| format!("{}==", text::token(random)));
    json!({ "id": format!("AKID{}", text::token(random)), "secret": secret, "token": token })
}
