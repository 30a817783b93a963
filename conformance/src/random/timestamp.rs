//! Formats timestamps, independent of the runtime's implementation.

use serde_json::Value;
use smithereen_codegen::graph::{Kind, Member, Model, TimestampFormat};

/// Returns the timestamp format of a member, if the model sets one.
pub(super) fn timestamp_format(model: &Model, member: &Member) -> Option<TimestampFormat> {
    match model.shapes[member.target].kind {
        Kind::Timestamp { format } => member.timestamp.or(format),
        _ => None,
    }
}

/// Returns a timestamp in the given format, with microseconds if the format has them.
pub(crate) fn format_timestamp(format: TimestampFormat, seconds: f64) -> Value {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    let (micros, seconds) = (((seconds - seconds.floor()) * 1e6).round() as i64, seconds.floor() as i64);
    let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = date(days);
    let fraction = if micros == 0 { String::new() } else { format!(".{micros:06}") };
    let clock = format!("{:02}:{:02}:{:02}{fraction}", rest / 3600, rest / 60 % 60, rest % 60);
    match format {
        TimestampFormat::EpochSeconds => seconds.into(),
        TimestampFormat::DateTime => format!("{year:04}-{month:02}-{day:02}T{clock}Z").into(),
        TimestampFormat::HttpDate => {
            let weekday = DAYS.get(days.rem_euclid(7) as usize).unwrap_or(&"");
            let month = MONTHS.get(month as usize - 1).unwrap_or(&"");
            format!("{weekday}, {day:02} {month} {year:04} {clock} GMT").into()
        }
    }
}

/// Returns the year, the month and the day of a number of days since 1970.
fn date(mut days: i64) -> (i64, i64, i64) {
    let leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = |year| if leap(year) { 366 } else { 365 };
    let mut year = 1970;
    while days < 0 {
        year -= 1;
        days += length(year);
    }
    while days >= length(year) {
        days -= length(year);
        year += 1;
    }
    let february = if leap(year) { 29 } else { 28 };
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30] {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    (year, month, days + 1)
}

#[test]
fn timestamps_are_written_in_each_format() {
    let text = |format, seconds| format_timestamp(format, seconds).to_string();
    assert_eq!(text(TimestampFormat::DateTime, 1_709_164_800.0), "\"2024-02-29T00:00:00Z\"");
    assert_eq!(text(TimestampFormat::DateTime, -1.0), "\"1969-12-31T23:59:59Z\"");
    assert_eq!(text(TimestampFormat::HttpDate, 1_398_796_238.5), "\"Tue, 29 Apr 2014 18:30:38.500000 GMT\"");
    assert_eq!(text(TimestampFormat::EpochSeconds, 5.0), "5");
}
