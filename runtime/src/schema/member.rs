//! What a model says of one member, a line in a generated table.

/// A member of a structure or union, or the element of a list or map.
#[derive(Debug)]
#[non_exhaustive]
pub struct Member {
    /// The member's name in the model; what serde calls it.
    pub name: &'static str,
    /// Its name on the wire: in the body, or of the label, header or query parameter.
    pub wire: &'static str,
    /// Where in the HTTP message it goes.
    pub binding: Binding,
    /// How a timestamp is written, where the model says so.
    pub timestamp: Option<TimestampFormat>,
    /// What the model says of the elements of a list, or the values of a map.
    pub element: Option<&'static Member>,
    flags: u16,
}

/// Where in an HTTP message a member goes. Protocols without HTTP bindings put all members in the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    /// In the body, under its name (Smithy: no binding).
    Body,
    /// In the path (`httpLabel`).
    Label,
    /// In the query, under its name (`httpQuery`).
    Query,
    /// In the query, each entry under its key (`httpQueryParams`).
    QueryParams,
    /// In the header of its name (`httpHeader`).
    Header,
    /// In headers, each entry under the name followed by its key (`httpPrefixHeaders`).
    PrefixHeaders,
    /// The status of the response (`httpResponseCode`).
    ResponseCode,
    /// The body itself (`httpPayload`).
    Payload,
}

/// How a timestamp is written (`timestampFormat`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimestampFormat {
    /// `1985-04-12T23:20:50.52Z`
    DateTime,
    /// `Tue, 29 Apr 2014 18:30:38 GMT`
    HttpDate,
    /// Seconds since 1970, fractions after a point.
    EpochSeconds,
}

/// A mark that a member carries or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
#[non_exhaustive]
pub enum Flag {
    /// `required`
    Required = 1,
    /// `sensitive`, the member or what it holds.
    Sensitive = 1 << 1,
    /// `idempotencyToken`
    IdempotencyToken = 1 << 2,
    /// A document: an explicit null is a value of it.
    Document = 1 << 3,
    /// A document that is written as a text holding JSON (botocore's `jsonvalue`).
    JsonValue = 1 << 4,
    /// Part of the host name (`hostLabel`).
    HostLabel = 1 << 5,
    /// An error that may succeed when the call is repeated (`retryable`).
    Retryable = 1 << 6,
    /// An error that asks the caller to slow down (`retryable` with `throttling`).
    Throttling = 1 << 7,
    /// A structure: where it is the payload and unset, an empty one is sent.
    Structure = 1 << 8,
    /// A name with a quote, a backslash or a control character in it, which JSON escapes. Others are written as they
    /// are, without a look at them.
    Escaped = 1 << 9,
    /// The whole body as text or bytes of the media type that stands in place of the wire name (`mediaType`).
    MediaType = 1 << 15,
}

impl Member {
    /// A list element or map value of which the model says nothing.
    pub const ELEMENT: &'static Self = &Self::new("member");

    /// A member in the body, called the same there.
    pub const fn new(name: &'static str) -> Self {
        Self { name, wire: name, binding: Binding::Body, timestamp: None, element: None, flags: 0 }
    }

    /// Called `wire` in the body.
    #[must_use]
    pub const fn wire(self, wire: &'static str) -> Self {
        Self { wire, ..self }
    }

    /// In the path, as the label `wire`.
    #[must_use]
    pub const fn label(self, wire: &'static str) -> Self {
        Self { wire, binding: Binding::Label, ..self }
    }

    /// In the query, as `wire`.
    #[must_use]
    pub const fn query(self, wire: &'static str) -> Self {
        Self { wire, binding: Binding::Query, ..self }
    }

    /// In the query, a parameter an entry.
    #[must_use]
    pub const fn query_params(self) -> Self {
        Self { binding: Binding::QueryParams, ..self }
    }

    /// In the header `wire`.
    #[must_use]
    pub const fn header(self, wire: &'static str) -> Self {
        Self { wire, binding: Binding::Header, ..self }
    }

    /// In headers that start with `prefix`, one an entry.
    #[must_use]
    pub const fn prefix_headers(self, prefix: &'static str) -> Self {
        Self { wire: prefix, binding: Binding::PrefixHeaders, ..self }
    }

    /// The response's status.
    #[must_use]
    pub const fn response_code(self) -> Self {
        Self { binding: Binding::ResponseCode, ..self }
    }

    /// The whole body.
    #[must_use]
    pub const fn payload(self) -> Self {
        Self { binding: Binding::Payload, ..self }
    }

    /// Of this media type, as text or bytes that are the whole body and have no name there.
    #[must_use]
    pub const fn media_type(self, media_type: &'static str) -> Self {
        Self { wire: media_type, ..self }.with(Flag::MediaType)
    }

    /// The media type of text or bytes that are the whole body, where the model has it.
    pub(crate) fn payload_media_type(&self) -> Option<&'static str> {
        self.has(Flag::MediaType).then_some(self.wire)
    }

    /// Written as a timestamp of this format.
    #[must_use]
    pub const fn timestamp(self, format: TimestampFormat) -> Self {
        Self { timestamp: Some(format), ..self }
    }

    /// A list or map whose elements the model says more of.
    #[must_use]
    pub const fn element(self, element: &'static Member) -> Self {
        Self { element: Some(element), ..self }
    }

    /// Carries the mark.
    #[must_use]
    pub const fn with(self, flag: Flag) -> Self {
        Self { flags: self.flags | flag as u16, ..self }
    }

    /// Carries `required`.
    #[must_use]
    pub const fn required(self) -> Self {
        self.with(Flag::Required)
    }

    /// Carries `sensitive`.
    #[must_use]
    pub const fn sensitive(self) -> Self {
        self.with(Flag::Sensitive)
    }

    /// Carries `idempotencyToken`: filled in where the caller leaves it unset.
    #[must_use]
    pub const fn idempotency_token(self) -> Self {
        self.with(Flag::IdempotencyToken)
    }

    /// Holds a document.
    #[must_use]
    pub const fn document(self) -> Self {
        self.with(Flag::Document)
    }

    /// Whether it carries the mark.
    pub const fn has(&self, flag: Flag) -> bool {
        self.flags & flag as u16 != 0
    }

    /// What the model says of the elements.
    pub(crate) fn element_or_default(&self) -> &'static Member {
        self.element.unwrap_or(Self::ELEMENT)
    }
}
