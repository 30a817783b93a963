//! Reflection over generated types: a schema with the members, and access to the value of each member by its index.
//!
//! Codecs use these traits, so generated code contains no code for protocols. A structure is a [`Schema`] and two `match`
//! expressions, from the index of a member to a [`ValueRef`] and to a [`Slot`].
//!
//! The traits and macros that give access to values belong here, and functions that need nothing else, such as `Debug`. Formats
//! belong in the codecs.

mod collections;
mod copy;
mod debug;
mod display;
mod enum_macros;
mod equal;
mod macros;
mod scalars;
mod variant;

use crate::schema::{Kind, Member, Schema};
use crate::{BigNumber, Body, Timestamp};
use bytes::Bytes;
use serde_json::Value as Document;
use std::fmt::Debug;

#[cfg(feature = "client")]
pub(crate) use copy::copy_members;
pub(crate) use copy::{copy, copy_member};
pub use debug::{REDACTED, debug};
pub use display::{display_error, display_exception};
pub(crate) use equal::equal;
pub use variant::VARIANT;

/// A structure or a union.
///
/// At most one member of a union has a value. The slot of another member makes that member the active variant.
pub trait Shape: Debug {
    /// Returns the schema: the name and the members.
    fn schema(&self) -> &'static Schema;

    /// Returns the value of the member at `index`; [`ValueRef::None`] if it is unset or does not exist.
    fn get(&self, index: usize) -> ValueRef<'_>;

    /// Sets the member at `index` to its default value and returns its slot; [`Slot::Skip`] if the member does not exist. A list
    /// or map keeps its elements, see [`Value::slot`].
    ///
    /// To be called only if a value follows.
    fn slot(&mut self, index: usize) -> Slot<'_>;
}

/// Returns the members that can have a value, with their indices: of a union the active variant alone.
#[inline]
pub(crate) fn used_members(shape: &dyn Shape) -> impl Iterator<Item = (usize, &'static Member)> {
    let members = shape.schema().members;
    let active = if shape.schema().kind == Kind::Union { shape.active() } else { None };
    let (first, count) = active.map_or((0, members.len()), |index| (index, 1));
    members.iter().enumerate().skip(first).take(count)
}

/// A type of members, elements and map values.
pub trait Value: Sized {
    /// Returns the value of a required member that is missing in a response (Smithy's client error correction): zero, an empty
    /// string, an empty list, the unknown variant.
    fn default_value() -> Self;

    /// Returns the value for a null in a list or map; `None` drops the element.
    fn null() -> Option<Self> {
        None
    }

    /// Returns a reference to the value.
    fn get(&self) -> ValueRef<'_>;

    /// Resets the value and returns its slot. Lists and maps keep their elements: a deserializer clears them, except where the
    /// elements of one list are apart from each other (`xmlFlattened`).
    ///
    /// An implementation has this function, or [`default_slot`](Self::default_slot).
    fn slot(&mut self) -> Slot<'_> {
        *self = Self::default_value();
        self.default_slot()
    }

    /// Returns the slot of a value that has its default, without resetting it.
    #[doc(hidden)]
    fn default_slot(&mut self) -> Slot<'_> {
        self.slot()
    }

    /// Returns a reference to a list of such values.
    fn get_list(list: &Vec<Self>) -> ValueRef<'_> {
        ValueRef::List(list)
    }

    /// Returns the slot of a list of such values.
    fn slot_list(list: &mut Vec<Self>) -> Slot<'_> {
        Slot::List(list)
    }
}

/// A string, or an enum whose values are strings.
pub trait StringValue: Sized {
    /// Returns the string on the wire.
    fn as_str(&self) -> &str;
    /// Creates the value from the string on the wire.
    fn from_wire(text: String) -> Self;
}

/// A slot for a [`StringValue`].
pub trait StringSlot {
    /// Sets the value.
    fn set(&mut self, text: String);
}

impl<T: StringValue> StringSlot for T {
    fn set(&mut self, text: String) {
        *self = T::from_wire(text);
    }
}

/// An enum whose values are integers.
pub trait IntEnumValue: Sized {
    /// Returns the integer on the wire.
    fn as_i32(&self) -> i32;
    /// Creates the value from the integer on the wire.
    fn from_wire(number: i32) -> Self;
}

/// A slot for an [`IntEnumValue`].
pub trait IntEnumSlot {
    /// Sets the value.
    fn set(&mut self, number: i32);
}

impl<T: IntEnumValue> IntEnumSlot for T {
    fn set(&mut self, number: i32) {
        *self = T::from_wire(number);
    }
}

/// A list of any element.
#[allow(
    clippy::len_without_is_empty,
    reason = "as a function of the trait object it would be compiled for each type"
)]
pub trait List {
    /// Returns the number of elements.
    fn len(&self) -> usize;
    /// Returns the element at `index`; [`ValueRef::None`] for a null and past the end.
    fn get(&self, index: usize) -> ValueRef<'_>;
    /// Removes all elements.
    fn clear(&mut self);
    /// Reserves room for elements that are going to be appended.
    fn reserve(&mut self, _additional: usize) {}
    /// Appends an element with its default value and returns its slot.
    fn push(&mut self) -> Slot<'_>;
    /// Appends a null to a sparse list. Returns false for a dense list, which drops it.
    fn push_null(&mut self) -> bool;
}

impl dyn List + '_ {
    /// Returns whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A map from strings to any value.
pub trait Map {
    /// Returns the number of entries.
    fn len(&self) -> usize;
    /// Returns whether it is empty.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Calls `visit` with each entry in the order of the keys, until it returns false.
    fn visit<'a>(&'a self, visit: &mut dyn FnMut(&'a str, ValueRef<'a>) -> bool);
    /// Removes all entries.
    fn clear(&mut self);
    /// Inserts an entry with the default value and returns the slot of the value.
    fn insert(&mut self, key: String) -> Slot<'_>;
    /// Inserts a null into a sparse map. Returns false for a dense map, which drops it.
    fn insert_null(&mut self, key: String) -> bool;
}

/// A reference to a value.
#[derive(Clone, Copy)]
#[allow(missing_docs, reason = "named for the types of Smithy")]
pub enum ValueRef<'a> {
    /// Unset, or null.
    None,
    Bool(bool),
    /// A byte, short, integer or long, or an enum of integers.
    Integer(i64),
    Float(f32),
    Double(f64),
    BigNumber(&'a BigNumber),
    String(&'a str),
    Blob(&'a Bytes),
    /// A blob that may be a stream.
    Body(&'a Body),
    Timestamp(Timestamp),
    Document(&'a Document),
    Shape(&'a dyn Shape),
    List(&'a dyn List),
    /// A list of strings: the most common type of list, with direct access to the elements.
    Strings(&'a Vec<String>),
    Map(&'a dyn Map),
}

impl<'a> ValueRef<'a> {
    /// Returns the list, if the value is one.
    pub fn as_list(self) -> Option<&'a dyn List> {
        match self {
            Self::List(list) => Some(list),
            Self::Strings(list) => Some(list),
            _ => None,
        }
    }
}

/// A mutable reference to a value, for deserializers.
#[allow(missing_docs, reason = "named for the types of Smithy")]
pub enum Slot<'a> {
    /// No value: the input is skipped.
    Skip,
    Bool(&'a mut bool),
    Byte(&'a mut i8),
    Short(&'a mut i16),
    Integer(&'a mut i32),
    /// An enum of integers.
    IntEnum(&'a mut dyn IntEnumSlot),
    Long(&'a mut i64),
    Float(&'a mut f32),
    Double(&'a mut f64),
    BigNumber(&'a mut BigNumber),
    String(&'a mut String),
    /// An enum.
    Enum(&'a mut dyn StringSlot),
    Blob(&'a mut Bytes),
    /// A blob that may be a stream.
    Body(&'a mut Body),
    Timestamp(&'a mut Timestamp),
    Document(&'a mut Document),
    Shape(&'a mut dyn Shape),
    List(&'a mut dyn List),
    /// A list of strings.
    Strings(&'a mut Vec<String>),
    Map(&'a mut dyn Map),
}

/// Calls [`Value::get`], also on a type with its own method `get`.
pub fn get<T: Value>(value: &T) -> ValueRef<'_> {
    value.get()
}

/// Calls [`Value::slot`], also on a type with its own method `slot`.
pub fn slot<T: Value>(value: &mut T) -> Slot<'_> {
    value.slot()
}

/// Calls [`Value::default_value`].
pub fn default_value<T: Value>() -> T {
    T::default_value()
}
