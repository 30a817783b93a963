//! A document as a mutable tree, parsed from JSON or TOML. The text of a mutated tree may be invalid.

use smithereen_codegen::json::Node;
use std::fmt::Write;

/// A node.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tree {
    Null,
    Bool(bool),
    /// As written, since no number type may be able to represent it.
    Number(String),
    Text(String),
    Array(Vec<Tree>),
    /// The entries in order; keys may be duplicates.
    Object(Vec<(String, Tree)>),
}

impl Tree {
    /// Parses JSON.
    pub(super) fn from_json(text: &str) -> Result<Self, String> {
        Node::parse(text).map(Self::from_node).map_err(|error| format!("is not JSON: {error}"))
    }

    /// Parses TOML.
    pub(super) fn from_toml(text: &str) -> Result<Self, String> {
        let table: toml::Table = toml::from_str(text).map_err(|error| format!("is not TOML: {error}"))?;
        Ok(Self::from_value(toml::Value::Table(table)))
    }

    fn from_node(node: Node<'_>) -> Self {
        match node {
            Node::Null => Self::Null,
            Node::Bool(value) => Self::Bool(value),
            Node::Number(number) => Self::Number(number.to_string()),
            Node::HugeNumber(digits) => Self::Number((*digits).to_owned()),
            Node::String(text) => Self::Text(text.into_owned()),
            Node::Array(items) => Self::Array(items.into_iter().map(Self::from_node).collect()),
            Node::Object(object) => {
                let entries = object.entries.into_iter();
                Self::Object(entries.map(|(key, node)| (key.into_owned(), Self::from_node(node))).collect())
            }
        }
    }

    fn from_value(value: toml::Value) -> Self {
        match value {
            toml::Value::Boolean(value) => Self::Bool(value),
            toml::Value::String(text) => Self::Text(text),
            toml::Value::Array(items) => Self::Array(items.into_iter().map(Self::from_value).collect()),
            toml::Value::Table(table) => {
                Self::Object(table.into_iter().map(|(key, value)| (key, Self::from_value(value))).collect())
            }
            toml::Value::Integer(number) => Self::Number(number.to_string()),
            toml::Value::Float(number) => Self::Number(number.to_string()),
            toml::Value::Datetime(moment) => Self::Number(moment.to_string()),
        }
    }

    /// Writes JSON without line breaks.
    pub(super) fn to_json(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, ":");
        out
    }

    /// Writes TOML: one line per entry, with inline tables.
    pub(super) fn to_toml(&self) -> String {
        let mut out = String::new();
        match self {
            Self::Object(entries) => {
                for (key, value) in entries {
                    quote(key, &mut out);
                    out.push_str(" = ");
                    value.write(&mut out, "=");
                    out.push('\n');
                }
            }
            other => other.write(&mut out, "="),
        }
        out
    }

    fn write(&self, out: &mut String, between: &str) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Number(digits) => out.push_str(digits),
            Self::Text(text) => quote(text, out),
            Self::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    out.push(if index == 0 { '[' } else { ',' });
                    item.write(out, between);
                }
                out.push_str(if items.is_empty() { "[]" } else { "]" });
            }
            Self::Object(entries) => {
                for (index, (key, value)) in entries.iter().enumerate() {
                    out.push(if index == 0 { '{' } else { ',' });
                    quote(key, out);
                    out.push_str(between);
                    value.write(out, between);
                }
                out.push_str(if entries.is_empty() { "{}" } else { "}" });
            }
        }
    }

    /// Counts the nodes of a kind, including this one.
    pub(super) fn count(&self, wanted: fn(&Self) -> bool) -> usize {
        let below: usize = match self {
            Self::Array(items) => items.iter().map(|item| item.count(wanted)).sum(),
            Self::Object(entries) => entries.iter().map(|(_, value)| value.count(wanted)).sum(),
            _ => 0,
        };
        below + usize::from(wanted(self))
    }

    /// Returns the node after `skip` others of its kind.
    pub(super) fn nth(&mut self, skip: &mut usize, wanted: fn(&Self) -> bool) -> Option<&mut Self> {
        if wanted(self) {
            if *skip == 0 {
                return Some(self);
            }
            *skip -= 1;
        }
        match self {
            Self::Array(items) => items.iter_mut().find_map(|item| item.nth(skip, wanted)),
            Self::Object(entries) => entries.iter_mut().find_map(|(_, value)| value.nth(skip, wanted)),
            _ => None,
        }
    }

    /// Returns the value of `key`, if this is an object with that key.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        self.entries().iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// Returns the entries of an object; none for other nodes.
    pub(super) fn entries(&self) -> &[(String, Self)] {
        match self {
            Self::Object(entries) => entries,
            _ => &[],
        }
    }

    /// Replaces a text by another, in keys and in values.
    pub(super) fn replace_all(&mut self, from: &str, to: &str) {
        match self {
            Self::Text(text) if text == from => to.clone_into(text),
            Self::Array(items) => items.iter_mut().for_each(|item| item.replace_all(from, to)),
            Self::Object(entries) => {
                for (key, value) in entries {
                    if key == from {
                        to.clone_into(key);
                    }
                    value.replace_all(from, to);
                }
            }
            _ => {}
        }
    }
}

/// Writes a string that is valid in JSON and TOML.
fn quote(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\0'..='\u{1f}' | '\u{7f}' => drop(write!(out, "\\u{:04x}", u32::from(character))),
            _ => out.push(character),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{"a":[1,-2.5,true,null,"\u0000\"\\é"],"b":{"a":{}},"c":[]}"#;

    #[test]
    fn parsed_documents_are_written_unchanged() {
        assert_eq!(Tree::from_json(TEXT).unwrap().to_json(), TEXT);
        let tree = Tree::from_toml("a = 'x'\n[b.c]\n'd e' = [1, 2.5]\n").unwrap();
        let text = tree.to_toml();
        assert_eq!(text, "\"a\" = \"x\"\n\"b\" = {\"c\"={\"d e\"=[1,2.5]}}\n");
        assert_eq!(Tree::from_toml(&text).unwrap(), tree);
    }

    #[test]
    fn nodes_are_found_by_index() {
        let mut tree = Tree::from_json(TEXT).unwrap();
        let object = |tree: &Tree| matches!(tree, Tree::Object(_));
        assert_eq!(tree.count(object), 3);
        assert_eq!(tree.nth(&mut 2, object), Some(&mut Tree::Object(Vec::new())));
        assert_eq!(tree.nth(&mut 3, object), None);
        tree.replace_all("a", "z");
        assert_eq!(tree.to_json(), TEXT.replace("\"a\"", "\"z\""));
    }
}
