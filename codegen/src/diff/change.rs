//! A change between two models and its impact.

use super::kind::ChangeKind;

/// A change between two models.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The operation that changed, or the only one that uses the changed shape.
    pub operation: Option<String>,
    /// The changed type; of a shape without a generated type, the name in the model.
    pub shape: Option<String>,
    /// The changed field or variant.
    pub member: Option<String>,
    /// The members that use a shape without a generated type: `Thing.name` or `elements of Thing.tags`.
    pub used_by: Vec<String>,
    /// What changed.
    pub kind: ChangeKind,
    /// The impact on code that uses the crate.
    pub api: ApiImpact,
    /// The impact on requests and responses.
    pub wire: WireImpact,
}

impl Change {
    /// Creates a change of the service as a whole.
    pub(super) fn service(kind: ChangeKind, api: ApiImpact, wire: WireImpact) -> Self {
        Self { operation: None, shape: None, member: None, used_by: Vec::new(), kind, api, wire }
    }
}

/// The impact of a change on code that uses the crate, in increasing order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ApiImpact {
    /// The API is the same. Documentation or messages may differ.
    None,
    /// The API has additional items, or the compiler reports additional warnings.
    Additive,
    /// Breaks only code that enumerates a type: struct literals and patterns without `..`, matches without `_`, and
    /// comparisons that depend on the order of an enum's variants.
    BreaksExhaustive,
    /// Breaks code that uses the item.
    Breaking,
}

impl ApiImpact {
    /// Returns the version step that Cargo's rules require.
    pub fn step(self) -> Step {
        match self {
            Self::None => Step::Patch,
            Self::Additive => Step::Minor,
            Self::BreaksExhaustive | Self::Breaking => Step::Major,
        }
    }
}

/// The impact of a change on the requests of old clients and on responses to them, in increasing order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WireImpact {
    /// Requests and responses are the same.
    None,
    /// The service accepts old requests, and old clients understand new responses.
    Compatible,
    /// Unknown: patterns, endpoint rules and unreadable files are not compared with each other.
    Undetermined,
    /// The service may reject or misinterpret old requests, or old clients may misinterpret responses.
    Breaking,
}

/// A step of a semantic version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the terms of Semantic Versioning")]
pub enum Step {
    /// No change.
    None,
    Patch,
    Minor,
    Major,
}

impl Step {
    /// Returns the name in lower case.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}
