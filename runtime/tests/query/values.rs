//! Values of parameters.

use crate::query::shapes::{Values, aws, ec2};
use smithereen::{Bytes, Timestamp};

fn text(text: &str) -> String {
    aws(&Values { text: Some(text.to_owned()), ..Values::default() })
}

#[test]
fn reserved_characters_are_percent_encoded() {
    for (value, expected) in [
        ("azAZ09-._~", "azAZ09-._~"),
        ("a b", "a%20b"),
        ("a+b&c=d%e", "a%2Bb%26c%3Dd%25e"),
        ("!'()*", "%21%27%28%29%2A"),
        (":/?#[]@$,;", "%3A%2F%3F%23%5B%5D%40%24%2C%3B"),
        ("\r\n\t\0\u{7f}", "%0D%0A%09%00%7F"),
        ("ü€😀", "%C3%BC%E2%82%AC%F0%9F%98%80"),
        ("", ""),
        (
            "a long value without any reserved character",
            "a%20long%20value%20without%20any%20reserved%20character",
        ),
        ("arn:aws:sns:eu-west-1:123456789012:topic", "arn%3Aaws%3Asns%3Aeu-west-1%3A123456789012%3Atopic"),
    ] {
        assert_eq!(text(value), format!("text={expected}"));
    }
}

#[test]
fn booleans_and_integers_are_written_as_they_are() {
    let values = Values { flag: Some(true), number: Some(i64::MIN), ..Values::default() };
    assert_eq!(aws(&values), "flag=true&number=-9223372036854775808");
    let values = Values { flag: Some(false), number: Some(0), ..Values::default() };
    assert_eq!(aws(&values), "flag=false&number=0");
    assert_eq!(ec2(&values), "Flag=false&Number=0");
}

#[test]
fn floats_have_the_shortest_form_or_a_name() {
    for (float, double, expected) in [
        (10.8, 10.8, "float=10.8&double=10.8"),
        (1.0, 1e21, "float=1.0&double=1e21"),
        (f32::NAN, f64::NAN, "float=NaN&double=NaN"),
        (f32::INFINITY, f64::INFINITY, "float=Infinity&double=Infinity"),
        (f32::NEG_INFINITY, f64::NEG_INFINITY, "float=-Infinity&double=-Infinity"),
        (0.1, -0.0, "float=0.1&double=-0.0"),
    ] {
        let values = Values { float: Some(float), double: Some(double), ..Values::default() };
        assert_eq!(aws(&values), expected);
    }
}

#[test]
fn numbers_of_any_size_keep_their_digits() {
    let big = "123456789012345678901234567890.10".parse().unwrap();
    let values = Values { big: Some(big), ..Values::default() };
    assert_eq!(aws(&values), "big=123456789012345678901234567890.10");
    let values = Values { big: Some("1e+5".parse().unwrap()), ..Values::default() };
    assert_eq!(aws(&values), "big=1e%2B5");
}

#[test]
fn blobs_are_base64_with_its_signs_encoded() {
    for (bytes, expected) in
        [(&b"value"[..], "dmFsdWU%3D"), (b"\xff\xfe", "%2F%2F4%3D"), (b"\xfb", "%2Bw%3D%3D"), (b"", "")]
    {
        let values = Values { blob: Some(Bytes::from_static(bytes)), ..Values::default() };
        assert_eq!(aws(&values), format!("blob={expected}"));
        assert_eq!(ec2(&values), format!("Blob={expected}"));
    }
}

#[test]
fn timestamps_are_dates_and_times_unless_the_member_has_a_format() {
    let time = Some(Timestamp::new(1_422_172_800, 0));
    let values = Values { time, seconds: time, date: time, ..Values::default() };
    let expected =
        "time=2015-01-25T08%3A00%3A00Z&seconds=1422172800&date=Sun%2C%2025%20Jan%202015%2008%3A00%3A00%20GMT";
    assert_eq!(aws(&values), expected);
    let fraction = Some(Timestamp::new(1_577_930_645, 123_000_000));
    let values = Values { time: fraction, seconds: fraction, ..Values::default() };
    assert_eq!(ec2(&values), "Time=2020-01-02T02%3A04%3A05.123Z&Seconds=1577930645.123");
}

#[test]
fn unset_members_have_no_parameter() {
    assert_eq!(aws(&Values::default()), "");
    assert_eq!(ec2(&Values::default()), "");
}
