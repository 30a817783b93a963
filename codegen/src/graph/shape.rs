//! Shapes.

use super::id::ShapeId;
use super::member::Member;
use super::traits::{Bounds, Deprecated, TimestampFormat};
use super::xml::XmlRoot;
use serde_json::Number;

/// A shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// The name in the model, without namespace.
    pub name: String,
    /// The type, with its members or values.
    pub kind: Kind,
    /// Whether its values are sensitive (`sensitive`).
    pub sensitive: bool,
    /// The deprecation, if it is deprecated.
    pub deprecated: Option<Deprecated>,
    /// The bounds of its values.
    pub bounds: Bounds,
    /// The XML traits of a structure or union.
    pub xml: XmlRoot,
    /// Rare traits of shapes.
    pub traits: Vec<ShapeTrait>,
    /// The documentation.
    pub docs: Option<String>,
}

impl Shape {
    /// Returns the name of the root element of a body that consists of this structure or union.
    pub fn root_name(&self) -> &str {
        self.xml.name.as_ref().unwrap_or(&self.name)
    }
}

/// The type of a shape, with its members or values.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each is what Smithy calls it")]
pub enum Kind {
    /// A structure. With an error trait, an error.
    Structure {
        members: Vec<Member>,
        error: Option<ErrorTrait>,
    },
    /// A union, of which exactly one member is set.
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
    /// Named integers. The names are significant, because variants cannot be named after numbers.
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
    /// Returns the Smithy name of the type.
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

    /// Returns whether a named type is generated for the shape.
    pub fn has_type(&self) -> bool {
        matches!(self, Self::Structure { .. } | Self::Union { .. } | Self::Enum { .. } | Self::IntEnum { .. })
    }

    /// Returns the shapes that it refers to.
    pub fn targets(&self) -> Vec<ShapeId> {
        let members = self.members().iter().chain(self.elements());
        members.map(|member| member.target).collect()
    }

    /// Returns the `member` of a list, or the `key` and `value` of a map.
    pub fn elements(&self) -> impl Iterator<Item = &Member> {
        let elements: [Option<&Member>; 2] = match self {
            Self::List { element, .. } => [Some(element), None],
            Self::Map { key, value, .. } => [Some(key), Some(value)],
            _ => [None, None],
        };
        elements.into_iter().flatten()
    }

    /// Returns the same for modification.
    pub fn elements_mut(&mut self) -> impl Iterator<Item = &mut Member> {
        let elements: [Option<&mut Member>; 2] = match self {
            Self::List { element, .. } => [Some(element), None],
            Self::Map { key, value, .. } => [Some(key), Some(value)],
            _ => [None, None],
        };
        elements.into_iter().flatten()
    }

    /// Returns the members of a structure or union.
    pub fn members(&self) -> &[Member] {
        match self {
            Self::Structure { members, .. } | Self::Union { members } => members,
            _ => &[],
        }
    }

    /// Returns the same for modification.
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
    /// Returns these bounds, completed by those of a target. The minimum and the maximum are one trait, so that either
    /// replaces both.
    pub fn over(&self, target: &Self) -> Self {
        let ends = if self.min.is_some() || self.max.is_some() { self } else { target };
        let pattern = self.pattern.as_ref().or(target.pattern.as_ref());
        Self { min: ends.min.clone(), max: ends.max.clone(), pattern: pattern.cloned() }
    }

    /// Describes the minimum and maximum length or number: `1 to 36 characters`.
    pub fn size(&self, kind: &Kind) -> Option<String> {
        let unit = match kind {
            Kind::String | Kind::Enum { .. } => " characters",
            Kind::List { .. } => " elements",
            Kind::Map { .. } => " entries",
            Kind::Blob => " bytes",
            _ => "",
        };
        // A minimum length of 0 has no effect.
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

/// Returns the number without a fraction of zeros.
fn plain(number: &Number) -> String {
    let text = number.to_string();
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

/// A value of an enum. Its variant is named after the value, so that the name is the same in each format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnumValue {
    /// The serialized value.
    pub value: String,
    /// The documentation.
    pub docs: Option<String>,
}

/// The traits of an error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorTrait {
    /// The error code, if it is not the shape's name.
    pub code: Option<String>,
    /// The HTTP status.
    pub status: Option<u16>,
    /// Whether it is a fault of the service, not of the caller.
    pub server_fault: bool,
    /// Whether the call can be retried.
    pub retryable: bool,
    /// Whether it is a throttling error.
    pub throttling: bool,
}

/// A rare trait of a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ShapeTrait {
    /// A streaming blob.
    Streaming,
    /// A streaming blob whose length must be known (`requiresLength`).
    RequiresLength,
    /// An event stream.
    EventStream,
    /// An event of an event stream.
    Event,
}

impl ShapeTrait {
    /// Returns the name of the trait.
    pub fn name(self) -> &'static str {
        match self {
            Self::Streaming => "smithy.api#streaming",
            Self::RequiresLength => "smithy.api#requiresLength",
            Self::EventStream => "smithy.api#streaming on a union",
            Self::Event => "smithy.api#streaming on a union's member",
        }
    }
}
