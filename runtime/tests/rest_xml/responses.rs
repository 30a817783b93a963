//! Responses with a status of success.

use super::shapes::{
    BlobPayload, Choice, Color, EnumPayload, Item, ItemPayload, SERVICE, Strict, TextPayload, UnionPayload,
};
use http::Response;
use smithereen::reflect::{Shape, Value};
use smithereen::{Bytes, OperationSchema, RawResponse, Service, Timestamp, Validation};

fn read_from<T: Shape + Value>(
    service: &'static Service,
    body: &str,
    validation: Validation,
) -> Result<T, String> {
    let operation = OperationSchema::new(service, "Test", "GET", "/");
    let response = Response::builder().header("ETag", "e").header("X-Header", "h");
    let response = response.body(Bytes::from(body.to_owned())).unwrap();
    let mut output = T::default_value();
    let read = service.protocol.output(&operation, &RawResponse::from(&response), &mut output, validation);
    read.map(|()| output).map_err(|error| format!("{error:?}"))
}

fn read<T: Shape + Value>(body: &str) -> Result<T, String> {
    read_from(&SERVICE, body, Validation::Lenient)
}

#[test]
fn members_are_taken_from_headers_and_from_the_body() {
    let body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ItemResult xmlns=\"urn:test\" xmlns:l='urn:language' l:lang='de'>
        <Name> n &amp; <![CDATA[<m>]]></Name><!-- comment --><color>green</color><Colors><Color>red</Color></Colors>
        <created>2014-04-29T20:30:38.5+02:00</created><expires>Tue, 29 Apr 2014 18:30:38 GMT</expires>
        <data> dmFs\r\n dWU= </data><labels><key>a</key><value/></labels><new><Name>x</Name></new><parent/></ItemResult>\n";
    let item = read::<Item>(body).unwrap();
    assert_eq!(item.etag.as_deref(), Some("e"));
    assert_eq!((item.name.as_deref(), item.lang.as_deref()), (Some(" n & <m>"), Some("de")));
    assert_eq!(item.color, Some(Color::Unknown("green".to_owned())));
    assert_eq!(item.colors, Some(vec![Color::Red]));
    assert_eq!(item.created, Some(Timestamp::new(1_398_796_238, 500_000_000)));
    assert_eq!(item.expires, Some(Timestamp::new(1_398_796_238, 0)));
    assert_eq!(item.data.as_deref(), Some(&b"value"[..]));
    assert_eq!(item.labels.unwrap()["a"], "");
    assert_eq!(item.parent, Some(Box::default()));
}

#[test]
fn an_empty_body_leaves_all_members_of_the_body_unset() {
    for body in ["", " \n", "<Item/>"] {
        assert_eq!(read(body), Ok(Item { etag: Some("e".to_owned()), ..Default::default() }), "{body:?}");
    }
    assert_eq!(read::<()>("anything"), Ok(()));
}

#[test]
fn payloads_are_the_whole_body() {
    let body = "<Anything><Name>n</Name></Anything>";
    assert_eq!(read::<ItemPayload>(body).unwrap().payload.unwrap().name.as_deref(), Some("n"));
    assert_eq!(read::<ItemPayload>(body).unwrap().header.as_deref(), Some("h"));
    assert_eq!(read::<ItemPayload>("").unwrap().payload, None);
    let union = |body: &str| read::<UnionPayload>(body).unwrap().payload;
    assert_eq!(union("<Choice><text>t</text></Choice>"), Some(Choice::Text("t".to_owned())));
    assert_eq!(union("<Choice><new/></Choice>"), Some(Choice::Unknown("new".to_owned())));
    assert_eq!(union(""), None);
    assert_eq!(read::<BlobPayload>("<a").unwrap().payload.as_deref(), Some(&b"<a"[..]));
    assert_eq!(read::<TextPayload>("<a").unwrap().payload.as_deref(), Some("<a"));
    assert_eq!(read::<EnumPayload>("red").unwrap().payload, Some(Color::Red));
}

#[test]
fn strict_validation_rejects_an_output_without_a_required_member() {
    let strict = |body: &str| read_from::<Strict>(&SERVICE, body, Validation::Strict);
    assert_eq!(strict("<Strict><name>n</name></Strict>").unwrap().name, "n");
    for body in ["", "<Strict/>"] {
        assert!(strict(body).unwrap_err().contains("this required member is missing"), "{body:?}");
        assert_eq!(read(body), Ok(Strict::default()), "{body:?}");
    }
}

#[test]
fn a_body_that_is_not_xml_to_its_end_is_an_error() {
    for body in [
        "<Item><Name>n</Name>",
        "<Item><Name>n",
        "<Item><Name>n</name></Item>",
        "<Item/>trailing",
        "{\"Name\":\"n\"}",
        "<!DOCTYPE Item [<!ENTITY a 'b'>]><Item><Name>&a;</Name></Item>",
        "<!DOCTYPE Item SYSTEM 'file:///etc/passwd'><Item/>",
        "<Item><Name>&a;</Name></Item>",
    ] {
        assert!(read::<Item>(body).unwrap_err().contains("not XML"), "{body}");
    }
    let nested =
        |depth: usize| format!("<Item>{}{}</Item>", "<parent>".repeat(depth), "</parent>".repeat(depth));
    assert!(read::<Item>(&nested(128)).is_ok());
    assert!(read::<Item>(&nested(129)).unwrap_err().contains("nested deeper than 128 levels"));
}

#[test]
fn a_value_of_another_type_is_an_error_without_the_value() {
    let error = read::<Item>("<Item><created>secret</created></Item>").unwrap_err();
    assert!(error.contains("\"created\"") && error.contains("expected a timestamp"), "{error}");
    assert!(!error.contains("secret"), "{error}");
    assert!(read::<Item>("<Item><created/></Item>").is_err());
}
