//! The parts of messages that carry members.

/// The part of an HTTP message, or of an event, that carries a member. Protocols without HTTP bindings put all members of
/// messages in the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    /// A member of the body (no binding trait).
    Body,
    /// A label in the path (`httpLabel`).
    Label,
    /// A query parameter (`httpQuery`).
    Query,
    /// A query parameter for each entry of a map (`httpQueryParams`).
    QueryParams,
    /// A header (`httpHeader`).
    Header,
    /// A header for each entry of a map: the prefix followed by the key (`httpPrefixHeaders`).
    PrefixHeaders,
    /// The status code of the response (`httpResponseCode`).
    ResponseCode,
    /// The whole body (`httpPayload`).
    Payload,
    /// A header of an event (`eventHeader`).
    EventHeader,
    /// The whole payload of an event (`eventPayload`).
    EventPayload,
}
