//! Conversions to and from the types of `jiff` (feature `jiff`).

use super::{OutOfRange, Timestamp};

impl From<jiff::Timestamp> for Timestamp {
    fn from(time: jiff::Timestamp) -> Self {
        Self::from_nanoseconds(time.as_nanosecond())
    }
}

/// Fails for a time outside of the range of `jiff::Timestamp`, the years -9999 to 9999.
impl TryFrom<Timestamp> for jiff::Timestamp {
    type Error = OutOfRange;
    fn try_from(time: Timestamp) -> Result<Self, OutOfRange> {
        Self::from_nanosecond(time.to_nanoseconds()).map_err(|_| OutOfRange)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_round_trip() {
        for time in super::super::samples() {
            assert_eq!(jiff::Timestamp::try_from(time).map(Timestamp::from), Ok(time));
        }
        assert_eq!(jiff::Timestamp::try_from(Timestamp::new(i64::MAX, 0)), Err(OutOfRange));
        let time = jiff::Timestamp::try_from(Timestamp::new(1_398_796_238, 520_000_000)).unwrap();
        assert_eq!(time.to_string(), "2014-04-29T18:30:38.52Z");
    }
}
