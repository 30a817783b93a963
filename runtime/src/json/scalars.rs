//! The values that hold no others, on their way in.

use super::tokens::{Failed, Number, Tokenizer};
use crate::{BigNumber, Timestamp};
use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;

pub(super) fn bool(tokens: &mut Tokenizer<'_>) -> Result<bool, Failed> {
    match tokens.peek() {
        b't' => tokens.literal("true"),
        b'f' => tokens.literal("false").map(|is_false| !is_false),
        _ => tokens.unexpected("true or false"),
    }
}

/// A number that has no fraction, however it is written, and that fits.
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

/// Below 2^63 the conversion is exact; at it, the cast would saturate.
pub(super) fn exact_integer(value: f64) -> Option<i64> {
    (value.fract() == 0.0 && value.abs() < 9_223_372_036_854_775_808.0).then_some(value as i64)
}

/// A number, or what stands for one that is none.
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

/// A number with all its digits, also in a string.
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

/// What Smithy's protocols write for what is not a finite number.
pub(super) fn parse_non_finite(text: &str) -> Option<f64> {
    match text {
        "NaN" => Some(f64::NAN),
        "Infinity" => Some(f64::INFINITY),
        "-Infinity" => Some(f64::NEG_INFINITY),
        _ => None,
    }
}

pub(super) fn blob(tokens: &mut Tokenizer<'_>) -> Result<Bytes, Failed> {
    const EXPECTED: &str = "a string in base64";
    let start = tokens.position();
    match STANDARD.decode(&*tokens.string(EXPECTED)?) {
        Ok(bytes) => Ok(bytes.into()),
        Err(_) => tokens.unexpected_at(start, EXPECTED),
    }
}

/// A timestamp in any of its formats.
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
