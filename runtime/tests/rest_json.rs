//! `restJson1` with small shapes: bindings of requests, and parsed responses.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use http::{Request, Response};
use smithereen::protocol::{Protocol, RestJson1};
use smithereen::reflect::{Shape, Value};
use smithereen::schema::{Member, TimestampFormat};
use smithereen::{Bytes, Endpoint, Operation, OperationSchema, RawResponse, Service, Timestamp, Validation};
use std::collections::BTreeMap;

static SERVICE: Service =
    Service::new("Test", &RestJson1, |_| Endpoint::new("https://example.com")).signing_name("test");

#[derive(Clone, Default, PartialEq)]
struct Headers {
    own: Option<String>,
    rest: Option<BTreeMap<String, String>>,
    texts: Option<Vec<String>>,
    sparse: Option<Vec<Option<String>>>,
    numbers: Option<Vec<i32>>,
    times: Option<Vec<Timestamp>>,
}

smithereen::structure!(Headers = "Headers" {
    0 own => Member::new("own").header("X-Own"),
    1 rest => Member::new("rest").prefix_headers(""),
    2 texts => Member::new("texts").header("texts"),
    3 sparse => Member::new("sparse").header("sparse"),
    4 numbers => Member::new("numbers").header("numbers"),
    5 times => Member::new("times").header("times"),
});

impl Operation for Headers {
    type Output = ();
    type Error = Failure;
    const OPERATION: &'static OperationSchema = &OperationSchema::new(&SERVICE, "Test", "GET", "/");
}

#[derive(Clone, Default, PartialEq)]
struct Query {
    named: Option<Vec<Timestamp>>,
    map: Option<BTreeMap<String, Vec<Timestamp>>>,
}

static SECONDS: Member = Member::new("member").timestamp(TimestampFormat::EpochSeconds);
static SECONDS_LIST: Member = Member::new("value").element(&SECONDS);

smithereen::structure!(Query = "Query" {
    0 named => Member::new("named").query("named").element(&SECONDS),
    1 map => Member::new("map").query_params().element(&SECONDS_LIST),
});

#[derive(Clone, Default, PartialEq)]
struct Covered {
    own: Option<String>,
    rest: Option<BTreeMap<String, String>>,
}

smithereen::structure!(Covered = "Covered" {
    0 own => Member::new("own").header("x-meta-own"),
    1 rest => Member::new("rest").prefix_headers("X-Meta-"),
});

#[derive(Clone, Default, PartialEq)]
struct Upload {
    body: Option<Bytes>,
}

smithereen::structure!(Upload = "Upload" { 0 body => Member::new("body").payload() });

#[derive(Clone, Default, PartialEq)]
struct Output {
    retry: Option<i32>,
    texts: Option<Vec<String>>,
    level: Option<i32>,
    text: Option<String>,
}

smithereen::structure!(Output = "Output" {
    0 retry => Member::new("retry").header("retry-after"),
    1 texts => Member::new("texts").header("texts"),
    2 level => Member::new("level").header("level"),
    3 text => Member::new("text"),
});

#[derive(Clone, Default, PartialEq)]
struct Strict {
    retry: i32,
}

smithereen::structure!(Strict = "Strict" { 0 retry => Member::new("retry").header("retry-after").required() });

#[derive(Clone, Default, PartialEq)]
struct Lower {
    message: Option<String>,
    retry: Option<i32>,
    other: Option<i32>,
}

smithereen::structure!(Lower = "Lower" {
    0 message => Member::new("message"),
    1 retry => Member::new("retry").header("retry-after"),
    2 other => Member::new("other"),
});

#[derive(Clone, Default, PartialEq)]
struct Upper {
    message: String,
}

smithereen::structure!(Upper = "Upper" { 0 message => Member::new("Message").required() });

#[derive(Clone, Default, PartialEq)]
struct Both {
    lower: Option<String>,
    upper: Option<String>,
}

smithereen::structure!(Both = "Both" { 0 lower => Member::new("message"), 1 upper => Member::new("Message") });

#[derive(Clone, PartialEq)]
enum Failure {
    Lower(Lower),
    Upper(Upper),
    Both(Both),
    Unknown(String),
}

smithereen::union!(Failure = "Failure" {
    0 Lower => Member::new("Lower"),
    1 Upper => Member::new("Upper"),
    2 Both => Member::new("Both"),
});

fn send(method: &'static str, input: &dyn Shape) -> Request<Bytes> {
    let operation = OperationSchema::new(&SERVICE, "Test", method, "/");
    RestJson1.request(&operation, input, &Endpoint::new("https://example.com").unwrap()).unwrap()
}

/// Returns the headers of a request, sorted by name.
fn headers(input: &dyn Shape) -> Vec<(String, String)> {
    let request = send("GET", input);
    let text = |value: &http::HeaderValue| value.to_str().unwrap().to_owned();
    let mut headers: Vec<_> =
        request.headers().iter().map(|(name, value)| (name.to_string(), text(value))).collect();
    headers.sort();
    headers
}

fn response(headers: &[(String, String)], body: impl Into<Bytes>) -> Response<Bytes> {
    let mut response = Response::builder();
    for (name, value) in headers {
        response = response.header(name, value);
    }
    response.body(body.into()).unwrap()
}

fn read<T: Value>(headers: &[(&str, &str)], body: impl Into<Bytes>) -> Result<T, String> {
    read_with(Validation::Lenient, headers, body)
}

fn read_with<T: Value>(
    validation: Validation,
    headers: &[(&str, &str)],
    body: impl Into<Bytes>,
) -> Result<T, String> {
    let headers: Vec<_> = headers.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    let mut output = T::default_value();
    let response = response(&headers, body);
    let read = RestJson1.output(Headers::OPERATION, &RawResponse::from(&response), &mut output, validation);
    read.map(|()| output).map_err(|fault| format!("{fault:?}"))
}

fn fail(code: &str, headers: &[(&str, &str)], body: &str) -> Failure {
    let code = [("x-amzn-errortype", code)];
    let headers = code.iter().chain(headers).map(|(name, value)| ((*name).into(), (*value).into()));
    let mut error = Failure::default_value();
    let response = response(&headers.collect::<Vec<_>>(), body.to_owned());
    RestJson1.error(Headers::OPERATION, &RawResponse::from(&response), &mut error);
    error
}

fn owned(entries: &[(&str, &str)]) -> Vec<(String, String)> {
    entries.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn a_named_header_takes_precedence_over_a_prefixed_one() {
    let rest = owned(&[("x-own", "Hello"), ("x-foo", "Foo")]).into_iter().collect();
    let mut input = Headers { own: Some("There".to_owned()), rest: Some(rest), ..Headers::default() };
    assert_eq!(headers(&input), owned(&[("x-foo", "Foo"), ("x-own", "There")]));
    input.own = None;
    assert_eq!(headers(&input), owned(&[("x-foo", "Foo"), ("x-own", "Hello")]));
    let rest = owned(&[("OWN", "Hello"), ("foo", "Foo")]).into_iter().collect();
    let input = Covered { own: Some("There".to_owned()), rest: Some(rest) };
    assert_eq!(headers(&input), owned(&[("x-meta-foo", "Foo"), ("x-meta-own", "There")]));
    let output: Headers = read(&[("x-foo", "Foo"), ("x-own", "There")], "").unwrap();
    assert_eq!(output.own.as_deref(), Some("There"));
    assert_eq!(output.rest, Some(owned(&[("x-foo", "Foo"), ("x-own", "There")]).into_iter().collect()));
}

#[test]
fn lists_in_headers_round_trip() {
    for (texts, written) in [
        (&[][..], ""),
        (&[""], "\"\""),
        (&["", ""], ", "),
        (&["", "a"], ", a"),
        (&["a", ""], "a, "),
        (&["a", "", "b"], "a, , b"),
        (&["a,b", "\"c\"", "d\\e", "\\\""], r#""a,b", "\"c\"", d\e, "\\\"""#),
        (&[" a", "b ", " "], "\" a\", \"b \", \" \""),
    ] {
        let texts: Vec<_> = texts.iter().map(|text| (*text).to_owned()).collect();
        let input = Headers { texts: Some(texts), ..Headers::default() };
        assert_eq!(headers(&input), owned(&[("texts", written)]));
        let output: Headers = read(&[("texts", written.trim())], "").unwrap();
        assert_eq!(output.texts, input.texts, "{written}");
    }
}

#[test]
fn nulls_in_header_lists_are_left_out() {
    let sparse = Some(vec![None, Some("a".to_owned()), None, Some("b".to_owned())]);
    assert_eq!(headers(&Headers { sparse, ..Headers::default() }), owned(&[("sparse", "a, b")]));
}

#[test]
fn empty_elements_of_number_lists_are_skipped() {
    for numbers in ["1,2", "1, ,2", "1, 2,", "1,,2 ,, "] {
        let output: Headers = read(&[("numbers", numbers)], "").unwrap();
        assert_eq!(output.numbers, Some(vec![1, 2]), "{numbers}");
    }
}

#[test]
fn the_comma_of_a_date_does_not_separate_list_elements() {
    let (fixed, full) = ("Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT");
    let (asctime, plain, seconds) = ("Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37", "784111777");
    let time = Timestamp::new(784_111_777, 0);
    let input = Headers { times: Some(vec![time, time]), ..Headers::default() };
    assert_eq!(headers(&input), owned(&[("times", &format!("{fixed}, {fixed}"))]));
    for one in [fixed, full, asctime, plain, seconds] {
        for other in [fixed, full, asctime, plain, seconds] {
            let output: Headers = read(&[("times", &format!("{one}, {other}"))], "").unwrap();
            assert_eq!(output.times, input.times, "{one}, {other}");
        }
    }
}

#[test]
fn query_lists_are_written_in_the_format_of_their_elements() {
    let times = vec![Timestamp::new(1, 0), Timestamp::new(2, 0)];
    let map = BTreeMap::from([("k".to_owned(), times.clone())]);
    let input = Query { named: Some(times), map: Some(map) };
    assert_eq!(send("GET", &input).uri(), "https://example.com/?named=1&named=2&k=1&k=2");
}

#[test]
fn requests_accept_the_identity_encoding_unless_a_member_sets_the_header() {
    let accepted = |input: &Headers| {
        let request = input.to_http(&Endpoint::new("https://example.com").unwrap()).unwrap();
        let values = request.headers().get_all("accept-encoding").iter();
        values.map(|value| value.to_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(accepted(&Headers::default()), ["identity"]);
    let rest = owned(&[("Accept-Encoding", "gzip")]).into_iter().collect();
    assert_eq!(accepted(&Headers { rest: Some(rest), ..Headers::default() }), ["gzip"]);
}

#[test]
fn missing_bodies_of_post_put_and_patch_have_content_length_zero() {
    for (method, length) in [
        ("POST", Some("0")),
        ("PUT", Some("0")),
        ("PATCH", Some("0")),
        ("GET", None),
        ("HEAD", None),
        ("DELETE", None),
    ] {
        let request = send(method, &Headers::default());
        let lengths: Vec<_> = request.headers().get_all("content-length").iter().collect();
        assert_eq!(lengths, Vec::from_iter(length), "{method}");
        assert!(request.body().is_empty() && !request.headers().contains_key("content-type"), "{method}");
    }
    assert_eq!(send("POST", &Output::default()).headers()["content-length"], "2");
}

#[test]
fn bodies_of_outputs_without_body_members_are_ignored() {
    for body in [&b"<html>"[..], b"", b"\xff\xfe", b"{\"own\":1}"] {
        assert!(
            read::<Headers>(&[("x-own", "There")], body)
                .is_ok_and(|output| output.own.as_deref() == Some("There"))
        );
        assert!(read::<()>(&[], body).is_ok());
        if !body.is_empty() {
            assert!(read::<Output>(&[], body).is_ok() == body.starts_with(b"{"));
        }
    }
}

#[test]
fn unknown_members_are_ignored() {
    let deep = |open: &str, close: &str| format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
    let others = [deep("[", "]"), deep("{\"a\":", "}"), "1e999".to_owned(), "9".repeat(100_000)];
    for other in others {
        let body = format!("{{\"later\":{other},\"text\":\"t\",\"more\":[{other}]}}");
        assert!(read::<Output>(&[], body).is_ok_and(|output| output.text.as_deref() == Some("t")));
    }
}

#[test]
fn errors_do_not_contain_the_unreadable_body() {
    let page = format!("<html>{}", "Sorry".repeat(1 << 17)).into_bytes();
    let texts = [page, "[".repeat(200_000).into_bytes(), b"1e999".to_vec(), b"[\"Sorry\"]".to_vec()];
    let bytes: [&[u8]; 4] = [b"\xff", b"{\"a\xff\": 1}", b"{\"text\": \"\xc3\x28\"}", b"\xef\xbb\xbf{}"];
    for body in texts.into_iter().chain(bytes.map(<[u8]>::to_vec)) {
        let error = read::<Output>(&[], body).map(drop).unwrap_err();
        assert!(error.len() < 200 && !error.contains("Sorry"), "{error}");
    }
}

#[test]
fn a_compressed_body_is_an_error_that_names_the_encoding() {
    let gzip = b"\x1f\x8b\x08".to_vec();
    let error = read::<Output>(&[("content-encoding", "gzip")], gzip.clone()).map(drop).unwrap_err();
    assert!(error.contains("the body is compressed (`gzip`), which is not supported"), "{error}");
    let error = read::<Output>(&[("content-encoding", "identity")], gzip).map(drop).unwrap_err();
    assert!(!error.contains("compressed"), "{error}");
    // A body that can be parsed was not compressed, whatever its headers.
    assert!(read::<Output>(&[("content-encoding", "gzip")], r#"{"text":"t"}"#).is_ok());
}

#[test]
fn the_message_of_a_compressed_error_names_the_encoding() {
    let message = |code: &str, headers: &[(&str, &str)], body: &[u8]| {
        let headers = [&[("x-amzn-errortype", code)], headers].concat();
        let mut error = Failure::default_value();
        let response = response(&owned(&headers), body.to_vec());
        let meta = RestJson1.error(Headers::OPERATION, &RawResponse::from(&response), &mut error);
        assert_eq!(meta.code.as_deref(), (!code.is_empty()).then_some(code));
        meta.message
    };
    let (gzip, compressed) = ([("content-encoding", "gzip")], b"\x1f\x8b\x08".as_slice());
    let expected = "the body is compressed (`gzip`), which is not supported";
    // Known, unknown and missing codes.
    for code in ["Lower", "Both", "Other", ""] {
        assert_eq!(message(code, &gzip, compressed).as_deref(), Some(expected), "{code}");
    }
    assert_eq!(message("Lower", &[], compressed), None);
    assert_eq!(message("Lower", &gzip, b""), None);
    assert_eq!(message("Lower", &gzip, b"{}"), None);
    assert_eq!(message("Lower", &gzip, br#"{"message":"m"}"#).as_deref(), Some("m"));
}

#[test]
fn an_unreadable_header_leaves_its_member_unset() {
    let date = "Sun, 06 Nov 1994 08:49:37 GMT";
    let headers = [("retry-after", date), ("texts", "\"a"), ("level", "7")];
    let output: Output = read(&headers, r#"{"text":"t"}"#).unwrap();
    assert!(output == Output { retry: None, texts: None, level: Some(7), text: Some("t".to_owned()) });
    let expected = Lower { message: Some("m".to_owned()), retry: None, other: Some(1) };
    let error = fail("Lower", &headers, r#"{"message":"m","other":1}"#);
    assert!(error == Failure::Lower(expected), "{error:?}");
}

#[test]
fn an_unreadable_header_of_a_required_member_is_an_error() {
    let error = read::<Strict>(&[("retry-after", "soon")], "").unwrap_err();
    assert!(
        error.contains("\"retry\"") && error.contains("expected an integer") && !error.contains("soon"),
        "{error}"
    );
}

#[test]
fn a_message_is_read_under_either_spelling() {
    let lower =
        |message: &str| Failure::Lower(Lower { message: Some(message.to_owned()), ..Lower::default() });
    let upper = |message: &str| Failure::Upper(Upper { message: message.to_owned() });
    for (code, body, expected) in [
        ("Lower", r#"{"Message":"m"}"#, lower("m")),
        ("Lower", r#"{"message":"m","Message":"M"}"#, lower("m")),
        ("Lower", r#"{"Message":"M","message":"m"}"#, lower("m")),
        ("Lower", r#"{"Message":"M","message":null}"#, lower("M")),
        ("Lower", r#"{"Message":1}"#, Failure::Lower(Lower::default())),
        ("Lower", r#"{"Message":"m","other":"no number"}"#, lower("m")),
        ("Upper", r#"{"message":"m"}"#, upper("m")),
        ("Upper", r#"{"message":"m","Message":"M"}"#, upper("M")),
        ("Both", r#"{"Message":"M"}"#, Failure::Both(Both { lower: None, upper: Some("M".to_owned()) })),
    ] {
        let error = fail(code, &[], body);
        assert!(error == expected, "{body}: {error:?}");
    }
}

#[derive(Clone, PartialEq)]
struct Required {
    id: String,
    inner: Option<RequiredInner>,
    header: String,
}

smithereen::structure!(Required = "Required" {
    0 id => Member::new("id").required(),
    1 inner => Member::new("inner"),
    2 header => Member::new("header").header("x-header").required(),
});

#[derive(Clone, PartialEq)]
struct RequiredInner {
    name: String,
}

smithereen::structure!(RequiredInner = "RequiredInner" { 0 name => Member::new("name").required() });

#[test]
fn strict_validation_rejects_an_output_without_a_required_member() {
    let header = [("x-header", "h")];
    for (headers, body, problem) in [
        (&header[..], r#"{"id":"i"}"#, None),
        (&header, r#"{"id":"i","inner":{"name":"n"},"unknown":1}"#, None),
        (&header, r#"{}"#, Some(r#"member: "id", reason: "this required member is missing""#)),
        (&header, "", Some(r#"member: "id", reason: "this required member is missing""#)),
        (&header, "null", Some(r#"member: "id", reason: "this required member is missing""#)),
        (&header, r#"{"id":null}"#, Some(r#"member: "id", reason: "this required member cannot be null""#)),
        (
            &header,
            r#"{"id":"i","inner":{}}"#,
            Some(r#"member: "inner.name", reason: "this required member is missing""#),
        ),
        (&[], r#"{"id":"i"}"#, Some(r#"member: "header", reason: "this required member is missing""#)),
    ] {
        let strict = read_with::<Required>(Validation::Strict, headers, body).map(drop);
        match problem {
            None => assert_eq!(strict, Ok(()), "{body}"),
            Some(problem) => assert!(strict.unwrap_err().contains(problem), "{body}"),
        }
        let lenient = read::<Required>(headers, body);
        assert!(lenient.is_ok(), "{body}");
    }
}

#[test]
fn the_payload_is_not_copied() {
    let body = Bytes::from(vec![7; 100]);
    let request = send("PUT", &Upload { body: Some(body.clone()) });
    assert_eq!(request.body().as_ptr(), body.as_ptr());
    assert_eq!(request.headers()["content-type"], "application/octet-stream");
    assert_eq!(request.headers()["content-length"], "100");
}
