//! Strings and their escapes.

use super::{Failed, Tokenizer};
use crate::json::scan::before_special;
use std::borrow::Cow;

impl<'a> Tokenizer<'a> {
    /// Consumes a string.
    #[inline]
    pub(in crate::json) fn string(&mut self, expected: &'static str) -> Result<Cow<'a, str>, Failed> {
        if !self.take(b'"') {
            return self.unexpected(expected);
        }
        let clean = self.clean();
        match self.byte() {
            Some(b'"') => {
                self.at += 1;
                Ok(Cow::Borrowed(clean))
            }
            _ => self.escaped(clean.to_owned()).map(Cow::Owned),
        }
    }

    /// Consumes the characters before the next special byte.
    #[inline]
    pub(super) fn clean(&mut self) -> &'a str {
        let start = self.at;
        self.at += before_special(self.rest());
        // Special bytes are ASCII, so the cut is between characters.
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// Consumes the rest of a string with escapes.
    #[cold]
    fn escaped(&mut self, mut out: String) -> Result<String, Failed> {
        loop {
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(out);
                }
                Some(b'\\') => out.push(self.escape()?),
                _ => return self.syntax("a control character is not escaped"),
            }
            out.push_str(self.clean());
        }
    }

    fn escape(&mut self) -> Result<char, Failed> {
        let unit = match self.unit()? {
            Ok(character) => return Ok(character),
            Err(unit @ 0xd800..=0xdbff) => unit,
            Err(unit) => return self.character(unit.into()),
        };
        // The second half of a surrogate pair.
        match self.byte() {
            Some(b'\\') => match self.unit()? {
                Err(low @ 0xdc00..=0xdfff) => {
                    self.character(0x1_0000 + (u32::from(unit - 0xd800) << 10 | u32::from(low - 0xdc00)))
                }
                _ => self.syntax("half a surrogate pair"),
            },
            _ => self.syntax("half a surrogate pair"),
        }
    }

    fn character(&mut self, code: u32) -> Result<char, Failed> {
        char::from_u32(code).map_or_else(|| self.syntax("half a surrogate pair"), Ok)
    }

    /// Consumes one escape: a character, or a UTF-16 code unit.
    pub(super) fn unit(&mut self) -> Result<Result<char, u16>, Failed> {
        let escape = self.rest().get(1).copied();
        let character = match escape {
            Some(b'u') => {
                let digits = self.rest().get(2..6).and_then(|digits| std::str::from_utf8(digits).ok());
                let hex = digits.filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
                return match hex.and_then(|digits| u16::from_str_radix(digits, 16).ok()) {
                    Some(unit) => {
                        self.at += 6;
                        Ok(Err(unit))
                    }
                    None => self.syntax("an escape without its four digits"),
                };
            }
            Some(same @ (b'"' | b'\\' | b'/')) => char::from(same),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            _ => return self.syntax("an escape that JSON does not have"),
        };
        self.at += 2;
        Ok(Ok(character))
    }
}
