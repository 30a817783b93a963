//! The values that hold no others, on their way in.

use super::tokens::{Number, Stop, Tokens};
use crate::{BigNumber, Timestamp};
use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;

pub(super) fn bool(tokens: &mut Tokens<'_>) -> Result<bool, Stop> {
    match tokens.peek() {
        b't' => tokens.word("true"),
        b'f' => tokens.word("false").map(|is_false| !is_false),
        _ => tokens.unlike("true or false"),
    }
}

/// A number that has no fraction, however it is written, and that fits.
pub(super) fn integer<T: TryFrom<i64>>(tokens: &mut Tokens<'_>, expected: &'static str) -> Result<T, Stop> {
    let start = tokens.place();
    let value = match tokens.number(expected)? {
        Number::Integer(value) => Some(value),
        Number::Other(text) => text.parse().ok().and_then(whole),
    };
    match value.and_then(|value| T::try_from(value).ok()) {
        Some(value) => Ok(value),
        None => tokens.unlike_at(start, expected),
    }
}

/// Below 2^63 the conversion is exact; at it, the cast would saturate.
pub(super) fn whole(value: f64) -> Option<i64> {
    (value.fract() == 0.0 && value.abs() < 9_223_372_036_854_775_808.0).then_some(value as i64)
}

/// A number, or what stands for one that is none.
pub(super) fn float(tokens: &mut Tokens<'_>) -> Result<f64, Stop> {
    const EXPECTED: &str = "a number, \"NaN\", \"Infinity\" or \"-Infinity\"";
    let start = tokens.place();
    let value = match tokens.peek() {
        b'"' => not_finite(&tokens.string(EXPECTED)?),
        _ => match tokens.number(EXPECTED)? {
            Number::Integer(value) => Some(value as f64),
            Number::Other(text) => text.parse().ok().filter(|value: &f64| value.is_finite()),
        },
    };
    value.map_or_else(|| tokens.unlike_at(start, EXPECTED), Ok)
}

/// A number with all its digits, also in a string.
pub(super) fn big(tokens: &mut Tokens<'_>) -> Result<BigNumber, Stop> {
    const EXPECTED: &str = "a number";
    let start = tokens.place();
    let value = match tokens.peek() {
        b'"' => tokens.string(EXPECTED)?.parse().ok(),
        _ => match tokens.number(EXPECTED)? {
            Number::Integer(value) => Some(value.into()),
            Number::Other(text) => text.parse().ok(),
        },
    };
    value.map_or_else(|| tokens.unlike_at(start, EXPECTED), Ok)
}

/// What Smithy's protocols write for what is not a finite number.
pub(super) fn not_finite(text: &str) -> Option<f64> {
    match text {
        "NaN" => Some(f64::NAN),
        "Infinity" => Some(f64::INFINITY),
        "-Infinity" => Some(f64::NEG_INFINITY),
        _ => None,
    }
}

pub(super) fn blob(tokens: &mut Tokens<'_>) -> Result<Bytes, Stop> {
    const EXPECTED: &str = "a string in base64";
    let start = tokens.place();
    match STANDARD.decode(&*tokens.string(EXPECTED)?) {
        Ok(bytes) => Ok(bytes.into()),
        Err(_) => tokens.unlike_at(start, EXPECTED),
    }
}

/// A timestamp in any of its formats.
pub(super) fn time(tokens: &mut Tokens<'_>) -> Result<Timestamp, Stop> {
    const EXPECTED: &str = "a timestamp";
    let start = tokens.place();
    let time = match tokens.peek() {
        b'"' => Timestamp::parse(&tokens.string(EXPECTED)?),
        _ => match tokens.number(EXPECTED)? {
            Number::Integer(value) => Some(Timestamp::new(value, 0)),
            Number::Other(text) => Timestamp::parse(text),
        },
    };
    time.map_or_else(|| tokens.unlike_at(start, EXPECTED), Ok)
}
