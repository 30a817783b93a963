//! Conversions to and from the types of `time` (feature `time`).

use super::{OutOfRange, Timestamp};
use time::{OffsetDateTime, UtcDateTime};

impl From<OffsetDateTime> for Timestamp {
    fn from(time: OffsetDateTime) -> Self {
        Self::from_nanoseconds(time.unix_timestamp_nanos())
    }
}

impl From<UtcDateTime> for Timestamp {
    fn from(time: UtcDateTime) -> Self {
        Self::from_nanoseconds(time.unix_timestamp_nanos())
    }
}

/// Fails for a time outside of the range of `time`, the years -9999 to 9999.
impl TryFrom<Timestamp> for OffsetDateTime {
    type Error = OutOfRange;
    fn try_from(time: Timestamp) -> Result<Self, OutOfRange> {
        Self::from_unix_timestamp_nanos(time.to_nanoseconds()).map_err(|_| OutOfRange)
    }
}

/// Fails for a time outside of the range of `time`, the years -9999 to 9999.
impl TryFrom<Timestamp> for UtcDateTime {
    type Error = OutOfRange;
    fn try_from(time: Timestamp) -> Result<Self, OutOfRange> {
        Self::from_unix_timestamp_nanos(time.to_nanoseconds()).map_err(|_| OutOfRange)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_round_trip() {
        for time in super::super::samples() {
            assert_eq!(OffsetDateTime::try_from(time).map(Timestamp::from), Ok(time));
            assert_eq!(UtcDateTime::try_from(time).map(Timestamp::from), Ok(time));
        }
        assert_eq!(OffsetDateTime::try_from(Timestamp::new(i64::MAX, 0)), Err(OutOfRange));
        assert_eq!(UtcDateTime::try_from(Timestamp::new(i64::MIN, 0)), Err(OutOfRange));
        let time = UtcDateTime::try_from(Timestamp::new(1_398_796_238, 520_000_000)).unwrap();
        assert_eq!((time.year(), time.hour(), time.millisecond()), (2014, 18, 520));
    }
}
