//! The flags of members.

/// A trait or property of a member that is present or absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
#[non_exhaustive]
pub enum Flag {
    /// `required`
    Required = 1,
    /// `sensitive`, on the member or on its target.
    Sensitive = 1 << 1,
    /// `idempotencyToken`
    IdempotencyToken = 1 << 2,
    /// A document: null is one of its values.
    Document = 1 << 3,
    /// A document that is serialized as a string of JSON (botocore's `jsonvalue`).
    JsonValue = 1 << 4,
    /// `hostLabel`: part of the host name.
    HostLabel = 1 << 5,
    /// `retryable`: the call may succeed when it is repeated.
    Retryable = 1 << 6,
    /// `retryable` with `throttling`: the caller should slow down.
    Throttling = 1 << 7,
    /// A structure. As an unset payload it is sent as an empty object.
    Structure = 1 << 8,
    /// A name with characters that JSON escapes. All other names are copied without a check.
    Escaped = 1 << 9,
    /// `xmlFlattened`: the elements of a list or map without an element around them.
    Flattened = 1 << 10,
    /// `xmlAttribute`: an attribute of the element of the structure.
    XmlAttribute = 1 << 11,
    /// `requiresLength`: a stream whose length has to be known.
    RequiresLength = 1 << 12,
    /// `clientEndpointDiscoveryId`: an identifier of the endpoint that is discovered.
    EndpointDiscoveryId = 1 << 13,
    /// An identifier, of which only what follows the last slash is sent.
    LastSegment = 1 << 14,
    /// `mediaType` of a payload. The media type is in place of the name on the wire, which a payload does not have.
    MediaType = 1 << 15,
}
