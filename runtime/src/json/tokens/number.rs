//! Numbers.

use super::{Failed, Tokenizer};

/// A number.
#[derive(Clone, Copy)]
pub(in crate::json) enum Number<'a> {
    /// An integer within 64 bits, without fraction and exponent, and not a negative zero.
    Integer(i64),
    /// Any other number, as written.
    Other(&'a str),
}

impl<'a> Tokenizer<'a> {
    /// Consumes a number.
    pub(in crate::json) fn number(&mut self, expected: &'static str) -> Result<Number<'a>, Failed> {
        if !matches!(self.peek(), b'-' | b'0'..=b'9') {
            return self.unexpected(expected);
        }
        let start = self.at;
        let is_negative = self.take(b'-');
        let digits = self.digits()?;
        let is_integer = !matches!(self.byte(), Some(b'.' | b'e' | b'E'));
        if digits.starts_with('0') && digits.len() > 1 {
            return self.syntax("a number begins with a zero");
        }
        // All integers with up to 18 digits fit.
        if is_integer && digits.len() <= 18 && !(is_negative && digits == "0") {
            let value = digits.bytes().fold(0, |value, digit| value * 10 + i64::from(digit - b'0'));
            return Ok(Number::Integer(if is_negative { -value } else { value }));
        }
        self.fraction()?;
        let text = self.text.get(start..self.at).unwrap_or_default();
        Ok(text.parse().ok().filter(|value| *value != 0).map_or(Number::Other(text), Number::Integer))
    }

    /// Consumes the fraction and the exponent.
    fn fraction(&mut self) -> Result<(), Failed> {
        if self.byte() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.byte() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.byte() {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(())
    }

    /// Consumes one or more digits.
    fn digits(&mut self) -> Result<&'a str, Failed> {
        let start = self.at;
        self.at += self.rest().iter().take_while(|byte| byte.is_ascii_digit()).count();
        match self.text.get(start..self.at) {
            Some(digits) if !digits.is_empty() => Ok(digits),
            _ => self.syntax("a digit is missing"),
        }
    }
}
