//! Scalars, documents and wrappers.

use super::{Shape, Slot, StringValue, Value, ValueRef};
use crate::schema::Schema;
use crate::{BigNumber, Body, Timestamp};
use bytes::Bytes;
use serde_json::Value as Document;

macro_rules! copied {
    ($($type:ty, $slot:ident, |$value:ident| $get:expr;)*) => {$(
        impl Value for $type {
            fn default_value() -> Self { Self::default() }
            fn get(&self) -> ValueRef<'_> { let $value = *self; $get }
            fn slot(&mut self) -> Slot<'_> { Slot::$slot(self) }
        }
    )*};
}

copied! {
    bool, Bool, |value| ValueRef::Bool(value);
    i8, Byte, |value| ValueRef::Integer(value.into());
    i16, Short, |value| ValueRef::Integer(value.into());
    i32, Integer, |value| ValueRef::Integer(value.into());
    i64, Long, |value| ValueRef::Integer(value);
    f32, Float, |value| ValueRef::Float(value);
    f64, Double, |value| ValueRef::Double(value);
    Timestamp, Timestamp, |value| ValueRef::Timestamp(value);
}

impl Value for BigNumber {
    fn default_value() -> Self {
        Self::default()
    }
    fn get(&self) -> ValueRef<'_> {
        ValueRef::BigNumber(self)
    }
    fn slot(&mut self) -> Slot<'_> {
        Slot::BigNumber(self)
    }
}

impl Value for Body {
    fn default_value() -> Self {
        Self::default()
    }
    fn get(&self) -> ValueRef<'_> {
        ValueRef::Body(self)
    }
    fn slot(&mut self) -> Slot<'_> {
        Slot::Body(self)
    }
}

impl Value for String {
    fn default_value() -> Self {
        Self::new()
    }
    fn get(&self) -> ValueRef<'_> {
        ValueRef::String(self)
    }
    fn slot(&mut self) -> Slot<'_> {
        Slot::String(self)
    }
    fn get_list(list: &Vec<Self>) -> ValueRef<'_> {
        ValueRef::Strings(list)
    }
    fn slot_list(list: &mut Vec<Self>) -> Slot<'_> {
        Slot::Strings(list)
    }
}

impl StringValue for String {
    fn as_str(&self) -> &str {
        self
    }
    fn from_wire(text: String) -> Self {
        text
    }
}

impl Value for Bytes {
    fn default_value() -> Self {
        Self::new()
    }
    fn get(&self) -> ValueRef<'_> {
        ValueRef::Blob(self)
    }
    fn slot(&mut self) -> Slot<'_> {
        Slot::Blob(self)
    }
}

impl Value for Document {
    fn default_value() -> Self {
        Self::Null
    }
    fn null() -> Option<Self> {
        Some(Self::Null)
    }
    fn get(&self) -> ValueRef<'_> {
        ValueRef::Document(self)
    }
    fn slot(&mut self) -> Slot<'_> {
        Slot::Document(self)
    }
}

impl<T: Value> Value for Option<T> {
    fn default_value() -> Self {
        None
    }
    fn null() -> Option<Self> {
        Some(T::null())
    }
    // Without the methods of `Option`, which would be compiled for each type of a member in each generated crate.
    fn get(&self) -> ValueRef<'_> {
        match self {
            Some(value) => value.get(),
            None => ValueRef::None,
        }
    }
    fn slot(&mut self) -> Slot<'_> {
        match self {
            Some(value) => value.slot(),
            unset => {
                *unset = Some(T::default_value());
                match unset {
                    Some(value) => value.default_slot(),
                    None => Slot::Skip,
                }
            }
        }
    }
}

impl<T: Value> Value for Box<T> {
    fn default_value() -> Self {
        Self::new(T::default_value())
    }
    fn get(&self) -> ValueRef<'_> {
        T::get(self)
    }
    fn slot(&mut self) -> Slot<'_> {
        T::slot(self)
    }
    fn default_slot(&mut self) -> Slot<'_> {
        T::default_slot(self)
    }
}

/// The output of an operation without output.
impl Shape for () {
    fn schema(&self) -> &'static Schema {
        static UNIT: Schema = Schema::structure("Unit", &[]);
        &UNIT
    }
    fn get(&self, _: usize) -> ValueRef<'_> {
        ValueRef::None
    }
    fn slot(&mut self, _: usize) -> Slot<'_> {
        Slot::Skip
    }
}

impl Value for () {
    fn default_value() -> Self {}
    fn get(&self) -> ValueRef<'_> {
        ValueRef::Shape(self)
    }
    fn slot(&mut self) -> Slot<'_> {
        Slot::Shape(self)
    }
}
