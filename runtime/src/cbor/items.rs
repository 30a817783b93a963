//! The CBOR decoder: reads data items from a body, independent of shapes.
//!
//! Strings of a definite length are borrowed from the body. The decoder stores the failure, so that results are small. The
//! heads of data items are decoded here, and only rare items by `minicbor`, which is slower: its results are large, because its
//! errors have texts, and its functions are not inlined.

use super::half::half_to_f64;
use super::major;
use crate::codec::{MAX_DEPTH, TOO_DEEP};
use minicbor::decode::{Decoder, Error};

/// The error of the decoder's functions. The decoder stores the [`Failure`].
#[derive(Debug)]
pub(super) struct Failed;

/// The reason for a failure. It contains no part of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// The body is not well-formed.
    Syntax(&'static str),
    /// A data item of another type was expected.
    Expected(&'static str),
    /// The value is not allowed here.
    Rejected(&'static str),
}

const BREAK: u8 = 0xff;
const NULL: u8 = 0xf6;
const UNDEFINED: u8 = 0xf7;
/// The value in the first byte that marks an indefinite length.
const INDEFINITE: u8 = 31;
const TOO_SHORT: &str = "the body ends too early";

/// The number of remaining elements of an array or map; `None` for an indefinite length, whose end is marked by a break.
#[derive(Clone, Copy)]
pub(super) struct Length(Option<u64>);

impl Length {
    /// Returns the number of elements, or zero for an indefinite length. It is at most the number of bytes that follow.
    pub(super) fn known(self) -> usize {
        self.0.and_then(|length| usize::try_from(length).ok()).unwrap_or_default()
    }
}

/// The decoder: a body, and the part of it that was not read yet.
pub(super) struct Items<'a> {
    body: &'a [u8],
    pub(super) rest: &'a [u8],
    failure: Option<(Failure, usize)>,
}

impl<'a> Items<'a> {
    pub(super) fn new(body: &'a [u8]) -> Self {
        Self { body, rest: body, failure: None }
    }

    /// Returns the failure and its position.
    pub(super) fn failure(&self) -> (Failure, usize) {
        self.failure.unwrap_or((Failure::Syntax("unreadable"), self.position()))
    }

    /// Fails at the current position.
    #[cold]
    pub(super) fn fail<T>(&mut self, failure: Failure) -> Result<T, Failed> {
        self.failure = Some((failure, self.position()));
        Err(Failed)
    }

    /// Fails at a data item of another type, or at an incomplete or missing one.
    #[cold]
    pub(super) fn unexpected<T>(&mut self, expected: &'static str) -> Result<T, Failed> {
        let failure = match self.rest {
            [] => Failure::Syntax(TOO_SHORT),
            [BREAK, ..] => Failure::Syntax("an item is missing before the end of its list or map"),
            [first, after @ ..] => match first & 31 {
                length @ 24..=27 if after.len() < 1 << (length - 24) => Failure::Syntax(TOO_SHORT),
                _ => Failure::Expected(expected),
            },
        };
        self.fail(failure)
    }

    /// Fails at the data item that starts at `start`.
    #[cold]
    pub(super) fn unexpected_at<T>(&mut self, start: usize, expected: &'static str) -> Result<T, Failed> {
        self.set_position(start);
        self.unexpected(expected)
    }

    /// Returns to an earlier position.
    pub(super) fn set_position(&mut self, position: usize) {
        self.rest = self.body.get(position..).unwrap_or_default();
    }

    /// Decodes one rare data item with `minicbor`.
    pub(super) fn decode<T>(
        &mut self,
        expected: &'static str,
        decode: impl FnOnce(&mut Decoder<'a>) -> Result<T, Error>,
    ) -> Result<T, Failed> {
        let mut decoder = Decoder::new(self.rest);
        match decode(&mut decoder) {
            Ok(value) => {
                self.advance(decoder.position());
                Ok(value)
            }
            Err(error) if error.is_end_of_input() => self.fail(Failure::Syntax(TOO_SHORT)),
            Err(_) => self.unexpected(expected),
        }
    }

    #[inline]
    pub(super) fn position(&self) -> usize {
        self.body.len() - self.rest.len()
    }

    /// Consumes bytes that the caller has peeked at.
    #[inline]
    pub(super) fn advance(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    /// Returns the first byte of the next data item. At the end, it is that of a break.
    #[inline]
    pub(super) fn peek(&self) -> u8 {
        self.rest.first().copied().unwrap_or(BREAK)
    }

    /// Returns the major type of the next data item, see [`major`].
    #[inline]
    pub(super) fn major(&self) -> u8 {
        self.peek() >> 5
    }

    /// Consumes the head of a data item if it has the major type, and returns the value or length in it.
    #[inline]
    pub(super) fn take_head(&mut self, major: u8) -> Option<u64> {
        let (first, after) = self.rest.split_first()?;
        if first >> 5 != major {
            return None;
        }
        let (number, after) = match first & 31 {
            number @ 0..=23 => (number.into(), after),
            24 => after.split_first().map(|(number, after)| ((*number).into(), after))?,
            25 => {
                after.split_first_chunk().map(|(bytes, after)| (u16::from_be_bytes(*bytes).into(), after))?
            }
            26 => {
                after.split_first_chunk().map(|(bytes, after)| (u32::from_be_bytes(*bytes).into(), after))?
            }
            27 => after.split_first_chunk().map(|(bytes, after)| (u64::from_be_bytes(*bytes), after))?,
            _ => return None,
        };
        self.rest = after;
        Some(number)
    }

    /// Consumes a null if it is next.
    #[inline]
    pub(super) fn take_null(&mut self) -> bool {
        match self.rest {
            [NULL | UNDEFINED, after @ ..] => {
                self.rest = after;
                true
            }
            _ => false,
        }
    }

    /// Consumes the tags before a data item, if there are any.
    #[inline]
    pub(super) fn skip_tags(&mut self) -> Result<(), Failed> {
        while self.major() == major::TAG {
            self.tag()?;
        }
        Ok(())
    }

    /// Consumes a tag.
    pub(super) fn tag(&mut self) -> Result<u64, Failed> {
        match self.take_head(major::TAG) {
            Some(tag) => Ok(tag),
            None => self.unexpected("a tag"),
        }
    }

    /// Consumes the head of an array at a depth.
    #[inline]
    pub(super) fn array(&mut self, depth: usize) -> Result<Length, Failed> {
        self.collection_head(major::ARRAY, 1, depth, "a list")
    }

    /// Consumes the head of a map at a depth.
    #[inline]
    pub(super) fn map(&mut self, depth: usize) -> Result<Length, Failed> {
        self.collection_head(major::MAP, 2, depth, "a map")
    }

    /// Consumes the tags and the head of an array or map. Checks its depth, and that the body has at least one byte for each
    /// item. `items` is the number of data items of an element.
    fn collection_head(
        &mut self,
        major: u8,
        items: u64,
        depth: usize,
        expected: &'static str,
    ) -> Result<Length, Failed> {
        self.skip_tags()?;
        let length = self.take_head(major);
        if length.is_none() {
            if self.peek() != major << 5 | INDEFINITE {
                return self.unexpected(expected);
            }
            self.advance(1);
        }
        if depth >= MAX_DEPTH {
            return self.fail(Failure::Rejected(TOO_DEEP));
        }
        if length.is_some_and(|length| length.saturating_mul(items) > self.rest.len() as u64) {
            return self.fail(Failure::Syntax(TOO_SHORT));
        }
        Ok(Length(length))
    }

    /// Returns whether another element of an array or map follows. Consumes the break at the end.
    #[inline]
    pub(super) fn next_element(&mut self, length: &mut Length) -> Result<bool, Failed> {
        match &mut length.0 {
            Some(0) => Ok(false),
            Some(length) => {
                *length -= 1;
                Ok(true)
            }
            None => match self.rest {
                [BREAK, after @ ..] => {
                    self.rest = after;
                    Ok(false)
                }
                [] => self.fail(Failure::Syntax(TOO_SHORT)),
                _ => Ok(true),
            },
        }
    }

    /// Consumes an integer.
    #[inline]
    pub(super) fn integer(&mut self, expected: &'static str) -> Result<i128, Failed> {
        if let Some(value) = self.take_head(major::UNSIGNED) {
            return Ok(value.into());
        }
        match self.take_head(major::NEGATIVE) {
            Some(value) => Ok(-1 - i128::from(value)),
            None => self.unexpected(expected),
        }
    }

    /// Consumes a float of 8 bytes if it is next.
    #[inline]
    pub(super) fn take_double(&mut self) -> Option<f64> {
        let [0xfb, after @ ..] = self.rest else { return None };
        let (bytes, after) = after.split_first_chunk()?;
        self.rest = after;
        Some(f64::from_be_bytes(*bytes))
    }

    /// Returns the float of 8 bytes with the tag of a timestamp, if it is next.
    #[inline]
    pub(super) fn peek_tagged_double(&self) -> Option<f64> {
        let [0xc1, 0xfb, after @ ..] = self.rest else { return None };
        after.first_chunk().map(|bytes| f64::from_be_bytes(*bytes))
    }

    /// Consumes a float.
    pub(super) fn float(&mut self, expected: &'static str) -> Result<f64, Failed> {
        if let [0xf9, high, low, after @ ..] = self.rest {
            let value = half_to_f64(u16::from_be_bytes([*high, *low]));
            self.rest = after;
            return Ok(value);
        }
        match self.take_double() {
            Some(value) => Ok(value),
            None => self.decode(expected, Decoder::f64),
        }
    }

    /// Checks that nothing follows.
    pub(super) fn end(&mut self) -> Result<(), Failed> {
        match self.rest {
            [] => Ok(()),
            _ => self.fail(Failure::Syntax("there is something after the value")),
        }
    }
}
