//! JSON text, token by token.
//!
//! A string without escapes is lent from the text. Failure the text could not be read on is kept here, once, so that what
//! is handed up through the walk is one bit.

mod document;
mod number;
mod skip;
mod string;
#[cfg(test)]
mod tests;

pub(super) use number::Number;
use std::borrow::Cow;

/// The text cannot be read on.
#[derive(Debug)]
pub(super) struct Failed;

/// Failure not. None of them holds anything of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// It is not JSON.
    Syntax(&'static str),
    /// It is, but something else was expected.
    Expected(&'static str),
    /// What is there has no place.
    Rejected(&'static str),
}

const NO_VALUE: &str = "a value is missing";

/// What is left of a text.
pub(super) struct Tokenizer<'a> {
    text: &'a str,
    at: usize,
    failure: Option<(Failure, usize)>,
}

impl<'a> Tokenizer<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, failure: None }
    }

    /// Failure it stopped, and the line and column there, counted from one and in bytes.
    pub(super) fn failure(&self) -> (Failure, usize, usize) {
        let (why, at) = self.failure.unwrap_or((Failure::Syntax("unreadable"), self.at));
        let before = self.text.as_bytes().get(..at).unwrap_or_default();
        let line = before.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
        (why, before.iter().filter(|byte| **byte == b'\n').count() + 1, line.len() + 1)
    }

    /// Stops here.
    #[cold]
    pub(super) fn fail<T>(&mut self, why: Failure) -> Result<T, Failed> {
        self.failure = Some((why, self.at));
        Err(Failed)
    }

    #[cold]
    pub(super) fn syntax<T>(&mut self, what: &'static str) -> Result<T, Failed> {
        let is_over = self.byte().is_none();
        self.fail(Failure::Syntax(if is_over { "the text ends too early" } else { what }))
    }

    /// Stops before a value that is not what was expected, or none.
    #[cold]
    pub(super) fn unexpected<T>(&mut self, expected: &'static str) -> Result<T, Failed> {
        let is_value = match self.peek() {
            b'"' | b'{' | b'[' | b'-' | b'0'..=b'9' => true,
            _ => ["true", "false", "null"].iter().any(|word| self.rest().starts_with(word.as_bytes())),
        };
        if is_value { self.fail(Failure::Expected(expected)) } else { self.syntax(NO_VALUE) }
    }

    /// Stops at the value that began at `start`.
    #[cold]
    pub(super) fn unexpected_at<T>(&mut self, start: usize, expected: &'static str) -> Result<T, Failed> {
        self.at = start;
        self.fail(Failure::Expected(expected))
    }

    /// Where the next token begins.
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

    /// The first byte of the next token, and zero, which is none's, at the end.
    #[inline]
    pub(super) fn peek(&mut self) -> u8 {
        loop {
            match self.byte() {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                Some(byte) => return byte,
                None => return 0,
            }
        }
    }

    /// Takes a bracket, brace or colon if it is next.
    #[inline]
    pub(super) fn take(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == byte;
        self.at += usize::from(is_next);
        is_next
    }

    /// Whether another element of an array or object follows; takes the comma before it, or the bracket at the end.
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

    /// Takes a word if the next token is one.
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

    /// Takes the key `name` if it is next and written without escapes, as keys are.
    #[inline]
    pub(super) fn take_key(&mut self, name: &str) -> bool {
        if self.peek() != b'"' {
            return false;
        }
        let after = self.rest().get(1..).and_then(|rest| rest.strip_prefix(name.as_bytes()));
        let is_it = after.is_some_and(|after| after.first() == Some(&b'"'));
        if is_it {
            self.at += name.len() + 2;
        }
        is_it
    }

    /// A key.
    pub(super) fn key(&mut self) -> Result<Cow<'a, str>, Failed> {
        match self.peek() {
            b'"' => self.string("a key"),
            _ => self.syntax("a key is missing"),
        }
    }

    /// The colon after a key.
    #[inline]
    pub(super) fn colon(&mut self) -> Result<(), Failed> {
        match self.take(b':') {
            true => Ok(()),
            false => self.syntax("a colon is missing"),
        }
    }

    /// Nothing but white space is left.
    pub(super) fn end(&mut self) -> Result<(), Failed> {
        self.peek();
        match self.byte() {
            None => Ok(()),
            Some(_) => self.syntax("there is something after the value"),
        }
    }
}
