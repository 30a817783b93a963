//! Merges a JSON object into JSON text, as botocore merges its `sdk-extras` into a model.

use super::text::end_of_value;
use crate::json::{Node, Object};
use std::fmt::Write;

/// Returns `text` with the entries of `extra`. Where both have an entry, objects are merged and other values replaced.
/// Everything else is copied byte for byte. Additions start no new line, so that line numbers remain the same.
///
/// `root` is the parsed text.
pub(super) fn merge(text: &str, root: &Node<'_>, extra: &Object<'_>) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut merger = Merger { rest: text, out: String::with_capacity(text.len()) };
    merger.copy_until(|c| c == '{');
    match root {
        Node::Object(object) => merger.object(object, extra),
        _ => merger.copy_value(),
    }
    merger.out.push_str(merger.rest);
    merger.out
}

struct Merger<'t> {
    rest: &'t str,
    out: String,
}

impl Merger<'_> {
    /// Merges an object. The recursion is bounded by the depth that the JSON parser allows.
    fn object(&mut self, object: &Object<'_>, extra: &Object<'_>) {
        self.copy(1);
        for (key, value) in &object.entries {
            self.copy_until(|c| c == '"');
            self.copy_value();
            self.copy_until(|c| c == ':');
            self.copy(1);
            self.copy_until(|c| !c.is_ascii_whitespace());
            match (value, extra.get(key)) {
                (_, None) => self.copy_value(),
                (Node::Object(object), Some(Node::Object(extra))) => self.object(object, extra),
                (_, Some(other)) => {
                    self.skip_value();
                    compact(other, &mut self.out);
                }
            }
        }
        let added = extra.entries.iter().filter(|(key, _)| object.get(key).is_none());
        for (index, (key, value)) in added.enumerate() {
            if index > 0 || !object.entries.is_empty() {
                self.out.push(',');
            }
            string(key, &mut self.out);
            self.out.push(':');
            compact(value, &mut self.out);
        }
        self.copy_until(|c| c == '}');
        self.copy(1);
    }

    fn copy_value(&mut self) {
        let end = end_of_value(self.rest);
        self.copy(end);
    }

    fn skip_value(&mut self) {
        self.rest = self.rest.get(end_of_value(self.rest)..).unwrap_or_default();
    }

    fn copy_until(&mut self, is_end: impl Fn(char) -> bool) {
        self.copy(self.rest.find(is_end).unwrap_or(self.rest.len()));
    }

    fn copy(&mut self, bytes: usize) {
        let (copied, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.out.push_str(copied);
        self.rest = rest;
    }
}

/// Writes a value without whitespace.
fn compact(node: &Node<'_>, out: &mut String) {
    match node {
        Node::Null => out.push_str("null"),
        Node::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Node::Number(number) => drop(write!(out, "{number}")),
        Node::HugeNumber(digits) => out.push_str(digits),
        Node::String(text) => string(text, out),
        Node::Array(elements) => {
            out.push('[');
            for (index, element) in elements.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                compact(element, out);
            }
            out.push(']');
        }
        Node::Object(object) => {
            out.push('{');
            for (index, (key, value)) in object.entries.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                string(key, out);
                out.push(':');
                compact(value, out);
            }
            out.push('}');
        }
    }
}

fn string(text: &str, out: &mut String) {
    out.push_str(&serde_json::Value::from(text).to_string());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(text: &str, extra: &str) -> String {
        let (root, extra) = (Node::parse(text).unwrap(), Node::parse(extra).unwrap());
        merge(text, &root, extra.as_object().unwrap())
    }

    #[test]
    fn objects_are_merged_and_other_values_replaced() {
        for (text, extra, expected) in [
            ("{}", "{}", "{}"),
            (" { } ", r#"{"a":1,"b":[ 2 ]}"#, " {\"a\":1,\"b\":[2] } "),
            (r#"{"a":{"b":1},"c":2}"#, r#"{"a":{"d":null}}"#, r#"{"a":{"b":1,"d":null},"c":2}"#),
            (r#"{"a" : "x\"}" , "c":[{}]}"#, r#"{"a":{"b":true}}"#, r#"{"a" : {"b":true} , "c":[{}]}"#),
            (r#"{"a":{"b":[1,{"c":"]"}]}}"#, r#"{"a":{"b":"é\n"}}"#, r#"{"a":{"b":"é\n"}}"#),
            (r#"{"a":-1.5e3}"#, r#"{"a":{"b":1}}"#, r#"{"a":{"b":1}}"#),
        ] {
            let found = merged(text, extra);
            assert_eq!(found, expected);
            assert_eq!(merged(&found, extra), found, "merged twice");
        }
    }

    #[test]
    fn line_numbers_remain_the_same() {
        let text = "{\n  \"shapes\":{\n    \"A\":{\n      \"members\":{\n      }\n    },\n    \"B\":{\"x\":1.50}\n  }\n}\n";
        let found =
            merged(text, "{\"shapes\":{\n\"A\":{\"members\":{\"m\":{\n\"shape\":\"S\"}}},\"B\":{\"y\":2}}}");
        let expected = text
            .replace("\"members\":{\n", "\"members\":{\"m\":{\"shape\":\"S\"}\n")
            .replace("1.50}", "1.50,\"y\":2}");
        assert_eq!(found.lines().count(), text.lines().count());
        assert_eq!(found, expected);
    }
}
