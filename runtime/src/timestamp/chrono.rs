//! Conversions to and from the types of `chrono` (feature `chrono`).

use super::{OutOfRange, Timestamp};
use chrono::{DateTime, TimeZone, Utc};

impl<Z: TimeZone> From<DateTime<Z>> for Timestamp {
    /// A leap second of `chrono` becomes the second after it.
    fn from(time: DateTime<Z>) -> Self {
        Self::new(time.timestamp(), time.timestamp_subsec_nanos())
    }
}

/// Fails for a time outside of the range of `chrono`, about 262,000 years around the year 0.
impl TryFrom<Timestamp> for DateTime<Utc> {
    type Error = OutOfRange;
    fn try_from(time: Timestamp) -> Result<Self, OutOfRange> {
        Self::from_timestamp(time.seconds(), time.nanos()).ok_or(OutOfRange)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_round_trip() {
        for time in super::super::samples() {
            assert_eq!(DateTime::try_from(time).map(Timestamp::from), Ok(time));
        }
        assert_eq!(DateTime::try_from(Timestamp::new(i64::MAX, 0)), Err(OutOfRange));
        let time = DateTime::try_from(Timestamp::new(1_398_796_238, 520_000_000)).unwrap();
        assert_eq!(time.date_naive(), chrono::NaiveDate::from_ymd_opt(2014, 4, 29).unwrap());
    }
}
