//! Shapes.

use super::id::ShapeId;
use super::member::Member;
use super::traits::{Bounds, Deprecated, TimestampFormat};
use serde_json::Number;

/// A shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// Its name in the model, without namespace.
    pub name: String,
    /// What it is made of.
    pub kind: Kind,
    /// Whether its values must not be shown (`sensitive`).
    pub sensitive: bool,
    /// Whether it should still be used.
    pub deprecated: Option<Deprecated>,
    /// How long or how large its values may be, and what they look like.
    pub bounds: Bounds,
    /// What else the model says of it.
    pub traits: Vec<ShapeTrait>,
    /// Words on it.
    pub docs: Option<String>,
}

/// What a shape is made of.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each is what Smithy calls it")]
pub enum Kind {
    /// Members of which any number is set. With an error trait, an error.
    Structure {
        members: Vec<Member>,
        error: Option<ErrorTrait>,
    },
    /// Members of which one is set.
    Union {
        members: Vec<Member>,
    },
    List {
        element: Box<Member>,
        sparse: bool,
    },
    Map {
        key: Box<Member>,
        value: Box<Member>,
        sparse: bool,
    },
    String,
    Enum {
        values: Vec<EnumValue>,
    },
    /// Numbers with names. Here the names count: of a number alone nothing could be called.
    IntEnum {
        values: Vec<(String, i32)>,
    },
    Blob,
    Boolean,
    Byte,
    Short,
    Integer,
    Long,
    BigInteger,
    Float,
    Double,
    BigDecimal,
    Timestamp {
        format: Option<TimestampFormat>,
    },
    Document,
}

impl Kind {
    /// Its name in Smithy.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Structure { .. } => "structure",
            Self::Union { .. } => "union",
            Self::List { .. } => "list",
            Self::Map { .. } => "map",
            Self::String => "string",
            Self::Enum { .. } => "enum",
            Self::IntEnum { .. } => "intEnum",
            Self::Blob => "blob",
            Self::Boolean => "boolean",
            Self::Byte => "byte",
            Self::Short => "short",
            Self::Integer => "integer",
            Self::Long => "long",
            Self::BigInteger => "bigInteger",
            Self::Float => "float",
            Self::Double => "double",
            Self::BigDecimal => "bigDecimal",
            Self::Timestamp { .. } => "timestamp",
            Self::Document => "document",
        }
    }

    /// Whether a type of its own is made of it. What is not has no name that counts.
    pub fn has_type(&self) -> bool {
        matches!(self, Self::Structure { .. } | Self::Union { .. } | Self::Enum { .. } | Self::IntEnum { .. })
    }

    /// The shapes that it refers to.
    pub fn targets(&self) -> Vec<ShapeId> {
        let members = self.members().iter().chain(self.elements());
        members.map(|member| member.target).collect()
    }

    /// The `member` of a list, the `key` and the `value` of a map; of anything else, none.
    pub fn elements(&self) -> impl Iterator<Item = &Member> {
        let elements: [Option<&Member>; 2] = match self {
            Self::List { element, .. } => [Some(element), None],
            Self::Map { key, value, .. } => [Some(key), Some(value)],
            _ => [None, None],
        };
        elements.into_iter().flatten()
    }

    /// The same, to be changed.
    pub fn elements_mut(&mut self) -> impl Iterator<Item = &mut Member> {
        let elements: [Option<&mut Member>; 2] = match self {
            Self::List { element, .. } => [Some(element), None],
            Self::Map { key, value, .. } => [Some(key), Some(value)],
            _ => [None, None],
        };
        elements.into_iter().flatten()
    }

    /// The members of a structure or union; of anything else, none.
    pub fn members(&self) -> &[Member] {
        match self {
            Self::Structure { members, .. } | Self::Union { members } => members,
            _ => &[],
        }
    }

    /// The same, to be changed.
    pub fn members_mut(&mut self) -> &mut [Member] {
        match self {
            Self::Structure { members, .. } | Self::Union { members } => members,
            _ => &mut [],
        }
    }
}

impl Member {
    /// Returns the bounds of the member's values: its own, and those of the target that they do not replace.
    pub fn effective_bounds(&self, target: &Shape) -> Bounds {
        self.bounds.over(&target.bounds)
    }
}

impl Bounds {
    /// These bounds in place of those of a target. The two ends are one trait: either replaces both.
    pub fn over(&self, target: &Self) -> Self {
        let ends = if self.min.is_some() || self.max.is_some() { self } else { target };
        let pattern = self.pattern.as_ref().or(target.pattern.as_ref());
        Self { min: ends.min.clone(), max: ends.max.clone(), pattern: pattern.cloned() }
    }

    /// The least and greatest length or number of a value of the kind: `1 to 36 characters`.
    pub fn size(&self, kind: &Kind) -> Option<String> {
        let unit = match kind {
            Kind::String | Kind::Enum { .. } => " characters",
            Kind::List { .. } => " elements",
            Kind::Map { .. } => " entries",
            Kind::Blob => " bytes",
            _ => "",
        };
        // No length is below 0, and a model may say so.
        let min = self.min.as_ref().filter(|min| unit.is_empty() || min.as_f64() != Some(0.0));
        match (min.map(plain), self.max.as_ref().map(plain)) {
            (Some(min), Some(max)) if min == max => Some(format!("exactly {min}{unit}")),
            (Some(min), Some(max)) => Some(format!("{min} to {max}{unit}")),
            (Some(min), None) => Some(format!("at least {min}{unit}")),
            (None, Some(max)) => Some(format!("at most {max}{unit}")),
            (None, None) => None,
        }
    }
}

/// The number without a fraction of zeros.
fn plain(number: &Number) -> String {
    let text = number.to_string();
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

/// A value of an enum. Formats that name it as well are not listened to: what it is called follows from the value, so
/// that it is called the same whatever the format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnumValue {
    /// On the wire.
    pub value: String,
    /// Words on it.
    pub docs: Option<String>,
}

/// What makes a structure an error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorTrait {
    /// The code that names it, where that is not the shape's name.
    pub code: Option<String>,
    /// Its status.
    pub status: Option<u16>,
    /// Whether the service is at fault, not the caller.
    pub server_fault: bool,
    /// Whether trying again may help.
    pub retryable: bool,
    /// Whether it asks to slow down.
    pub throttling: bool,
}

/// What few shapes have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ShapeTrait {
    /// A blob that comes in pieces.
    Streaming,
    /// One whose length must be known before it is sent.
    RequiresLength,
    /// A union of events that come one after another.
    EventStream,
    /// One of them.
    Event,
    /// Has an element of its name around it in the answers of the query protocols.
    Wrapper,
    /// A list or map without an element around it.
    Flattened,
}

impl ShapeTrait {
    /// Its name in Smithy.
    pub fn name(self) -> &'static str {
        match self {
            Self::Streaming => "smithy.api#streaming",
            Self::RequiresLength => "smithy.api#requiresLength",
            Self::EventStream => "smithy.api#streaming on a union",
            Self::Event => "smithy.api#streaming on a union's member",
            Self::Wrapper => "wrapper",
            Self::Flattened => "smithy.api#xmlFlattened",
        }
    }
}
