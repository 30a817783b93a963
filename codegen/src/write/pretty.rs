//! Formats the JSON of written models: one entry on each line, four spaces for each level. Huge numbers keep their digits.

use crate::json::Node;

/// Returns a value as text with a line feed at the end.
pub(super) fn format(node: &Node<'_>) -> String {
    let mut out = String::new();
    write(node, 0, &mut out);
    out.push('\n');
    out
}

/// Appends a value. The recursion is bounded: parsed JSON has at most 128 levels, and `write/smithy` adds a few.
fn write(node: &Node<'_>, level: usize, out: &mut String) {
    match node {
        Node::Null => out.push_str("null"),
        Node::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Node::Number(value) => out.push_str(&value.to_string()),
        Node::HugeNumber(digits) => out.push_str(digits),
        Node::String(value) => string(value, out),
        Node::Array(elements) => {
            let elements = elements.iter().map(|element| (None, element));
            write_entries(['[', ']'], elements, level, out);
        }
        Node::Object(object) => {
            let entries = object.entries.iter().map(|(key, value)| (Some(key.as_ref()), value));
            write_entries(['{', '}'], entries, level, out);
        }
    }
}

/// Appends an array, whose entries have no keys, or an object.
fn write_entries<'n, 't: 'n>(
    [open, close]: [char; 2],
    all: impl ExactSizeIterator<Item = (Option<&'n str>, &'n Node<'t>)>,
    level: usize,
    out: &mut String,
) {
    let count = all.len();
    out.push(open);
    for (index, (key, value)) in all.enumerate() {
        new_line(level + 1, out);
        if let Some(key) = key {
            string(key, out);
            out.push_str(": ");
        }
        write(value, level + 1, out);
        if index + 1 < count {
            out.push(',');
        }
    }
    if count > 0 {
        new_line(level, out);
    }
    out.push(close);
}

fn new_line(level: usize, out: &mut String) {
    out.push('\n');
    out.extend(std::iter::repeat_n("    ", level));
}

/// Appends a string with quotes and escapes.
fn string(text: &str, out: &mut String) {
    out.push_str(&serde_json::Value::from(text).to_string());
}

#[cfg(test)]
mod tests {
    use super::{Node, format};

    #[test]
    fn formatted_json_equals_the_parsed_text() {
        let text =
            "{\n    \"a\": [\n        1,\n        -2.5,\n        {}\n    ],\n    \"b\\\"\\u0001é\": []\n}\n";
        assert_eq!(format(&Node::parse(text).unwrap()), text);
    }
}
