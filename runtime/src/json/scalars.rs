//! Deserialization of scalars.

use super::tokens::{Failed, Number, Tokenizer};
use crate::codec::{exact_integer, parse_non_finite};
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
    match decode(tokens.string(EXPECTED)?.as_bytes()) {
        Some(bytes) => Ok(bytes),
        None => tokens.unexpected_at(start, EXPECTED),
    }
}

/// Decodes base64 into a buffer of the exact length: with room to spare, `Bytes` would need a second allocation.
fn decode(text: &[u8]) -> Option<Bytes> {
    let padding = text.iter().rev().take(2).filter(|byte| **byte == b'=').count();
    let mut out = vec![0; (text.len().div_ceil(4) * 3).checked_sub(padding)?];
    let length = STANDARD.decode_slice(text, &mut out).ok()?;
    out.truncate(length);
    Some(out.into())
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn blobs_are_decoded_like_those_of_base64(text in "[A-Za-z0-9+/]{0,14}={0,3}|[ -~]{0,8}") {
            prop_assert_eq!(decode(text.as_bytes()), STANDARD.decode(&text).ok().map(Bytes::from));
        }

        #[test]
        fn encoded_blobs_are_decoded(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
            prop_assert_eq!(decode(STANDARD.encode(&bytes).as_bytes()), Some(Bytes::from(bytes)));
        }
    }
}
