//! Requests, byte for byte.

use crate::rpc_v2_cbor::shapes::{All, Choice, Color, Empty, Level, Nothing, Wide};
use crate::rpc_v2_cbor::{text, to_hex};
use smithereen::reflect::Shape;
use smithereen::{BigNumber, Bytes, Operation, OperationSchema, Timestamp, cbor};
use std::collections::BTreeMap;

fn request<O: Operation>(input: &O) -> (String, Vec<(String, String)>, Bytes) {
    let endpoint = (O::OPERATION.service.endpoint)(&Default::default()).unwrap();
    let request = input.to_http(&endpoint).unwrap();
    let headers = request.headers().iter();
    let headers = headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()));
    let mut headers: Vec<_> = headers.collect();
    headers.sort();
    (format!("{} {}", request.method(), request.uri()), headers, request.body().clone())
}

fn pairs(headers: &[(String, String)]) -> Vec<(&str, &str)> {
    headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

fn body(input: &dyn Shape) -> String {
    to_hex(&cbor::to_body(input).unwrap())
}

/// Returns the body of a map with one member.
fn with(name: &str, value: &str) -> String {
    format!("a1{}{value}", text(name))
}

#[test]
fn a_request_names_the_operation_in_its_path() {
    let (line, headers, body) = request(&All { boolean: Some(true), ..All::default() });
    assert_eq!(line, "POST https://plain.example.com/base/service/PlainService/operation/Put");
    assert_eq!(to_hex(&body), "a167626f6f6c65616ef5");
    assert_eq!(
        pairs(&headers),
        [
            ("accept", "application/cbor"),
            ("accept-encoding", "identity"),
            ("content-length", "10"),
            ("content-type", "application/cbor"),
            ("smithy-protocol", "rpc-v2-cbor"),
        ]
    );
}

#[test]
fn an_empty_input_is_an_empty_map_and_a_query_compatible_service_is_asked_for_query_error_codes() {
    let (line, headers, body) = request(&Empty {});
    assert_eq!(line, "POST https://queues.example.com/service/Queues/operation/List");
    assert_eq!(to_hex(&body), "a0");
    assert_eq!(
        pairs(&headers),
        [
            ("accept", "application/cbor"),
            ("accept-encoding", "identity"),
            ("content-length", "1"),
            ("content-type", "application/cbor"),
            ("smithy-protocol", "rpc-v2-cbor"),
            ("x-amzn-query-mode", "true"),
        ]
    );
}

#[test]
fn an_operation_without_input_has_no_body_and_no_content_type() {
    let (line, headers, body) = request(&Nothing {});
    assert_eq!(line, "POST https://plain.example.com/base/service/PlainService/operation/Ping");
    assert!(body.is_empty());
    assert_eq!(
        pairs(&headers),
        [
            ("accept", "application/cbor"),
            ("accept-encoding", "identity"),
            ("content-length", "0"),
            ("smithy-protocol", "rpc-v2-cbor"),
        ]
    );
}

#[test]
fn integers_have_the_shortest_form() {
    for (value, expected) in [
        (0, "00"),
        (23, "17"),
        (24, "1818"),
        (255, "18ff"),
        (256, "190100"),
        (65_536, "1a00010000"),
        (4_294_967_296, "1b0000000100000000"),
        (i64::MAX, "1b7fffffffffffffff"),
        (-1, "20"),
        (-24, "37"),
        (-25, "3818"),
        (i64::MIN, "3b7fffffffffffffff"),
    ] {
        assert_eq!(body(&All { long: Some(value), ..All::default() }), with("long", expected), "{value}");
    }
    assert_eq!(body(&All { byte: Some(-128), ..All::default() }), with("byte", "387f"));
    assert_eq!(body(&All { level: Some(Level(7)), ..All::default() }), with("level", "07"));
}

#[test]
fn floats_have_four_and_doubles_eight_bytes() {
    for (value, float, double) in [
        (1.0, "fa3f800000", "fb3ff0000000000000"),
        (0.0, "fa00000000", "fb0000000000000000"),
        (f32::INFINITY, "fa7f800000", "fb7ff0000000000000"),
        (f32::NEG_INFINITY, "faff800000", "fbfff0000000000000"),
        (-f32::NAN, "fa7fc00000", "fb7ff8000000000000"),
    ] {
        assert_eq!(body(&All { float: Some(value), ..All::default() }), with("float", float));
        assert_eq!(body(&All { double: Some(value.into()), ..All::default() }), with("double", double));
    }
}

#[test]
fn timestamps_are_doubles_with_a_tag() {
    for (time, expected) in [
        (Timestamp::new(1_398_796_238, 0), "c1fb41d4d7fbf3800000"),
        (Timestamp::new(946_845_296, 123_000_000), "c1fb41cc37db380fbe77"),
        (Timestamp::new(-1, 500_000_000), "c1fbbfe0000000000000"),
    ] {
        assert_eq!(body(&All { time: Some(time), ..All::default() }), with("time", expected));
    }
}

#[test]
fn strings_blobs_lists_and_maps_have_definite_lengths() {
    let all = |all: All| body(&all);
    let default = All::default;
    assert_eq!(all(All { string: Some("é".to_owned()), ..default() }), with("string", "62c3a9"));
    let long = all(All { string: Some("x".repeat(24)), ..default() });
    assert_eq!(long, with("string", &format!("7818{}", "78".repeat(24))));
    assert_eq!(all(All { blob: Some(Bytes::from_static(b"\x01\x02")), ..default() }), with("blob", "420102"));
    assert_eq!(all(All { color: Some(Color::Red), ..default() }), with("color", "63524544"));
    assert_eq!(all(All { strings: Some(vec![]), ..default() }), with("strings", "80"));
    assert_eq!(all(All { strings: Some(vec!["a".to_owned()]), ..default() }), with("strings", "816161"));
    let sparse = vec![None, Some("b".to_owned())];
    assert_eq!(all(All { sparse: Some(sparse), ..default() }), with("sparse", "82f66162"));
    let sparse_map = BTreeMap::from([("k".to_owned(), None), ("l".to_owned(), Some(1))]);
    assert_eq!(all(All { sparse_map: Some(sparse_map), ..default() }), with("sparseMap", "a2616bf6616c01"));
    let choice = Choice::Text("t".to_owned());
    assert_eq!(all(All { choice: Some(choice), ..default() }), with("choice", "a164746578746174"));
    let name = format!("a17819{}f4", to_hex(b"nameWithMoreThan23Bytes.."));
    assert_eq!(all(All { name_with_more_than_23_bytes: Some(false), ..default() }), name);
}

#[test]
fn a_structure_with_many_members_counts_those_that_are_set() {
    let mut wide = Wide { members: [None; 26] };
    assert_eq!(body(&wide), "a0");
    wide.members[25] = Some(1);
    assert_eq!(body(&wide), "a1617a01");
    wide.members.fill(Some(0));
    assert!(body(&wide).starts_with("b81a616100616200"));
}

#[test]
fn numbers_of_any_size_keep_their_digits() {
    for (number, expected) in [
        ("0", "00"),
        ("-0", "00"),
        ("-1", "20"),
        ("18446744073709551615", "1bffffffffffffffff"),
        ("18446744073709551616", "c249010000000000000000"),
        ("-18446744073709551616", "3bffffffffffffffff"),
        ("-18446744073709551617", "c349010000000000000000"),
        ("340282366920938463463374607431768211456", "c2510100000000000000000000000000000000"),
        ("-340282366920938463463374607431768211457", "c3510100000000000000000000000000000000"),
        ("1.10", "c48221186e"),
        ("-0.5", "c4822024"),
        ("6.02e23", "c4821519025a"),
        ("5e0", "c4820005"),
    ] {
        let number: BigNumber = number.parse().unwrap();
        assert_eq!(body(&All { number: Some(number.clone()), ..All::default() }), with("number", expected));
    }
}

fn refused(input: &All) -> (String, String) {
    let error = cbor::to_body(input).unwrap_err();
    (error.path().to_owned(), error.reason().to_owned())
}

#[test]
fn values_that_cannot_be_sent_are_errors_with_their_path() {
    let unknown = All { choice: Some(Choice::Unknown("new".to_owned())), ..All::default() };
    let nested = All { nested: Some(Box::new(unknown)), ..All::default() };
    let reason = "a union's unknown variant cannot be sent".to_owned();
    assert_eq!(refused(&nested), ("nested.choice".to_owned(), reason));
    let document = All { document: Some(1.into()), ..All::default() };
    assert_eq!(refused(&document).0, "document");
    for number in ["1e9223372036854775808", "0.1e-9223372036854775808", &"9".repeat(2467)] {
        let number = All { number: Some(number.parse().unwrap()), ..All::default() };
        assert_eq!(refused(&number).0, "number");
    }
    let mut deep = All::default();
    for _ in 0..200 {
        deep = All { nested: Some(Box::new(deep)), ..All::default() };
    }
    assert_eq!(refused(&deep).1, "nested deeper than 128 levels");
}

#[test]
fn the_name_of_the_service_must_be_valid_in_a_path() {
    use smithereen::protocol::{Protocol, RpcV2Cbor};
    static INVALID: RpcV2Cbor = RpcV2Cbor::new("a\nb");
    const OPERATION: &OperationSchema = <Empty as Operation>::OPERATION;
    let endpoint = smithereen::Endpoint::new("https://example.com").unwrap();
    assert!(INVALID.request(OPERATION, &Empty {}, &endpoint).is_err());
}

#[test]
fn bodies_are_shown_in_diagnostic_notation() {
    let all = All { string: Some("s".to_owned()), longs: Some(vec![1, -1]), ..All::default() };
    let shown = cbor::diagnostic(&cbor::to_body(&all).unwrap());
    assert_eq!(shown.as_deref(), Some(r#"{"string": "s", "longs": [1, -1]}"#));
    for (bytes, expected) in [
        (&b"\xf9\x3c\x00"[..], "1.0"),
        (b"\xf9\xfc\x00", "-Infinity"),
        (b"\xc1\xc2\x41\x01", "1(2(h'01'))"),
        (b"\x9f\x01\x20\xff", "[1, -1]"),
        (b"\xbf\x61a\x7f\x61b\x61\"\xff\xff", r#"{"a": "b\""}"#),
        (b"\x86\xf4\xf5\xf6\xf7\xe0\xf8\x20", "[false, true, null, undefined, simple(0), simple(32)]"),
        (b"\x82\x80\xa0", "[[], {}]"),
    ] {
        assert_eq!(cbor::diagnostic(bytes).as_deref(), Some(expected));
    }
    for invalid in [&b""[..], b"<html>", b"\xa1", b"\x01\x01", b"\x9f"] {
        assert_eq!(cbor::diagnostic(invalid), None, "{invalid:?}");
    }
}
