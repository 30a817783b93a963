//! What a model says of a shape and of its members.

use super::ShapeId;
use serde_json::Number;

/// A shape.
#[derive(Clone, Debug)]
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
#[derive(Clone, Debug)]
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
        element: Reference,
        sparse: bool,
    },
    Map {
        key: Reference,
        value: Reference,
        sparse: bool,
    },
    String,
    Enum {
        values: Vec<EnumValue>,
    },
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

/// A member of a structure or union.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its name in the model.
    pub name: String,
    /// The shape of its value.
    pub target: ShapeId,
    /// Whether it must be set.
    pub presence: Presence,
    /// Where in the HTTP message it goes.
    pub binding: Binding,
    /// Its name in the body, where that is another (`jsonName`, `xmlName`).
    pub wire_name: Option<String>,
    /// How it looks in XML.
    pub xml: Xml,
    /// How a timestamp is written here.
    pub timestamp: Option<TimestampFormat>,
    /// Whether it should still be used.
    pub deprecated: Option<Deprecated>,
    /// What else the model says of it.
    pub traits: Vec<MemberTrait>,
    /// Whether its type would hold itself without a box; settled by a pass.
    pub boxed: bool,
    /// Words on it.
    pub docs: Option<String>,
}

/// Whether a member must be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is what it is called")]
pub enum Presence {
    Required,
    Optional,
}

/// Where in an HTTP message a member goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Binding {
    /// In the body, with others.
    Body,
    /// In the path.
    Label(String),
    /// In the query.
    Query(String),
    /// In the query, a parameter an entry.
    QueryParams,
    /// In a header.
    Header(String),
    /// In headers of this prefix, one an entry.
    PrefixHeaders(String),
    /// The status.
    ResponseCode,
    /// The whole body.
    Payload,
}

/// How a member or an element looks in XML; of the query protocols, its name too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Xml {
    /// An attribute, not an element.
    pub attribute: bool,
    /// A list or map without an element around it.
    pub flattened: bool,
    /// Its namespace, and that one's prefix.
    pub namespace: Option<(String, Option<String>)>,
    /// Its name in `ec2Query`.
    pub query_name: Option<String>,
}

/// The element of a list, or the key or value of a map.
#[derive(Clone, Debug)]
pub struct Reference {
    /// Its shape.
    pub target: ShapeId,
    /// Its name on the wire.
    pub wire_name: Option<String>,
    /// What else the model says of it.
    pub traits: Vec<MemberTrait>,
}

/// A value of an enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnumValue {
    /// Its name, where the format has one.
    pub name: Option<String>,
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

/// `deprecated`
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deprecated {
    /// What to use.
    pub message: Option<String>,
    /// Since when, in the model's own form.
    pub since: Option<String>,
}

/// How a timestamp is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is what Smithy calls it")]
pub enum TimestampFormat {
    DateTime,
    HttpDate,
    EpochSeconds,
}

/// `length`, `range` and `pattern`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bounds {
    /// The least length or number.
    pub min: Option<Number>,
    /// The greatest.
    pub max: Option<Number>,
    /// A regular expression.
    pub pattern: Option<String>,
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

/// What few members have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MemberTrait {
    /// Filled in where the caller leaves it unset.
    IdempotencyToken,
    /// Part of the host's name.
    HostLabel,
    /// JSON in a string.
    JsonValue,
    /// Given to the endpoint rules.
    ContextParam,
    /// The payload of an event.
    EventPayload,
    /// A header of an event.
    EventHeader,
    /// Comes in pieces.
    Streaming,
}

impl MemberTrait {
    /// Its name in Smithy.
    pub fn name(self) -> &'static str {
        match self {
            Self::IdempotencyToken => "smithy.api#idempotencyToken",
            Self::HostLabel => "smithy.api#hostLabel",
            Self::JsonValue => "jsonvalue",
            Self::ContextParam => "smithy.rules#contextParam",
            Self::EventPayload => "smithy.api#eventPayload",
            Self::EventHeader => "smithy.api#eventHeader",
            Self::Streaming => "smithy.api#streaming",
        }
    }
}
