//! A service with all types of members.

use smithereen::protocol::RpcV2Cbor;
use smithereen::{BigNumber, Bytes, Document, Endpoint, Operation, OperationSchema, Service, Timestamp};
use std::collections::BTreeMap;

pub(crate) static PLAIN: Service = Service::new("Plain", &RpcV2Cbor::new("PlainService"), |_| {
    Endpoint::new("https://plain.example.com/base")
});
pub(crate) static QUERY: Service =
    Service::new("Query", &RpcV2Cbor::new("Queues").query_compatible(), |_| {
        Endpoint::new("https://queues.example.com")
    });

#[derive(Clone, Default, PartialEq)]
pub(crate) struct Nothing {}

smithereen::structure!(Nothing = "Nothing" {});

#[derive(Clone, Default, PartialEq)]
pub(crate) struct Empty {}

smithereen::structure!(Empty = "Empty" {});

#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Level(pub(crate) i32);

impl Level {
    fn as_i32(self) -> i32 {
        self.0
    }
}

impl From<i32> for Level {
    fn from(value: i32) -> Self {
        Self(value)
    }
}

smithereen::int_enum!(Level);

#[derive(Clone, PartialEq)]
pub(crate) enum Color {
    Red,
    Unknown(String),
}

impl Color {
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Red => "RED",
            Self::Unknown(value) => value,
        }
    }
}

impl From<String> for Color {
    fn from(value: String) -> Self {
        if value == "RED" { Self::Red } else { Self::Unknown(value) }
    }
}

smithereen::string_enum!(Color);

#[derive(Clone, PartialEq)]
pub(crate) enum Choice {
    Text(String),
    Nested(Box<All>),
    Unknown(String),
}

smithereen::union!(Choice = "Choice" {
    0 Text => Member::new("text"),
    1 Nested => Member::new("nested"),
});

/// A member of each type. The names on the wire are those of other protocols.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct All {
    pub(crate) string: Option<String>,
    pub(crate) blob: Option<Bytes>,
    pub(crate) boolean: Option<bool>,
    pub(crate) byte: Option<i8>,
    pub(crate) short: Option<i16>,
    pub(crate) integer: Option<i32>,
    pub(crate) level: Option<Level>,
    pub(crate) long: Option<i64>,
    pub(crate) float: Option<f32>,
    pub(crate) double: Option<f64>,
    pub(crate) number: Option<BigNumber>,
    pub(crate) time: Option<Timestamp>,
    pub(crate) color: Option<Color>,
    pub(crate) strings: Option<Vec<String>>,
    pub(crate) sparse: Option<Vec<Option<String>>>,
    pub(crate) longs: Option<Vec<i64>>,
    pub(crate) map: Option<BTreeMap<String, i32>>,
    pub(crate) sparse_map: Option<BTreeMap<String, Option<i32>>>,
    pub(crate) nested: Option<Box<All>>,
    pub(crate) choice: Option<Choice>,
    pub(crate) name_with_more_than_23_bytes: Option<bool>,
    pub(crate) document: Option<Document>,
}

smithereen::structure!(All = "All" {
    0 string => Member::new("string").wire("other"),
    1 blob => Member::new("blob"),
    2 boolean => Member::new("boolean"),
    3 byte => Member::new("byte"),
    4 short => Member::new("short"),
    5 integer => Member::new("integer"),
    6 level => Member::new("level"),
    7 long => Member::new("long"),
    8 float => Member::new("float"),
    9 double => Member::new("double"),
    10 number => Member::new("number"),
    11 time => Member::new("time").timestamp(TimestampFormat::HttpDate),
    12 color => Member::new("color"),
    13 strings => Member::new("strings"),
    14 sparse => Member::new("sparse"),
    15 longs => Member::new("longs"),
    16 map => Member::new("map"),
    17 sparse_map => Member::new("sparseMap"),
    18 nested => Member::new("nested"),
    19 choice => Member::new("choice"),
    20 name_with_more_than_23_bytes => Member::new("nameWithMoreThan23Bytes.."),
    21 document => Member::new("document").document(),
});

/// A structure with more members than fit into the head of a short map.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Wide {
    pub(crate) members: [Option<i32>; 26],
}

impl smithereen::reflect::Shape for Wide {
    fn schema(&self) -> &'static smithereen::schema::Schema {
        use smithereen::schema::{Member, Schema};
        static NAMES: [&str; 26] = [
            "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s",
            "t", "u", "v", "w", "x", "y", "z",
        ];
        static MEMBERS: [Member; 26] = {
            let mut members = [const { Member::new("") }; 26];
            let mut index = 0;
            while index < 26 {
                members[index] = Member::new(NAMES[index]);
                index += 1;
            }
            members
        };
        static SCHEMA: Schema = Schema::structure("Wide", &MEMBERS);
        &SCHEMA
    }
    fn get(&self, index: usize) -> smithereen::reflect::ValueRef<'_> {
        self.members.get(index).map_or(smithereen::reflect::ValueRef::None, smithereen::reflect::get)
    }
    fn slot(&mut self, index: usize) -> smithereen::reflect::Slot<'_> {
        self.members.get_mut(index).map_or(smithereen::reflect::Slot::Skip, smithereen::reflect::slot)
    }
}

impl std::fmt::Debug for Wide {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.members.fmt(f)
    }
}

/// An output whose members are required.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Strict {
    pub(crate) id: String,
    pub(crate) count: i32,
}

smithereen::structure!(Strict = "Strict" {
    0 id => Member::new("id").required(),
    1 count => Member::new("count").required(),
});

#[derive(Clone, Default, PartialEq)]
pub(crate) struct Missing {
    pub(crate) message: Option<String>,
    pub(crate) resource: Option<String>,
}

smithereen::exception!(Missing = "QueueDoesNotExist" {
    0 message => Member::new("message"),
    1 resource => Member::new("resource"),
});

#[derive(Clone, Default, PartialEq)]
pub(crate) struct Secret {
    pub(crate) message: Option<String>,
}

smithereen::exception!(Secret = "Secret" { 0 message => Member::new("message").sensitive() });

#[derive(Clone, PartialEq)]
pub(crate) enum Failure {
    Missing(Missing),
    Secret(Secret),
    Unknown(String),
}

smithereen::operation_error!(Failure = "Failure" {
    0 Missing => Member::new("QueueDoesNotExist").wire("AWS.SimpleQueueService.NonExistentQueue"),
    1 Secret => Member::new("Secret"),
});

impl Operation for All {
    type Output = All;
    type Error = Failure;
    const OPERATION: &'static OperationSchema = &OperationSchema::new(&PLAIN, "Put", "POST", "/");
}

impl Operation for Empty {
    type Output = Strict;
    type Error = Failure;
    const OPERATION: &'static OperationSchema = &OperationSchema::new(&QUERY, "List", "POST", "/");
}

impl Operation for Nothing {
    type Output = ();
    type Error = Failure;
    const OPERATION: &'static OperationSchema =
        &OperationSchema::new(&PLAIN, "Ping", "POST", "/").without_input();
}
