//! A structure with each kind of value, as members of `awsQuery` and `ec2Query` are described.

use smithereen::query::{Dialect, to_body};
use smithereen::reflect::Shape;
use smithereen::{BigNumber, Bytes, Document, Timestamp};
use std::collections::BTreeMap;

type Map<T> = BTreeMap<String, T>;

#[derive(Clone, Default, PartialEq)]
pub(crate) struct Values {
    pub(crate) text: Option<String>,
    pub(crate) flag: Option<bool>,
    pub(crate) number: Option<i64>,
    pub(crate) float: Option<f32>,
    pub(crate) double: Option<f64>,
    pub(crate) big: Option<BigNumber>,
    pub(crate) blob: Option<Bytes>,
    pub(crate) time: Option<Timestamp>,
    pub(crate) seconds: Option<Timestamp>,
    pub(crate) date: Option<Timestamp>,
}

smithereen::structure!(Values = "Values" {
    0 text => Member::new("text"),
    1 flag => Member::new("flag"),
    2 number => Member::new("number"),
    3 float => Member::new("float"),
    4 double => Member::new("double"),
    5 big => Member::new("big"),
    6 blob => Member::new("blob"),
    7 time => Member::new("time"),
    8 seconds => Member::new("seconds").timestamp(TimestampFormat::EpochSeconds),
    9 date => Member::new("date").timestamp(TimestampFormat::HttpDate),
});

#[derive(Clone, Default, PartialEq)]
pub(crate) struct Collections {
    pub(crate) list: Option<Vec<String>>,
    pub(crate) items: Option<Vec<String>>,
    pub(crate) flat: Option<Vec<String>>,
    pub(crate) values: Option<Vec<Values>>,
    pub(crate) nested: Option<Vec<Vec<i32>>>,
    pub(crate) sparse: Option<Vec<Option<String>>>,
    pub(crate) times: Option<Vec<Timestamp>>,
    pub(crate) map: Option<Map<String>>,
    pub(crate) named: Option<Map<String>>,
    pub(crate) flat_map: Option<Map<String>>,
    pub(crate) flat_named: Option<Map<String>>,
    pub(crate) lists: Option<Map<Vec<String>>>,
    pub(crate) structures: Option<Map<Values>>,
    pub(crate) sparse_map: Option<Map<Option<String>>>,
}

smithereen::structure!(Collections = "Collections" {
    0 list => Member::new("List"),
    1 items => Member::new("Items").element(&Member::new("member").wire("item")),
    2 flat => Member::new("Flat").wire("Hi").element(&Member::new("member").wire("item")).with(Flag::Flattened),
    3 values => Member::new("Values"),
    4 nested => Member::new("Nested").element(&Member::new("member").element(&Member::new("member").wire("n"))),
    5 sparse => Member::new("Sparse"),
    6 times => Member::new("Times").element(&Member::new("member").timestamp(TimestampFormat::EpochSeconds)),
    7 map => Member::new("Map"),
    8 named => Member::new("Named").element(&Member::new("value").wire("V")).rare(&RareTraits::new().key(&Member::new("key").wire("K"))),
    9 flat_map => Member::new("FlatMap").with(Flag::Flattened),
    10 flat_named => Member::new("FlatNamed").wire("Hi").with(Flag::Flattened).element(&Member::new("value").wire("V"))
        .rare(&RareTraits::new().key(&Member::new("key").wire("K"))),
    11 lists => Member::new("Lists").element(&Member::new("value").element(&Member::new("member").wire("item"))),
    12 structures => Member::new("Structures"),
    13 sparse_map => Member::new("SparseMap"),
});

/// A structure of structures, with the names of `ec2Query`.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Node {
    pub(crate) plain: Option<String>,
    pub(crate) wire: Option<String>,
    pub(crate) query_name: Option<String>,
    pub(crate) both: Option<String>,
    pub(crate) inner: Option<Box<Node>>,
    pub(crate) nodes: Option<Vec<Node>>,
    pub(crate) choice: Option<Choice>,
    pub(crate) document: Option<Document>,
    pub(crate) map: Option<Map<Node>>,
    pub(crate) header: Option<String>,
}

smithereen::structure!(Node = "Node" {
    0 plain => Member::new("plain"),
    1 wire => Member::new("Wire").wire("xmlName"),
    2 query_name => Member::new("QueryName").rare(&RareTraits::new().query_name("ec2Name")),
    3 both => Member::new("Both").wire("xmlBoth").rare(&RareTraits::new().query_name("ec2Both")),
    4 inner => Member::new("Inner"),
    5 nodes => Member::new("Nodes").wire("nodeSet").element(&Member::new("member").wire("item")),
    6 choice => Member::new("choice"),
    7 document => Member::new("Document").document(),
    8 map => Member::new("Map"),
    9 header => Member::new("Header").header("x-header"),
});

#[derive(Clone, PartialEq)]
pub(crate) enum Choice {
    Text(String),
    Node(Box<Node>),
    Unknown(String),
}

smithereen::union!(Choice = "Choice" { 0 Text => Member::new("text"), 1 Node => Member::new("node") });

/// Returns the parameters of `awsQuery` after the version.
pub(crate) fn aws(input: &dyn Shape) -> String {
    parameters(Dialect::AwsQuery, input)
}

/// Returns the parameters of `ec2Query` after the version.
pub(crate) fn ec2(input: &dyn Shape) -> String {
    parameters(Dialect::Ec2Query, input)
}

fn parameters(dialect: Dialect, input: &dyn Shape) -> String {
    let body = String::from_utf8(to_body(dialect, "Op", "2020-01-08", input).unwrap()).unwrap();
    let parameters = body.strip_prefix("Action=Op&Version=2020-01-08").unwrap();
    parameters.strip_prefix('&').unwrap_or(parameters).to_owned()
}

pub(crate) fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

pub(crate) fn map<T: Clone>(entries: &[(&str, T)]) -> Map<T> {
    entries.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect()
}
