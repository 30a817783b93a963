//! Timestamps in the formats of AWS protocols.
//!
//! This file has the type and its formats, `timestamp/` the parser. Which format a member has does not belong here: it is in its
//! schema ([`TimestampFormat`]) and chosen by the codecs.

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff;
mod parse;
#[cfg(feature = "time")]
mod time;

use crate::schema::TimestampFormat;
use std::fmt;
use std::time::{Duration, SystemTime};

const DAY: i64 = 86_400;
const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A point in time in UTC with a resolution of nanoseconds, without leap seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    seconds: i64,
    nanos: u32,
}

impl Timestamp {
    /// Creates a timestamp from seconds since 1970-01-01T00:00:00Z and nanoseconds. Nanoseconds of a second and more are added
    /// to the seconds.
    pub const fn new(seconds: i64, nanos: u32) -> Self {
        let carry = (nanos / 1_000_000_000) as i64;
        Self { seconds: seconds.saturating_add(carry), nanos: nanos % 1_000_000_000 }
    }

    /// Returns the seconds since 1970-01-01T00:00:00Z, rounded down.
    pub const fn seconds(self) -> i64 {
        self.seconds
    }

    /// Returns the nanoseconds after [`seconds`](Self::seconds).
    pub const fn nanos(self) -> u32 {
        self.nanos
    }

    /// Creates a timestamp from seconds since 1970-01-01T00:00:00Z with a fraction, rounded to microseconds. Returns `None` for
    /// NaN, infinities and more than 9e15 seconds.
    pub fn from_epoch(seconds: f64) -> Option<Self> {
        let whole = seconds.floor();
        if !whole.is_finite() || whole.abs() > 9.0e15 {
            return None;
        }
        // The precision of a double is about a quarter of a microsecond at today's seconds.
        let micros = ((seconds - whole) * 1e6).round() as u32;
        Some(Self::new(whole as i64, micros.saturating_mul(1000)))
    }

    /// Creates a timestamp from nanoseconds since 1970-01-01T00:00:00Z. Years beyond 290 billion are cut off.
    #[cfg(any(feature = "jiff", feature = "time"))]
    fn from_nanoseconds(nanos: i128) -> Self {
        let seconds = nanos.div_euclid(1_000_000_000).clamp(i64::MIN.into(), i64::MAX.into());
        Self::new(seconds as i64, nanos.rem_euclid(1_000_000_000) as u32)
    }

    /// Returns the nanoseconds since 1970-01-01T00:00:00Z.
    #[cfg(any(feature = "jiff", feature = "time"))]
    fn to_nanoseconds(self) -> i128 {
        i128::from(self.seconds) * 1_000_000_000 + i128::from(self.nanos)
    }

    /// Parses any of the three formats, without rounding.
    ///
    /// Services deviate from the formats, so this accepts more than [`format`](Self::format) writes: a date and time
    /// without a zone, which is in UTC, without seconds, with an offset without a colon or of hours alone
    /// (`+0000`, `-05`), and the two obsolete forms of an HTTP date. Digits beyond nanoseconds are dropped.
    pub fn parse(text: &str) -> Option<Self> {
        parse::any(text.trim())
    }

    /// Formats the timestamp, with as many fractional digits as necessary. An HTTP date has whole seconds, rounded down.
    pub fn format(self, format: TimestampFormat) -> String {
        let [year, month, day, hour, minute, second] = self.fields();
        let fraction = self.fraction();
        match format {
            TimestampFormat::DateTime => {
                format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z")
            }
            TimestampFormat::HttpDate => {
                let weekday = pick(&WEEKDAYS, self.seconds.div_euclid(DAY).rem_euclid(7));
                let month = pick(&MONTHS, month - 1);
                format!("{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT")
            }
            TimestampFormat::EpochSeconds if self.seconds < 0 && self.nanos > 0 => {
                // `!` is the negative less one, and has no overflow.
                let rest = Self { seconds: !self.seconds, nanos: 1_000_000_000 - self.nanos };
                format!("-{}{}", rest.seconds, rest.fraction())
            }
            TimestampFormat::EpochSeconds => format!("{}{fraction}", self.seconds),
        }
    }

    /// Returns the year, month, day, hour, minute and second in UTC.
    pub(crate) fn fields(self) -> [i64; 6] {
        let (year, month, day) = civil(self.seconds.div_euclid(DAY));
        let time = self.seconds.rem_euclid(DAY);
        [year, month, day, time / 3600, time / 60 % 60, time % 60]
    }

    /// Returns the fractional digits with their point, without trailing zeros.
    fn fraction(self) -> String {
        if self.nanos == 0 {
            return String::new();
        }
        format!(".{:09}", self.nanos).trim_end_matches('0').to_owned()
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.format(TimestampFormat::DateTime))
    }
}

impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => Self::new(after.as_secs() as i64, after.subsec_nanos()),
            Err(before) => {
                let before = before.duration();
                match before.subsec_nanos() {
                    0 => Self::new(-(before.as_secs() as i64), 0),
                    nanos => Self::new(-(before.as_secs() as i64) - 1, 1_000_000_000 - nanos),
                }
            }
        }
    }
}

/// Fails for a time outside of the range of the system's clock.
impl TryFrom<Timestamp> for SystemTime {
    type Error = OutOfRange;
    fn try_from(time: Timestamp) -> Result<Self, OutOfRange> {
        let whole = Duration::from_secs(time.seconds.unsigned_abs());
        let at = if time.seconds < 0 {
            Self::UNIX_EPOCH.checked_sub(whole)
        } else {
            Self::UNIX_EPOCH.checked_add(whole)
        };
        at.and_then(|at| at.checked_add(Duration::from_nanos(time.nanos.into()))).ok_or(OutOfRange)
    }
}

/// The error for a timestamp outside of the range of another type, such as that of the system's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfRange;

impl fmt::Display for OutOfRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the timestamp is out of the range of the other type")
    }
}

impl std::error::Error for OutOfRange {}

fn pick(names: &[&'static str], index: i64) -> &'static str {
    usize::try_from(index).ok().and_then(|index| names.get(index)).copied().unwrap_or_default()
}

/// Returns the year, month and day of a day counted from 1970-01-01, in the proleptic Gregorian calendar.
// Years are counted from March, so that the leap day is the last of its year; 146,097 days make 400 years.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

/// Returns the day counted from 1970-01-01; `None` for an invalid date. The inverse of [`civil`].
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) || !(-9999..=9999).contains(&year) {
        return None;
    }
    let shifted = year - i64::from(month <= 2);
    let (era, of_era) = (shifted.div_euclid(400), shifted.rem_euclid(400));
    let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
    (civil(days) == (year, month, day)).then_some(days)
}

/// Times before and after 1970, with and without fractions, for the tests of conversions.
#[cfg(all(test, any(feature = "chrono", feature = "jiff", feature = "time")))]
fn samples() -> [Timestamp; 6] {
    [
        (0, 0),
        (1, 999_999_999),
        (-1, 250_000_000),
        (-2_208_988_800, 1),
        (1_398_796_238, 520_000_000),
        (253_402_207_200, 0),
    ]
    .map(|(seconds, nanos)| Timestamp::new(seconds, nanos))
}

#[cfg(test)]
mod tests {
    use super::*;
    use TimestampFormat::{DateTime, EpochSeconds, HttpDate};

    #[test]
    fn formats_round_trip() {
        let time = Timestamp::new(1_398_796_238, 520_000_000);
        for (format, text) in [(DateTime, "2014-04-29T18:30:38.52Z"), (EpochSeconds, "1398796238.52")] {
            assert_eq!(time.format(format), text);
            assert_eq!(Timestamp::parse(text), Some(time));
        }
    }

    #[test]
    fn http_dates_have_whole_seconds() {
        for (seconds, nanos, text) in [
            (1_398_796_238, 520_000_000, "Tue, 29 Apr 2014 18:30:38 GMT"),
            (1_398_796_238, 999_999_999, "Tue, 29 Apr 2014 18:30:38 GMT"),
            (-1, 500_000_000, "Wed, 31 Dec 1969 23:59:59 GMT"),
        ] {
            assert_eq!(Timestamp::new(seconds, nanos).format(HttpDate), text);
            assert_eq!(Timestamp::parse(text), Some(Timestamp::new(seconds, 0)));
        }
    }

    #[test]
    fn times_before_1970_and_distant_times_are_formatted() {
        for (seconds, nanos, date, epoch) in [
            (-1, 0, "1969-12-31T23:59:59Z", "-1"),
            (-1, 500_000_000, "1969-12-31T23:59:59.5Z", "-0.5"),
            (-2_208_988_800, 0, "1900-01-01T00:00:00Z", "-2208988800"),
            (951_782_400, 0, "2000-02-29T00:00:00Z", "951782400"),
            (253_402_300_799, 0, "9999-12-31T23:59:59Z", "253402300799"),
        ] {
            let time = Timestamp::new(seconds, nanos);
            assert_eq!((time.format(DateTime), time.format(EpochSeconds)), (date.into(), epoch.into()));
            assert_eq!((Timestamp::parse(date), Timestamp::parse(epoch)), (Some(time), Some(time)));
        }
    }

    #[test]
    fn days_of_eight_centuries_round_trip() {
        for day in -146_097..146_097 {
            let (year, month, date) = civil(day);
            assert_eq!(days(year, month, date), Some(day));
        }
    }

    #[test]
    fn system_times_round_trip() {
        for time in [Timestamp::new(-1, 250_000_000), Timestamp::new(0, 0), Timestamp::new(1, 999_999_999)] {
            assert_eq!(SystemTime::try_from(time).map(Timestamp::from), Ok(time));
        }
    }
}
