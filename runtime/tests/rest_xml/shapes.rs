//! A service with HTTP bindings and XML bodies.

use smithereen::protocol::RestXml;
use smithereen::schema::{Member, RareTraits};
use smithereen::{Bytes, Endpoint, Service, Timestamp};
use std::collections::BTreeMap;

pub(crate) static SERVICE: Service =
    Service::new("Test", &RestXml::new().namespace("urn:test", ""), |_| Endpoint::new("https://example.com"));

/// A string enum.
#[derive(Clone, PartialEq)]
pub(crate) enum Color {
    Red,
    Unknown(String),
}

impl Color {
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Red => "red",
            Self::Unknown(text) => text,
        }
    }
}

impl From<String> for Color {
    fn from(text: String) -> Self {
        if text == "red" { Self::Red } else { Self::Unknown(text) }
    }
}

smithereen::string_enum!(Color);

/// Members in all parts of a message.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Item {
    pub id: Option<String>,
    pub tag: Option<String>,
    pub etag: Option<String>,
    pub name: Option<String>,
    pub color: Option<Color>,
    pub colors: Option<Vec<Color>>,
    pub created: Option<Timestamp>,
    pub expires: Option<Timestamp>,
    pub data: Option<Bytes>,
    pub labels: Option<BTreeMap<String, String>>,
    pub parent: Option<Box<Self>>,
    pub lang: Option<String>,
}

static COLOR: Member = Member::new("member").wire("Color");
static XML: RareTraits = RareTraits::new().namespace("urn:language", "l");

smithereen::structure!(Item = "Item" {
    0 id => Member::new("id").label("id"),
    1 tag => Member::new("tag").query("tag"),
    2 etag => Member::new("etag").header("ETag"),
    3 name => Member::new("name").wire("Name"),
    4 color => Member::new("color"),
    5 colors => Member::new("colors").wire("Colors").element(&COLOR),
    6 created => Member::new("created"),
    7 expires => Member::new("expires").timestamp(TimestampFormat::HttpDate),
    8 data => Member::new("data"),
    9 labels => Member::new("labels").with(Flag::Flattened),
    10 parent => Member::new("parent").rare(&XML),
    11 lang => Member::new("lang").wire("l:lang").with(Flag::XmlAttribute),
});

/// A union as payload.
#[derive(Clone, PartialEq)]
pub(crate) enum Choice {
    Text(String),
    Item(Box<Item>),
    Unknown(String),
}

smithereen::union!(Choice = "Choice" { 0 Text => Member::new("text"), 1 Item => Member::new("item") });

macro_rules! payload {
    ($name:ident, $type:ty, $member:expr) => {
        /// A structure with a payload and a header.
        #[derive(Clone, Default, PartialEq)]
        pub(crate) struct $name {
            pub payload: Option<$type>,
            pub header: Option<String>,
        }

        smithereen::structure!($name = "Payload" { 0 payload => $member, 1 header => Member::new("header").header("X-Header") });
    };
}

static ROOT: RareTraits = RareTraits::new().namespace("urn:payload", "p");

payload!(BlobPayload, Bytes, Member::new("payload").payload());
payload!(MediaTypePayload, Bytes, Member::new("payload").media_type("image/png").payload());
payload!(TextPayload, String, Member::new("payload").payload());
payload!(EnumPayload, Color, Member::new("payload").payload());
payload!(ItemPayload, Item, Member::new("payload").with(Flag::Structure).payload());
payload!(NamedPayload, Item, Member::new("payload").wire("Root").rare(&ROOT).with(Flag::Structure).payload());
payload!(UnionPayload, Choice, Member::new("payload").payload());

/// A structure whose members are required.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Strict {
    pub name: String,
    pub names: Vec<String>,
}

smithereen::structure!(Strict = "Strict" {
    0 name => Member::new("name").required(),
    1 names => Member::new("names").with(Flag::Flattened).required(),
});

/// An error with members in the body and in a header.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Missing {
    pub message: Option<String>,
    pub resource: Option<String>,
    pub retry: Option<i32>,
}

smithereen::exception!(Missing = "Missing" {
    0 message => Member::new("message"),
    1 resource => Member::new("Resource"),
    2 retry => Member::new("retry").header("X-Retry"),
});

/// An error with a sensitive message.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Hidden {
    pub message: Option<String>,
}

smithereen::exception!(Hidden = "Hidden" { 0 message => Member::new("Message").sensitive() });

#[derive(Clone, PartialEq)]
pub(crate) enum Failure {
    Missing(Missing),
    Hidden(Hidden),
    Unknown(String),
}

smithereen::operation_error!(Failure = "Failure" {
    0 Missing => Member::new("Missing").wire("NoSuchThing"),
    1 Hidden => Member::new("Hidden"),
});
