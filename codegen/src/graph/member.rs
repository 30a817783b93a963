//! Members: of structures and unions, the elements of lists, the keys and values of maps.

use super::id::ShapeId;
use super::traits::{Bounds, Deprecated, TimestampFormat};
use super::xml::Xml;

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
    /// The member's name in the body under the service's protocol, if it differs (`jsonName`, `xmlName`); for a payload in
    /// XML, the name of the root element, if it is not the target's. A member with another binding keeps it only if its
    /// shape is also used in a body.
    pub wire_name: Option<String>,
    /// The media type of a string or blob that is the payload (`mediaType`).
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
    /// Rare traits of members.
    pub traits: Vec<MemberTrait>,
    /// Whether the value is boxed, because its type is recursive. Set by a pass.
    pub boxed: bool,
    /// The documentation.
    pub docs: Option<String>,
}

impl Member {
    /// Returns whether the member is a body that may be a stream.
    pub fn is_stream(&self) -> bool {
        self.binding == Binding::Payload && self.traits.contains(&MemberTrait::Streaming)
    }

    /// Returns whether the member is an event stream of an input or output.
    pub fn is_event_stream(&self) -> bool {
        self.traits.contains(&MemberTrait::SendsEvents) || self.traits.contains(&MemberTrait::ReceivesEvents)
    }

    /// Returns whether the member is the whole body of a message, or the whole payload of an event.
    pub fn is_whole_payload(&self) -> bool {
        self.binding == Binding::Payload || self.traits.contains(&MemberTrait::EventPayload)
    }

    /// Returns whether the field of the member is an `Option`. A stream without content is an empty body, or has no events.
    pub fn is_option(&self) -> bool {
        self.presence == Presence::Optional && !self.is_stream() && !self.is_event_stream()
    }

    /// Returns whether callers have to set the member when they create a value. Events can be sent without the input.
    pub fn is_argument(&self) -> bool {
        self.presence == Presence::Required && !self.is_event_stream()
    }

    /// Returns whether the value is part of the URL or a header.
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
    /// A part of the body.
    Body,
    /// A label of the path (`httpLabel`).
    Label(String),
    /// A query parameter (`httpQuery`).
    Query(String),
    /// Query parameters, one for each entry of a map (`httpQueryParams`).
    QueryParams,
    /// A header (`httpHeader`).
    Header(String),
    /// Headers with a prefix, one for each entry of a map (`httpPrefixHeaders`).
    PrefixHeaders(String),
    /// The status code (`httpResponseCode`).
    ResponseCode,
    /// The whole body (`httpPayload`).
    Payload,
}

/// A rare trait of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MemberTrait {
    /// `idempotencyToken`: the client generates a value if the caller sets none.
    IdempotencyToken,
    /// `hostLabel`: the value is a part of the host name.
    HostLabel,
    /// JSON in a string.
    JsonValue,
    /// `eventPayload`: the payload of an event.
    EventPayload,
    /// `eventHeader`: a header of an event.
    EventHeader,
    /// `streaming`: a streaming blob.
    Streaming,
    /// `aws.api#clientEndpointDiscoveryId`: an identifier of the endpoint that is discovered.
    EndpointDiscoveryId,
    /// An identifier, of which only what follows the last slash is sent. No model has it: the pass `customize` sets it.
    LastSegment,
    /// A member that no response sets, because another one has the same name in XML. No model has it: the pass `shared_names` sets it.
    SentOnly,
    /// A text that may be in the encoding of forms. No model has it: the pass `customize` sets it.
    UrlEncoded,
    /// An event stream that the input sends. No model has it: the pass `events` sets it.
    SendsEvents,
    /// An event stream that the output receives. No model has it: the pass `events` sets it.
    ReceivesEvents,
}

impl MemberTrait {
    /// Returns the name of the trait.
    pub fn name(self) -> &'static str {
        match self {
            Self::IdempotencyToken => "smithy.api#idempotencyToken",
            Self::HostLabel => "smithy.api#hostLabel",
            Self::JsonValue => "jsonvalue",
            Self::EventPayload => "smithy.api#eventPayload",
            Self::EventHeader => "smithy.api#eventHeader",
            Self::Streaming => "smithy.api#streaming",
            Self::EndpointDiscoveryId => "aws.api#clientEndpointDiscoveryId",
            Self::LastSegment => "lastSegment",
            Self::SentOnly => "sentOnly",
            Self::UrlEncoded => "urlEncoded",
            Self::SendsEvents => "sendsEvents",
            Self::ReceivesEvents => "receivesEvents",
        }
    }
}
