//! Arbitrary-precision numbers.

use std::fmt;
use std::str::FromStr;

/// A number of arbitrary size and precision: Smithy's `bigInteger` and `bigDecimal`.
///
/// It keeps its digits as written and has no arithmetic: parse [`as_str`](Self::as_str) with a library for that. Two
/// numbers are equal if they are written in the same way: `1.0` and `1.00` are not equal.
///
/// In requests and responses it is a JSON number with all its digits, in requests of `rpcv2Json` a string. With serde, and in the
/// JSON of [`Dynamic`](crate::Dynamic), it serializes as a number if that keeps all digits, otherwise as a string, and deserializes
/// from either. A serde format that parses numbers as `f64` loses
/// further digits before this type sees them.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct BigNumber(String);

impl BigNumber {
    /// Returns the number as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the number in the type of `serde_json`, if that keeps all digits.
    pub(crate) fn to_json(&self) -> Option<serde_json::Number> {
        // Parsed by the library, because another crate may have enabled its arbitrary precision.
        self.0.parse().ok().filter(|number: &serde_json::Number| number.to_string() == self.0)
    }
}

/// Zero.
impl Default for BigNumber {
    fn default() -> Self {
        Self("0".to_owned())
    }
}

impl fmt::Display for BigNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for BigNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Parses a number in JSON's notation: `-12`, `0.10`, `6.02e23`.
impl FromStr for BigNumber {
    type Err = NotANumber;
    fn from_str(text: &str) -> Result<Self, NotANumber> {
        match is_number(text) {
            true => Ok(Self(text.to_owned())),
            false => Err(NotANumber),
        }
    }
}

macro_rules! from_integers {
    ($($type:ty)*) => {$(
        impl From<$type> for BigNumber {
            fn from(value: $type) -> Self {
                Self(value.to_string())
            }
        }
    )*};
}

from_integers! { i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 }

/// Fails for infinities and NaN.
impl TryFrom<f64> for BigNumber {
    type Error = NotANumber;
    fn try_from(value: f64) -> Result<Self, NotANumber> {
        format!("{value:?}").parse()
    }
}

/// Returns whether the text is a number in JSON's grammar.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.strip_prefix(['+', '-']).unwrap_or(exponent)),
        None => (text, "0"),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    digits(whole) && (whole == "0" || !whole.starts_with('0')) && digits(fraction) && digits(exponent)
}

/// The error for a text or value that is not a finite number. It does not contain the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotANumber;

impl fmt::Display for NotANumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected a finite number in JSON notation")
    }
}

impl std::error::Error for NotANumber {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_digits() {
        let long = format!("-{}.{}0e-400", "9".repeat(60), "1".repeat(60));
        for text in ["0", "-0", "-12", "0.10", "1.00", "6.02e23", "1E+5", "18446744073709551616", &long] {
            let number: BigNumber = text.parse().unwrap();
            assert_eq!((number.as_str(), number.to_string().as_str()), (text, text));
            assert_eq!(format!("{number:?}"), text);
        }
        assert_eq!(BigNumber::from(u128::MAX).as_str(), "340282366920938463463374607431768211455");
        assert_eq!(BigNumber::try_from(0.1).unwrap().as_str(), "0.1");
        assert_eq!(BigNumber::default(), BigNumber::from(0));
    }

    #[test]
    fn texts_that_are_not_json_numbers_are_rejected() {
        for text in [
            "", "-", "+1", " 1", "1 ", "01", "-01", ".5", "5.", "1e", "1e+", "1.e1", "0x1", "NaN", "1,2",
            "１", "--1",
        ] {
            assert_eq!(text.parse::<BigNumber>(), Err(NotANumber), "{text:?}");
        }
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(BigNumber::try_from(value), Err(NotANumber));
        }
        for value in [f64::MAX, f64::MIN_POSITIVE, -0.0] {
            assert!(BigNumber::try_from(value).is_ok(), "{value}");
        }
    }
}
