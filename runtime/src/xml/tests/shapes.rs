//! Shapes with XML traits.

use crate::schema::{Member, RareTraits, TimestampFormat};
use crate::{BigNumber, Bytes, Timestamp};
use std::collections::BTreeMap;

#[derive(Clone, Default, PartialEq)]
pub(super) struct Scalars {
    pub(super) text: Option<String>,
    pub(super) boolean: Option<bool>,
    pub(super) byte: Option<i8>,
    pub(super) short: Option<i16>,
    pub(super) integer: Option<i32>,
    pub(super) long: Option<i64>,
    pub(super) float: Option<f32>,
    pub(super) double: Option<f64>,
    pub(super) big: Option<BigNumber>,
    pub(super) blob: Option<Bytes>,
    pub(super) time: Option<Timestamp>,
    pub(super) seconds: Option<Timestamp>,
    pub(super) date: Option<Timestamp>,
}

crate::structure!(Scalars = "Scalars" {
    0 text => Member::new("text").wire("Text"),
    1 boolean => Member::new("boolean"),
    2 byte => Member::new("byte"),
    3 short => Member::new("short"),
    4 integer => Member::new("integer"),
    5 long => Member::new("long"),
    6 float => Member::new("float"),
    7 double => Member::new("double"),
    8 big => Member::new("big"),
    9 blob => Member::new("blob"),
    10 time => Member::new("time"),
    11 seconds => Member::new("seconds").timestamp(TimestampFormat::EpochSeconds),
    12 date => Member::new("date").timestamp(TimestampFormat::HttpDate),
});

static ITEM: Member = Member::new("member").wire("Item");
static SETTING: Member = Member::new("value").wire("Setting");
static NAME: Member = Member::new("key").wire("Name");
static NAMED: RareTraits = RareTraits::new().key(&NAME);
static DATE: Member = Member::new("member").timestamp(TimestampFormat::HttpDate);
static ROWS: Member = Member::new("member").element(&ITEM);

#[derive(Clone, Default, PartialEq)]
pub(super) struct Collections {
    pub(super) texts: Option<Vec<String>>,
    pub(super) flat_texts: Option<Vec<String>>,
    pub(super) numbers: Option<Vec<i32>>,
    pub(super) flat_dates: Option<Vec<Timestamp>>,
    pub(super) sparse: Option<Vec<Option<String>>>,
    pub(super) rows: Option<Vec<Vec<String>>>,
    pub(super) map: Option<BTreeMap<String, String>>,
    pub(super) renamed: Option<BTreeMap<String, i64>>,
    pub(super) flat_map: Option<BTreeMap<String, Tree>>,
    pub(super) sparse_map: Option<BTreeMap<String, Option<i32>>>,
    pub(super) maps: Option<BTreeMap<String, BTreeMap<String, String>>>,
}

crate::structure!(Collections = "Collections" {
    0 texts => Member::new("texts"),
    1 flat_texts => Member::new("flatTexts").wire("FlatText").with(Flag::Flattened),
    2 numbers => Member::new("numbers").element(&ITEM),
    3 flat_dates => Member::new("flatDates").with(Flag::Flattened).element(&DATE),
    4 sparse => Member::new("sparse"),
    5 rows => Member::new("rows").element(&ROWS),
    6 map => Member::new("map"),
    7 renamed => Member::new("renamed").element(&SETTING).rare(&NAMED),
    8 flat_map => Member::new("flatMap").with(Flag::Flattened).element(&SETTING).rare(&NAMED),
    9 sparse_map => Member::new("sparseMap"),
    10 maps => Member::new("maps"),
});

/// A recursive structure with attributes.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Tree {
    pub(super) kind: Option<String>,
    pub(super) size: Option<i32>,
    pub(super) text: Option<String>,
    pub(super) child: Option<Box<Self>>,
    pub(super) children: Option<Vec<Self>>,
    pub(super) choice: Option<Choice>,
}

static INSTANCE: RareTraits = RareTraits::new().namespace("http://www.w3.org/2001/XMLSchema-instance", "xsi");
static OWN: RareTraits = RareTraits::new().xml_name("TreeRoot").namespace("https://example.com/tree", "");

crate::structure!(Tree = "Tree" [OWN] {
    0 text => Member::new("text"),
    1 kind => Member::new("kind").wire("xsi:type").with(Flag::XmlAttribute),
    2 child => Member::new("child").rare(&INSTANCE),
    3 size => Member::new("size").with(Flag::XmlAttribute),
    4 children => Member::new("children").wire("Child").with(Flag::Flattened),
    5 choice => Member::new("choice"),
});

#[derive(Clone, PartialEq)]
pub(super) enum Choice {
    Text(String),
    Tree(Box<Tree>),
    Flat(Vec<i32>),
    Unknown(String),
}

crate::union!(Choice = "Choice" {
    0 Text => Member::new("text").wire("Text"),
    1 Tree => Member::new("tree"),
    2 Flat => Member::new("flat").with(Flag::Flattened),
});

/// A structure whose members are all required.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Strict {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) tags: Vec<String>,
}

crate::structure!(Strict = "Strict" {
    0 id => Member::new("id").with(Flag::XmlAttribute).required(),
    1 name => Member::new("name").required(),
    2 tags => Member::new("tags").with(Flag::Flattened).required(),
});
