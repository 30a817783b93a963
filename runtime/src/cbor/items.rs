//! The CBOR decoder: data items from a body.
//!
//! Strings of a definite length are borrowed from the body. The decoder stores the failure, so that results are small.

use crate::codec::{MAX_DEPTH, TOO_DEEP};
use minicbor::decode::{Decoder, Error};
use std::borrow::Cow;

/// The error of all functions. The decoder has the [`Failure`].
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

/// The type of a data item: the highest three bits of its first byte.
pub(super) mod major {
    pub(in crate::cbor) const UNSIGNED: u8 = 0;
    pub(in crate::cbor) const NEGATIVE: u8 = 1;
    pub(in crate::cbor) const BYTES: u8 = 2;
    pub(in crate::cbor) const TEXT: u8 = 3;
    pub(in crate::cbor) const ARRAY: u8 = 4;
    pub(in crate::cbor) const MAP: u8 = 5;
    pub(in crate::cbor) const TAG: u8 = 6;
    pub(in crate::cbor) const SIMPLE: u8 = 7;
}

const BREAK: u8 = 0xff;
const NULL: u8 = 0xf6;
const UNDEFINED: u8 = 0xf7;
const TOO_SHORT: &str = "the body ends too early";

/// The number of elements that follow in an array or map; `None` if its end is marked (indefinite length).
#[derive(Clone, Copy)]
pub(super) struct Length(Option<u64>);

impl Length {
    /// Returns the number of elements, or zero if it is not known. It is at most the number of bytes that follow.
    pub(super) fn known(self) -> usize {
        self.0.and_then(|length| usize::try_from(length).ok()).unwrap_or_default()
    }
}

/// A decoder of a body.
pub(super) struct Items<'a> {
    decoder: Decoder<'a>,
    failure: Option<(Failure, usize)>,
}

impl<'a> Items<'a> {
    pub(super) fn new(body: &'a [u8]) -> Self {
        Self { decoder: Decoder::new(body), failure: None }
    }

    /// Returns the failure and its position.
    pub(super) fn failure(&self) -> (Failure, usize) {
        self.failure.unwrap_or((Failure::Syntax("unreadable"), self.decoder.position()))
    }

    /// Fails at the current position.
    #[cold]
    pub(super) fn fail<T>(&mut self, failure: Failure) -> Result<T, Failed> {
        self.failure = Some((failure, self.decoder.position()));
        Err(Failed)
    }

    /// Fails at a data item of another type, or at a missing one.
    #[cold]
    pub(super) fn unexpected<T>(&mut self, expected: &'static str) -> Result<T, Failed> {
        let failure = match self.byte() {
            None => Failure::Syntax(TOO_SHORT),
            Some(BREAK) => Failure::Syntax("an item is missing before the end of its list or map"),
            Some(_) => Failure::Expected(expected),
        };
        self.fail(failure)
    }

    /// Fails at the data item that starts at `start`.
    #[cold]
    pub(super) fn unexpected_at<T>(&mut self, start: usize, expected: &'static str) -> Result<T, Failed> {
        self.decoder.set_position(start);
        self.unexpected(expected)
    }

    #[cold]
    fn failed<T>(&mut self, start: usize, error: &Error, expected: &'static str) -> Result<T, Failed> {
        self.decoder.set_position(start);
        match error.is_end_of_input() {
            true => self.fail(Failure::Syntax(TOO_SHORT)),
            false => self.unexpected(expected),
        }
    }

    /// Decodes one data item.
    #[inline]
    pub(super) fn decode<T>(
        &mut self,
        expected: &'static str,
        decode: impl FnOnce(&mut Decoder<'a>) -> Result<T, Error>,
    ) -> Result<T, Failed> {
        let start = self.decoder.position();
        match decode(&mut self.decoder) {
            Ok(value) => Ok(value),
            Err(error) => self.failed(start, &error, expected),
        }
    }

    #[inline]
    pub(super) fn position(&self) -> usize {
        self.decoder.position()
    }

    /// Returns the next byte.
    #[inline]
    pub(super) fn byte(&self) -> Option<u8> {
        self.rest().first().copied()
    }

    #[inline]
    fn rest(&self) -> &'a [u8] {
        self.decoder.input().get(self.decoder.position()..).unwrap_or_default()
    }

    /// Consumes bytes that the caller has seen.
    #[inline]
    pub(super) fn advance(&mut self, bytes: usize) {
        self.decoder.set_position(self.decoder.position() + bytes);
    }

    /// Returns the first byte of the next data item; that of a break at the end.
    #[inline]
    pub(super) fn peek(&self) -> u8 {
        self.byte().unwrap_or(BREAK)
    }

    /// Returns the type of the next data item, see [`major`].
    #[inline]
    pub(super) fn major(&self) -> u8 {
        self.peek() >> 5
    }

    /// Consumes a null if it is next.
    #[inline]
    pub(super) fn null(&mut self) -> bool {
        let is_null = matches!(self.peek(), NULL | UNDEFINED);
        self.advance(usize::from(is_null));
        is_null
    }

    /// Consumes the tags before a data item.
    #[inline]
    pub(super) fn tags(&mut self) -> Result<(), Failed> {
        while self.major() == major::TAG {
            self.tag()?;
        }
        Ok(())
    }

    /// Consumes a tag.
    pub(super) fn tag(&mut self) -> Result<u64, Failed> {
        self.decode("a tag", |decoder| decoder.tag().map(|tag| tag.as_u64()))
    }

    /// Consumes the head of an array at a depth.
    #[inline]
    pub(super) fn array(&mut self, depth: usize) -> Result<Length, Failed> {
        let length = self.decode("a list", Decoder::array)?;
        self.open(length, length, depth)
    }

    /// Consumes the head of a map at a depth.
    #[inline]
    pub(super) fn map(&mut self, depth: usize) -> Result<Length, Failed> {
        let length = self.decode("a map", Decoder::map)?;
        self.open(length, length.map(|entries| entries.saturating_mul(2)), depth)
    }

    /// Checks the depth, and that the body has at least one byte for each item.
    #[inline]
    fn open(&mut self, length: Option<u64>, items: Option<u64>, depth: usize) -> Result<Length, Failed> {
        if depth >= MAX_DEPTH {
            return self.fail(Failure::Rejected(TOO_DEEP));
        }
        if items.is_some_and(|items| items > self.rest().len() as u64) {
            return self.fail(Failure::Syntax(TOO_SHORT));
        }
        Ok(Length(length))
    }

    /// Whether another element of an array or map follows. Consumes the mark of its end.
    #[inline]
    pub(super) fn next_element(&mut self, length: &mut Length) -> Result<bool, Failed> {
        match &mut length.0 {
            Some(0) => Ok(false),
            Some(length) => {
                *length -= 1;
                Ok(true)
            }
            None => match self.byte() {
                Some(BREAK) => {
                    self.advance(1);
                    Ok(false)
                }
                Some(_) => Ok(true),
                None => self.fail(Failure::Syntax(TOO_SHORT)),
            },
        }
    }

    /// Consumes the key `name` if it is next, with a definite length in its shortest form.
    #[inline]
    pub(super) fn take_key(&mut self, name: &str) -> bool {
        let (rest, length) = (self.rest(), name.len());
        let (head, after) = match rest {
            [0x78, after @ ..] if length > 23 => (2, after.strip_prefix(&[length as u8])),
            [short, after @ ..] if length <= 23 => {
                (1, (usize::from(*short) == 0x60 + length).then_some(after))
            }
            _ => return false,
        };
        // A name of 256 bytes and more has another head.
        let is_next = length < 256 && after.is_some_and(|after| after.starts_with(name.as_bytes()));
        if is_next {
            self.advance(head + length);
        }
        is_next
    }

    /// Consumes a key.
    pub(super) fn key(&mut self) -> Result<Cow<'a, str>, Failed> {
        self.tags()?;
        self.string("a key that is a string")
    }

    /// Consumes a string.
    #[inline]
    pub(super) fn string(&mut self, expected: &'static str) -> Result<Cow<'a, str>, Failed> {
        if self.major() != major::TEXT {
            return self.unexpected(expected);
        }
        if self.peek() != 0x7f {
            return self.decode("a string in UTF-8", Decoder::str).map(Cow::Borrowed);
        }
        self.decode("a string in UTF-8", |decoder| decoder.str_iter()?.collect()).map(Cow::Owned)
    }

    /// Consumes a byte string.
    pub(super) fn bytes(&mut self, expected: &'static str) -> Result<Cow<'a, [u8]>, Failed> {
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

    /// Checks that nothing follows.
    pub(super) fn end(&mut self) -> Result<(), Failed> {
        match self.byte() {
            None => Ok(()),
            Some(_) => self.fail(Failure::Syntax("there is something after the value")),
        }
    }
}
