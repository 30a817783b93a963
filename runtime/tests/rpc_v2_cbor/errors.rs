//! Error responses.

use crate::rpc_v2_cbor::hex;
use crate::rpc_v2_cbor::shapes::{All, Empty, Failure, Missing};
use crate::rpc_v2_cbor::text;
use http::Response;
use smithereen::{Error, Operation};

/// The code, the message, and the name of the variant.
type Parsed = (Option<String>, Option<String>, &'static str);

fn error<O: Operation<Error = Failure>>(headers: &[(&str, &str)], body: impl Into<Vec<u8>>) -> Parsed {
    let mut response = Response::builder().status(400);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    let Err(Error::Service(error)) = O::parse(response.body(body.into()).unwrap()).map(drop) else {
        panic!("a status of 400 is an error")
    };
    let variant = match error.error() {
        Failure::Missing(Missing { resource: Some(_), message: Some(_) }) => "Missing with members",
        Failure::Missing(_) => "Missing",
        Failure::Secret(_) => "Secret",
        Failure::Unknown(_) => "Unknown",
    };
    (error.code().map(str::to_owned), error.message().map(str::to_owned), variant)
}

/// Returns a body with a type, a message and a resource.
fn body(type_: &str, message: &str) -> Vec<u8> {
    let (resource, value) = (text("resource"), text("r"));
    hex(&format!("a3{}{}{}{}{resource}{value}", text("__type"), text(type_), text(message), text("m")))
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn the_code_is_the_type_in_the_body() {
    let header = [("x-amzn-errortype", "FromHeader")];
    let named = |type_: &str| error::<All>(&[], body(type_, "message"));
    assert_eq!(
        named("a.b#QueueDoesNotExist"),
        (some("QueueDoesNotExist"), some("m"), "Missing with members")
    );
    assert_eq!(named("QueueDoesNotExist:u"), (some("QueueDoesNotExist"), some("m"), "Missing with members"));
    assert_eq!(named("a.b#Other"), (some("Other"), some("m"), "Unknown"));
    // The specification excludes the header, and the member `code`.
    assert_eq!(error::<All>(&header, body("a#Other", "message")).0, some("Other"));
    assert_eq!(error::<All>(&header, hex("a164636f64656178")), (None, None, "Unknown"));
}

#[test]
fn a_body_that_is_not_cbor_has_no_code() {
    for body in [&b""[..], b"<html>Bad Gateway</html>", b"{\"__type\":\"Other\"}", b"\xa1", b"\x80"] {
        assert_eq!(error::<All>(&[], body), (None, None, "Unknown"), "{body:?}");
    }
    let (code, message, _) = error::<All>(&[("content-encoding", "gzip")], b"\x1f\x8b\x08".as_slice());
    assert_eq!((code, message.unwrap().contains("gzip")), (None, true));
}

#[test]
fn the_message_has_either_name() {
    let upper = error::<All>(&[], body("a#QueueDoesNotExist", "Message"));
    assert_eq!(upper, (some("QueueDoesNotExist"), some("m"), "Missing with members"));
}

#[test]
fn a_member_that_cannot_be_read_hides_neither_code_nor_message() {
    // `resource` is an integer.
    let body = format!(
        "a3{}{}{}01{}{}",
        text("__type"),
        text("a#QueueDoesNotExist"),
        text("resource"),
        text("message"),
        text("m")
    );
    assert_eq!(error::<All>(&[], hex(&body)), (some("QueueDoesNotExist"), some("m"), "Missing"));
}

#[test]
fn a_sensitive_message_is_not_shown() {
    assert_eq!(error::<All>(&[], body("a#Secret", "message")), (some("Secret"), None, "Secret"));
}

#[test]
fn a_query_compatible_error_is_found_by_either_name() {
    let header = [("x-amzn-query-error", "AWS.SimpleQueueService.NonExistentQueue;Sender")];
    let query_code = some("AWS.SimpleQueueService.NonExistentQueue");
    let whole = || body("a#QueueDoesNotExist", "message");
    let with_members = "Missing with members";
    assert_eq!(error::<Empty>(&header, whole()), (query_code.clone(), some("m"), with_members));
    assert_eq!(error::<Empty>(&[], whole()), (some("QueueDoesNotExist"), some("m"), with_members));
    assert_eq!(error::<Empty>(&header, hex("a0")), (query_code.clone(), None, "Missing"));
    assert_eq!(error::<Empty>(&header, ""), (query_code, None, "Missing"));
    let three_parts = [("x-amzn-query-error", "A;B;C")];
    assert_eq!(error::<Empty>(&three_parts, whole()).0, some("QueueDoesNotExist"));
    // Only query-compatible services heed the header.
    assert_eq!(error::<All>(&header, whole()).0, some("QueueDoesNotExist"));
}
