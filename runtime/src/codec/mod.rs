//! Shared parts of the codecs: errors with the path of a value, limits of nesting, the lookup of members, and scalars as text.
//!
//! Code belongs here if several formats need it. Each codec has a folder of its own (`json`, `cbor`, `xml`, `query`). Nothing
//! here depends on a format, an HTTP message or a protocol.

mod document;
mod error_path;
mod float;
#[cfg(feature = "xml")]
mod map_names;
mod members;
mod text;

use crate::schema::{Flag, Member};
use std::fmt;

pub(crate) use document::{exceeds_max_depth, exceeds_max_depth_at};
pub(crate) use error_path::{ErrorPath, Segment};
pub(crate) use float::{exact_integer, non_finite_text, parse_non_finite};
#[cfg(feature = "xml")]
pub(crate) use map_names::{map_key, map_value_name};
#[cfg(feature = "serde")]
pub(crate) use members::SECOND_VARIANT;
pub(crate) use members::{Checks, DUPLICATE, MISSING, MemberTracker, find_member};
pub(crate) use text::{parse_text, write_text};

/// The maximum depth of nesting, in requests and responses.
pub const MAX_DEPTH: usize = 128;

pub(crate) const TOO_DEEP: &str = "nested deeper than 128 levels";

/// The reason why the unknown variant of a union cannot be serialized.
pub(crate) const UNKNOWN_VARIANT: &str = "a union's unknown variant cannot be sent";

/// The reason why a streaming blob has no form in a document. Models have streaming blobs as whole bodies only.
pub(crate) const NO_STREAMS: &str = "a stream has to be the whole body";

/// The error of serialization or deserialization: the path of the value and the reason. It never contains a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodecError {
    path: String,
    reason: String,
}

impl CodecError {
    /// Creates an error without a path, for the whole body.
    pub(crate) fn new(reason: impl Into<String>) -> Self {
        Self { path: String::new(), reason: reason.into() }
    }

    /// Returns the path of the member, such as `CapabilityReport.endpoints[2].id`. It is empty for an error in the whole body.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the reason.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for CodecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => f.write_str(&self.reason),
            path => write!(f, "{path}: {}", self.reason),
        }
    }
}

impl std::error::Error for CodecError {}

pub(crate) fn is_sensitive(member: &Member) -> bool {
    member.has(Flag::Sensitive)
}

/// Returns the description of a list's elements or a map's values. If the list or map is sensitive, they are sensitive too.
pub(crate) fn element_of(member: &'static Member) -> &'static Member {
    static SENSITIVE: Member = Member::new("member").sensitive();
    match member.element {
        None if is_sensitive(member) => &SENSITIVE,
        _ => member.element_or_default(),
    }
}
