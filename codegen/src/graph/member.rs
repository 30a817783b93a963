//! Members: of structures and unions, the elements of lists, the keys and values of maps.

use super::id::ShapeId;
use super::traits::{Bounds, Deprecated, TimestampFormat};

/// A member of a structure or union, the `member` of a list, the `key` or `value` of a map.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The name in the model.
    pub name: String,
    /// The shape of its values.
    pub target: ShapeId,
    /// Whether the member is required.
    pub presence: Presence,
    /// The HTTP binding.
    pub binding: Binding,
    /// Its name in the body, where that is another (`jsonName`, `xmlName`). A member that is bound to another part of
    /// the message keeps it only while its shape is used in a body as well.
    pub wire_name: Option<String>,
    /// The media type of a string or blob that is the whole body (`mediaType`).
    pub media_type: Option<String>,
    /// The XML traits.
    pub xml: Xml,
    /// The timestamp format, which overrides that of the target.
    pub timestamp: Option<TimestampFormat>,
    /// The member's own bounds, which replace those of the target.
    pub bounds: Bounds,
    /// Whether the member itself is sensitive. See [`Shapes::is_sensitive`](super::Shapes::is_sensitive).
    pub sensitive: bool,
    /// The endpoint parameter that the member sets (`contextParam`).
    pub context_param: Option<String>,
    /// The deprecation, if it is deprecated.
    pub deprecated: Option<Deprecated>,
    /// Traits that few members have.
    pub traits: Vec<MemberTrait>,
    /// Whether its type is boxed, since it is recursive. Set by a pass.
    pub boxed: bool,
    /// The documentation.
    pub docs: Option<String>,
}

impl Member {
    /// Whether the value is part of the URL or a header.
    pub fn is_outside_the_body(&self) -> bool {
        let is_in_the_host = self.context_param.is_some() || self.traits.contains(&MemberTrait::HostLabel);
        match self.binding {
            Binding::Label(_) | Binding::Query(_) | Binding::QueryParams => true,
            Binding::Header(_) | Binding::PrefixHeaders(_) => true,
            Binding::Body | Binding::Payload | Binding::ResponseCode => is_in_the_host,
        }
    }
}

/// Whether a member is required.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is what it is called")]
pub enum Presence {
    Required,
    Optional,
}

/// The HTTP binding of a member.
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

/// What few members have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MemberTrait {
    /// Filled in where the caller leaves it unset.
    IdempotencyToken,
    /// Part of the host's name.
    HostLabel,
    /// JSON in a string.
    JsonValue,
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
            Self::EventPayload => "smithy.api#eventPayload",
            Self::EventHeader => "smithy.api#eventHeader",
            Self::Streaming => "smithy.api#streaming",
        }
    }
}
