//! Parses texts with numbers out of the range of `f64`, which `serde_json` rejects. Such texts are rare, so this parser
//! is simple instead of fast: it reads a text once for each level.

use super::{Key, Node};
use serde_core::de::{Deserializer, MapAccess, Visitor};
use serde_core::{Deserialize, de};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// The maximum depth that `serde_json` accepts.
const MOST_LEVELS: usize = 127;

/// Returns whether `serde_json` rejected a number because of its range.
pub(super) fn is_about_one(error: &serde_json::Error) -> bool {
    error.to_string().starts_with("number out of range")
}

/// Parses a text with numbers of any size.
pub(super) fn parse(text: &str) -> Result<Node<'_>, serde_json::Error> {
    let root: &RawValue = serde_json::from_str(text)?;
    node(root.get(), MOST_LEVELS)
}

/// Parses a value without surrounding white space. Its syntax was checked by the level above.
fn node(text: &str, levels: usize) -> Result<Node<'_>, serde_json::Error> {
    let inner = || levels.checked_sub(1).ok_or_else(|| de::Error::custom("recursion limit exceeded"));
    match text.bytes().next() {
        Some(b'{') => {
            let levels = inner()?;
            let Entries(entries) = serde_json::from_str(text)?;
            let entries = entries.into_iter().map(|(key, value)| Ok((key, node(value.get(), levels)?)));
            Ok(Node::Object(entries.collect::<Result<Vec<_>, _>>()?.into()))
        }
        Some(b'[') => {
            let levels = inner()?;
            let elements: Vec<&RawValue> = serde_json::from_str(text)?;
            let elements = elements.into_iter().map(|element| node(element.get(), levels));
            Ok(Node::Array(elements.collect::<Result<_, _>>()?))
        }
        _ => match serde_json::from_str(text) {
            Err(error) if is_about_one(&error) => Ok(Node::HugeNumber(text)),
            parsed => parsed,
        },
    }
}

/// The entries of an object, with values that are not yet parsed.
struct Entries<'t>(Vec<(Cow<'t, str>, &'t RawValue)>);

impl<'de: 't, 't> Deserialize<'de> for Entries<'t> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(AnyEntries)
    }
}

struct AnyEntries;

impl<'de> Visitor<'de> for AnyEntries {
    type Value = Entries<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut out = Vec::new();
        while let Some(Key(key)) = entries.next_key()? {
            out.push((key, entries.next_value()?));
        }
        Ok(Entries(out))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_any_size_keep_their_digits() {
        let text = " {\"a\":[1, -1.5e400 ,{\"b\":1e999,\"b\":null}],\"\\u0061\":\"x\\n\", \"c\":1e3}\n";
        let found = Node::parse(text).unwrap();
        let root = found.as_object().unwrap();
        let Some(Node::Array(elements)) = root.get("a") else { unreachable!() };
        assert_eq!(elements[0], Node::Number(1.into()));
        assert_eq!(elements[1], Node::HugeNumber("-1.5e400"));
        assert_eq!(elements[2].as_object().unwrap().get("b"), Some(&Node::HugeNumber("1e999")));
        assert_eq!(elements[2].as_object().unwrap().duplicates, ["b"]);
        assert_eq!(root.duplicates, ["a"]);
        let plain = text.replace("-1.5e400", "2").replace("1e999", "3");
        let (plain, kept) = (Node::parse(&plain).unwrap(), root.get("c"));
        assert_eq!(plain.as_object().unwrap().get("c"), kept);
        assert_eq!(plain.as_object().unwrap().entries[1], root.entries[1]);
    }

    #[test]
    fn invalid_json_is_rejected_with_its_location() {
        for (text, message) in [
            ("[1e400,\n }", "expected value at line 2 column 2"),
            ("[1e400", "EOF while parsing a list at line 1 column 6"),
            ("1e400 1", "trailing characters at line 1 column 7"),
        ] {
            assert_eq!(Node::parse(text).unwrap_err().to_string(), message, "{text}");
        }
        let deep = |levels: usize| format!("{}1e400{}", "[".repeat(levels), "]".repeat(levels));
        assert!(Node::parse(&deep(127)).is_ok());
        assert!(Node::parse(&deep(128)).unwrap_err().to_string().starts_with("recursion limit exceeded"));
    }
}
