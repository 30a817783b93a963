//! The date and time in a signature.

use super::error::SignError;
use crate::timestamp::Timestamp;
use std::str;

/// A time in the form `20150830T123600Z`.
#[derive(Clone, Copy)]
pub(super) struct DateTime([u8; 16]);

impl DateTime {
    /// Formats a time, without its fraction of a second.
    ///
    /// # Errors
    /// Returns an error for a year before 0 or after 9999, which has no such form.
    pub(super) fn new(time: Timestamp) -> Result<Self, SignError> {
        let [year, month, day, hour, minute, second] = time.fields();
        if !(0..=9999).contains(&year) {
            return Err(SignError::new("the year of the signature has more than four digits"));
        }
        let digit = |number: i64| b'0' + (number % 10) as u8;
        let ten = |number: i64| digit(number / 10);
        Ok(Self([
            digit(year / 1000),
            digit(year / 100),
            ten(year),
            digit(year),
            ten(month),
            digit(month),
            ten(day),
            digit(day),
            b'T',
            ten(hour),
            digit(hour),
            ten(minute),
            digit(minute),
            ten(second),
            digit(second),
            b'Z',
        ]))
    }

    pub(super) fn as_str(&self) -> &str {
        // All bytes are ASCII.
        str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Returns the date, such as `20150830`.
    pub(super) fn date(&self) -> &str {
        self.as_str().split_at_checked(8).map_or("", |(date, _)| date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_formatted_without_fractions() {
        for (seconds, text) in [
            (1_440_938_160, "20150830T123600Z"),
            (-1, "19691231T235959Z"),
            (-62_135_596_800, "00010101T000000Z"),
            (253_402_300_799, "99991231T235959Z"),
        ] {
            let time = DateTime::new(Timestamp::new(seconds, 999_999_999)).unwrap();
            assert_eq!((time.as_str(), time.date()), (text, &text[..8]));
        }
    }

    #[test]
    fn years_without_four_digits_are_rejected() {
        for seconds in [253_402_300_800, -62_167_219_201, i64::MAX, i64::MIN] {
            assert!(DateTime::new(Timestamp::new(seconds, 0)).is_err(), "{seconds}");
        }
    }
}
