//! A stream with every kind of event, in services with each protocol that has event streams.

use smithereen::event_stream::EventStream;
#[cfg(feature = "xml")]
use smithereen::protocol::RestXml;
#[cfg(feature = "cbor")]
use smithereen::protocol::RpcV2Cbor;
use smithereen::protocol::{AwsJson1_1, RestJson1};
use smithereen::{Bytes, Endpoint, OperationSchema, Service, Timestamp};

#[derive(Clone, Default, PartialEq)]
pub(crate) struct Details {
    pub(crate) text: Option<String>,
    pub(crate) count: Option<i32>,
}

smithereen::structure!(Details = "Details" {
    0 text => Member::new("text"),
    1 count => Member::new("count"),
});

#[derive(Clone, Default, PartialEq)]
pub(crate) struct HeadersEvent {
    pub(crate) boolean: Option<bool>,
    pub(crate) byte: Option<i8>,
    pub(crate) short: Option<i16>,
    pub(crate) int: Option<i32>,
    pub(crate) long: Option<i64>,
    pub(crate) blob: Option<Bytes>,
    pub(crate) string: Option<String>,
    pub(crate) timestamp: Option<Timestamp>,
}

smithereen::structure!(HeadersEvent = "HeadersEvent" {
    0 boolean => Member::new("booleanHeader").event_header(),
    1 byte => Member::new("byteHeader").event_header(),
    2 short => Member::new("shortHeader").event_header(),
    3 int => Member::new("intHeader").event_header(),
    4 long => Member::new("longHeader").event_header(),
    5 blob => Member::new("blobHeader").event_header(),
    6 string => Member::new("stringHeader").event_header(),
    7 timestamp => Member::new("timestampHeader").event_header(),
});

#[derive(Clone, Default, PartialEq)]
pub(crate) struct BlobEvent {
    pub(crate) payload: Option<Bytes>,
}

smithereen::structure!(BlobEvent = "BlobEvent" { 0 payload => Member::new("payload").event_payload() });

#[derive(Clone, Default, PartialEq)]
pub(crate) struct StringEvent {
    pub(crate) payload: Option<String>,
}

smithereen::structure!(StringEvent = "StringEvent" { 0 payload => Member::new("payload").event_payload() });

#[derive(Clone, Default, PartialEq)]
pub(crate) struct StructureEvent {
    pub(crate) header: Option<String>,
    pub(crate) payload: Option<Details>,
}

smithereen::structure!(StructureEvent = "StructureEvent" {
    0 header => Member::new("header").event_header(),
    1 payload => Member::new("payload").event_payload().with(Flag::Structure),
});

#[derive(Clone, Default, PartialEq)]
pub(crate) struct MixedEvent {
    pub(crate) header: Option<i32>,
    pub(crate) payload: String,
    pub(crate) more: Option<Vec<Details>>,
}

smithereen::structure!(MixedEvent = "MixedEvent" {
    0 header => Member::new("header").event_header().required(),
    1 payload => Member::new("payload").required(),
    2 more => Member::new("more"),
});

#[derive(Clone, Default, PartialEq)]
pub(crate) struct EmptyEvent {}

smithereen::structure!(EmptyEvent = "EmptyEvent" {});

#[derive(Clone, PartialEq)]
pub(crate) enum Events {
    Headers(HeadersEvent),
    Blob(BlobEvent),
    Text(StringEvent),
    Structure(StructureEvent),
    Mixed(MixedEvent),
    Empty(EmptyEvent),
    Unknown(String),
}

smithereen::union!(Events = "Events" {
    0 Headers => Member::new("headers"),
    1 Blob => Member::new("blob"),
    2 Text => Member::new("text"),
    3 Structure => Member::new("structure"),
    4 Mixed => Member::new("mixed"),
    5 Empty => Member::new("empty"),
});

#[derive(Clone, Default, PartialEq)]
pub(crate) struct BadRequest {
    pub(crate) message: Option<String>,
    pub(crate) field: Option<String>,
}

smithereen::exception!(BadRequest = "BadRequestException" {
    0 message => Member::new("Message"),
    1 field => Member::new("field"),
});

#[derive(Clone, Default, PartialEq)]
pub(crate) struct Secret {
    pub(crate) message: Option<String>,
}

smithereen::exception!(Secret = "SecretException" { 0 message => Member::new("message").sensitive() });

#[derive(Clone, PartialEq)]
pub(crate) enum EventsError {
    BadRequest(BadRequest),
    Secret(Secret),
    Unknown(String),
}

smithereen::operation_error!(EventsError = "EventsError" {
    0 BadRequest => Member::new("BadRequestException").wire("badRequest"),
    1 Secret => Member::new("SecretException").wire("secret"),
});

impl EventStream for Events {
    type Error = EventsError;
}

/// The output of protocols without HTTP bindings.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Output {
    pub(crate) session: String,
}

smithereen::structure!(Output = "Output" { 0 session => Member::new("session").required() });

macro_rules! operation {
    ($name:ident, $protocol:expr) => {
        pub(crate) fn $name() -> &'static OperationSchema {
            static SERVICE: Service =
                Service::new("Test", &$protocol, |_| Endpoint::new("https://example.com"));
            static OPERATION: OperationSchema = OperationSchema::new(&SERVICE, "Listen", "POST", "/listen");
            &OPERATION
        }
    };
}

operation!(rest_json, RestJson1);
operation!(aws_json, AwsJson1_1::new("Test"));
#[cfg(feature = "xml")]
operation!(rest_xml, RestXml::new());
#[cfg(feature = "cbor")]
operation!(cbor, RpcV2Cbor::new("Test"));

/// Returns an operation with each protocol.
pub(crate) fn operations() -> Vec<&'static OperationSchema> {
    vec![
        rest_json(),
        aws_json(),
        #[cfg(feature = "xml")]
        rest_xml(),
        #[cfg(feature = "cbor")]
        cbor(),
    ]
}
