//! Timestamps round-trip through each format, and the parser never panics.

use proptest::prelude::*;
use smithereen::reflect::Value;
use smithereen::schema::Member;
use smithereen::schema::TimestampFormat::{self, DateTime, EpochSeconds, HttpDate};
use smithereen::{Timestamp, json};
use std::time::SystemTime;

/// The years with four digits: 0000-01-01T00:00:00Z to 9999-12-31T23:59:59Z.
const FOUR_DIGITS: std::ops::RangeInclusive<i64> = -62_167_219_200..=253_402_300_799;

fn formats() -> impl Strategy<Value = TimestampFormat> {
    prop_oneof![Just(DateTime), Just(HttpDate), Just(EpochSeconds)]
}

/// Generates text that resembles a timestamp.
fn similar_texts() -> impl Strategy<Value = String> {
    let written = (FOUR_DIGITS, 0..1_000_000_000u32, formats());
    let written = written.prop_map(|(seconds, nanos, format)| Timestamp::new(seconds, nanos).format(format));
    (written, any::<prop::sample::Index>(), "[0-9A-Za-z:., +-]{0,20}").prop_map(|(text, at, other)| {
        let at = at.index(text.len());
        format!("{}{other}{}", &text[..at], &text[(at + other.len() % 3).min(text.len())..])
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1000, ..ProptestConfig::default() })]

    /// Dates and times keep nanoseconds, HTTP dates keep seconds.
    #[test]
    fn dates_round_trip(seconds in FOUR_DIGITS, nanos in 0..1_000_000_000u32) {
        for (format, nanos) in [(DateTime, nanos), (HttpDate, 0)] {
            let text = Timestamp::new(seconds, nanos).format(format);
            prop_assert_eq!(Timestamp::parse(&text), Some(Timestamp::new(seconds, nanos)), "{}", text);
        }
    }

    /// Epoch seconds keep nanoseconds, as text and as a JSON number.
    #[test]
    fn epoch_seconds_round_trip(seconds in i64::MIN + 1..=i64::MAX, nanos in 0..1_000_000_000u32) {
        let time = Timestamp::new(seconds, nanos);
        let text = time.format(EpochSeconds);
        prop_assert_eq!(Timestamp::parse(&text), Some(time), "{}", text);
        let mut read = Timestamp::default();
        let element = Member::ELEMENT;
        let body = json::to_body_value(time.get(), element);
        prop_assert_eq!(body.as_deref(), Ok(text.as_bytes()));
        prop_assert_eq!(json::from_body_value(text.as_bytes(), read.slot(), element), Ok(()));
        prop_assert_eq!(read, time);
    }

    /// A date and time has the same value without a zone, and with any offset with or without a colon.
    #[test]
    fn zones_are_optional(seconds in FOUR_DIGITS, offset in 0..24 * 60i64, is_west: bool) {
        let text = Timestamp::new(seconds, 0).format(DateTime);
        let local = text.trim_end_matches('Z');
        prop_assert_eq!(Timestamp::parse(local), Some(Timestamp::new(seconds, 0)));
        let (sign, shift) = if is_west { ('-', offset * 60) } else { ('+', -offset * 60) };
        for zone in [format!("{:02}:{:02}", offset / 60, offset % 60), format!("{:02}{:02}", offset / 60, offset % 60)] {
            let time = Timestamp::parse(&format!("{local}{sign}{zone}"));
            prop_assert_eq!(time, Some(Timestamp::new(seconds + shift, 0)), "{}{}{}", local, sign, zone);
        }
    }

    /// Each timestamp has text in each format.
    #[test]
    fn every_timestamp_is_formatted(seconds: i64, nanos: u32, format in formats()) {
        prop_assert!(!Timestamp::new(seconds, nanos).format(format).is_empty());
    }

    /// Sorting the text of dates and times sorts the timestamps.
    #[test]
    fn written_dates_keep_their_order(one in FOUR_DIGITS, other in FOUR_DIGITS) {
        let (one, other) = (Timestamp::new(one, 0), Timestamp::new(other, 0));
        prop_assert_eq!(one.cmp(&other), one.format(DateTime).cmp(&other.format(DateTime)));
    }

    #[test]
    fn system_times_round_trip(seconds: i64, nanos in 0..1_000_000_000u32) {
        let time = Timestamp::new(seconds, nanos);
        if let Ok(system) = SystemTime::try_from(time) {
            prop_assert_eq!(Timestamp::from(system), time);
        }
    }

    #[test]
    fn parsing_arbitrary_text_does_not_panic(text in ".*") {
        let _ = Timestamp::parse(&text);
    }

    #[test]
    fn parsing_mutated_timestamps_does_not_panic(text in similar_texts()) {
        if let Some(time) = Timestamp::parse(&text) {
            let _ = time.format(DateTime);
        }
    }

    #[test]
    fn parsing_any_number_does_not_panic(seconds: f64) {
        let _ = Timestamp::from_epoch(seconds);
    }
}

/// The limits of all ranges, which random tests rarely generate.
#[test]
fn limits_of_all_ranges_are_formatted_and_parsed() {
    for seconds in [i64::MIN, i64::MIN + 1, -1, 0, 1, i64::MAX - 1, i64::MAX] {
        for nanos in [0, 1, 999_999_999, 1_000_000_000, u32::MAX] {
            for format in [DateTime, HttpDate, EpochSeconds] {
                assert!(!Timestamp::new(seconds, nanos).format(format).is_empty());
            }
            let _ = SystemTime::try_from(Timestamp::new(seconds, nanos));
        }
    }
    let smallest = Timestamp::new(i64::MIN, 1).format(EpochSeconds);
    assert_eq!(smallest, "-9223372036854775807.999999999");
}

/// Offsets are hours and minutes of a clock; larger numbers are invalid.
#[test]
fn offsets_of_a_day_and_more_are_rejected() {
    for offset in
        ["+999999999999999999:00", "-999999999999999999:00", "+00:9223372036854775807", "+24:00", "-00:60"]
    {
        assert_eq!(Timestamp::parse(&format!("1970-01-01T00:00:00{offset}")), None, "{offset}");
    }
    let east = Timestamp::parse("1970-01-01T00:00:00+23:59");
    assert_eq!(east, Some(Timestamp::new(-86_340, 0)));
}
