//! Presigned requests of a service that signs requests as they are sent.

use super::{Presigned, operation, options, pairs, presign, url};
use http::Method;
use smithereen::protocol::RestJson1;
use smithereen::sign::PresignOptions;
use smithereen::{AuthScheme, Bytes, Endpoint, Operation, Service};
use std::collections::BTreeMap;

static OBJECTS: Service = Service::new("Objects", &RestJson1, |_| Endpoint::new("https://example.com"))
    .signing_name("s3")
    .auth(&[AuthScheme::SigV4])
    .signs_as_sent();

#[derive(Clone, Default, PartialEq)]
struct Get {
    key: Option<String>,
    content_type: Option<String>,
    version: Option<String>,
}

smithereen::structure!(Get = "Get" {
    0 key => Member::new("Key").label("Key"),
    1 content_type => Member::new("ResponseContentType").query("response-content-type"),
    2 version => Member::new("VersionId").query("versionId"),
});
operation!(Get, OBJECTS, "GET", "/{Key+}");

#[derive(Clone, Default, PartialEq)]
struct Put {
    key: Option<String>,
    content_type: Option<String>,
    content_length: Option<i64>,
    acl: Option<String>,
    metadata: Option<BTreeMap<String, String>>,
    body: Option<Bytes>,
}

smithereen::structure!(Put = "Put" {
    0 key => Member::new("Key").label("Key"),
    1 content_type => Member::new("ContentType").header("Content-Type"),
    2 content_length => Member::new("ContentLength").header("Content-Length"),
    3 acl => Member::new("ACL").header("x-amz-acl"),
    4 metadata => Member::new("Metadata").prefix_headers("x-amz-meta-"),
    5 body => Member::new("Body").payload(),
});
operation!(Put, OBJECTS, "PUT", "/{Key+}");

/// Presigns a request with a session token to a bucket.
fn object<O: Operation>(input: &O, options: &PresignOptions) -> Presigned {
    presign(input, "https://bucket.s3.eu-central-1.amazonaws.com", Some("a/token+=="), options).unwrap()
}

fn object_url(head: &str, expires: u32, headers: &str, signature: &str) -> String {
    let head = format!("bucket.s3.eu-central-1.amazonaws.com/{head}");
    let tail = format!("X-Amz-Security-Token=a%2Ftoken%2B%3D%3D&X-Amz-Signature={signature}");
    url(&head, "s3", expires, headers, &tail)
}

fn key(key: &str) -> Option<String> {
    Some(key.to_owned())
}

#[test]
fn a_download_is_presigned() {
    let get =
        Get { key: key("a b/ü+~%//c"), content_type: key("text/plain; charset=utf-8"), version: key("v/1") };
    let presigned = object(&get, &options(3600));
    let head =
        "a%20b/%C3%BC%2B~%25//c?response-content-type=text%2Fplain%3B%20charset%3Dutf-8&versionId=v%2F1&";
    let signature = "2da23cb47d76eb86cbfe27cfda7fcfae9db9ee7c4dbacd52cae3dd49390ef70d";
    assert_eq!(presigned.url(), object_url(head, 3600, "host", signature));
    assert_eq!(presigned.method(), Method::GET);
    assert!(presigned.headers().is_empty() && presigned.body().is_empty() && !presigned.is_body_signed());
}

#[test]
fn another_method_is_presigned() {
    let get = Get { key: key("k"), ..Get::default() };
    let presigned = object(&get, &options(3600).method(Method::HEAD));
    let signature = "f93396ddaee1e9e631ad8f4591d39e37e652158e00420c7a72b2a5018ebebd67";
    assert_eq!(presigned.url(), object_url("k?", 3600, "host", signature));
    assert_eq!(presigned.method(), Method::HEAD);
}

#[test]
fn an_upload_is_presigned_with_the_headers_of_its_members() {
    let put = Put {
        key: key("k"),
        content_type: key("text/plain"),
        content_length: Some(5),
        acl: key("public-read"),
        metadata: Some(BTreeMap::from([("a".to_owned(), "1 2".to_owned())])),
        body: None,
    };
    let presigned = object(&put, &options(60));
    let headers = "content-length%3Bcontent-type%3Bhost%3Bx-amz-acl%3Bx-amz-meta-a";
    let signature = "dc45be0da5728913e928c7ff17221c028152c568eb483455f4c8ef01de65ca75";
    assert_eq!(presigned.url(), object_url("k?", 60, headers, signature));
    let mut sent = pairs(presigned.headers());
    sent.sort_unstable();
    let expected = [
        ("content-length", "5"),
        ("content-type", "text/plain"),
        ("x-amz-acl", "public-read"),
        ("x-amz-meta-a", "1 2"),
    ];
    assert_eq!(sent, expected);
}

#[test]
fn the_body_of_an_upload_is_not_signed() {
    let empty = Put { key: key("k"), ..Put::default() };
    let full = Put { body: Some(Bytes::from_static(b"text")), ..empty.clone() };
    let signature = "305964decdd781d5c933d340d9dffd9691afb62108fee881fd6b93b8d3191184";
    for (put, body) in [(empty, ""), (full, "text")] {
        let presigned = object(&put, &options(60));
        assert_eq!(presigned.url(), object_url("k?", 60, "host", signature));
        assert!(presigned.headers().is_empty() && !presigned.is_body_signed());
        assert_eq!(presigned.body(), body);
    }
}

#[test]
fn a_request_with_another_body_cannot_lose_it() {
    let put = Put { key: key("k"), body: Some(Bytes::from_static(b"{}")), ..Put::default() };
    let error = presign(&put, "https://example.com", None, &options(60).method(Method::GET)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Put: the request has a body, which a presigned request without one cannot have"
    );
}

#[test]
fn errors_name_the_operation() {
    let get = Get { key: key("k"), ..Get::default() };
    let error = presign(&get, "https://example.com", None, &options(604_801)).unwrap_err();
    assert_eq!(error.to_string(), "Get: a presigned request expires after at most 604800 seconds (a week)");
    let error = presign(&Get::default(), "https://example.com", None, &options(1)).unwrap_err();
    assert_eq!(error.member(), "Key");
}
