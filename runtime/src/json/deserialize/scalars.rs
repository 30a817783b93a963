//! Deserialization of scalars from any serde format.

use crate::base64;
use crate::codec::{exact_integer, parse_non_finite};
use crate::reflect::StringSlot;
use crate::{BigNumber, Timestamp};
use bytes::Bytes;
use serde_core::de::value::MapAccessDeserializer;
use serde_core::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use std::fmt;

/// A string or an enum.
pub(super) struct Characters<'a, T: StringSlot + ?Sized>(pub(super) &'a mut T);

impl<T: StringSlot + ?Sized> Visitor<'_> for Characters<'_, T> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }
    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.visit_string(value.to_owned())
    }
    fn visit_string<E: Error>(self, value: String) -> Result<(), E> {
        self.0.set(value);
        Ok(())
    }
}

/// A blob.
pub(super) struct Base64;

impl Visitor<'_> for Base64 {
    type Value = Bytes;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string in base64")
    }
    fn visit_str<E: Error>(self, value: &str) -> Result<Bytes, E> {
        base64::decode(value).ok_or_else(|| E::custom("expected a string in base64"))
    }
}

/// Deserializes an integer in any notation that fits the type.
pub(super) fn integer<'de, T: TryFrom<i64>, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    let value = from.deserialize_i64(Integer)?;
    T::try_from(value).map_err(|_| D::Error::custom("the integer is out of range"))
}

struct Integer;

impl Visitor<'_> for Integer {
    type Value = i64;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer")
    }
    fn visit_i64<E: Error>(self, value: i64) -> Result<i64, E> {
        Ok(value)
    }
    fn visit_u64<E: Error>(self, value: u64) -> Result<i64, E> {
        i64::try_from(value).map_err(|_| E::custom("the integer is out of range"))
    }
    fn visit_f64<E: Error>(self, value: f64) -> Result<i64, E> {
        exact_integer(value).ok_or_else(|| E::custom("expected an integer"))
    }
}

/// A number, or the string for NaN or an infinity.
pub(super) struct Number;

impl Visitor<'_> for Number {
    type Value = f64;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }
    fn visit_i64<E: Error>(self, value: i64) -> Result<f64, E> {
        Ok(value as f64)
    }
    fn visit_u64<E: Error>(self, value: u64) -> Result<f64, E> {
        Ok(value as f64)
    }
    fn visit_f64<E: Error>(self, value: f64) -> Result<f64, E> {
        Ok(value)
    }
    fn visit_str<E: Error>(self, value: &str) -> Result<f64, E> {
        parse_non_finite(value).ok_or_else(|| E::custom("expected a number"))
    }
}

/// A number of any size, also in a string.
pub(super) struct Big;

impl<'de> Visitor<'de> for Big {
    type Value = BigNumber;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }
    fn visit_i64<E: Error>(self, value: i64) -> Result<BigNumber, E> {
        Ok(value.into())
    }
    fn visit_u64<E: Error>(self, value: u64) -> Result<BigNumber, E> {
        Ok(value.into())
    }
    fn visit_i128<E: Error>(self, value: i128) -> Result<BigNumber, E> {
        Ok(value.into())
    }
    fn visit_u128<E: Error>(self, value: u128) -> Result<BigNumber, E> {
        Ok(value.into())
    }
    fn visit_f64<E: Error>(self, value: f64) -> Result<BigNumber, E> {
        BigNumber::try_from(value).map_err(E::custom)
    }
    fn visit_str<E: Error>(self, value: &str) -> Result<BigNumber, E> {
        value.parse().map_err(E::custom)
    }
    /// A number of `serde_json` is a map if another crate has enabled its arbitrary precision.
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<BigNumber, A::Error> {
        let number = serde_json::Number::deserialize(MapAccessDeserializer::new(map))?;
        number.to_string().parse().map_err(A::Error::custom)
    }
}

/// A timestamp in any of its formats.
pub(super) struct Moment;

impl Visitor<'_> for Moment {
    type Value = Timestamp;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a timestamp")
    }
    fn visit_i64<E: Error>(self, value: i64) -> Result<Timestamp, E> {
        Ok(Timestamp::new(value, 0))
    }
    fn visit_u64<E: Error>(self, value: u64) -> Result<Timestamp, E> {
        i64::try_from(value)
            .map(|value| Timestamp::new(value, 0))
            .map_err(|_| E::custom("expected a timestamp"))
    }
    fn visit_f64<E: Error>(self, value: f64) -> Result<Timestamp, E> {
        Timestamp::from_epoch(value).ok_or_else(|| E::custom("expected a timestamp"))
    }
    fn visit_str<E: Error>(self, value: &str) -> Result<Timestamp, E> {
        Timestamp::parse(value).ok_or_else(|| E::custom("expected a timestamp"))
    }
}
