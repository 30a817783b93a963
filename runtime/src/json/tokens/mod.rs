//! The JSON tokenizer.
//!
//! Strings without escapes are borrowed from the text. The tokenizer stores the failure, so that results are small.
//!
//! It reads syntax, independent of schemas. Values of shapes are built by `json/read.rs`.

mod document;
mod number;
mod skip;
mod string;
#[cfg(test)]
mod tests;

pub(super) use number::Number;
use std::borrow::Cow;

/// The error of all functions. The tokenizer has the [`Failure`].
#[derive(Debug)]
pub(super) struct Failed;

/// The reason for a failure. It contains no part of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// The text is not JSON.
    Syntax(&'static str),
    /// The text is JSON, but a value of another type was expected.
    Expected(&'static str),
    /// The value is not allowed here.
    Rejected(&'static str),
}

const NO_VALUE: &str = "a value is missing";

/// A tokenizer of a text.
pub(super) struct Tokenizer<'a> {
    text: &'a str,
    at: usize,
    failure: Option<(Failure, usize)>,
}

impl<'a> Tokenizer<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, failure: None }
    }

    /// Returns the failure with its line and column, counted from one and in bytes.
    pub(super) fn failure(&self) -> (Failure, usize, usize) {
        let (why, at) = self.failure.unwrap_or((Failure::Syntax("unreadable"), self.at));
        let before = self.text.as_bytes().get(..at).unwrap_or_default();
        let line = before.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
        (why, before.iter().filter(|byte| **byte == b'\n').count() + 1, line.len() + 1)
    }

    /// Fails at the current position.
    #[cold]
    pub(super) fn fail<T>(&mut self, why: Failure) -> Result<T, Failed> {
        self.failure = Some((why, self.at));
        Err(Failed)
    }

    #[cold]
    pub(super) fn syntax<T>(&mut self, what: &'static str) -> Result<T, Failed> {
        let is_end = self.byte().is_none();
        self.fail(Failure::Syntax(if is_end { "the text ends too early" } else { what }))
    }

    /// Fails at a value of another type, or at a missing value.
    #[cold]
    pub(super) fn unexpected<T>(&mut self, expected: &'static str) -> Result<T, Failed> {
        let is_value = match self.peek() {
            b'"' | b'{' | b'[' | b'-' | b'0'..=b'9' => true,
            _ => ["true", "false", "null"].iter().any(|word| self.rest().starts_with(word.as_bytes())),
        };
        if is_value { self.fail(Failure::Expected(expected)) } else { self.syntax(NO_VALUE) }
    }

    /// Fails at the value that starts at `start`.
    #[cold]
    pub(super) fn unexpected_at<T>(&mut self, start: usize, expected: &'static str) -> Result<T, Failed> {
        self.at = start;
        self.fail(Failure::Expected(expected))
    }

    /// Returns the position of the next token.
    pub(super) fn position(&mut self) -> usize {
        self.peek();
        self.at
    }

    #[inline]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    #[inline]
    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// Returns the first byte of the next token; zero at the end.
    #[inline]
    pub(super) fn peek(&mut self) -> u8 {
        match self.byte() {
            Some(byte) if byte > b' ' => byte,
            _ => self.peek_after_space(),
        }
    }

    /// Skips white space, of which indentation is most, and returns the first byte of the next token.
    #[inline(never)]
    fn peek_after_space(&mut self) -> u8 {
        const SPACES: u64 = u64::from_le_bytes([b' '; 8]);
        loop {
            while let Some(word) = self.rest().first_chunk::<8>() {
                let others = u64::from_le_bytes(*word) ^ SPACES;
                self.at += others.trailing_zeros() as usize / 8;
                if others != 0 {
                    break;
                }
            }
            match self.byte() {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                Some(byte) => return byte,
                None => return 0,
            }
        }
    }

    /// Consumes a bracket, brace or colon if it is next.
    #[inline]
    pub(super) fn take(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == byte;
        self.at += usize::from(is_next);
        is_next
    }

    /// Returns whether another element of an array or object follows. Consumes the comma before it, or the closing
    /// bracket.
    #[inline]
    pub(super) fn next_element(&mut self, close: u8, is_first: bool) -> Result<bool, Failed> {
        match self.peek() {
            byte if byte == close => self.at += 1,
            b',' if !is_first => {
                self.at += 1;
                return Ok(true);
            }
            _ if is_first => return Ok(true),
            _ => return self.syntax("a comma or the closing bracket is missing"),
        }
        Ok(false)
    }

    /// Consumes a literal (`null`, `true`, `false`) if it is next.
    #[inline]
    pub(super) fn literal(&mut self, word: &str) -> Result<bool, Failed> {
        if self.peek() != word.as_bytes().first().copied().unwrap_or_default() {
            return Ok(false);
        }
        if !self.rest().starts_with(word.as_bytes()) {
            return self.syntax(NO_VALUE);
        }
        self.at += word.len();
        Ok(true)
    }

    /// Consumes the key `name` if it is next and has no escapes.
    #[inline]
    pub(super) fn take_key(&mut self, name: &str) -> bool {
        if self.peek() != b'"' {
            return false;
        }
        let after = self.rest().get(1..).and_then(|rest| rest.strip_prefix(name.as_bytes()));
        let is_next = after.is_some_and(|after| after.first() == Some(&b'"'));
        if is_next {
            self.at += name.len() + 2;
        }
        is_next
    }

    /// Consumes a key.
    pub(super) fn key(&mut self) -> Result<Cow<'a, str>, Failed> {
        match self.peek() {
            b'"' => self.string("a key"),
            _ => self.syntax("a key is missing"),
        }
    }

    /// Consumes the colon after a key.
    #[inline]
    pub(super) fn colon(&mut self) -> Result<(), Failed> {
        match self.take(b':') {
            true => Ok(()),
            false => self.syntax("a colon is missing"),
        }
    }

    /// Checks that only white space follows.
    pub(super) fn end(&mut self) -> Result<(), Failed> {
        self.peek();
        match self.byte() {
            None => Ok(()),
            Some(_) => self.syntax("there is something after the value"),
        }
    }
}
