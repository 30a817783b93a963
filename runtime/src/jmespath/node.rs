//! Values of expressions.

use crate::reflect::{ValueRef, equal};
use serde_json::Value as Document;

/// The value of an expression.
#[derive(Clone)]
pub enum Node<'a> {
    /// A value within the value that the expression was evaluated for, or a scalar. [`ValueRef::None`] is null.
    Value(ValueRef<'a>),
    /// A list that the expression has made.
    List(Vec<Node<'a>>),
}

impl<'a> Node<'a> {
    pub(super) const NULL: Self = Self::Value(ValueRef::None);

    pub(super) fn boolean(value: bool) -> Self {
        Self::Value(ValueRef::Bool(value))
    }

    /// Creates a node. Scalars in documents are scalars.
    pub(super) fn of(value: ValueRef<'a>) -> Self {
        let ValueRef::Document(document) = value else { return Self::Value(value) };
        Self::Value(match document {
            Document::Null => ValueRef::None,
            Document::Bool(value) => ValueRef::Bool(*value),
            Document::Number(number) => match number.as_i64() {
                Some(integer) => ValueRef::Integer(integer),
                None => number.as_f64().map_or(ValueRef::None, ValueRef::Double),
            },
            Document::String(text) => ValueRef::String(text),
            Document::Array(_) | Document::Object(_) => value,
        })
    }

    /// Returns whether the value is null.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Value(ValueRef::None))
    }

    /// Returns whether the value counts as true: all values do but null, false, an empty string, an empty list and an empty
    /// object.
    pub fn is_true(&self) -> bool {
        match self {
            Self::List(list) => !list.is_empty(),
            Self::Value(ValueRef::None | ValueRef::Bool(false) | ValueRef::String("")) => false,
            Self::Value(ValueRef::Map(map)) => !map.is_empty(),
            Self::Value(ValueRef::Document(Document::Object(object))) => !object.is_empty(),
            Self::Value(ValueRef::Shape(_)) => !self.members().is_empty(),
            value => value.element_count().is_none_or(|length| length > 0),
        }
    }

    /// Returns the value as a string.
    pub fn as_str(&self) -> Option<&'a str> {
        match self {
            Self::Value(ValueRef::String(text)) => Some(text),
            _ => None,
        }
    }

    /// Returns the value as a boolean.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Value(ValueRef::Bool(value)) => Some(*value),
            _ => None,
        }
    }

    /// Returns the value as a number. Integers beyond 2⁵³ are rounded.
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Self::Value(ValueRef::Integer(value)) => Some(*value as f64),
            Self::Value(ValueRef::Float(value)) => Some((*value).into()),
            Self::Value(ValueRef::Double(value)) => Some(*value),
            Self::Value(ValueRef::BigNumber(value)) => value.to_string().parse().ok(),
            _ => None,
        }
    }

    /// Returns the number of elements of a list, or `None` for other values.
    pub fn element_count(&self) -> Option<usize> {
        match self {
            Self::List(list) => Some(list.len()),
            Self::Value(ValueRef::Document(Document::Array(list))) => Some(list.len()),
            Self::Value(value) => value.as_list().map(|list| list.len()),
        }
    }

    /// Returns the element of a list at `index`; null past the end, and for other values.
    pub fn element(&self, index: usize) -> Self {
        match self {
            Self::List(list) => list.get(index).cloned().unwrap_or(Self::NULL),
            Self::Value(ValueRef::Document(Document::Array(list))) => {
                list.get(index).map_or(Self::NULL, |element| Self::of(ValueRef::Document(element)))
            }
            Self::Value(value) => value.as_list().map_or(Self::NULL, |list| Self::of(list.get(index))),
        }
    }

    /// Returns the elements of a list; nothing for other values.
    pub fn elements(&self) -> impl Iterator<Item = Self> + '_ {
        (0..self.element_count().unwrap_or_default()).map(|index| self.element(index))
    }

    /// Returns the members of an object that are set, by name; nothing for other values.
    pub(super) fn members(&self) -> Vec<(&'a str, Self)> {
        let mut found = Vec::new();
        match self {
            Self::Value(ValueRef::Shape(shape)) => {
                let members = crate::reflect::used_members(*shape);
                found.extend(members.map(|(index, member)| (member.name, Self::of(shape.get(index)))));
                found.retain(|(_, value)| !value.is_null());
            }
            Self::Value(ValueRef::Map(map)) => map.visit(&mut |key, value| {
                found.push((key, Self::of(value)));
                true
            }),
            Self::Value(ValueRef::Document(Document::Object(object))) => {
                let entries = object.iter();
                found.extend(entries.map(|(key, value)| (key.as_str(), Self::of(ValueRef::Document(value)))));
            }
            _ => {}
        }
        found
    }

    /// Returns a member of an object; null if it is unset, and for other values.
    pub(super) fn member(&self, name: &str) -> Self {
        match self {
            Self::Value(ValueRef::Shape(shape)) => {
                let found = shape.schema().members.iter().position(|member| member.name == name);
                found.map_or(Self::NULL, |index| Self::of(shape.get(index)))
            }
            Self::Value(ValueRef::Map(map)) => {
                let mut found = Self::NULL;
                map.visit(&mut |key, value| {
                    if key == name {
                        found = Self::of(value);
                    }
                    key != name
                });
                found
            }
            Self::Value(ValueRef::Document(Document::Object(object))) => {
                object.get(name).map_or(Self::NULL, |value| Self::of(ValueRef::Document(value)))
            }
            _ => Self::NULL,
        }
    }

    /// Returns whether two values are the same. Numbers of different types are the same if their values are.
    pub fn is_equal(&self, other: &Self) -> bool {
        if let (Some(one), Some(other)) = (self.as_f64(), other.as_f64()) {
            return one == other;
        }
        match (self.element_count(), other.element_count(), self, other) {
            (Some(one), Some(other_length), ..) => {
                one == other_length
                    && self.elements().zip(other.elements()).all(|(one, other)| one.is_equal(&other))
            }
            (None, None, Self::Value(one), Self::Value(other)) => equal(*one, *other),
            _ => false,
        }
    }
}
