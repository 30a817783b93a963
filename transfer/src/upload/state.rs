//! The state of an upload that is not complete, from which it can be resumed.

use super::{MOST_PARTS, MultipartUpload, SMALLEST_PART};
use serde_json::{Value, json};
use smithereen::BoxError;
use std::collections::BTreeMap;
use std::fmt;

/// A part that the service has stored.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Part {
    /// The number of the part, from 1 to 10,000.
    pub number: u32,
    /// The entity tag that the service returned for it.
    pub etag: String,
}

/// A function that gets the state of an upload.
pub(super) type OnState<'a> = Box<dyn FnMut(&Unfinished) + Send + 'a>;

/// An upload that is neither complete nor aborted. The service stores its parts, and charges for them, until it is either.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfinished {
    pub(super) upload_id: String,
    pub(super) part_size: u64,
    pub(super) length: Option<u64>,
    pub(super) parts: BTreeMap<u32, String>,
}

impl Unfinished {
    /// Returns the ID of the upload.
    pub fn upload_id(&self) -> &str {
        &self.upload_id
    }

    /// Returns the size of each part except the last, in bytes.
    pub fn part_size(&self) -> u64 {
        self.part_size
    }

    /// Returns the stored parts, ordered by number.
    pub fn parts(&self) -> Vec<Part> {
        let parts = self.parts.iter();
        parts.map(|(number, etag)| Part { number: *number, etag: etag.clone() }).collect()
    }

    /// Aborts the upload. Parts that were in flight when their upload was dropped may still be stored afterwards; then aborting
    /// again deletes them.
    ///
    /// # Errors
    /// Returns the error of [`MultipartUpload::abort`].
    pub async fn abort(&self, target: &impl MultipartUpload) -> Result<(), BoxError> {
        target.abort(&self.upload_id).await
    }

    /// Returns the state as JSON, for [`Self::from_json`].
    pub fn to_json(&self) -> String {
        let parts: Vec<Value> = self.parts.iter().map(|(number, etag)| json!([number, etag])).collect();
        let Self { upload_id, part_size, length, .. } = self;
        json!({ "uploadId": upload_id, "partSize": part_size, "length": length, "parts": parts }).to_string()
    }

    /// Parses the JSON of [`Self::to_json`].
    ///
    /// # Errors
    /// Returns an error that names the first key without a valid value.
    pub fn from_json(text: &str) -> Result<Self, InvalidState> {
        let value: Value = serde_json::from_str(text).map_err(|_| InvalidState("the text is not JSON"))?;
        let field = |name| value.get(name).unwrap_or(&Value::Null);
        let upload_id = field("uploadId").as_str().filter(|id| !id.is_empty());
        let part_size = field("partSize").as_u64().filter(|size| *size >= SMALLEST_PART);
        let length = match field("length") {
            Value::Null => None,
            length => Some(length.as_u64().ok_or(InvalidState("`length`: expected a number of bytes"))?),
        };
        let parts = field("parts").as_array().and_then(|parts| parts.iter().map(part).collect());
        Ok(Self {
            upload_id: upload_id.ok_or(InvalidState("`uploadId`: expected the ID of the upload"))?.to_owned(),
            part_size: part_size.ok_or(InvalidState("`partSize`: expected at least 5 MiB"))?,
            length,
            parts: parts.ok_or(InvalidState("`parts`: expected pairs of a number and an entity tag"))?,
        })
    }
}

fn part(pair: &Value) -> Option<(u32, String)> {
    let number = u32::try_from(pair.get(0)?.as_u64()?).ok()?;
    (1..=MOST_PARTS).contains(&number).then_some((number, pair.get(1)?.as_str()?.to_owned()))
}

/// The error for a text that is not the state of an upload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidState(&'static str);

impl fmt::Display for InvalidState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "invalid state of an upload: {}", self.0)
    }
}

impl std::error::Error for InvalidState {}
