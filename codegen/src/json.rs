//! Parses JSON while keeping the order of keys and duplicate keys.

mod huge;

use serde_core::Deserialize;
use serde_core::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Number;
use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each is what JSON calls it")]
pub enum Node<'t> {
    Null,
    Bool(bool),
    Number(Number),
    /// A number out of the range of `f64`, such as `1e400`, in its original digits.
    HugeNumber(&'t str),
    String(Cow<'t, str>),
    Array(Vec<Node<'t>>),
    Object(Object<'t>),
}

/// An object.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object<'t> {
    /// The entries, including both entries of a duplicate key.
    pub entries: Vec<(Cow<'t, str>, Node<'t>)>,
    /// The duplicate keys.
    pub duplicates: Vec<Cow<'t, str>>,
}

impl<'t> Object<'t> {
    /// Returns the value of `key`. The search is linear, for objects with few entries.
    pub fn get(&self, key: &str) -> Option<&Node<'t>> {
        self.entries.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }
}

impl<'t> From<Vec<(Cow<'t, str>, Node<'t>)>> for Object<'t> {
    fn from(entries: Vec<(Cow<'t, str>, Node<'t>)>) -> Self {
        let duplicates = duplicates(&entries);
        Self { entries, duplicates }
    }
}

impl<'t> Node<'t> {
    /// Parses a text with at most 128 levels of nesting.
    ///
    /// # Errors
    /// Returns the first syntax error, with line and column.
    pub fn parse(text: &'t str) -> Result<Self, serde_json::Error> {
        // A byte order mark is not valid JSON, and some editors write it.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        match serde_json::from_str(text) {
            Err(error) if huge::is_about_one(&error) => huge::parse(text),
            parsed => parsed,
        }
    }

    /// Returns the byte offset of a syntax error.
    pub fn end_of(text: &str, error: &serde_json::Error) -> usize {
        let mark = text.len() - text.strip_prefix('\u{feff}').unwrap_or(text).len();
        let before = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len);
        let start: usize = before.sum();
        let mark = if error.line() <= 1 { mark } else { 0 };
        // The column is a count of bytes that includes the invalid byte.
        (start + mark + error.column().saturating_sub(1)).min(text.len())
    }

    /// Returns the value as an object.
    pub fn as_object(&self) -> Option<&Object<'t>> {
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    /// Returns the type of the value, for diagnostics.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::HugeNumber(_) => "a number that is too large",
            Self::String(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }
}

impl<'de: 't, 't> Deserialize<'de> for Node<'t> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Any)
    }
}

struct Any;

impl<'de> Visitor<'de> for Any {
    type Value = Node<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }
    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Node::Null)
    }
    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Node::Bool(value))
    }
    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Node::Number(value.into()))
    }
    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Node::Number(value.into()))
    }
    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Number::from_f64(value).map_or(Node::Null, Node::Number))
    }
    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<Self::Value, E> {
        Ok(Node::String(value.into()))
    }
    fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Node::String(value.to_owned().into()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Self::Value, A::Error> {
        let mut out = Vec::new();
        while let Some(element) = elements.next_element()? {
            out.push(element);
        }
        Ok(Node::Array(out))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut out = Vec::new();
        while let Some(Key(key)) = entries.next_key()? {
            out.push((key, entries.next_value()?));
        }
        Ok(Node::Object(out.into()))
    }
}

/// Up to this number of keys, a linear search is faster than a hash set.
const FEW: usize = 8;

fn duplicates<'t>(entries: &[(Cow<'t, str>, Node<'t>)]) -> Vec<Cow<'t, str>> {
    if entries.len() <= FEW {
        let twice = entries
            .iter()
            .enumerate()
            .filter(|(index, (key, _))| entries.iter().take(*index).any(|(before, _)| before == key));
        return twice.map(|(_, (key, _))| key.clone()).collect();
    }
    let mut seen = HashSet::with_capacity(entries.len());
    entries.iter().filter(|(key, _)| !seen.insert(key.as_ref())).map(|(key, _)| key.clone()).collect()
}

/// A key, which is borrowed from the text if it has no escapes.
struct Key<'t>(Cow<'t, str>);

impl<'de: 't, 't> Deserialize<'de> for Key<'t> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl<'de> Visitor<'de> for Text {
            type Value = Key<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }
            fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<Self::Value, E> {
                Ok(Key(value.into()))
            }
            fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
                Ok(Key(value.to_owned().into()))
            }
        }
        deserializer.deserialize_str(Text)
    }
}
