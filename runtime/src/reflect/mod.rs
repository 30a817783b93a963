//! How a codec sees a generated type: a table of its members, and two ways to reach the value behind each.
//!
//! Every protocol quirk is a function that walks these traits. Generated code holds no protocol of its own:
//! a structure is a [`Schema`] and two `match`es, and what follows from them is written once, here.

mod collections;
mod debug;
mod display;
mod macros;
mod scalars;

use crate::schema::Schema;
use crate::{BigNumber, Timestamp};
use bytes::Bytes;
use serde_json::Value as Document;
use std::fmt::Debug;

pub use debug::{REDACTED, debug};
pub use display::{display_error, display_exception};

/// A structure or a union.
///
/// A union is a shape of which at most one member has a value; asking for another member's slot makes that one
/// the active variant.
pub trait Shape: Debug {
    /// The name and the members, as the model has them.
    fn schema(&self) -> &'static Schema;

    /// The value of the member at `index` of the schema, [`ValueRef::None`] where it is unset or there is none.
    fn get(&self, index: usize) -> ValueRef<'_>;

    /// The place for the member at `index`, set to a blank value; [`Slot::Skip`] where there is none.
    ///
    /// To be called only where there is something to put in.
    fn slot(&mut self, index: usize) -> Slot<'_>;

    /// The name of the active variant, for a union that holds one its model does not know.
    fn unknown(&self) -> Option<&str> {
        None
    }

    /// Makes an unknown variant the active one; nothing on a structure.
    fn set_unknown(&mut self, _name: &str) {}
}

/// A type that a member may have.
pub trait Value: Sized {
    /// What a member holds when the service left it out although its model requires it: zero, an empty text,
    /// an empty list, the unknown variant. Smithy calls this client error correction.
    fn default_value() -> Self;

    /// What an explicit null is in a list or a map; `None` drops the element.
    fn null() -> Option<Self> {
        None
    }

    /// The value, for reading.
    fn get(&self) -> ValueRef<'_>;

    /// The value, for writing; what was there before is gone.
    fn slot(&mut self) -> Slot<'_>;

    /// The same for a value that was blank a moment ago: there is nothing before it to be gone.
    #[doc(hidden)]
    fn default_slot(&mut self) -> Slot<'_> {
        self.slot()
    }

    /// A list of such values, for reading.
    fn get_list(list: &Vec<Self>) -> ValueRef<'_> {
        ValueRef::List(list)
    }

    /// A list of such values, for writing.
    fn slot_list(list: &mut Vec<Self>) -> Slot<'_> {
        Slot::List(list)
    }
}

/// A string, or an enum that is one on the wire.
pub trait StringValue: Sized {
    /// The text on the wire.
    fn as_str(&self) -> &str;
    /// From the text on the wire.
    fn from_wire(text: String) -> Self;
}

/// A place for a [`StringValue`].
pub trait StringSlot {
    /// Puts `text` in.
    fn set(&mut self, text: String);
}

impl<T: StringValue> StringSlot for T {
    fn set(&mut self, text: String) {
        *self = T::from_wire(text);
    }
}

/// An enum that is an integer on the wire.
pub trait IntEnumValue: Sized {
    /// The integer on the wire.
    fn as_i32(&self) -> i32;
    /// From the integer on the wire.
    fn from_wire(number: i32) -> Self;
}

/// A place for a [`IntEnumValue`].
pub trait IntEnumSlot {
    /// Puts `number` in.
    fn set(&mut self, number: i32);
}

impl<T: IntEnumValue> IntEnumSlot for T {
    fn set(&mut self, number: i32) {
        *self = T::from_wire(number);
    }
}

/// A list of any element.
pub trait List {
    /// The number of elements.
    fn len(&self) -> usize;
    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The element at `index`; [`ValueRef::None`] for a null, and past the end.
    fn get(&self, index: usize) -> ValueRef<'_>;
    /// The place for one more element.
    fn push(&mut self) -> Slot<'_>;
    /// One more null: kept where the list is sparse, dropped where it is dense. Says whether it was kept.
    fn push_null(&mut self) -> bool;
}

/// A map from text to any value.
pub trait Map {
    /// The number of entries.
    fn len(&self) -> usize;
    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Calls `visit` with each entry in the order of the keys, until it answers false.
    fn visit<'a>(&'a self, visit: &mut dyn FnMut(&'a str, ValueRef<'a>) -> bool);
    /// The place for the value at `key`.
    fn insert(&mut self, key: String) -> Slot<'_>;
    /// A null at `key`: kept where the map is sparse, dropped where it is dense. Says whether it was kept.
    fn insert_null(&mut self, key: String) -> bool;
}

/// A value, borrowed.
#[derive(Clone, Copy)]
#[allow(missing_docs, reason = "each is the kind of value it is called")]
pub enum ValueRef<'a> {
    /// Unset, or null.
    None,
    Bool(bool),
    /// A byte, short, integer, long, or an enum of integers.
    Integer(i64),
    Float(f32),
    Double(f64),
    BigNumber(&'a BigNumber),
    String(&'a str),
    Blob(&'a [u8]),
    Timestamp(Timestamp),
    Document(&'a Document),
    Shape(&'a dyn Shape),
    List(&'a dyn List),
    /// A list too; strings are most of what lists hold, and are reached without asking for each.
    Strings(&'a Vec<String>),
    Map(&'a dyn Map),
}

impl<'a> ValueRef<'a> {
    /// The list that it is, if it is one.
    pub fn as_list(self) -> Option<&'a dyn List> {
        match self {
            Self::List(list) => Some(list),
            Self::Strings(list) => Some(list),
            _ => None,
        }
    }
}

/// A place to put a value into.
#[allow(missing_docs, reason = "each is the place for the kind of value it is called")]
pub enum Slot<'a> {
    /// There is no such place: what is read is passed over.
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
    Timestamp(&'a mut Timestamp),
    Document(&'a mut Document),
    Shape(&'a mut dyn Shape),
    List(&'a mut dyn List),
    /// A list too.
    Strings(&'a mut Vec<String>),
    Map(&'a mut dyn Map),
}

/// [`Value::get`], for where a type has a `get` of its own.
pub fn get<T: Value>(value: &T) -> ValueRef<'_> {
    value.get()
}

/// [`Value::slot`], likewise.
pub fn slot<T: Value>(value: &mut T) -> Slot<'_> {
    value.slot()
}

/// [`Value::default_value`], likewise.
pub fn default_value<T: Value>() -> T {
    T::default_value()
}
