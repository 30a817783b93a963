//! The JSON of a recording.

use super::Recording;
use super::exchange::{Exchange, RecordedBody, RecordedRequest, RecordedResponse};
use crate::base64;
use serde_json::{Map, Value, json};
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// The value of `format`.
const FORMAT: &str = "smithereen-recording-1";

/// The error for a recording that cannot be read or written. It names the file, the entry, and what was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordingError {
    file: Option<PathBuf>,
    /// The path of the entry, such as `exchanges[2].request.method`.
    entry: String,
    reason: String,
}

impl RecordingError {
    pub(super) fn new(entry: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { file: None, entry: entry.into(), reason: reason.into() }
    }

    /// Adds the file of the recording.
    pub(super) fn in_file(self, file: &Path) -> Self {
        Self { file: Some(file.to_owned()), ..self }
    }
}

impl fmt::Display for RecordingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.file {
            Some(file) => write!(f, "{}: ", file.display())?,
            None => f.write_str("the recording: ")?,
        }
        match self.entry.as_str() {
            "" => f.write_str(&self.reason),
            entry => write!(f, "{entry}: {}", self.reason),
        }
    }
}

impl std::error::Error for RecordingError {}

/// The JSON of the file.
impl fmt::Display for Recording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let exchanges: Vec<_> = self.exchanges.iter().map(write_exchange).collect();
        writeln!(f, "{:#}", json!({ "format": FORMAT, "exchanges": exchanges }))
    }
}

fn write_exchange(exchange: &Exchange) -> Value {
    let (request, response) = (&exchange.request, &exchange.response);
    let mut value = json!({
        "service": exchange.service,
        "operation": exchange.operation,
        "request": {
            "method": request.method,
            "host": request.host,
            "path": request.path,
            "query": request.query,
            "headers": write_headers(&request.headers),
            "body": write_body(&request.body),
            "redacted": request.redacted,
            "generated": request.generated,
        },
        "response": {
            "status": response.status,
            "headers": write_headers(&response.headers),
            "body": write_body(&response.body),
            "redacted": response.redacted,
        },
    });
    if let (Some(region), Some(members)) = (&exchange.region, value.as_object_mut()) {
        members.insert("region".to_owned(), region.as_str().into());
    }
    value
}

/// Returns an object with a string for each header, or an array for several with the same name.
fn write_headers(headers: &[(String, String)]) -> Value {
    let mut object = Map::new();
    for (name, value) in headers {
        let value = Value::from(value.as_str());
        match object.get_mut(name) {
            None => {
                object.insert(name.clone(), value);
            }
            Some(Value::Array(values)) => values.push(value),
            Some(first) => *first = Value::Array(vec![first.take(), value]),
        }
    }
    object.into()
}

fn write_body(body: &RecordedBody) -> Value {
    match body {
        RecordedBody::Removed(reason) => json!({ "removed": reason }),
        RecordedBody::Bytes(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => json!({ "text": text }),
            Err(_) => json!({ "base64": base64::encode(bytes) }),
        },
    }
}

/// Parses the JSON of a file.
impl FromStr for Recording {
    type Err = RecordingError;

    fn from_str(text: &str) -> Result<Self, RecordingError> {
        let value: Value = serde_json::from_str(text)
            .map_err(|error| RecordingError::new("", format!("expected JSON: {error}")))?;
        let root = Entry { value: &value, path: String::new() };
        let format = root.member("format")?;
        if format.string()? != FORMAT {
            return Err(format.expected(&format!("`{FORMAT}`")));
        }
        let exchanges = root.member("exchanges")?.elements()?;
        let exchanges = exchanges.iter().map(read_exchange).collect::<Result<_, _>>()?;
        Ok(Self { exchanges })
    }
}

/// A value with its path.
struct Entry<'a> {
    value: &'a Value,
    path: String,
}

impl<'a> Entry<'a> {
    fn expected(&self, expected: &str) -> RecordingError {
        RecordingError::new(self.path.clone(), format!("expected {expected}"))
    }

    fn optional(&self, name: &str) -> Option<Entry<'a>> {
        let separator = if self.path.is_empty() { "" } else { "." };
        let path = format!("{}{separator}{name}", self.path);
        Some(Entry { value: self.value.get(name)?, path })
    }

    fn member(&self, name: &str) -> Result<Entry<'a>, RecordingError> {
        self.optional(name).ok_or_else(|| self.expected(&format!("an object with the member `{name}`")))
    }

    fn elements(&self) -> Result<Vec<Entry<'a>>, RecordingError> {
        let elements = self.value.as_array().ok_or_else(|| self.expected("an array"))?.iter().enumerate();
        Ok(elements.map(|(index, value)| Entry { value, path: format!("{}[{index}]", self.path) }).collect())
    }

    fn string(&self) -> Result<String, RecordingError> {
        self.value.as_str().map(str::to_owned).ok_or_else(|| self.expected("a string"))
    }

    fn strings(&self) -> Result<Vec<String>, RecordingError> {
        self.elements()?.iter().map(Entry::string).collect()
    }
}

fn read_exchange(entry: &Entry<'_>) -> Result<Exchange, RecordingError> {
    let (request, response) = (entry.member("request")?, entry.member("response")?);
    let status = response.member("status")?;
    let code = status.value.as_u64().and_then(|code| u16::try_from(code).ok());
    let code = code.filter(|code| (100..1000).contains(code));
    Ok(Exchange {
        service: entry.member("service")?.string()?,
        operation: entry.member("operation")?.string()?,
        region: entry.optional("region").map(|region| region.string()).transpose()?,
        request: RecordedRequest {
            method: request.member("method")?.string()?,
            host: request.member("host")?.string()?,
            path: request.member("path")?.string()?,
            query: request.member("query")?.string()?,
            headers: read_headers(&request.member("headers")?)?,
            body: read_body(&request.member("body")?)?,
            redacted: request.member("redacted")?.strings()?,
            generated: request.member("generated")?.strings()?,
        },
        response: RecordedResponse {
            status: code.ok_or_else(|| status.expected("a status code of HTTP"))?,
            headers: read_headers(&response.member("headers")?)?,
            body: read_body(&response.member("body")?)?,
            redacted: response.member("redacted")?.strings()?,
        },
    })
}

fn read_headers(entry: &Entry<'_>) -> Result<Vec<(String, String)>, RecordingError> {
    let object = entry.value.as_object().ok_or_else(|| entry.expected("an object"))?;
    let mut headers = Vec::new();
    for (name, value) in object {
        let entry = Entry { value, path: format!("{}.{name}", entry.path) };
        let values = if value.is_array() { entry.strings()? } else { vec![entry.string()?] };
        headers.extend(values.into_iter().map(|value| (name.clone(), value)));
    }
    Ok(headers)
}

fn read_body(entry: &Entry<'_>) -> Result<RecordedBody, RecordingError> {
    if let Some(text) = entry.optional("text") {
        return Ok(RecordedBody::Bytes(text.string()?.into()));
    }
    if let Some(encoded) = entry.optional("base64") {
        let decoded = base64::decode(encoded.string()?).ok_or_else(|| encoded.expected("base64"))?;
        return Ok(RecordedBody::Bytes(decoded));
    }
    match entry.optional("removed") {
        Some(reason) => Ok(RecordedBody::Removed(reason.string()?)),
        None => Err(entry.expected("an object with the member `text`, `base64` or `removed`")),
    }
}
