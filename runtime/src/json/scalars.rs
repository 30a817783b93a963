//! Deserialization of scalars.

use super::tokens::{Failed, Number, Tokenizer};
use crate::base64;
use crate::codec::{exact_integer, parse_non_finite};
use crate::{BigNumber, Timestamp};
use bytes::Bytes;

pub(super) fn bool(tokens: &mut Tokenizer<'_>) -> Result<bool, Failed> {
    match tokens.peek() {
        b't' => tokens.literal("true"),
        b'f' => tokens.literal("false").map(|is_false| !is_false),
        _ => tokens.unexpected("true or false"),
    }
}

/// Deserializes an integer in any notation, such as `1.0` and `1e2`, that fits the type.
pub(super) fn integer<T: TryFrom<i64>>(
    tokens: &mut Tokenizer<'_>,
    expected: &'static str,
) -> Result<T, Failed> {
    let start = tokens.position();
    let value = match tokens.number(expected)? {
        Number::Integer(value) => Some(value),
        Number::Other(text) => text.parse().ok().and_then(exact_integer),
    };
    match value.and_then(|value| T::try_from(value).ok()) {
        Some(value) => Ok(value),
        None => tokens.unexpected_at(start, expected),
    }
}

/// Deserializes a number, or the string for NaN or an infinity.
pub(super) fn float(tokens: &mut Tokenizer<'_>) -> Result<f64, Failed> {
    const EXPECTED: &str = "a number, \"NaN\", \"Infinity\" or \"-Infinity\"";
    let start = tokens.position();
    let value = match tokens.peek() {
        b'"' => parse_non_finite(&tokens.string(EXPECTED)?),
        _ => match tokens.number(EXPECTED)? {
            Number::Integer(value) => Some(value as f64),
            Number::Other(text) => text.parse().ok().filter(|value: &f64| value.is_finite()),
        },
    };
    value.map_or_else(|| tokens.unexpected_at(start, EXPECTED), Ok)
}

/// Deserializes a number with all its digits, also from a string.
pub(super) fn big(tokens: &mut Tokenizer<'_>) -> Result<BigNumber, Failed> {
    const EXPECTED: &str = "a number";
    let start = tokens.position();
    let value = match tokens.peek() {
        b'"' => tokens.string(EXPECTED)?.parse().ok(),
        _ => match tokens.number(EXPECTED)? {
            Number::Integer(value) => Some(value.into()),
            Number::Other(text) => text.parse().ok(),
        },
    };
    value.map_or_else(|| tokens.unexpected_at(start, EXPECTED), Ok)
}

pub(super) fn blob(tokens: &mut Tokenizer<'_>) -> Result<Bytes, Failed> {
    const EXPECTED: &str = "a string in base64";
    let start = tokens.position();
    match base64::decode(tokens.string(EXPECTED)?.as_bytes()) {
        Some(bytes) => Ok(bytes),
        None => tokens.unexpected_at(start, EXPECTED),
    }
}

/// Deserializes a timestamp in any format.
pub(super) fn time(tokens: &mut Tokenizer<'_>) -> Result<Timestamp, Failed> {
    const EXPECTED: &str = "a timestamp";
    let start = tokens.position();
    let time = match tokens.peek() {
        b'"' => Timestamp::parse(&tokens.string(EXPECTED)?),
        _ => match tokens.number(EXPECTED)? {
            Number::Integer(value) => Some(Timestamp::new(value, 0)),
            Number::Other(text) => Timestamp::parse(text),
        },
    };
    time.map_or_else(|| tokens.unexpected_at(start, EXPECTED), Ok)
}
