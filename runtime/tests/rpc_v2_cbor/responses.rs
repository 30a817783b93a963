//! Responses in all encodings that services use.

use crate::rpc_v2_cbor::hex;
use crate::rpc_v2_cbor::shapes::{All, Choice, Color, Empty, Level, Nothing, Strict};
use crate::rpc_v2_cbor::text;
use http::Response;
use smithereen::{Bytes, Error, Operation, RawResponse, Timestamp, Validation, cbor};
use std::collections::BTreeMap;

pub(crate) fn read(body: &str) -> Result<All, String> {
    let mut all = All::default();
    cbor::from_body(&hex(body), &mut all).map(|()| all).map_err(|error| error.to_string())
}

/// Returns the value of a map with one member.
pub(crate) fn member(name: &str, value: &str) -> Result<All, String> {
    read(&format!("a1{}{value}", text(name)))
}

#[test]
fn floats_have_any_width_and_may_be_integers() {
    for (value, expected) in [
        ("f93e00", 1.5),
        ("fa3fc00000", 1.5),
        ("fb3ff8000000000000", 1.5),
        ("f90050", 4.768_371_582_031_25e-6),
        ("f97c00", f64::INFINITY),
        ("f9fc00", f64::NEG_INFINITY),
        ("07", 7.0),
        ("26", -7.0),
        ("1bffffffffffffffff", 18_446_744_073_709_551_615.0),
        ("c1 07", 7.0),
    ] {
        assert_eq!(member("double", value).unwrap().double, Some(expected), "{value}");
        assert_eq!(member("float", value).unwrap().float, Some(expected as f32), "{value}");
    }
    for nan in ["f97e00", "f97c01", "fa7fc00000", "fb7ff8000000000000"] {
        assert!(member("double", nan).unwrap().double.unwrap().is_nan());
        assert!(member("float", nan).unwrap().float.unwrap().is_nan());
    }
    assert_eq!(member("double", "6131").unwrap_err(), "double: expected a number at byte 8");
}

#[test]
fn integers_may_be_whole_floats_and_bignums_within_their_range() {
    for (value, expected) in [
        ("1801", 1),
        ("1b000000000000000a", 10),
        ("f94000", 2),
        ("fbc000000000000000", -2),
        ("c24102", 2),
        ("c340", -1),
        ("c34101", -2),
        ("d8ff 03", 3),
    ] {
        let all = member("byte", value).unwrap();
        assert_eq!(all.byte, Some(expected), "{value}");
        assert_eq!(member("long", value).unwrap().long, Some(expected.into()), "{value}");
    }
    for (value, kind) in
        [("f93e00", "a fraction"), ("f97e00", "NaN"), ("f97c00", "an infinity"), ("f5", "true")]
    {
        assert!(member("integer", value).unwrap_err().starts_with("integer: expected an integer"), "{kind}");
    }
    assert_eq!(member("byte", "1880").unwrap_err(), "byte: expected an integer of 8 bits at byte 6");
    assert!(member("long", "1b8000000000000000").is_err());
    assert!(member("long", "c249010000000000000000").is_err());
    assert_eq!(member("level", "3863").unwrap().level, Some(Level(-100)));
}

#[test]
fn timestamps_have_any_number_and_any_tag() {
    for (value, seconds, nanos) in [
        ("c1 1a5361e5ae", 1_398_924_718, 0),
        ("c1 20", -1, 0),
        ("c1 f93e00", 1, 500_000_000),
        ("c1 fabfc00000", -2, 500_000_000),
        ("c1 fb41cc37db380fbe77", 946_845_296, 123_000_000),
        ("fb3ff8000000000000", 1, 500_000_000),
        ("05", 5, 0),
        ("c0 74 323031342d30342d32395431383a33303a33385a", 1_398_796_238, 0),
    ] {
        assert_eq!(member("time", value).unwrap().time, Some(Timestamp::new(seconds, nanos)), "{value}");
    }
    for value in ["c1f97e00", "c1f6", "c161 78", "f5"] {
        assert!(member("time", value).unwrap_err().starts_with("time: expected a timestamp"), "{value}");
    }
}

#[test]
fn indefinite_lengths_are_read_like_definite_ones() {
    assert_eq!(
        read("bf 66737472696e67 7f 6161 60 6262c3 ff ff").unwrap_err(),
        "string: expected a string in UTF-8 at byte 8"
    );
    assert_eq!(read("bf 66737472696e67 7f 6161 60 62c3a9 ff ff").unwrap().string.as_deref(), Some("aé"));
    assert_eq!(member("blob", "5f 4101 40 420203 ff").unwrap().blob.as_deref(), Some(&b"\x01\x02\x03"[..]));
    let strings = vec!["a".to_owned(), "bc".to_owned()];
    for list in ["82 6161 626263", "9f 6161 7f 6162 6163 ff ff", "d90102 82 6161 c0 626263"] {
        assert_eq!(member("strings", list).unwrap().strings.as_ref(), Some(&strings), "{list}");
    }
    let map = BTreeMap::from([("k".to_owned(), 1)]);
    for value in ["a1 616b 01", "bf 616b 01 ff", "bf 7f 616b ff 01 ff", "b90001 616b 1901 00 ".trim_end()] {
        let read = member("map", value).unwrap().map.unwrap();
        assert_eq!(read.keys().next(), map.keys().next(), "{value}");
    }
    assert_eq!(member("longs", "9f ff").unwrap().longs, Some(vec![]));
    // A string of another type within a string, and a string of unknown length within one.
    for value in ["7f 4101 ff", "7f 7f 6161 ff ff", "7f 6161"] {
        assert!(member("string", value).is_err(), "{value}");
    }
}

#[test]
fn tags_without_a_meaning_for_the_type_are_ignored() {
    let all = read(&format!("d9d9f7 a1 {} {}", text("string"), "6161")).unwrap();
    assert_eq!(all.string.as_deref(), Some("a"));
    let tagged = |name: &str, value: &str| {
        let (plain, tagged) =
            (member(name, value).unwrap(), member(name, &format!("d820 c5 {value}")).unwrap());
        assert!(plain != All::default() && plain == tagged, "{name}");
    };
    for (name, value) in [
        ("string", "6161"),
        ("blob", "4101"),
        ("boolean", "f5"),
        ("byte", "20"),
        ("float", "f93e00"),
        ("double", "fb3ff8000000000000"),
        ("number", "c48221186e"),
        ("time", "01"),
        ("color", "63524544"),
        ("strings", "81d8206161"),
        ("longs", "8101"),
        ("map", "a1616b01"),
        ("nested", "a1646c6f6e6701"),
        ("choice", "a1d82064746578746161"),
    ] {
        tagged(name, value);
    }
    assert_eq!(member("number", "c48221186e").unwrap().number.unwrap().as_str(), "1.10");
    assert_eq!(
        member("number", "c48219 0100 f5").unwrap_err(),
        "number: expected a number of at most 1,024 bytes at byte 13"
    );
    for decimal in ["c4 80", "c4 8101", "c4 83010203", "c4 9f0102ff", "c2 590401", "c48201c4820101", "f97e00"]
    {
        let is_whole = decimal == "c4 9f0102ff";
        assert_eq!(member("number", decimal).is_ok(), is_whole, "{decimal}");
    }
}

#[test]
fn nulls_and_undefined_leave_members_unset_and_are_kept_in_sparse_collections() {
    for null in ["f6", "f7"] {
        assert!(member("string", null).unwrap() == All::default());
        assert_eq!(member("strings", &format!("82{null}6161")).unwrap().strings, Some(vec!["a".to_owned()]));
        assert_eq!(member("longs", &format!("82{null}01")).unwrap().longs, Some(vec![1]));
        let sparse = member("sparse", &format!("82{null}6161")).unwrap().sparse;
        assert_eq!(sparse, Some(vec![None, Some("a".to_owned())]));
        assert_eq!(member("map", &format!("a1616b{null}")).unwrap().map, Some(BTreeMap::new()));
        let sparse = member("sparseMap", &format!("a1616b{null}")).unwrap().sparse_map;
        assert_eq!(sparse, Some(BTreeMap::from([("k".to_owned(), None)])));
        assert!(read(null).unwrap() == All::default());
    }
    assert!(read("").unwrap() == All::default());
}

#[test]
fn unknown_members_are_skipped_whatever_they_contain() {
    for unknown in [
        "00",
        "3bffffffffffffffff",
        "5f 4101 ff",
        "7f 6161 ff",
        "9f 01 82 02 9f ff bf ff ff",
        "bf 01 02 a1 8101 f6 00 ff",
        "c1 c1 d9d9f7 00",
        "da12345678 a1 f4 f5",
        "c2 40",
        "e0",
        "f820",
        "f97e00",
        "f7",
    ] {
        let all = read(&format!("a3 6178 {unknown} {} 6161 6179 {unknown}", text("string")));
        assert_eq!(all.unwrap_or_else(|error| panic!("{unknown}: {error}")).string.as_deref(), Some("a"));
    }
    for malformed in ["ff", "1c", "fc", "5f 6161 ff", "bf 01 ff", "82 01 ff", "9f", "d8", "f8"] {
        assert!(read(&format!("a1 6178 {malformed}")).is_err(), "{malformed}");
    }
}

#[test]
fn members_are_found_in_any_order_and_the_last_of_two_counts() {
    let all = read("a4 64627974 65 01".replace("74 65", "7465").as_str());
    assert!(all.is_err());
    let body =
        format!("a4 {}01 {}6161 {}02 {}6162", text("long"), text("string"), text("long"), text("color"));
    let all = read(&body).unwrap();
    assert_eq!((all.long, all.string.as_deref(), all.color.unwrap().as_str()), (Some(2), Some("a"), "b"));
    let twice = format!("a2 {}8101 {}8102", text("longs"), text("longs"));
    assert_eq!(read(&twice).unwrap().longs, Some(vec![2]));
    // The name in the model counts, not that on the wire of other protocols.
    assert_eq!(member("other", "6161").unwrap().string, None);
    let long = format!("a1 78 19 {} f5", crate::rpc_v2_cbor::to_hex(b"nameWithMoreThan23Bytes.."));
    assert_eq!(read(&long).unwrap().name_with_more_than_23_bytes, Some(true));
    assert!(member("color", "63524544").unwrap().color == Some(Color::Red));
}

#[test]
fn a_union_has_one_variant_and_ignores_its_type() {
    let text_variant = member("choice", "a2 665f5f74797065 6178 6474657874 6161").unwrap().choice;
    assert!(text_variant == Some(Choice::Text("a".to_owned())));
    let unknown = member("choice", "a1 636e6577 8101").unwrap().choice;
    assert!(unknown == Some(Choice::Unknown("new".to_owned())));
    let nested = member("choice", "a1 666e6573746564 a1 64 6c6f6e67 05").unwrap().choice;
    assert!(matches!(nested, Some(Choice::Nested(all)) if all.long == Some(5)));
}

fn strict(body: &str, validation: Validation) -> Result<Strict, String> {
    let response = Response::builder().header("smithy-protocol", "rpc-v2-cbor").body(Bytes::from(hex(body)));
    let response = response.unwrap();
    match Empty::parse_with(&RawResponse::from(&response), validation) {
        Ok(output) => Ok(output),
        Err(Error::Response(error)) => Err(format!("{}: {}", error.member(), error.reason())),
        Err(_) => panic!("a status of 200 is no error of the service"),
    }
}

#[test]
fn strict_validation_requires_the_required_members() {
    let whole = "a2 626964 6161 65636f756e74 02";
    assert!(strict(whole, Validation::Strict).is_ok());
    for (body, member) in [("", "id"), ("a0", "id"), ("f6", "id"), ("a1 626964 6161", "count")] {
        assert!(strict(body, Validation::Lenient).is_ok());
        assert_eq!(
            strict(body, Validation::Strict),
            Err(format!("{member}: this required member is missing"))
        );
    }
    let null = strict("a2 626964 f6 65636f756e74 02", Validation::Strict);
    assert_eq!(null, Err("id: this required member cannot be null".to_owned()));
}

#[test]
fn the_protocol_header_is_named_where_the_body_does_not_match() {
    let parse = |name: &str, value: &str, body: &'static [u8]| {
        let response = Response::builder().header(name, value).body(Bytes::from_static(body)).unwrap();
        match Empty::parse(response) {
            Ok(_) => String::new(),
            Err(error) => error.to_string(),
        }
    };
    let named = "`smithy-protocol: rpc-v2-cbor`";
    assert_eq!(parse("x-other", "1", b"\xa0"), "");
    assert!(parse("x-other", "1", b"<html>").contains(named));
    assert!(parse("smithy-protocol", "rpc-v2-json", b"{}").contains(named));
    assert!(!parse("smithy-protocol", "rpc-v2-cbor", b"{}").contains(named));
    assert!(parse("content-encoding", "gzip", b"\x1f\x8b").contains("compressed"));
    // An output without members matches any body.
    assert!(Nothing::parse(Response::new(Bytes::from_static(b"<html>"))).is_ok());
}
