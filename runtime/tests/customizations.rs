//! Customizations of official clients beyond the model.

#![cfg(feature = "md5")]
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use http::Request;
use smithereen::endpoint::ParamSource;
use smithereen::protocol::RestJson1;
use smithereen::{Bytes, Endpoint, Operation, OperationSchema, Service};

static SERVICE: Service = Service::new("Test", &RestJson1, |_| Endpoint::new("https://example.com/stage"))
    .headers(&[("accept", "application/json"), ("x-version", "2020-01-01")]);

#[derive(Clone, PartialEq)]
enum Failure {
    Unknown(String),
}

smithereen::operation_error!(Failure = "Failure" {});

#[derive(Clone, Default, PartialEq)]
struct Get {
    account: Option<String>,
    id: Option<String>,
    marker: Option<String>,
    zone: Option<String>,
    version: Option<String>,
    url: Option<String>,
    key: Option<String>,
    digest: Option<String>,
}

smithereen::structure!(Get = "Get" {
    0 account => Member::new("account").label("account"),
    1 id => Member::new("id").label("id").with(Flag::LastSegment),
    2 marker => Member::new("marker").query("marker").with(Flag::LastSegment),
    3 zone => Member::new("zone").with(Flag::LastSegment),
    4 version => Member::new("version").header("X-Version"),
    5 url => Member::new("url"),
    6 key => Member::new("key").header("x-key").sensitive(),
    7 digest => Member::new("digest").header("x-key-md5"),
});

impl Operation for Get {
    type Output = ();
    type Error = Failure;
    const OPERATION: &'static OperationSchema =
        &OperationSchema::new(&SERVICE, "Get", "POST", "/{account}/ids/{id}")
            .defaults(&[("account", "-")])
            .md5_members(&[("key", "digest")])
            .host_prefix("data.")
            .endpoint_member("url");
}

fn get() -> Get {
    Get { id: Some("Z1".to_owned()), ..Get::default() }
}

fn sent(input: &Get) -> Request<Bytes> {
    input.to_http(&Endpoint::new("https://example.com/stage").unwrap()).unwrap()
}

fn header<'a>(request: &'a Request<Bytes>, name: &str) -> Vec<&'a str> {
    request.headers().get_all(name).iter().map(|value| value.to_str().unwrap()).collect()
}

#[test]
fn requests_have_the_headers_of_the_service() {
    let request = sent(&get());
    assert_eq!(header(&request, "accept"), ["application/json"]);
    assert_eq!(header(&request, "x-version"), ["2020-01-01"]);
}

#[test]
fn a_member_replaces_a_header_of_the_service() {
    let request = sent(&Get { version: Some("1".to_owned()), ..get() });
    assert_eq!(header(&request, "x-version"), ["1"]);
}

#[test]
fn an_unset_or_empty_label_gets_its_default_value() {
    assert_eq!(sent(&get()).uri().path(), "/stage/-/ids/Z1");
    let empty = Get { account: Some(String::new()), ..get() };
    assert_eq!(sent(&empty).uri().path(), "/stage/-/ids/Z1");
    let no_default = Get { id: Some(String::new()), ..get() };
    assert!(no_default.to_http(&Endpoint::new("https://example.com").unwrap()).is_err());
    let own = Get { account: Some("12".to_owned()), ..get() };
    assert_eq!(sent(&own).uri().path(), "/stage/12/ids/Z1");
}

#[test]
fn only_the_last_segment_of_an_identifier_is_sent() {
    let request = sent(&Get {
        id: Some("/hostedzone/Z1".to_owned()),
        marker: Some("hostedzone/Z2".to_owned()),
        zone: Some("/a/b/Z3".to_owned()),
        account: Some("a/b".to_owned()),
        ..Get::default()
    });
    assert_eq!(request.uri(), "https://data.example.com/stage/a%2Fb/ids/Z1?marker=Z2");
    assert_eq!(request.body(), r#"{"zone":"Z3"}"#);
}

#[test]
fn an_identifier_without_a_last_segment_is_rejected() {
    let input = Get { id: Some("/hostedzone/".to_owned()), ..get() };
    let error = input.to_http(&Endpoint::new("https://example.com").unwrap()).unwrap_err();
    assert_eq!((error.member(), error.reason()), ("id", "a label in the path cannot be empty"));
}

#[test]
fn requests_go_to_the_url_in_a_member() {
    for (url, expected) in [
        ("https://realtime.example.net", "https://realtime.example.net/stage/-/ids/Z1"),
        ("http://localhost:8080/ignored", "http://localhost:8080/stage/-/ids/Z1"),
    ] {
        let request = sent(&Get { url: Some(url.to_owned()), ..get() });
        assert_eq!(request.uri(), expected);
        assert!(request.body().starts_with(b"{\"url\":"), "the member is part of the body too");
    }
    assert_eq!(sent(&get()).uri().host(), Some("data.example.com"));
}

#[test]
fn an_invalid_url_in_a_member_is_an_error_that_names_the_member() {
    for (url, reason) in [
        ("", "the endpoint URL is not a URL"),
        ("example.com", "the endpoint URL begins with neither https:// nor http://"),
        ("ftp://secret.example.com", "the endpoint URL begins with neither https:// nor http://"),
        ("https://a:secret@example.com", "the endpoint URL holds a user name or password"),
    ] {
        let input = Get { url: Some(url.to_owned()), ..get() };
        let error = input.to_http(&Endpoint::new("https://example.com").unwrap()).unwrap_err();
        assert_eq!(error.member(), "url");
        assert!(error.reason().contains(reason), "{url}: {}", error.reason());
        assert!(!error.to_string().contains("secret"));
    }
}

static OBJECTS: Service =
    Service::new("Objects", &RestJson1, |_| Endpoint::new("https://example.com")).signs_as_sent();

#[derive(Clone, Default, PartialEq)]
struct GetObject {
    key: Option<String>,
    part: Option<String>,
}

smithereen::structure!(GetObject = "GetObject" {
    0 key => Member::new("Key").label("Key"),
    1 part => Member::new("Part").label("Part"),
});

impl Operation for GetObject {
    type Output = ();
    type Error = Failure;
    const OPERATION: &'static OperationSchema =
        &OperationSchema::new(&OBJECTS, "GetObject", "GET", "/{Part}/{Key+}");
}

#[test]
fn a_path_that_is_signed_as_sent_may_have_segments_of_dots() {
    let get = |part: &str, key: &str| GetObject { key: Some(key.to_owned()), part: Some(part.to_owned()) };
    for key in ["../key.txt", "foo/../key.txt", "./a", "a//b/..", "."] {
        let uri = sent_object(&get("1", key)).unwrap();
        assert_eq!(uri, format!("https://example.com/1/{key}"));
    }
    let reason = "a label in the path cannot be `.` or `..`";
    assert_eq!(sent_object(&get("..", "key")).unwrap_err(), format!("GetObject: member `Part`: {reason}"));
    let reason = "a label in the path cannot be empty";
    assert_eq!(sent_object(&get("1", "")).unwrap_err(), format!("GetObject: member `Key`: {reason}"));
}

#[derive(Clone, Default, PartialEq)]
struct DeleteObject {
    bucket: Option<String>,
    key: Option<String>,
}

smithereen::structure!(DeleteObject = "DeleteObject" {
    0 bucket => Member::new("Bucket").label("Bucket"),
    1 key => Member::new("Key").label("Key"),
});

impl Operation for DeleteObject {
    type Output = ();
    type Error = Failure;
    const OPERATION: &'static OperationSchema =
        &OperationSchema::new(&OBJECTS, "DeleteObject", "DELETE", "/{Key+}")
            .endpoint_params(&[("Bucket", ParamSource::Member("Bucket"))]);
}

/// The key would be the bucket that is deleted.
#[test]
fn a_label_that_is_part_of_the_endpoint_needs_a_value() {
    let delete = |bucket: Option<&str>| {
        let input = DeleteObject { bucket: bucket.map(str::to_owned), key: Some("photos".to_owned()) };
        let request = input.to_http(&Endpoint::new("https://example.com").unwrap());
        request.map(|request| request.uri().to_string()).map_err(|error| error.to_string())
    };
    assert_eq!(delete(Some("a..b")).unwrap(), "https://example.com/photos");
    assert_eq!(delete(Some("arn:aws:s3:::a/b")).unwrap(), "https://example.com/photos");
    for (bucket, reason) in [
        (None, "a label in the path needs a value"),
        (Some(""), "a label in the path cannot be empty"),
        (Some(".."), "a label in the path cannot be `.` or `..`"),
    ] {
        assert_eq!(delete(bucket).unwrap_err(), format!("DeleteObject: member `Bucket`: {reason}"));
    }
}

fn sent_object(input: &GetObject) -> Result<String, String> {
    let request = input.to_http(&Endpoint::new("https://example.com").unwrap());
    request.map(|request| request.uri().to_string()).map_err(|error| error.to_string())
}

#[test]
fn the_md5_of_a_key_is_sent_unless_the_caller_sets_it() {
    let key = Some("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=".to_owned());
    let request = sent(&Get { key: key.clone(), ..get() });
    assert_eq!(header(&request, "x-key"), [key.as_deref().unwrap()]);
    assert_eq!(header(&request, "x-key-md5"), ["tP/LI3N87DFaSk0aoqYgzg=="]);
    let own = sent(&Get { key: key.clone(), digest: Some("own".to_owned()), ..get() });
    assert_eq!(header(&own, "x-key-md5"), ["own"]);
    assert_eq!(header(&sent(&get()), "x-key-md5"), [""; 0]);
    let endpoint = Endpoint::new("https://example.com/stage").unwrap();
    let error = Get { key: Some("not base64".to_owned()), ..get() }.to_http(&endpoint).unwrap_err();
    assert_eq!(error.to_string(), "Get: member `key`: expected base64");
}
