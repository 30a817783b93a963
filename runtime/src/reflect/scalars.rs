//! The values that hold no others.

use super::{Ref, Shape, Slot, Text, Value};
use crate::{BigNumber, Timestamp};
use bytes::Bytes;
use serde_json::Value as Document;

macro_rules! copied {
    ($($type:ty, $slot:ident, |$value:ident| $get:expr;)*) => {$(
        impl Value for $type {
            fn blank() -> Self { Self::default() }
            fn get(&self) -> Ref<'_> { let $value = *self; $get }
            fn slot(&mut self) -> Slot<'_> { Slot::$slot(self) }
        }
    )*};
}

copied! {
    bool, Bool, |value| Ref::Bool(value);
    i8, Byte, |value| Ref::Int(value.into());
    i16, Short, |value| Ref::Int(value.into());
    i32, Integer, |value| Ref::Int(value.into());
    i64, Long, |value| Ref::Int(value);
    f32, Float, |value| Ref::Float(value);
    f64, Double, |value| Ref::Double(value);
    Timestamp, Time, |value| Ref::Time(value);
}

impl Value for BigNumber {
    fn blank() -> Self {
        Self::default()
    }
    fn get(&self) -> Ref<'_> {
        Ref::Big(self)
    }
    fn slot(&mut self) -> Slot<'_> {
        Slot::Big(self)
    }
}

impl Value for String {
    fn blank() -> Self {
        Self::new()
    }
    fn get(&self) -> Ref<'_> {
        Ref::Text(self)
    }
    fn slot(&mut self) -> Slot<'_> {
        Slot::String(self)
    }
    fn get_list(list: &Vec<Self>) -> Ref<'_> {
        Ref::Strings(list)
    }
    fn slot_list(list: &mut Vec<Self>) -> Slot<'_> {
        Slot::Strings(list)
    }
}

impl Text for String {
    fn as_str(&self) -> &str {
        self
    }
    fn from_wire(text: String) -> Self {
        text
    }
}

impl Value for Bytes {
    fn blank() -> Self {
        Self::new()
    }
    fn get(&self) -> Ref<'_> {
        Ref::Blob(self)
    }
    fn slot(&mut self) -> Slot<'_> {
        Slot::Blob(self)
    }
}

impl Value for Document {
    fn blank() -> Self {
        Self::Null
    }
    fn null() -> Option<Self> {
        Some(Self::Null)
    }
    fn get(&self) -> Ref<'_> {
        Ref::Document(self)
    }
    fn slot(&mut self) -> Slot<'_> {
        Slot::Document(self)
    }
}

impl<T: Value> Value for Option<T> {
    fn blank() -> Self {
        None
    }
    fn null() -> Option<Self> {
        Some(T::null())
    }
    fn get(&self) -> Ref<'_> {
        self.as_ref().map_or(Ref::None, T::get)
    }
    fn slot(&mut self) -> Slot<'_> {
        self.insert(T::blank()).blank_slot()
    }
}

impl<T: Value> Value for Box<T> {
    fn blank() -> Self {
        Self::new(T::blank())
    }
    fn get(&self) -> Ref<'_> {
        T::get(self)
    }
    fn slot(&mut self) -> Slot<'_> {
        T::slot(self)
    }
    fn blank_slot(&mut self) -> Slot<'_> {
        T::blank_slot(self)
    }
}

/// What an operation without input or output has in its place.
impl Shape for () {
    fn schema(&self) -> &'static super::Schema {
        static UNIT: super::Schema = super::Schema::structure("Unit", &[]);
        &UNIT
    }
    fn get(&self, _: usize) -> Ref<'_> {
        Ref::None
    }
    fn slot(&mut self, _: usize) -> Slot<'_> {
        Slot::Skip
    }
}

impl Value for () {
    fn blank() -> Self {}
    fn get(&self) -> Ref<'_> {
        Ref::Shape(self)
    }
    fn slot(&mut self) -> Slot<'_> {
        Slot::Shape(self)
    }
}
