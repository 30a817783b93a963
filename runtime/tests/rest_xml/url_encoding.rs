//! Members that a response has in the encoding of forms, if another member states so.

use super::shapes::{Failure, SERVICE};
use http::Response;
use smithereen::schema::RareTraits;
use smithereen::{AuthScheme, Endpoint, Operation, OperationSchema, Undecoded};

#[derive(Clone, Default, PartialEq)]
struct List {
    encoding: Option<String>,
}

smithereen::structure!(List = "List" { 0 encoding => Member::new("EncodingType").query("encoding-type") });

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
    const OPERATION: &'static OperationSchema = &OperationSchema::new(&SERVICE, "List", "GET", "/")
        .override_auth(&[AuthScheme::None])
        .defaults(&[("EncodingType", "url")])
        .url_encoding("EncodingType");
}

/// Returns a response whose encoding is stated after what has it.
fn response(encoding: &str) -> Response<String> {
    let body = format!(
        "<Objects><Prefix>a%2Fb+c</Prefix><Name>n%20+</Name><Contents><Key>a%2Fb+c%01</Key><Size>1</Size></Contents>
        <Contents><Key>%C3%A9%2B&amp;%FF</Key></Contents>{encoding}</Objects>"
    );
    Response::builder().header("X-Tag", "t%20").body(body).unwrap()
}

fn output(encoding: &str) -> Objects {
    List::parse(response(encoding)).unwrap()
}

/// The keys as the service has encoded them.
fn encoded() -> Option<Vec<Object>> {
    Some(vec![object("a%2Fb+c%01", Some(1)), object("%C3%A9%2B&%FF", None)])
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
        assert!(found.contents == encoded(), "{encoding}: {found:?}");
    }
}

#[test]
fn members_are_not_decoded_if_the_caller_has_requested_the_encoding() {
    let endpoint = Endpoint::new("https://example.com").unwrap();
    let url = |input: List| {
        let request = input.to_http(&endpoint).unwrap();
        (request.uri().to_string(), request.extensions().get::<Undecoded>().is_some())
    };
    let expected = "https://example.com/?encoding-type=url".to_owned();
    assert_eq!(url(List::default()), (expected.clone(), false));
    assert_eq!(url(List { encoding: Some("url".to_owned()) }), (expected, true));

    let mut response = response("<EncodingType>url</EncodingType>");
    response.extensions_mut().insert(Undecoded);
    let found = List::parse(response).unwrap();
    assert_eq!((found.prefix.as_deref(), found.encoding.as_deref()), (Some("a%2Fb+c"), Some("url")));
    assert!(found.contents == encoded(), "{found:?}");
}

#[test]
fn a_body_that_is_not_xml_is_an_error() {
    let parse = |response: Response<&'static str>| List::parse(response).unwrap_err().to_string();
    let error = parse(Response::new("<Objects><Prefix>a</Prefix>"));
    assert!(error.contains("not XML"), "{error}");
    let compressed = Response::builder().header("content-encoding", "gzip").body("\u{1f}").unwrap();
    assert!(parse(compressed).contains("the body is compressed (`gzip`)"));
}

#[cfg(feature = "client")]
mod client {
    use super::*;
    use smithereen::StatusCode;
    use smithereen::client::{Caller, Fake};
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    fn call(fake: &Fake, input: &List) -> Objects {
        let mut call = pin!(Caller::new(&SERVICE, &fake.config()).call(input));
        loop {
            if let Poll::Ready(result) = call.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
                return result.unwrap();
            }
        }
    }

    #[test]
    fn a_client_decodes_unless_the_caller_has_requested_the_encoding() {
        let body = response("<EncodingType>url</EncodingType>").into_body();
        let fake = Fake::responding(StatusCode::OK, body);
        assert_eq!(call(&fake, &List::default()).prefix.as_deref(), Some("a/b c"));
        let found = call(&fake, &List { encoding: Some("url".to_owned()) });
        assert!(found.contents == encoded(), "{found:?}");
    }

    #[test]
    fn a_fake_encodes_an_output_that_states_the_encoding() {
        let contents = || vec![object("a/b c+%\u{1}é", None)];
        for (encoding, key) in [(Some("url"), "a/b%20c%2B%25%01%C3%A9"), (None, "a+b")] {
            let fake = Fake::default();
            let contents = if encoding.is_some() { contents() } else { vec![object("a+b", None)] };
            let output = Objects {
                contents: Some(contents),
                encoding: encoding.map(str::to_owned),
                ..Objects::default()
            };
            fake.on::<List>().returns(output.clone());
            let found = call(&fake, &List::default());
            assert!(found == output, "{found:?}");
            let found = call(&fake, &List { encoding: Some("url".to_owned()) });
            assert!(found.contents == Some(vec![object(key, None)]), "{found:?}");
        }
    }
}
