//! Members of shapes.

use super::binding::Binding;
use super::flag::Flag;
use super::namespace::XmlNamespace;

/// A member of a structure or union, or the element of a list or map.
#[derive(Debug)]
#[non_exhaustive]
pub struct Member {
    /// The name in the model, which serde uses too.
    pub name: &'static str,
    /// The name on the wire: of the member in the body, or of the label, header or query parameter.
    pub wire: &'static str,
    /// The part of the HTTP message that carries the member.
    pub binding: Binding,
    /// The timestamp format, if the model has one.
    pub timestamp: Option<TimestampFormat>,
    /// The traits of the elements of a list or the values of a map, if they have any.
    pub element: Option<&'static Member>,
    /// Traits that few members have.
    pub rare: Option<&'static RareTraits>,
    flags: u16,
}

/// The format of a timestamp (`timestampFormat`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimestampFormat {
    /// `1985-04-12T23:20:50.52Z`
    DateTime,
    /// `Tue, 29 Apr 2014 18:30:38 GMT`
    HttpDate,
    /// Seconds since 1970-01-01T00:00:00Z, as a decimal number.
    EpochSeconds,
}

impl Member {
    /// The element of a list or value of a map without traits.
    pub const ELEMENT: &'static Self = &Self::new("member");

    /// Creates a member of the body with the same name on the wire.
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            wire: name,
            binding: Binding::Body,
            timestamp: None,
            element: None,
            rare: None,
            flags: 0,
        }
    }

    /// Sets the name in the body.
    #[must_use]
    pub const fn wire(self, wire: &'static str) -> Self {
        Self { wire, ..self }
    }

    /// Binds the member to the label `wire`.
    #[must_use]
    pub const fn label(self, wire: &'static str) -> Self {
        Self { wire, binding: Binding::Label, ..self }
    }

    /// Binds the member to the query parameter `wire`.
    #[must_use]
    pub const fn query(self, wire: &'static str) -> Self {
        Self { wire, binding: Binding::Query, ..self }
    }

    /// Binds each entry of the map to a query parameter.
    #[must_use]
    pub const fn query_params(self) -> Self {
        Self { binding: Binding::QueryParams, ..self }
    }

    /// Binds the member to the header `wire`.
    #[must_use]
    pub const fn header(self, wire: &'static str) -> Self {
        Self { wire, binding: Binding::Header, ..self }
    }

    /// Binds each entry of the map to a header that starts with `prefix`.
    #[must_use]
    pub const fn prefix_headers(self, prefix: &'static str) -> Self {
        Self { wire: prefix, binding: Binding::PrefixHeaders, ..self }
    }

    /// Binds the member to the status code of the response.
    #[must_use]
    pub const fn response_code(self) -> Self {
        Self { binding: Binding::ResponseCode, ..self }
    }

    /// Makes the member the whole body.
    #[must_use]
    pub const fn payload(self) -> Self {
        Self { binding: Binding::Payload, ..self }
    }

    /// Binds the member to a header of the event.
    #[must_use]
    pub const fn event_header(self) -> Self {
        Self { binding: Binding::EventHeader, ..self }
    }

    /// Makes the member the whole payload of the event.
    #[must_use]
    pub const fn event_payload(self) -> Self {
        Self { binding: Binding::EventPayload, ..self }
    }

    /// Sets the media type of a payload that is a string or a blob.
    #[must_use]
    pub const fn media_type(self, media_type: &'static str) -> Self {
        Self { wire: media_type, ..self }.with(Flag::MediaType)
    }

    /// Returns the media type of a payload, if the model has one.
    pub(crate) fn payload_media_type(&self) -> Option<&'static str> {
        self.has(Flag::MediaType).then_some(self.wire)
    }

    /// Sets the timestamp format.
    #[must_use]
    pub const fn timestamp(self, format: TimestampFormat) -> Self {
        Self { timestamp: Some(format), ..self }
    }

    /// Sets the traits of the elements of a list or the values of a map.
    ///
    /// The element's name on the wire is that of its XML element, `member` by default. In a map, an element whose name and
    /// name on the wire are both `member` is one without a name in the model, and its XML element is `value`:
    /// `Member::new("member").wire("X")` and `Member::new("value").wire("X")` both mean `X`.
    #[must_use]
    pub const fn element(self, element: &'static Member) -> Self {
        Self { element: Some(element), ..self }
    }

    /// Sets traits that few members have.
    #[must_use]
    pub const fn rare(self, traits: &'static RareTraits) -> Self {
        Self { rare: Some(traits), ..self }
    }

    /// Adds a flag.
    #[must_use]
    pub const fn with(self, flag: Flag) -> Self {
        Self { flags: self.flags | flag as u16, ..self }
    }

    /// Adds `required`.
    #[must_use]
    pub const fn required(self) -> Self {
        self.with(Flag::Required)
    }

    /// Adds `sensitive`.
    #[must_use]
    pub const fn sensitive(self) -> Self {
        self.with(Flag::Sensitive)
    }

    /// Adds `idempotencyToken`: an unset member gets a random value.
    #[must_use]
    pub const fn idempotency_token(self) -> Self {
        self.with(Flag::IdempotencyToken)
    }

    /// Marks the value as a document.
    #[must_use]
    pub const fn document(self) -> Self {
        self.with(Flag::Document)
    }

    /// Returns whether the member has the flag.
    pub const fn has(&self, flag: Flag) -> bool {
        self.flags & flag as u16 != 0
    }

    /// Returns the element of a list or value of a map, or [`Self::ELEMENT`] if the model has no traits for it.
    pub(crate) fn element_or_default(&self) -> &'static Member {
        self.element.unwrap_or(Self::ELEMENT)
    }
}

/// Traits of XML and of the query protocols that few shapes and members have. They are apart from [`Member`] and
/// [`Schema`](super::Schema), so that others do not grow.
///
/// ```
/// use smithereen::schema::{Member, RareTraits};
/// const TRAITS: RareTraits = RareTraits::new().namespace("http://www.w3.org/2001/XMLSchema-instance", "xsi");
/// const GRANTEE: Member = Member::new("Grantee").rare(&TRAITS);
/// ```
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct RareTraits {
    /// The name of the element that is the whole body, if it is not the shape's name (`xmlName` of a structure, or of a member
    /// that is the payload). On a member it precedes the name on the wire, which names the element as well if it differs from
    /// the name in the model.
    pub xml_name: Option<&'static str>,
    /// The namespace that the element declares (`xmlNamespace`).
    pub namespace: Option<XmlNamespace>,
    /// The name in requests of `ec2Query` (`ec2QueryName`).
    pub query_name: Option<&'static str>,
    /// The key of a map, if it has traits.
    pub key: Option<&'static Member>,
    /// Whether a response may have the text in the encoding of forms, see
    /// [`OperationSchema::url_encoding`](crate::OperationSchema::url_encoding).
    pub url_encoded: bool,
    /// Whether responses do not set the member, because another one has the same name in XML.
    pub sent_only: bool,
}

impl RareTraits {
    /// Creates an empty set of traits.
    pub const fn new() -> Self {
        Self {
            xml_name: None,
            namespace: None,
            query_name: None,
            key: None,
            url_encoded: false,
            sent_only: false,
        }
    }

    /// Sets the name of the element that is the whole body.
    #[must_use]
    pub const fn xml_name(self, name: &'static str) -> Self {
        Self { xml_name: Some(name), ..self }
    }

    /// Sets the namespace; `prefix` is empty for the default namespace.
    #[must_use]
    pub const fn namespace(self, uri: &'static str, prefix: &'static str) -> Self {
        Self { namespace: Some(XmlNamespace { uri, prefix }), ..self }
    }

    /// Sets the name in requests of `ec2Query`.
    #[must_use]
    pub const fn query_name(self, name: &'static str) -> Self {
        Self { query_name: Some(name), ..self }
    }

    /// Sets the key of a map.
    #[must_use]
    pub const fn key(self, key: &'static Member) -> Self {
        Self { key: Some(key), ..self }
    }

    /// States that a response may have the text in the encoding of forms.
    #[must_use]
    pub const fn url_encoded(self) -> Self {
        Self { url_encoded: true, ..self }
    }

    /// States that another member has the same name in XML, which responses set.
    #[must_use]
    pub const fn sent_only(self) -> Self {
        Self { sent_only: true, ..self }
    }
}
