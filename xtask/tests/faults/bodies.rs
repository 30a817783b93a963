//! Bodies that are not what a body should be: what becomes of the call, and that nothing overflows or panics.

use super::{always, answered};
use crate::loopback::Answer;
use smithereen::Error;

const TYPES: [&str; 6] = [
    "text/html; charset=utf-8",
    "application/xml",
    "application/x-amz-json-1.1",
    "",
    "nonsense",
    "a/b; c=\"d",
];

/// The code and message, or else `Err` with what the caller gets instead of an error of the service.
async fn code_and_message(answer: Answer, told: &str) -> (Option<String>, Option<String>) {
    let error = answered([answer]).await.fails(1, told);
    assert!(matches!(error, Error::Service(_)), "{told}: {error}");
    (error.code().map(str::to_owned), error.message().map(str::to_owned))
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// A body is what it is, whatever it is called: proxies are known to call JSON other names.
#[tokio::test]
async fn the_content_type_does_not_matter() {
    for name in TYPES {
        answered([Answer::new(200, "{}").header("content-type", name)]).await.succeeds(1, name);
        let body = r#"{"__type": "ConflictException", "message": "m"}"#;
        let answer = Answer::new(409, body).header("content-type", name);
        assert_eq!(code_and_message(answer, name).await, (some("ConflictException"), some("m")));
    }
    let twice = Answer::new(200, "{}").header("content-type", "a/b").header("content-type", "c/d");
    answered([twice]).await.succeeds(1, "two content types");
}

#[tokio::test]
async fn nothing_in_chunks_is_nothing() {
    answered([Answer::new(200, "").chunked()]).await.succeeds(1, "a success");
    let answer = Answer::error(409, "ConflictException", "").chunked();
    assert_eq!(code_and_message(answer, "an error").await, (some("ConflictException"), None));
    answered([Answer::new(500, "").chunked(), Answer::ok()]).await.succeeds(2, "a server error");
    // Neither a length nor chunks: the body ends with the connection.
    answered([Answer::raw("HTTP/1.1 200 OK\r\n\r\n")]).await.succeeds(1, "no length");
    answered([Answer::raw("HTTP/1.1 200 OK\r\n\r\n{}")]).await.succeeds(1, "no length, a body");
    // What may have no body is not waited for one.
    answered([Answer::raw("HTTP/1.1 204 No\r\ncontent-length: 7\r\n\r\n")]).await.succeeds(1, "204");
}

/// A page of a proxy, a megabyte of it, is tried again for its status, and is never shown.
#[tokio::test]
async fn a_megabyte_of_error_page() {
    let page = format!("<html>{}</html>", "<p>Sorry</p>".repeat(1 << 17));
    assert!(page.len() > 1 << 20);
    for answer in [Answer::new(503, page.clone()), Answer::new(502, page.clone()).chunked()] {
        answered([answer.clone(), answer.clone(), Answer::ok()]).await.succeeds(3, "a page");
        let error = always(answer).await.fails(3, "pages");
        assert_eq!((error.code(), error.message()), (None, None));
        assert!(error.to_string().len() < 200 && format!("{error:?}").len() < 2000);
    }
    answered([Answer::new(200, page)]).await.succeeds(1, "a page that is called a success");
}

/// Bytes that are no text, also where they would be passed over, and a mark that JSON does not begin with.
const NO_TEXT: [&[u8]; 5] =
    [b"\xff", b"{\"a\xff\": 1}", b"{\"message\": \"\xc3\x28\"}", b"\xef\xbb\xbf{}", b"\xfe\xff\0{\0}"];

#[tokio::test]
async fn no_utf8() {
    for body in NO_TEXT {
        let told = format!("{body:?}");
        let answer = Answer::error(409, "ConflictException", body);
        assert_eq!(code_and_message(answer, &told).await, (some("ConflictException"), None));
        assert_eq!(code_and_message(Answer::new(409, body), &told).await, (None, None));
        answered([Answer::new(200, body)]).await.succeeds(1, &told);
    }
    let header = Answer::raw(b"HTTP/1.1 409 No\r\nx-amzn-errortype: \xff\xfe\r\ncontent-length: 0\r\n\r\n");
    assert_eq!(code_and_message(header, "a header").await, (None, None));
}

/// A hundred thousand levels, of which the stack would hold no tenth.
fn deep(open: &str, close: &str) -> String {
    format!("{}1{}", open.repeat(100_000), close.repeat(100_000))
}

#[tokio::test]
async fn nesting_without_end() {
    for body in [deep("[", "]"), deep("{\"a\":", "}"), "[".repeat(200_000)] {
        let told = &body[..20];
        for within in [body.clone(), format!("{{\"later\": {body}}}"), format!("{{\"message\": {body}}}")] {
            answered([Answer::new(200, within.clone())]).await.succeeds(1, told);
            let answer = Answer::error(409, "ConflictException", within.clone());
            assert_eq!(code_and_message(answer, told).await, (some("ConflictException"), None));
            answered([Answer::new(503, within), Answer::ok()]).await.succeeds(2, told);
        }
    }
}

/// Of a key that comes twice, the last counts.
#[tokio::test]
async fn keys_that_come_twice() {
    let body =
        r#"{"message": "a", "__type": "ValidationException", "__type": "ConflictException", "message": "b"}"#;
    assert_eq!(code_and_message(Answer::new(409, body), body).await, (some("ConflictException"), some("b")));
    answered([Answer::new(200, r#"{"a": 1, "a": {}, "a": [{"a": 2, "a": 3}]}"#)])
        .await
        .succeeds(1, "passed over");
    let many = format!("{{{}\"a\": 1}}", "\"a\": 1,".repeat(50_000));
    answered([Answer::new(200, many)]).await.succeeds(1, "fifty thousand times");
}

/// Numbers that no type holds.
fn huge() -> [String; 5] {
    let digits = "9".repeat(100_000);
    [
        "1e999".to_owned(),
        "-1e999".to_owned(),
        format!("1{}", "0".repeat(400)),
        digits.clone(),
        format!("0.{digits}e-9"),
    ]
}

#[tokio::test]
async fn numbers_beyond_all_bounds() {
    for number in huge() {
        let told = &number[..number.len().min(20)];
        let body = format!("{{\"later\": [{number}], \"more\": {number}}}");
        answered([Answer::new(200, body)]).await.succeeds(1, told);
        let body = format!("{{\"message\": \"m\", \"later\": {number}}}");
        let answer = Answer::error(409, "ConflictException", body.clone());
        assert_eq!(code_and_message(answer, told).await.0, some("ConflictException"));
        answered([Answer::new(500, body), Answer::ok()]).await.succeeds(2, told);
        answered([Answer::new(200, number.clone())]).await.succeeds(1, told);
    }
}

/// The code in a body counts whatever is beside it: an error that asks to slow down is told by it alone.
#[tokio::test]
async fn a_code_beside_what_cannot_be_read() {
    for other in ["1e999".to_owned(), deep("[", "]"), deep("{\"a\":", "}"), "9".repeat(1000)] {
        let told = &other[..other.len().min(20)];
        let body =
            format!("{{\"later\": {other}, \"__type\": \"ThrottlingException\", \"message\": \"slow\"}}");
        answered([Answer::new(400, body), Answer::ok()]).await.succeeds(2, told);
        let body = format!("{{\"__type\": \"ConflictException\", \"message\": \"m\", \"later\": {other}}}");
        assert_eq!(
            code_and_message(Answer::new(409, body), told).await,
            (some("ConflictException"), some("m"))
        );
    }
    for other in ["1e999".to_owned(), deep("[", "]")] {
        let body = format!("{{\"message\": {other}, \"__type\": \"ConflictException\"}}");
        let told = code_and_message(Answer::new(409, body), "no text").await;
        assert_eq!(told, (some("ConflictException"), None));
    }
}
