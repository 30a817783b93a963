use super::{date_time, utc_date_time};
use crate::Timestamp;

/// 1994-11-06T08:49:37Z, the example of RFC 9110.
const SECONDS: i64 = 784_111_777;

#[track_caller]
fn check(text: &str, seconds: i64, nanos: u32) {
    assert_eq!(Timestamp::parse(text), Some(Timestamp::new(seconds, nanos)), "{text}");
}

#[test]
fn a_date_and_time_without_a_zone_is_in_utc() {
    check("2023-07-18T12:04:24", 1_689_681_864, 0);
    check("2023-07-18T12:04:24.25", 1_689_681_864, 250_000_000);
    check("2023-07-18t12:04:24z", 1_689_681_864, 0);
}

#[test]
fn the_colon_and_the_minutes_of_offsets_are_optional() {
    for zone in ["Z", "+00:00", "+0000", "+00", "-00:00", "-0000"] {
        check(&format!("1994-11-06T08:49:37{zone}"), SECONDS, 0);
    }
    for (text, seconds) in [
        ("1970-01-01T01:00:00+01:00", 0),
        ("1969-12-31T19:00:00-0500", 0),
        ("1969-12-31T19:00:00-05", 0),
        ("1970-01-01T05:30:00.5+0530", 0),
    ] {
        check(text, seconds, if text.contains(".5") { 500_000_000 } else { 0 });
    }
}

#[test]
fn seconds_are_optional() {
    for text in
        ["1994-11-06T08:49", "1994-11-06T08:49Z", "1994-11-06T09:49+01:00", "Sun, 06 Nov 1994 08:49 GMT"]
    {
        check(text, SECONDS - 37, 0);
    }
}

#[test]
fn all_formats_of_http_dates_are_accepted() {
    for text in [
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun, 06-Nov-1994 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        " Sun, 06 Nov 1994 08:49:37 GMT ",
    ] {
        check(text, SECONDS, 0);
    }
    check("Sun, 02 Jan 2000 20:34:56.456 GMT", 946_845_296, 456_000_000);
}

#[test]
fn years_of_two_digits_are_from_1969_to_2068() {
    check("Wednesday, 01-Jan-69 00:00:00 GMT", -31_536_000, 0);
    check("Sunday, 01-Jan-68 00:00:00 GMT", 3_092_601_600, 0);
}

#[test]
fn epoch_seconds_keep_their_digits() {
    for (text, seconds, nanos) in [
        ("1398796238.123456789", 1_398_796_238, 123_456_789),
        ("1398796238.1234567899", 1_398_796_238, 123_456_789),
        ("9007199254740993.1", 9_007_199_254_740_993, 100_000_000),
        ("9223372036854775807", i64::MAX, 0),
        ("-9223372036854775807.999999999", i64::MIN, 1),
        ("-0.25", -1, 750_000_000),
        ("-1", -1, 0),
        ("-0", 0, 0),
        ("0000000000000000000000001", 1, 0),
        ("1.398796238123456789E9", 1_398_796_238, 123_456_789),
        ("1398796238123e-3", 1_398_796_238, 123_000_000),
        ("1e3", 1000, 0),
        ("5e-9", 0, 5),
        ("5e-10", 0, 0),
        ("0e999999999999", 0, 0),
        ("1e-999999999999", 0, 0),
    ] {
        check(text, seconds, nanos);
    }
}

#[test]
fn invalid_timestamps_are_rejected() {
    for text in [
        "",
        "x",
        "NaN",
        "inf",
        "1e400",
        "1e9223372036854775807",
        "9223372036854775808",
        "1.",
        ".5",
        "+1",
        "--1",
        "1 2",
        "0x10",
        "1.5.5",
        "2014-02-30T00:00:00Z",
        "2014-01-01T24:00:00Z",
        "2014-01-01T00:60:00Z",
        "2014-01-01T00:00:61Z",
        "2014-01-01T00:00.5Z",
        "2014-01-01T00Z",
        "2014-01-01T",
        "2014-01-01T00:00:00.Z",
        "2014-01-01T00:00:00+",
        "2014-01-01T00:00:00+1",
        "2014-01-01T00:00:00+100",
        "2014-01-01T00:00:00+1:00",
        "2014-01-01T00:00:00+24",
        "2014-01-01T00:00:00Z+00",
        "2014-01-01T00:00:00 Z",
        "2014-01-01T0:0:0Z",
        "2014-1-1",
        "2014-1-1T00:00:00Z",
        "14-01-01T00:00:00Z",
        "20140101T000000Z",
        "2014-01-01T00:00:00.é12345678Z",
        "--1-1T1:1:1Z",
        "Tue, 29 Foo 2014 18:30:38 GMT",
        "Tue, 29 Apr 2014 18:30:38",
        "Tue, 29 Apr 2014 18:30:38 CET",
        "Tue, 29 Apr 14 18:30:38 GMT",
        "Nonsense, 29 Apr 2014 18:30:38 GMT",
        "Tuesda, 29-Apr-14 18:30:38 GMT",
        "Tuesday, 29-Apr-4 18:30:38 GMT",
        "Tuesday, 31-Apr-14 18:30:38 GMT",
        "Sun Nov 6 08:49:37",
        "Sun Nov 6 08:49:37 1994 GMT",
        "Nov 6 08:49:37 1994",
    ] {
        assert_eq!(Timestamp::parse(text), None, "{text}");
    }
}

#[test]
fn fixed_positions_give_what_the_general_parser_gives() {
    let texts = [
        "1985-04-12T23:20:50Z",
        "1985-04-12T23:20:50.52Z",
        "2000-02-29T00:00:00.123456789Z",
        "2016-12-31T23:59:60Z",
        "0000-01-01T00:00:00.000000000999Z",
        "9999-12-31T23:59:59.9Z",
    ];
    for text in texts {
        let parsed = utc_date_time(text);
        assert!(parsed.is_some(), "{text}");
        assert_eq!(parsed, date_time(text), "{text}");
    }
    let others = [
        "1985-04-12T23:20:50",
        "1985-04-12T23:20:50.Z",
        "1985-04-12t23:20:50z",
        "1985-04-12T23:20:50.5x2Z",
        "1985-13-12T23:20:50Z",
        "1985-04-12T24:20:50Z",
        "1985-04-12T23:20:50+01:00",
        "19850412T232050Z",
        "Z",
    ];
    for text in others {
        assert_eq!(utc_date_time(text), None, "{text}");
    }
}
