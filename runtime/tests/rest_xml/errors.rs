//! Responses with a status of failure.

use super::shapes::{Failure, Hidden, Missing, SERVICE};
use http::Response;
use smithereen::reflect::Value;
use smithereen::{Bytes, OperationSchema, RawResponse};

/// The code, the message and the request ID, and the variant.
type Parsed = ([Option<String>; 3], Failure);

fn error(headers: &[(&str, &str)], body: &str) -> Parsed {
    let operation = OperationSchema::new(&SERVICE, "Test", "GET", "/");
    let mut response = Response::builder().status(404);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    let response = response.body(Bytes::from(body.to_owned())).unwrap();
    let response = RawResponse::from(&response);
    let mut error = Failure::default_value();
    let meta = SERVICE.protocol.error(&operation, &response, &mut error);
    assert_eq!(meta.code, SERVICE.protocol.meta(&operation, &response).code);
    ([meta.code, meta.message, meta.request_id], error)
}

fn fields(code: &str, message: &str, request_id: &str) -> [Option<String>; 3] {
    [code, message, request_id].map(|text| (!text.is_empty()).then(|| text.to_owned()))
}

#[test]
fn members_are_read_from_each_form_of_an_error() {
    let text = "<Error><Type>Sender</Type><Code>NoSuchThing</Code><Message>m</Message><Resource>r</Resource></Error>";
    let bare = text.replace("</Code>", "</Code><RequestId>q</RequestId>");
    for body in [
        format!("<ErrorResponse xmlns='urn:test'>{text}<RequestId>q</RequestId></ErrorResponse>"),
        format!("<?xml version='1.0'?>\n{bare}"),
        format!("<Response><Errors>{text}</Errors><RequestID>q</RequestID></Response>"),
    ] {
        let (meta, error) = error(&[("X-Retry", "7")], &body);
        assert_eq!(meta, fields("NoSuchThing", "m", "q"), "{body}");
        let expected =
            Missing { message: Some("m".to_owned()), resource: Some("r".to_owned()), retry: Some(7) };
        assert!(error == Failure::Missing(expected), "{body}");
    }
}

#[test]
fn the_request_id_in_a_header_precedes_that_in_the_body() {
    let body = "<Error><Code>Other</Code><RequestId>body</RequestId></Error>";
    let (meta, error) = error(&[("x-amz-request-id", "header")], body);
    assert_eq!(meta, fields("Other", "", "header"));
    assert!(error == Failure::Unknown("Other".to_owned()));
}

#[test]
fn an_error_is_found_by_its_code_or_by_its_name() {
    for code in ["NoSuchThing", "Missing"] {
        let (_, error) = error(&[], &format!("<Error><Code>{code}</Code></Error>"));
        assert!(matches!(error, Failure::Missing(_)), "{code}");
    }
}

#[test]
fn a_body_that_cannot_be_parsed_to_its_end_counts_as_missing_except_for_the_message() {
    let body = "<Error><Code>NoSuchThing</Code><Message>m</Message><Resource>r</Resource><Broken>";
    let (meta, error) = error(&[("X-Retry", "x")], body);
    assert_eq!(meta, fields("NoSuchThing", "m", ""));
    assert!(error == Failure::Missing(Missing { message: Some("m".to_owned()), ..Default::default() }));
}

#[test]
fn a_body_without_an_error_has_no_code() {
    for body in ["", "<html><body>Bad Gateway</body></html>", "{}", "<Error/>", "<ErrorResponse/>"] {
        let (meta, error) = error(&[], body);
        assert_eq!(meta, fields("", "", ""), "{body}");
        assert!(matches!(error, Failure::Unknown(_)), "{body}");
    }
    let (meta, _) = error(&[("content-encoding", "gzip")], "\u{1f}\u{8b}");
    assert_eq!(meta, fields("", "the body is compressed (`gzip`), which is not supported", ""));
}

#[test]
fn a_sensitive_message_is_in_the_error_alone() {
    let (meta, error) = error(&[], "<Error><Code>Hidden</Code><Message>secret</Message></Error>");
    assert_eq!(meta, fields("Hidden", "", ""));
    assert!(error == Failure::Hidden(Hidden { message: Some("secret".to_owned()) }));
}
