//! Invalid and unusual bodies: nothing overflows or panics.

use super::{with_repeated, with_responses};
use crate::loopback::CannedResponse;
use smithereen::Error;

const TYPES: [&str; 6] = [
    "text/html; charset=utf-8",
    "application/xml",
    "application/x-amz-json-1.1",
    "",
    "nonsense",
    "a/b; c=\"d",
];

/// Returns the code and message of the service's error.
async fn code_and_message(response: CannedResponse, case: &str) -> (Option<String>, Option<String>) {
    let error = with_responses([response]).await.fails(1, case);
    assert!(matches!(error, Error::Service(_)), "{case}: {error}");
    (error.code().map(str::to_owned), error.message().map(str::to_owned))
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// Proxies change content types.
#[tokio::test]
async fn the_content_type_of_a_response_is_ignored() {
    for name in TYPES {
        with_responses([CannedResponse::new(200, "{}").header("content-type", name)]).await.succeeds(1, name);
        let body = r#"{"__type": "ConflictException", "message": "m"}"#;
        let response = CannedResponse::new(409, body).header("content-type", name);
        assert_eq!(code_and_message(response, name).await, (some("ConflictException"), some("m")));
    }
    let twice = CannedResponse::new(200, "{}").header("content-type", "a/b").header("content-type", "c/d");
    with_responses([twice]).await.succeeds(1, "two content types");
}

#[tokio::test]
async fn an_empty_body_needs_no_length() {
    with_responses([CannedResponse::new(200, "").chunked()]).await.succeeds(1, "a success");
    let response = CannedResponse::error(409, "ConflictException", "").chunked();
    assert_eq!(code_and_message(response, "an error").await, (some("ConflictException"), None));
    with_responses([CannedResponse::new(500, "").chunked(), CannedResponse::ok()])
        .await
        .succeeds(2, "a server error");
    // Without a length or chunks, the body ends with the connection.
    with_responses([CannedResponse::raw("HTTP/1.1 200 OK\r\n\r\n")]).await.succeeds(1, "no length");
    with_responses([CannedResponse::raw("HTTP/1.1 200 OK\r\n\r\n{}")]).await.succeeds(1, "no length, a body");
    // A 204 has no body, whatever its length.
    with_responses([CannedResponse::raw("HTTP/1.1 204 No\r\ncontent-length: 7\r\n\r\n")])
        .await
        .succeeds(1, "204");
}

/// The error page of a proxy.
#[tokio::test]
async fn a_large_error_page_is_retried_and_not_shown() {
    let page = format!("<html>{}</html>", "<p>Sorry</p>".repeat(1 << 14));
    assert!(page.len() > 128 << 10);
    for response in [CannedResponse::new(503, page.clone()), CannedResponse::new(502, page.clone()).chunked()]
    {
        with_responses([response.clone(), response.clone(), CannedResponse::ok()])
            .await
            .succeeds(3, "a page");
        let error = with_repeated(response).await.fails(3, "pages");
        assert_eq!((error.code(), error.message()), (None, None));
        assert!(error.to_string().len() < 200 && format!("{error:?}").len() < 2000);
    }
    with_responses([CannedResponse::new(200, page)]).await.succeeds(1, "a page with a success status");
}

/// Invalid UTF-8, also in unknown members, and byte order marks.
const INVALID_UTF8: [&[u8]; 5] =
    [b"\xff", b"{\"a\xff\": 1}", b"{\"message\": \"\xc3\x28\"}", b"\xef\xbb\xbf{}", b"\xfe\xff\0{\0}"];

#[tokio::test]
async fn invalid_utf8_leaves_code_and_status() {
    for body in INVALID_UTF8 {
        let case = format!("{body:?}");
        let response = CannedResponse::error(409, "ConflictException", body);
        assert_eq!(code_and_message(response, &case).await, (some("ConflictException"), None));
        assert_eq!(code_and_message(CannedResponse::new(409, body), &case).await, (None, None));
        with_responses([CannedResponse::new(200, body)]).await.succeeds(1, &case);
    }
    let header =
        CannedResponse::raw(b"HTTP/1.1 409 No\r\nx-amzn-errortype: \xff\xfe\r\ncontent-length: 0\r\n\r\n");
    assert_eq!(code_and_message(header, "a header").await, (None, None));
}

/// Returns JSON with 100,000 levels, more than ten times what the stack could hold.
fn deep(open: &str, close: &str) -> String {
    format!("{}1{}", open.repeat(100_000), close.repeat(100_000))
}

#[tokio::test]
async fn deep_nesting_does_not_overflow_the_stack() {
    for body in [deep("[", "]"), deep("{\"a\":", "}"), "[".repeat(200_000)] {
        let case = &body[..20];
        for within in [body.clone(), format!("{{\"later\": {body}}}"), format!("{{\"message\": {body}}}")] {
            with_responses([CannedResponse::new(200, within.clone())]).await.succeeds(1, case);
            let response = CannedResponse::error(409, "ConflictException", within.clone());
            assert_eq!(code_and_message(response, case).await, (some("ConflictException"), None));
            with_responses([CannedResponse::new(503, within), CannedResponse::ok()]).await.succeeds(2, case);
        }
    }
}

#[tokio::test]
async fn the_last_of_duplicate_keys_is_used() {
    let body =
        r#"{"message": "a", "__type": "ValidationException", "__type": "ConflictException", "message": "b"}"#;
    assert_eq!(
        code_and_message(CannedResponse::new(409, body), body).await,
        (some("ConflictException"), some("b"))
    );
    with_responses([CannedResponse::new(200, r#"{"a": 1, "a": {}, "a": [{"a": 2, "a": 3}]}"#)])
        .await
        .succeeds(1, "unknown members");
    let many = format!("{{{}\"a\": 1}}", "\"a\": 1,".repeat(50_000));
    with_responses([CannedResponse::new(200, many)]).await.succeeds(1, "fifty thousand times");
}

/// Numbers out of the range of all types.
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
async fn numbers_out_of_range_in_unknown_members_are_ignored() {
    for number in huge() {
        let case = &number[..number.len().min(20)];
        let body = format!("{{\"later\": [{number}], \"more\": {number}}}");
        with_responses([CannedResponse::new(200, body)]).await.succeeds(1, case);
        let body = format!("{{\"message\": \"m\", \"later\": {number}}}");
        let response = CannedResponse::error(409, "ConflictException", body.clone());
        assert_eq!(code_and_message(response, case).await.0, some("ConflictException"));
        with_responses([CannedResponse::new(500, body), CannedResponse::ok()]).await.succeeds(2, case);
        with_responses([CannedResponse::new(200, number.clone())]).await.succeeds(1, case);
    }
}

/// Throttling may be recognizable only by the code.
#[tokio::test]
async fn the_code_of_an_error_is_read_beside_invalid_members() {
    for other in ["1e999".to_owned(), deep("[", "]"), deep("{\"a\":", "}"), "9".repeat(1000)] {
        let case = &other[..other.len().min(20)];
        let body =
            format!("{{\"later\": {other}, \"__type\": \"ThrottlingException\", \"message\": \"slow\"}}");
        with_responses([CannedResponse::new(400, body), CannedResponse::ok()]).await.succeeds(2, case);
        let body = format!("{{\"__type\": \"ConflictException\", \"message\": \"m\", \"later\": {other}}}");
        assert_eq!(
            code_and_message(CannedResponse::new(409, body), case).await,
            (some("ConflictException"), some("m"))
        );
    }
    for other in ["1e999".to_owned(), deep("[", "]")] {
        let body = format!("{{\"message\": {other}, \"__type\": \"ConflictException\"}}");
        let case = code_and_message(CannedResponse::new(409, body), "no text").await;
        assert_eq!(case, (some("ConflictException"), None));
    }
}
