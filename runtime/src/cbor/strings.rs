//! Decodes strings, byte strings and keys.

use super::items::{Failed, Items};
use minicbor::decode::Decoder;
use std::borrow::Cow;

impl<'a> Items<'a> {
    /// Consumes the key `name` if it is next, with a definite length in its shortest form.
    #[inline]
    pub(super) fn take_key(&mut self, name: &str) -> bool {
        let length = name.len();
        let after = match self.rest {
            [short, after @ ..] if length < 24 && usize::from(*short) == 0x60 + length => after,
            [0x78, long, after @ ..] if length >= 24 && usize::from(*long) == length => after,
            _ => return false,
        };
        let Some((key, after)) = after.split_at_checked(length) else { return false };
        let is_next = are_equal(key, name.as_bytes());
        if is_next {
            self.rest = after;
        }
        is_next
    }

    /// Consumes a key.
    pub(super) fn key(&mut self) -> Result<Cow<'a, str>, Failed> {
        self.string("a key that is a string")
    }

    /// Consumes a string if it is next and of the common form: untagged, in UTF-8, with a definite length below 64 KiB.
    #[inline]
    pub(super) fn take_text(&mut self) -> Option<&'a str> {
        let (length, after) = match self.rest {
            [short @ 0x60..=0x77, after @ ..] => (usize::from(*short - 0x60), after),
            [0x78, length, after @ ..] => (usize::from(*length), after),
            [0x79, high, low, after @ ..] => (u16::from_be_bytes([*high, *low]).into(), after),
            _ => return None,
        };
        let (content, after) = after.split_at_checked(length)?;
        let text = str::from_utf8(content).ok()?;
        self.rest = after;
        Some(text)
    }

    /// Consumes a string.
    #[inline]
    pub(super) fn string(&mut self, expected: &'static str) -> Result<Cow<'a, str>, Failed> {
        match self.take_text() {
            Some(text) => Ok(Cow::Borrowed(text)),
            None => self.rare_string(expected),
        }
    }

    /// Consumes a string that is long, of indefinite length or tagged.
    #[cold]
    fn rare_string(&mut self, expected: &'static str) -> Result<Cow<'a, str>, Failed> {
        const UTF_8: &str = "a string in UTF-8";
        self.skip_tags()?;
        match self.peek() {
            0x60..=0x7b => self.decode(UTF_8, Decoder::str).map(Cow::Borrowed),
            0x7f => self.decode(UTF_8, |decoder| decoder.str_iter()?.collect()).map(Cow::Owned),
            _ => self.unexpected(expected),
        }
    }

    /// Consumes a byte string.
    pub(super) fn bytes(&mut self, expected: &'static str) -> Result<Cow<'a, [u8]>, Failed> {
        self.skip_tags()?;
        if self.peek() != 0x5f {
            return self.decode(expected, Decoder::bytes).map(Cow::Borrowed);
        }
        self.decode(expected, |decoder| {
            let mut out = Vec::new();
            for chunk in decoder.bytes_iter()? {
                out.extend_from_slice(chunk?);
            }
            Ok(Cow::Owned(out))
        })
    }
}

/// Compares bytes of the same length. A call of `memcmp` would take longer for the short names of members.
#[inline]
fn are_equal(a: &[u8], b: &[u8]) -> bool {
    let equal_ends = |(a, b): (Option<&[u8; 8]>, Option<&[u8; 8]>)| a == b;
    match a.len() {
        8..=16 => {
            equal_ends((a.first_chunk(), b.first_chunk())) && equal_ends((a.last_chunk(), b.last_chunk()))
        }
        0..8 => a.iter().zip(b).all(|(a, b)| a == b),
        _ => a == b,
    }
}
