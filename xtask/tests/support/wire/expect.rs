//! The expected result of a vector.

use super::compare::{canonical, is_query};
use super::{Vector, notes};
use serde_json::{Value, json};

/// The expected result of a vector.
pub(crate) enum Expect {
    /// A request: `method`, `path`, `query`, `headers`, `body`.
    Request(Value),
    /// `output` or `service_error`, exactly.
    Output(Value),
    /// An error whose message contains each of these.
    Error([&'static str; 2]),
}

impl Expect {
    /// Returns the result of botocore or the intended difference from the table. A note that the table lacks is an
    /// error.
    pub(crate) fn of(vector: &Vector) -> Result<Self, String> {
        match vector.note() {
            None => Ok(Self::botocore(vector)),
            Some(note) => match notes::find(vector) {
                Some(entry) => Ok((entry.ours)(vector)),
                None => Err(format!("no entry of notes.rs covers the note: {note}")),
            },
        }
    }

    /// Returns the result of botocore in the vector.
    pub(super) fn botocore(vector: &Vector) -> Self {
        match (vector.0.get("request"), vector.0.get("expect")) {
            (Some(request), _) => Self::Request(request.clone()),
            (None, output) => Self::Output(output.cloned().unwrap_or_default()),
        }
    }

    /// Describes how `got` differs.
    pub(crate) fn difference(&self, got: &Value) -> Option<String> {
        match self {
            Self::Request(request) => request_difference(request, got),
            Self::Output(output) => {
                (canonical(output) != canonical(got)).then(|| expected_and_got("", output, got))
            }
            Self::Error(texts) => match got["error"].as_str() {
                Some(error) if texts.iter().all(|text| error.contains(text)) => None,
                _ => Some(expected_and_got("an error with ", &json!(texts), got)),
            },
        }
    }
}

fn expected_and_got(what: &str, expected: &Value, got: &Value) -> String {
    format!("  expected: {what}{expected}\n  got:      {got}")
}

fn request_difference(expected: &Value, got: &Value) -> Option<String> {
    let text = |value: &Value, key: &str| value[key].as_str().unwrap_or("(none)").to_owned();
    let same = |key: &str| text(expected, key) == text(got, key);
    let fails = !same("method")
        || !same("path")
        || !is_query(&text(expected, "query"), &text(got, "query"))
        || !are_headers(&expected["headers"], &got["headers"], &text(got, "body"))
        || !is_body(&text(expected, "body"), &text(got, "body"));
    fails.then(|| expected_and_got("", expected, got))
}

/// Returns whether the headers are those expected, with a correct content length and `accept-encoding: identity`. In
/// botocore these two come from its transport, Python's `http.client`, so that the vectors do not have them.
fn are_headers(expected: &Value, got: &Value, body: &str) -> bool {
    let mut got = got.clone();
    let mut transport = |name: &str| got.as_object_mut().and_then(|headers| headers.remove(name));
    let (length, encoding) = (transport("content-length"), transport("accept-encoding"));
    canonical(expected) == canonical(&got)
        && length == Some(body.len().to_string().into())
        && encoding == Some("identity".into())
}

/// Returns whether the text is the value without white space and without duplicate members, which parsing would hide.
fn is_body(expected: &str, got: &str) -> bool {
    let parse = |text: &str| serde_json::from_str::<Value>(text).ok();
    match (parse(expected), parse(got)) {
        (Some(expected), Some(parsed)) => {
            canonical(&expected) == canonical(&parsed) && parsed.to_string().len() == got.len()
        }
        _ => expected == got,
    }
}
