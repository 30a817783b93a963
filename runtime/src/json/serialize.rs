//! The implementation of `serde::Serialize`, with the names of the model.

use crate::BigNumber;
use crate::base64;
use crate::codec::{MAX_DEPTH, NO_STREAMS, TOO_DEEP, exceeds_max_depth_at, non_finite_text};
use crate::reflect::{List, Map, Shape, ValueRef, used_members};
use crate::schema::{Kind, TimestampFormat};
use serde_core::ser::{Error, Serialize, SerializeMap, SerializeSeq, Serializer};

/// A value to serialize, at a depth.
#[derive(Clone, Copy)]
pub(super) struct Write<'a> {
    pub(super) value: ValueRef<'a>,
    pub(super) depth: usize,
}

impl<'a> Write<'a> {
    fn inner<E: Error>(&self, value: ValueRef<'a>) -> Result<Self, E> {
        match self.depth < MAX_DEPTH {
            true => Ok(Self { value, depth: self.depth + 1 }),
            false => Err(E::custom(TOO_DEEP)),
        }
    }

    fn shape<S: Serializer>(&self, shape: &'a dyn Shape, serializer: S) -> Result<S::Ok, S::Error> {
        let schema = shape.schema();
        let mut out = serializer.serialize_map(None)?;
        for (index, member) in used_members(shape) {
            match shape.get(index) {
                ValueRef::None => {}
                value => out.serialize_entry(member.name, &self.inner(value)?)?,
            }
        }
        if schema.kind == Kind::Union && shape.unknown().is_some_and(|name| !name.is_empty()) {
            return Err(S::Error::custom(
                "a union's unknown variant cannot be serialized: its value is not known",
            ));
        }
        out.end()
    }

    fn list<S: Serializer>(&self, list: &'a dyn List, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_seq(Some(list.len()))?;
        (0..list.len()).try_for_each(|index| out.serialize_element(&self.inner(list.get(index))?))?;
        out.end()
    }

    fn map<S: Serializer>(&self, map: &'a dyn Map, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_map(Some(map.len()))?;
        let mut result = Ok(());
        map.visit(&mut |key, value| {
            // The value is borrowed for the visit, which is shorter than `'a`.
            let inner = Write { value, depth: self.depth + 1 };
            result = match self.depth < MAX_DEPTH {
                true => out.serialize_entry(key, &inner),
                false => Err(S::Error::custom(TOO_DEEP)),
            };
            result.is_ok()
        });
        result?;
        out.end()
    }
}

impl Serialize for Write<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.value {
            ValueRef::None => serializer.serialize_unit(),
            ValueRef::Bool(value) => serializer.serialize_bool(value),
            ValueRef::Integer(value) => serializer.serialize_i64(value),
            ValueRef::Float(value) if value.is_finite() => serializer.serialize_f32(value),
            ValueRef::Float(value) => serializer.serialize_str(non_finite_text(value.into())),
            ValueRef::Double(value) if value.is_finite() => serializer.serialize_f64(value),
            ValueRef::Double(value) => serializer.serialize_str(non_finite_text(value)),
            ValueRef::BigNumber(value) => big(value, serializer),
            ValueRef::String(value) => serializer.serialize_str(value),
            ValueRef::Blob(value) => serializer.serialize_str(&base64::encode(value)),
            ValueRef::Body(value) => match value.as_bytes() {
                Some(value) => serializer.serialize_str(&base64::encode(value)),
                None => Err(S::Error::custom(NO_STREAMS)),
            },
            ValueRef::Timestamp(value) => serializer.serialize_str(&value.format(TimestampFormat::DateTime)),
            ValueRef::Document(value) if exceeds_max_depth_at(value, self.depth) => {
                Err(S::Error::custom(TOO_DEEP))
            }
            ValueRef::Document(value) => value.serialize(serializer),
            ValueRef::Shape(value) => self.shape(value, serializer),
            ValueRef::List(value) => self.list(value, serializer),
            ValueRef::Strings(value) if self.depth < MAX_DEPTH => serializer.collect_seq(value),
            ValueRef::Strings(value) => self.list(value, serializer),
            ValueRef::Map(value) => self.map(value, serializer),
        }
    }
}

/// Serializes a number if serde's types keep all digits, otherwise a string.
fn big<S: Serializer>(value: &BigNumber, serializer: S) -> Result<S::Ok, S::Error> {
    match value.to_json() {
        Some(number) => number.serialize(serializer),
        None => serializer.serialize_str(value.as_str()),
    }
}
