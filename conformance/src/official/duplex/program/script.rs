//! The order in which both sides send and receive.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde_json::Value;
use std::time::Duration;

/// How long one side waits while the other could go on.
pub(crate) const STALL: Duration = Duration::from_millis(300);

/// The order in which both sides send and receive.
#[derive(Clone)]
pub(crate) struct Script {
    /// - `alternating`: the server responds to each event, and the client sends each event only after the response to the one before.
    /// - `response first`: all responses are received before the first event is sent.
    /// - `request first`: the head of the response is sent after the last event.
    /// - `slow server`: the server reads nothing for a while.
    /// - `slow client`: the client receives nothing for a while.
    /// - `refused`: the server responds with an error instead of a stream.
    pub(crate) order: String,
    /// The parts of the response: a message each.
    pub(crate) responses: Vec<Bytes>,
    /// How often the responses are sent.
    pub(crate) repeats: usize,
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
}

impl Script {
    pub(crate) fn new(line: &Value) -> Result<Self, String> {
        let responses = line["responses"].as_array().into_iter().flatten();
        let decoded = responses.map(|text| STANDARD.decode(text.as_str().unwrap_or_default()));
        let responses: Result<Vec<_>, _> = decoded.map(|bytes| bytes.map(Bytes::from)).collect();
        let headers = line["headers"].as_object().into_iter().flatten();
        let headers =
            headers.map(|(name, value)| (name.clone(), value.as_str().unwrap_or_default().to_owned()));
        Ok(Self {
            order: line["order"].as_str().unwrap_or_default().to_owned(),
            responses: responses.map_err(|error| error.to_string())?,
            repeats: line["repeats"].as_u64().and_then(|count| count.try_into().ok()).unwrap_or(1),
            status: line["status"].as_u64().and_then(|status| status.try_into().ok()).ok_or("no status")?,
            headers: headers.collect(),
        })
    }

    pub(crate) fn is(&self, order: &str) -> bool {
        self.order == order
    }
}
