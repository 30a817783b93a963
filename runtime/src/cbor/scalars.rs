//! Deserialization of scalars.

use super::items::{Failed, Items, major};
use crate::Timestamp;
use crate::codec::exact_integer;
use bytes::Bytes;
use minicbor::decode::Decoder;

pub(super) fn bool(items: &mut Items<'_>) -> Result<bool, Failed> {
    items.decode("true or false", Decoder::bool)
}

/// Deserializes an integer that fits the type: an integer, a bignum, or a float that is whole.
#[inline]
pub(super) fn integer<T: TryFrom<i64>>(items: &mut Items<'_>, expected: &'static str) -> Result<T, Failed> {
    let start = items.position();
    let value = match items.major() {
        major::UNSIGNED | major::NEGATIVE => Some(items.decode(expected, Decoder::i64)?),
        _ => other_integer(items, expected)?,
    };
    match value.and_then(|value| T::try_from(value).ok()) {
        Some(value) => Ok(value),
        None => items.unexpected_at(start, expected),
    }
}

/// Deserializes an integer with tags, or a float.
fn other_integer(items: &mut Items<'_>, expected: &'static str) -> Result<Option<i64>, Failed> {
    while items.major() == major::TAG {
        let start = items.position();
        if let 2 | 3 = items.tag()? {
            return items.decode(expected, |decoder| {
                decoder.set_position(start);
                decoder.i128().map(|value| i64::try_from(value).ok())
            });
        }
    }
    match items.major() {
        major::UNSIGNED | major::NEGATIVE => items.decode(expected, Decoder::i64).map(Some),
        _ => items.decode(expected, Decoder::f64).map(exact_integer),
    }
}

/// Deserializes a float of any width, or an integer.
#[inline]
pub(super) fn float(items: &mut Items<'_>) -> Result<f64, Failed> {
    const EXPECTED: &str = "a number";
    match items.major() {
        major::UNSIGNED | major::NEGATIVE => {
            items.decode(EXPECTED, |decoder| decoder.int().map(|value| i128::from(value) as f64))
        }
        _ => items.decode(EXPECTED, Decoder::f64),
    }
}

/// Deserializes a timestamp: seconds, as an integer or a float, or text in any format. Tags make no difference.
pub(super) fn time(items: &mut Items<'_>) -> Result<Timestamp, Failed> {
    const EXPECTED: &str = "a timestamp";
    let start = items.position();
    items.tags()?;
    let time = match items.major() {
        major::UNSIGNED | major::NEGATIVE => Some(Timestamp::new(items.decode(EXPECTED, Decoder::i64)?, 0)),
        major::TEXT => Timestamp::parse(&items.string(EXPECTED)?),
        _ => Timestamp::from_epoch(items.decode(EXPECTED, Decoder::f64)?),
    };
    time.map_or_else(|| items.unexpected_at(start, EXPECTED), Ok)
}

pub(super) fn blob(items: &mut Items<'_>) -> Result<Bytes, Failed> {
    items.bytes("a byte string").map(|bytes| Bytes::from(bytes.into_owned()))
}
