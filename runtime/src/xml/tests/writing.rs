//! Tests of the serializer.

use super::shapes::{Choice, Collections, Scalars, Tree};
use crate::codec::MAX_DEPTH;
use crate::reflect::{Shape, get};
use crate::schema::{Member, RareTraits, XmlNamespace};
use crate::xml::{to_body, to_body_value};
use crate::{Bytes, Document, Timestamp};
use std::collections::BTreeMap;

fn write(shape: &dyn Shape) -> String {
    String::from_utf8(to_body(shape, None).unwrap()).unwrap()
}

/// Returns the content of the root.
fn content(shape: &dyn Shape) -> String {
    let text = write(shape);
    let (start, end) = (text.find('>').unwrap() + 1, text.rfind("</").unwrap());
    text[start..end].to_owned()
}

fn error(shape: &dyn Shape) -> String {
    to_body(shape, None).unwrap_err().to_string()
}

#[test]
fn scalars_are_written_in_their_text_form() {
    let time = Timestamp::new(1, 500_000_000);
    let scalars = Scalars {
        text: Some("a < b\r\n\"&amp;\" é".to_owned()),
        boolean: Some(false),
        byte: Some(-128),
        short: Some(2),
        integer: Some(3),
        long: Some(i64::MIN),
        float: Some(1.0),
        double: Some(f64::NEG_INFINITY),
        big: Some("1.50".parse().unwrap()),
        blob: Some(Bytes::from_static(b"\xff\xfe")),
        time: Some(time),
        seconds: Some(time),
        date: Some(time),
    };
    assert_eq!(
        write(&scalars),
        "<Scalars><Text>a &lt; b&#xD;&#xA;\"&amp;amp;\" é</Text><boolean>false</boolean><byte>-128</byte>\
         <short>2</short><integer>3</integer><long>-9223372036854775808</long><float>1.0</float>\
         <double>-Infinity</double><big>1.50</big><blob>//4=</blob><time>1970-01-01T00:00:01.5Z</time>\
         <seconds>1.5</seconds><date>Thu, 01 Jan 1970 00:00:01 GMT</date></Scalars>"
    );
    assert_eq!(write(&Scalars::default()), "<Scalars></Scalars>");
    assert_eq!(content(&Scalars { double: Some(f64::NAN), ..Default::default() }), "<double>NaN</double>");
}

#[test]
fn lists_are_written_with_the_names_of_the_model() {
    let texts = || Some(vec!["a".to_owned(), String::new()]);
    let lists = Collections {
        texts: texts(),
        flat_texts: texts(),
        numbers: Some(vec![1]),
        flat_dates: Some(vec![Timestamp::new(1, 0)]),
        rows: Some(vec![vec!["x".to_owned()], Vec::new()]),
        ..Default::default()
    };
    assert_eq!(
        content(&lists),
        "<texts><member>a</member><member></member></texts><FlatText>a</FlatText><FlatText></FlatText>\
         <numbers><Item>1</Item></numbers><flatDates>Thu, 01 Jan 1970 00:00:01 GMT</flatDates>\
         <rows><member><Item>x</Item></member><member></member></rows>"
    );
    let empty = Collections { texts: Some(Vec::new()), flat_texts: Some(Vec::new()), ..Default::default() };
    assert_eq!(content(&empty), "<texts></texts>");
}

#[test]
fn maps_are_written_with_the_names_of_the_model() {
    let key = || "k".to_owned();
    let maps = Collections {
        map: Some(BTreeMap::from([(key(), "v".to_owned())])),
        renamed: Some(BTreeMap::from([(key(), 1)])),
        flat_map: Some(BTreeMap::from([(key(), Tree { size: Some(1), ..Default::default() })])),
        maps: Some(BTreeMap::from([(key(), BTreeMap::new())])),
        ..Default::default()
    };
    assert_eq!(
        content(&maps),
        "<map><entry><key>k</key><value>v</value></entry></map>\
         <renamed><entry><Name>k</Name><Setting>1</Setting></entry></renamed>\
         <flatMap><Name>k</Name><Setting xmlns=\"https://example.com/tree\" size=\"1\"></Setting></flatMap>\
         <maps><entry><key>k</key><value></value></entry></maps>"
    );
}

#[test]
fn nulls_of_sparse_collections_are_nil() {
    const NIL: &str = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"";
    let sparse = Collections {
        sparse: Some(vec![None, Some(String::new())]),
        sparse_map: Some(BTreeMap::from([("k".to_owned(), None)])),
        ..Default::default()
    };
    let expected = format!(
        "<sparse><member {NIL}></member><member></member></sparse>\
         <sparseMap><entry><key>k</key><value {NIL}></value></entry></sparseMap>"
    );
    assert_eq!(content(&sparse), expected);
}

#[test]
fn attributes_and_namespaces_are_in_the_start_tag() {
    let tree = Tree {
        kind: Some("<\"a\"\n'\t&>".to_owned()),
        size: Some(7),
        text: Some("t".to_owned()),
        child: Some(Box::new(Tree { kind: Some("k".to_owned()), ..Default::default() })),
        children: Some(vec![Tree::default()]),
        ..Default::default()
    };
    // The namespace of the member replaces that of the shape.
    assert_eq!(
        write(&tree),
        "<TreeRoot xmlns=\"https://example.com/tree\" xsi:type=\"&lt;&quot;a&quot;&#xA;&apos;&#x9;&amp;&gt;\" size=\"7\">\
         <text>t</text><child xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"k\"></child>\
         <Child xmlns=\"https://example.com/tree\"></Child></TreeRoot>"
    );
}

static SERVICE: XmlNamespace = XmlNamespace { uri: "urn:service", prefix: "" };
static OWN: RareTraits = RareTraits::new().namespace("urn:member", "p");

#[test]
fn the_root_declares_the_most_specific_namespace() {
    let (scalars, tree) = (Scalars::default(), Tree::default());
    static PLAIN: Member = Member::new("payload").payload();
    static NAMED: Member = Member::new("payload").wire("Root").rare(&OWN).payload();
    for (body, expected) in [
        (to_body(&scalars, Some(SERVICE)), "<Scalars xmlns=\"urn:service\"></Scalars>"),
        (to_body(&tree, Some(SERVICE)), "<TreeRoot xmlns=\"https://example.com/tree\"></TreeRoot>"),
        (to_body_value(get(&scalars), &PLAIN, Some(SERVICE)), "<Scalars xmlns=\"urn:service\"></Scalars>"),
        (to_body_value(get(&tree), &PLAIN, None), "<TreeRoot xmlns=\"https://example.com/tree\"></TreeRoot>"),
        (to_body_value(get(&tree), &NAMED, Some(SERVICE)), "<Root xmlns:p=\"urn:member\"></Root>"),
    ] {
        assert_eq!(String::from_utf8(body.unwrap()).unwrap(), expected);
    }
}

#[derive(Clone, Default, PartialEq)]
struct Namespaced {
    list: Vec<i32>,
    flat: Vec<i32>,
    flat_own: Vec<i32>,
    map: BTreeMap<String, i32>,
    flat_map: BTreeMap<String, i32>,
}

static ITEM_SPACE: RareTraits = RareTraits::new().namespace("urn:item", "");
static ITEM: Member = Member::new("member").rare(&ITEM_SPACE);
static VALUE: Member = Member::new("value").rare(&ITEM_SPACE);
static KEY: Member = Member::new("key").wire("K").rare(&OWN);
static MAP: RareTraits = RareTraits::new().namespace("urn:map", "").key(&KEY);

crate::structure!(Namespaced = "Namespaced" {
    0 list => Member::new("list").rare(&OWN).element(&ITEM),
    1 flat => Member::new("flat").with(Flag::Flattened).element(&ITEM),
    2 flat_own => Member::new("flatOwn").with(Flag::Flattened).rare(&OWN).element(&ITEM),
    3 map => Member::new("map").rare(&MAP).element(&VALUE),
    4 flat_map => Member::new("flatMap").with(Flag::Flattened).rare(&MAP).element(&VALUE),
});

#[test]
fn elements_of_lists_and_maps_declare_their_namespaces() {
    let map = BTreeMap::from([("k".to_owned(), 4)]);
    let value =
        Namespaced { list: vec![1], flat: vec![2], flat_own: vec![3], map: map.clone(), flat_map: map };
    assert_eq!(
        content(&value),
        "<list xmlns:p=\"urn:member\"><member xmlns=\"urn:item\">1</member></list><flat xmlns=\"urn:item\">2</flat>\
         <flatOwn xmlns:p=\"urn:member\">3</flatOwn><map xmlns=\"urn:map\"><entry><K xmlns:p=\"urn:member\">k</K>\
         <value xmlns=\"urn:item\">4</value></entry></map><flatMap xmlns=\"urn:map\"><K xmlns:p=\"urn:member\">k</K>\
         <value xmlns=\"urn:item\">4</value></flatMap>"
    );
}

#[test]
fn unions_are_elements_with_one_member() {
    let choice = |choice| content(&Tree { choice: Some(choice), ..Default::default() });
    assert_eq!(choice(Choice::Text("a".to_owned())), "<choice><Text>a</Text></choice>");
    assert_eq!(choice(Choice::Flat(vec![1, 2])), "<choice><flat>1</flat><flat>2</flat></choice>");
    let unknown = Tree { choice: Some(Choice::Unknown("x".to_owned())), ..Default::default() };
    assert_eq!(error(&unknown), "choice: a union's unknown variant cannot be sent");
}

#[derive(Clone, Default, PartialEq)]
struct WithDocument {
    document: Document,
}

crate::structure!(WithDocument = "WithDocument" { 0 document => Member::new("document").document() });

#[test]
fn values_that_xml_cannot_represent_are_errors_with_their_paths() {
    let lists = Collections { rows: Some(vec![vec![], vec!["secret\0".to_owned()]]), ..Default::default() };
    assert_eq!(error(&lists), "rows[1][0]: contains a character that XML cannot represent");
    let map = Collections {
        map: Some(BTreeMap::from([("a\u{1}".to_owned(), String::new())])),
        ..Default::default()
    };
    assert_eq!(error(&map), "map[..]: contains a character that XML cannot represent");
    let tree = Tree { kind: Some("\u{ffff}".to_owned()), ..Default::default() };
    assert_eq!(error(&tree), "kind: contains a character that XML cannot represent");
    assert_eq!(error(&WithDocument::default()), "document: a document cannot be sent as XML");
}

#[test]
fn nesting_is_limited() {
    let nested = |depth: usize| {
        (0..depth).fold(Tree::default(), |tree, _| Tree { child: Some(Box::new(tree)), ..Default::default() })
    };
    assert!(to_body(&nested(MAX_DEPTH), None).is_ok());
    let error = error(&nested(MAX_DEPTH + 1));
    assert!(error.ends_with("child: nested deeper than 128 levels"), "{error}");
}
