//! Traits that shapes, members and operations have in common.

use serde_json::Number;

/// The trait `deprecated`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deprecated {
    /// The replacement and the reason.
    pub message: Option<String>,
    /// The date or version of the deprecation, as in the model.
    pub since: Option<String>,
}

/// The serialization format of a timestamp (`timestampFormat`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is what Smithy calls it")]
pub enum TimestampFormat {
    DateTime,
    HttpDate,
    EpochSeconds,
}

/// The traits `length`, `range` and `pattern`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bounds {
    /// The minimum length or number.
    pub min: Option<Number>,
    /// The maximum length or number.
    pub max: Option<Number>,
    /// A regular expression for whole values, without anchors.
    pub pattern: Option<String>,
}
