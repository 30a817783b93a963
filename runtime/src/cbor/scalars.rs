//! Deserialization of scalars. Numbers of any size are in `big`.

use super::items::{Failed, Items};
use super::major;
use crate::Timestamp;
use crate::codec::exact_integer;
use bytes::Bytes;

pub(super) fn bool(items: &mut Items<'_>) -> Result<bool, Failed> {
    items.skip_tags()?;
    let value = match items.peek() {
        0xf4 => false,
        0xf5 => true,
        _ => return items.unexpected("true or false"),
    };
    items.advance(1);
    Ok(value)
}

/// Deserializes an integer of the type `T` from an integer, a bignum or a whole float.
#[inline]
pub(super) fn integer<T: TryFrom<i64>>(items: &mut Items<'_>, expected: &'static str) -> Result<T, Failed> {
    let start = items.position();
    let value = match items.take_head(major::UNSIGNED) {
        Some(value) => i64::try_from(value).ok(),
        None => other_integer(items, expected)?,
    };
    match value.and_then(|value| T::try_from(value).ok()) {
        Some(value) => Ok(value),
        None => items.unexpected_at(start, expected),
    }
}

/// Deserializes a negative or tagged integer, or a float. Returns `None` for more than 64 bits or a fraction.
fn other_integer(items: &mut Items<'_>, expected: &'static str) -> Result<Option<i64>, Failed> {
    while items.major() == major::TAG {
        let start = items.position();
        if let 2 | 3 = items.tag()? {
            items.set_position(start);
            return items.decode(expected, |decoder| decoder.i128().map(|value| i64::try_from(value).ok()));
        }
    }
    match items.major() {
        major::SIMPLE => items.float(expected).map(exact_integer),
        _ => items.integer(expected).map(|value| i64::try_from(value).ok()),
    }
}

/// Deserializes a double. Most have 8 bytes, which are tested first.
#[inline]
pub(super) fn double(items: &mut Items<'_>) -> Result<f64, Failed> {
    items.take_double().map_or_else(|| float(items), Ok)
}

/// Deserializes a float of any width, or an integer.
#[inline(never)]
pub(super) fn float(items: &mut Items<'_>) -> Result<f64, Failed> {
    const EXPECTED: &str = "a number";
    items.skip_tags()?;
    match items.major() {
        major::SIMPLE => items.float(EXPECTED),
        _ => items.integer(EXPECTED).map(|value| value as f64),
    }
}

/// Deserializes a timestamp. Most are tagged doubles with whole seconds, which are tested first.
#[inline]
pub(super) fn timestamp(items: &mut Items<'_>) -> Result<Timestamp, Failed> {
    whole_seconds(items).map_or_else(|| any_timestamp(items), Ok)
}

#[inline]
fn whole_seconds(items: &mut Items<'_>) -> Option<Timestamp> {
    // From 2^53, doubles cannot represent every integer.
    const INEXACT: u64 = 1 << 53;
    let seconds = items.peek_tagged_double()?;
    let whole = seconds as i64;
    if whole as f64 != seconds || whole.unsigned_abs() >= INEXACT {
        return None;
    }
    items.advance(10);
    Some(Timestamp::new(whole, 0))
}

/// Deserializes a timestamp: seconds as an integer or a float, or text in any format. All tags are ignored.
#[inline(never)]
fn any_timestamp(items: &mut Items<'_>) -> Result<Timestamp, Failed> {
    const EXPECTED: &str = "a timestamp";
    let start = items.position();
    items.skip_tags()?;
    let time = match items.major() {
        major::TEXT => Timestamp::parse(&items.string(EXPECTED)?),
        major::SIMPLE => Timestamp::from_epoch(items.float(EXPECTED)?),
        _ => i64::try_from(items.integer(EXPECTED)?).ok().map(|seconds| Timestamp::new(seconds, 0)),
    };
    time.map_or_else(|| items.unexpected_at(start, EXPECTED), Ok)
}

pub(super) fn blob(items: &mut Items<'_>) -> Result<Bytes, Failed> {
    items.bytes("a byte string").map(|bytes| Bytes::from(bytes.into_owned()))
}
