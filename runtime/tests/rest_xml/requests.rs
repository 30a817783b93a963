//! Requests: where members go, content types, and the root of the body.

use super::shapes::{
    BlobPayload, Choice, Color, EnumPayload, Item, ItemPayload, MediaTypePayload, NamedPayload, SERVICE,
    Strict, TextPayload, UnionPayload,
};
use http::Request;
use smithereen::reflect::Shape;
use smithereen::{Bytes, Endpoint, OperationSchema, Timestamp};
use std::collections::BTreeMap;

fn send(method: &'static str, uri: &'static str, input: &dyn Shape) -> Request<Bytes> {
    let operation = OperationSchema::new(&SERVICE, "Test", method, uri);
    let endpoint = Endpoint::new("https://example.com").unwrap();
    SERVICE.protocol.request(&operation, input, &endpoint).unwrap()
}

/// Returns the content type and the body of a request.
fn body(input: &dyn Shape) -> (Option<String>, String) {
    let request = send("POST", "/", input);
    let header = |name: &str| request.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    assert_eq!(header("content-length"), Some(request.body().len().to_string()));
    (header("content-type"), String::from_utf8(request.body().to_vec()).unwrap())
}

fn xml(body: &str) -> (Option<String>, String) {
    (Some("application/xml".to_owned()), body.to_owned())
}

#[test]
fn members_go_to_the_path_the_query_headers_and_the_body() {
    let item = Item {
        id: Some("a/b".to_owned()),
        tag: Some("t&u".to_owned()),
        etag: Some("e".to_owned()),
        name: Some("<n>".to_owned()),
        lang: Some("de".to_owned()),
        ..Default::default()
    };
    let request = send("PUT", "/items/{id}", &item);
    assert_eq!(request.uri(), "https://example.com/items/a%2Fb?tag=t%26u");
    assert_eq!(request.headers().get("etag").unwrap(), "e");
    assert_eq!(request.body(), "<Item xmlns=\"urn:test\" l:lang=\"de\"><Name>&lt;n&gt;</Name></Item>");
}

#[test]
fn values_have_the_forms_of_xml() {
    let parent = Item { lang: Some("en".to_owned()), ..Default::default() };
    let item = Item {
        color: Some(Color::Red),
        colors: Some(vec![Color::Red, Color::Unknown("x".to_owned())]),
        created: Some(Timestamp::new(1_398_796_238, 0)),
        expires: Some(Timestamp::new(1_398_796_238, 0)),
        data: Some(Bytes::from_static(b"value")),
        labels: Some(BTreeMap::from(["a", "b"].map(|key| (key.to_owned(), key.to_uppercase())))),
        parent: Some(Box::new(parent)),
        ..Default::default()
    };
    let expected = "<Item xmlns=\"urn:test\"><color>red</color><Colors><Color>red</Color><Color>x</Color></Colors>\
        <created>2014-04-29T18:30:38Z</created><expires>Tue, 29 Apr 2014 18:30:38 GMT</expires><data>dmFsdWU=</data>\
        <labels><key>a</key><value>A</value></labels><labels><key>b</key><value>B</value></labels>\
        <parent xmlns:l=\"urn:language\" l:lang=\"en\"></parent></Item>";
    let request = send("POST", "/", &item);
    assert_eq!(request.body(), expected);
}

#[test]
fn a_body_without_members_is_an_empty_root() {
    assert_eq!(
        body(&Item { id: Some("i".to_owned()), ..Default::default() }),
        xml("<Item xmlns=\"urn:test\"></Item>")
    );
    assert_eq!(body(&()), (None, String::new()));
    assert!(send("GET", "/", &()).headers().get("content-length").is_none());
}

#[test]
fn a_structure_as_payload_has_the_name_of_its_shape_or_of_the_member() {
    let item = || Item { name: Some("n".to_owned()), ..Default::default() };
    let payload = ItemPayload { payload: Some(item()), header: Some("h".to_owned()) };
    assert_eq!(body(&payload), xml("<Item xmlns=\"urn:test\"><Name>n</Name></Item>"));
    assert_eq!(send("POST", "/", &payload).headers().get("x-header").unwrap(), "h");
    let payload = NamedPayload { payload: Some(item()), header: None };
    assert_eq!(body(&payload), xml("<Root xmlns:p=\"urn:payload\"><Name>n</Name></Root>"));
}

#[test]
fn an_unset_payload_is_no_body() {
    for input in [&ItemPayload::default() as &dyn Shape, &UnionPayload::default(), &BlobPayload::default()] {
        assert_eq!(body(input), (None, String::new()), "{input:?}");
    }
}

#[test]
fn a_union_as_payload_has_the_name_of_its_shape() {
    let union = |choice| body(&UnionPayload { payload: Some(choice), header: None });
    assert_eq!(
        union(Choice::Text("t".to_owned())),
        xml("<Choice xmlns=\"urn:test\"><text>t</text></Choice>")
    );
    let item = Choice::Item(Box::default());
    assert_eq!(union(item), xml("<Choice xmlns=\"urn:test\"><item></item></Choice>"));
}

#[test]
fn a_string_or_blob_as_payload_is_the_body_as_it_is() {
    let (blob, text) = (Bytes::from_static(b"<b>"), "<t>".to_owned());
    for (input, content_type, expected) in [
        (
            &BlobPayload { payload: Some(blob.clone()), header: None } as &dyn Shape,
            "application/octet-stream",
            "<b>",
        ),
        (&MediaTypePayload { payload: Some(blob), header: None }, "image/png", "<b>"),
        (&TextPayload { payload: Some(text), header: None }, "text/plain", "<t>"),
        (&EnumPayload { payload: Some(Color::Red), header: None }, "text/plain", "red"),
    ] {
        assert_eq!(body(input), (Some(content_type.to_owned()), expected.to_owned()));
    }
}

#[test]
fn a_value_that_cannot_be_sent_is_an_error_with_its_path() {
    let operation = OperationSchema::new(&SERVICE, "Test", "POST", "/");
    let endpoint = Endpoint::new("https://example.com").unwrap();
    let error = |input: &dyn Shape| {
        let error = SERVICE.protocol.request(&operation, input, &endpoint).unwrap_err();
        format!("{error:?}")
    };
    let strict = Strict { name: String::new(), names: vec![String::new(), "secret\u{8}".to_owned()] };
    let text = error(&strict);
    assert!(
        text.contains("names[1]") && text.contains("cannot represent") && !text.contains("secret"),
        "{text}"
    );
    let union = UnionPayload { payload: Some(Choice::Unknown("x".to_owned())), header: None };
    assert!(error(&union).contains("a union's unknown variant cannot be sent"));
}
