//! Tests of the deserializer.

use super::shapes::{Choice, Collections, Scalars, Strict, Tree};
use crate::codec::{Checks, MAX_DEPTH};
use crate::reflect::Value;
use crate::schema::Member;
use crate::xml::read_body;
use crate::{Bytes, Timestamp};

fn read_wrapped<T: Value>(text: &str, checks: Checks, wrappers: &[&str]) -> Result<T, String> {
    let mut value = T::default_value();
    let read = read_body(text.as_bytes(), value.slot(), Member::ELEMENT, checks, wrappers);
    read.map(|()| value).map_err(|error| error.to_string())
}

fn read<T: Value>(text: &str) -> Result<T, String> {
    read_wrapped(text, Checks::Lenient, &[])
}

/// Returns the error for a structure of scalars with this content.
fn scalar_error(content: &str) -> String {
    read::<Scalars>(&format!("<r>{content}</r>")).map(drop).unwrap_err()
}

fn text_of(content: &str) -> String {
    read::<Scalars>(&format!("<r><Text>{content}</Text></r>")).unwrap().text.unwrap()
}

#[test]
fn scalars_are_read_from_their_text() {
    let text = "\u{feff}<?xml version='1.0'?> <!-- c --><r xmlns='urn:x'> ignored <Text> a </Text><boolean>true</boolean>
        <byte> -1 </byte><short>+2</short><integer>\n3</integer><long>4 </long><float>1.5</float><double>Infinity</double>
        <big>1234567890123456789.5</big><blob> AQ\n== </blob><time>1970-01-01T00:00:01Z</time><seconds>1</seconds>
        <date> Thu, 01 Jan 1970 00:00:01 GMT</date></r><?pi?>";
    let second = Some(Timestamp::new(1, 0));
    let expected = Scalars {
        text: Some(" a ".to_owned()),
        boolean: Some(true),
        byte: Some(-1),
        short: Some(2),
        integer: Some(3),
        long: Some(4),
        float: Some(1.5),
        double: Some(f64::INFINITY),
        big: Some("1234567890123456789.5".parse().unwrap()),
        blob: Some(Bytes::from_static(b"\x01")),
        time: second,
        seconds: second,
        date: second,
    };
    assert_eq!(read(text), Ok(expected));
}

#[test]
fn text_is_joined_around_comments_cdata_and_references() {
    assert_eq!(
        text_of(" x &amp; y<![CDATA[ <z> &lt;]]>&#xD;<!-- c -->&#10;<?pi x?>&quot;"),
        " x & y <z> &lt;\r\n\""
    );
    assert_eq!(text_of("<![CDATA[]]>"), "");
    assert_eq!(text_of("a\r\nb\rc<![CDATA[\r\n]]>&#xD;&#xA;"), "a\nb\nc\n\r\n");
    assert_eq!(text_of("&amp;lt;"), "&lt;");
    assert_eq!(text_of("&#1;\u{1}"), "\u{1}\u{1}");
}

#[test]
fn an_empty_element_is_an_empty_value_except_for_numbers_times_and_booleans() {
    let scalars = read::<Scalars>("<r><Text/><blob></blob></r>").unwrap();
    assert_eq!((scalars.text.as_deref(), scalars.blob.as_deref()), (Some(""), Some(&b""[..])));
    let lists = read::<Collections>("<r><texts/><map> </map><FlatText/><numbers></numbers></r>").unwrap();
    assert_eq!(lists.texts, Some(Vec::new()));
    assert_eq!(lists.map.map(|map| map.len()), Some(0));
    assert_eq!(lists.flat_texts, Some(vec![String::new()]));
    assert_eq!(lists.numbers, Some(Vec::new()));
    assert!(read::<Tree>("<r><child/></r>").unwrap().child.is_some());
    for (name, reason) in [
        ("integer", "expected an integer of 32 bits"),
        ("double", "expected a number"),
        ("time", "expected a timestamp"),
        ("boolean", "expected true or false"),
    ] {
        assert_eq!(
            scalar_error(&format!("<{name}/>")),
            format!("{name}: {reason} at line 1 column {}", name.len() + 7)
        );
    }
}

#[test]
fn a_value_of_another_type_is_an_error_without_the_value() {
    for content in ["<boolean> true </boolean>", "<boolean>True</boolean>", "<boolean>1</boolean>"] {
        assert!(scalar_error(content).starts_with("boolean: expected true or false"), "{content}");
    }
    assert!(scalar_error("<byte>128</byte>").starts_with("byte: expected an integer of 8 bits"));
    assert!(scalar_error("<blob>secret!</blob>").starts_with("blob: expected base64"));
    assert!(scalar_error("<Text>a<b/></Text>").starts_with("text: expected text without elements"));
    assert_eq!(scalar_error("\n <long>x</long>"), "long: expected an integer of 64 bits at line 2 column 16");
}

#[test]
fn unknown_elements_attributes_and_namespaces_are_ignored() {
    let text = "<p:r xmlns:p='urn:p' a='&amp;'><x><integer>1</integer><y/></x>text<p:integer b='2'>3</p:integer><p:z/></p:r>";
    assert_eq!(read::<Scalars>(text).unwrap().integer, Some(3));
}

#[test]
fn attributes_are_found_with_or_without_a_prefix() {
    for (attributes, kind, size) in [
        ("xsi:type=\"a&amp;b\"", Some("a&b"), None),
        ("size=' 7 ' type='t'", Some("t"), Some(7)),
        ("xmlns:type='n' xmlns='m'", None, None),
        ("xsi:type = 'a\n&#10;b'", Some("a \nb"), None),
    ] {
        let tree = read::<Tree>(&format!("<r {attributes}/>")).unwrap();
        assert_eq!((tree.kind.as_deref(), tree.size), (kind, size), "{attributes}");
    }
    assert!(read::<Tree>("<r size='x'/>").is_err());
    assert!(read::<Tree>("<r size=7/>").is_err());
    assert!(read::<Tree>("<r type='&unknown;'/>").is_err());
    // Neither an attribute as an element nor the reverse.
    assert_eq!(read::<Tree>("<r text='a'><size>7</size></r>"), Ok(Tree::default()));
}

#[test]
fn elements_of_lists_may_have_any_name() {
    let lists =
        read::<Collections>("<r><texts><a>1</a><member>2</member></texts><numbers><x>1</x></numbers></r>")
            .unwrap();
    assert_eq!(lists.texts, Some(vec!["1".to_owned(), "2".to_owned()]));
    assert_eq!(lists.numbers, Some(vec![1]));
}

#[test]
fn other_elements_may_separate_those_of_a_flattened_list() {
    let text =
        "<r><FlatText>a</FlatText><texts><m>x</m></texts><FlatText>b</FlatText><texts><m>y</m></texts></r>";
    let lists = read::<Collections>(text).unwrap();
    assert_eq!(lists.flat_texts, Some(vec!["a".to_owned(), "b".to_owned()]));
    // A list that is not flattened is replaced.
    assert_eq!(lists.texts, Some(vec!["y".to_owned()]));
    let text = "<r><Child size='1'/><text>t</text><Child size='2'/></r>";
    let sizes =
        |tree: Tree| tree.children.unwrap().iter().map(|child| child.size.unwrap()).collect::<Vec<_>>();
    assert_eq!(read::<Tree>(text).map(sizes), Ok(vec![1, 2]));
}

#[test]
fn maps_have_keys_and_values_in_any_order() {
    let text = "<r><map><entry><key>a</key><value>1</value></entry><e><value>2</value><x/><key>b</key></e></map>
        <renamed><entry><Setting>1</Setting><Name>n</Name></entry></renamed>
        <flatMap><Name>t</Name><Setting size='3'><text>x</text></Setting></flatMap><flatMap><Name>u</Name><Setting/></flatMap></r>";
    let maps = read::<Collections>(text).unwrap();
    let entries: Vec<_> = maps.map.iter().flatten().map(|(key, value)| format!("{key}{value}")).collect();
    assert_eq!(entries, ["a1", "b2"]);
    assert_eq!(maps.renamed.unwrap().get("n"), Some(&1));
    let flat = maps.flat_map.unwrap();
    assert_eq!(flat.get("t").unwrap().size, Some(3));
    assert_eq!(flat.get("u"), Some(&Tree::default()));
    let nested = "<r><maps><entry><key>k</key><value><entry><value>v</value><key>l</key></entry></value></entry></maps></r>";
    let nested = read::<Collections>(nested).unwrap().maps.unwrap();
    assert_eq!(nested.get("k").unwrap().get("l").unwrap(), "v");
    let no_key =
        read::<Collections>("<r><map><entry><value>1</value></entry></map></r>").map(drop).unwrap_err();
    assert_eq!(no_key, "map[..]: expected an entry with a key at line 1 column 40");
}

#[test]
fn nulls_are_kept_where_the_collection_is_sparse() {
    const NIL: &str = "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:nil='true'";
    let text = format!(
        "<r><sparse><member/><member {NIL}/></sparse><texts><member {NIL}/><member>a</member></texts>
        <FlatText {NIL}/><numbers {NIL}/>
        <sparseMap><entry><key>a</key></entry><entry><key>b</key><value {NIL}/></entry></sparseMap>
        <map><entry><key>a</key></entry></map></r>"
    );
    let lists = read::<Collections>(&text).unwrap();
    assert_eq!(lists.sparse, Some(vec![Some(String::new()), None]));
    assert_eq!(lists.texts, Some(vec!["a".to_owned()]));
    assert_eq!(lists.flat_texts, Some(Vec::new()));
    assert_eq!(lists.numbers, None);
    let sparse: Vec<_> = lists.sparse_map.into_iter().flatten().collect();
    assert_eq!(sparse, [("a".to_owned(), None), ("b".to_owned(), None)]);
    assert_eq!(lists.map.map(|map| map.len()), Some(0));
}

#[test]
fn the_first_known_member_of_a_union_is_its_value() {
    let choice = |content: &str| read::<Choice>(&format!("<r>{content}</r>")).unwrap();
    assert_eq!(choice("<Text>a</Text><tree/><x/>"), Choice::Text("a".to_owned()));
    assert_eq!(choice("<x/><Text>a</Text>"), Choice::Text("a".to_owned()));
    assert_eq!(choice("<p:x><Text/></p:x>"), Choice::Unknown("x".to_owned()));
    assert_eq!(choice("<flat>1</flat><x/><flat>2</flat><Text/>"), Choice::Flat(vec![1, 2]));
    assert_eq!(choice(""), Choice::Unknown(String::new()));
}

#[test]
fn strict_validation_requires_members_except_flattened_ones() {
    let strict = |text: &str| read_wrapped::<Strict>(text, Checks::Required, &[]).map(drop);
    assert_eq!(strict("<r id='1'><name/></r>"), Ok(()));
    assert_eq!(strict("<r><name/></r>"), Err("id: this required member is missing".to_owned()));
    assert_eq!(strict("<r id='1'/>"), Err("name: this required member is missing".to_owned()));
    assert_eq!(strict(" "), Err("id: this required member is missing".to_owned()));
    assert_eq!(
        strict("<r id='1'><name xsi:nil='1'/></r>"),
        Err("name: this required member cannot be null".to_owned())
    );
    assert_eq!(read::<Strict>(" "), Ok(Strict::default()));
}

#[test]
fn wrapper_elements_around_the_value_are_required() {
    let integer = |text: &str| {
        read_wrapped::<Scalars>(text, Checks::Lenient, &["GetResult", "b"]).map(|scalars| scalars.integer)
    };
    let text = "<r><a/><GetResult><integer>1</integer><b><integer>2</integer></b><b><integer>3</integer></b></GetResult><M/></r>";
    assert_eq!(integer(text), Ok(Some(2)));
    assert_eq!(integer("<r><GetResult><b/></GetResult></r>"), Ok(None));
    assert_eq!(integer("<r><GetResult/></r>"), Err("no element `b`".to_owned()));
    assert_eq!(integer("<r/>"), Err("no element `GetResult`".to_owned()));
    assert!(integer("<r><GetResult><b/></GetResult>").is_err());
}

#[test]
fn text_that_is_not_well_formed_is_an_error() {
    for (text, reason) in [
        ("<r>", "the text ends inside an element"),
        ("<r><texts><m>x", "the text ends inside an element"),
        ("<r><x>", "the text ends inside an element"),
        ("<r/", "markup without an end"),
        ("<r><x></r></x>", "an end tag that does not match"),
        ("<r></s>", "an end tag that does not match"),
        ("</r>", "an end tag that does not match"),
        ("<r/><r/>", "a second root"),
        ("<r/>x", "text outside of the root"),
        ("x<r/>", "text outside of the root"),
        ("<!-- -->", "no element"),
        ("<r>&unknown;</r>", "an entity that is not one of the five predefined ones"),
        ("<r><x>&unknown;</x></r>", "an entity that is not one of the five predefined ones"),
        ("<r>&#xD800;</r>", "a reference to a character that does not exist"),
        ("<r>& </r>", "`&` without a reference"),
        ("<!DOCTYPE r><r/>", "a document type declaration is not supported"),
        ("<!DOCTYPE r [<!ENTITY e 'x'>]><r>&e;</r>", "a document type declaration is not supported"),
        ("<r><!DOCTYPE r></r>", "a document type declaration is not supported"),
        ("<r><![CDATA[</r>", "markup without an end"),
        ("<r><!-- </r>", "markup without an end"),
    ] {
        let error = read::<Collections>(text).map(drop).unwrap_err();
        assert!(error.contains(&format!("not XML: {reason} at line 1")), "{text}: {error}");
    }
    let mut scalars = Scalars::default();
    let error = read_body(b"<r>\xff</r>", scalars.slot(), Member::ELEMENT, Checks::Lenient, &[]).unwrap_err();
    assert_eq!(error.to_string(), "not UTF-8 at byte 3");
}

#[test]
fn nesting_is_limited_in_known_and_in_unknown_elements() {
    for name in ["child", "Child", "unknown"] {
        let nested = |depth: usize| {
            let (start, end) = (format!("<{name}>").repeat(depth), format!("</{name}>").repeat(depth));
            read::<Tree>(&format!("<r>{start}{end}</r>")).map(drop)
        };
        assert_eq!(nested(MAX_DEPTH), Ok(()), "{name}");
        assert!(nested(MAX_DEPTH + 1).unwrap_err().ends_with("nested deeper than 128 levels"), "{name}");
        assert!(nested(100_000).is_err(), "{name}");
    }
}
