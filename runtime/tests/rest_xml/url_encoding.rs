//! Members that a response has in the encoding of forms, if another member states so.

use super::shapes::{Failure, SERVICE};
use http::Response;
use smithereen::schema::RareTraits;
use smithereen::{Operation, OperationSchema};

#[derive(Clone, Default, PartialEq)]
struct List {}

smithereen::structure!(List = "List" {});

#[derive(Clone, Default, PartialEq)]
struct Objects {
    prefix: Option<String>,
    encoding: Option<String>,
    name: Option<String>,
    contents: Option<Vec<Object>>,
    tag: Option<String>,
}

static ENCODED: RareTraits = RareTraits::new().url_encoded();

smithereen::structure!(Objects = "Objects" {
    0 prefix => Member::new("Prefix").rare(&ENCODED),
    1 encoding => Member::new("EncodingType"),
    2 name => Member::new("Name"),
    3 contents => Member::new("Contents").with(Flag::Flattened),
    4 tag => Member::new("Tag").header("X-Tag"),
});

#[derive(Clone, Default, PartialEq)]
struct Object {
    key: Option<String>,
    size: Option<i64>,
}

smithereen::structure!(Object = "Object" {
    0 key => Member::new("Key").rare(&ENCODED),
    1 size => Member::new("Size"),
});

impl Operation for List {
    type Output = Objects;
    type Error = Failure;
    const OPERATION: &'static OperationSchema =
        &OperationSchema::new(&SERVICE, "List", "GET", "/").url_encoding("EncodingType");
}

/// Returns the output for a body whose encoding is stated after what has it.
fn output(encoding: &str) -> Objects {
    let body = format!(
        "<Objects><Prefix>a%2Fb+c</Prefix><Name>n%20+</Name><Contents><Key>a%2Fb+c%01</Key><Size>1</Size></Contents>
        <Contents><Key>%C3%A9%2B&amp;%FF</Key></Contents>{encoding}</Objects>"
    );
    let response = Response::builder().header("X-Tag", "t%20");
    List::parse(response.body(body).unwrap()).unwrap()
}

fn object(key: &str, size: Option<i64>) -> Object {
    Object { key: Some(key.to_owned()), size }
}

#[test]
fn members_are_decoded_if_the_response_states_the_encoding() {
    let expected = Objects {
        prefix: Some("a/b c".to_owned()),
        encoding: Some("url".to_owned()),
        name: Some("n%20+".to_owned()),
        // Bytes that are not UTF-8 are replaced.
        contents: Some(vec![object("a/b c\u{1}", Some(1)), object("é+&\u{fffd}", None)]),
        tag: Some("t%20".to_owned()),
    };
    let found = output("<EncodingType>url</EncodingType>");
    assert!(found == expected, "{found:?}");
}

#[test]
fn members_are_not_decoded_otherwise() {
    for encoding in ["", "<EncodingType/>", "<EncodingType>other</EncodingType>"] {
        let found = output(encoding);
        assert_eq!(found.prefix.as_deref(), Some("a%2Fb+c"), "{encoding}");
        let contents = vec![object("a%2Fb+c%01", Some(1)), object("%C3%A9%2B&%FF", None)];
        assert!(found.contents == Some(contents), "{encoding}: {found:?}");
    }
}
