//! Appends paginators and waiters, which botocore has in files of their own, to the text of a model.

use crate::json::Object;

/// Returns the text of a model with the entries of another file's object, except for `version` and those that the model has.
///
/// The text of each value is copied. The entries follow those of the model, so that its line numbers remain the same.
pub(super) fn attach(text: &str, root: &Object<'_>, other: &str, object: &Object<'_>) -> String {
    let Some((before, after)) = text.rsplit_once('}') else { return text.to_owned() };
    let (before, gap) = split_whitespace_end(before);
    let mut out = String::with_capacity(text.len() + other.len());
    out.push_str(before);
    let mut is_first = root.entries.is_empty();
    for (key, raw) in entries(other, object) {
        if key != "version" && root.get(key).is_none() {
            out.push_str(if is_first { "" } else { "," });
            is_first = false;
            out.push_str(raw);
        }
    }
    out.push_str(gap);
    out.push('}');
    out.push_str(after);
    out
}

/// Splits the whitespace from the end of a text.
fn split_whitespace_end(text: &str) -> (&str, &str) {
    text.split_at_checked(text.trim_end().len()).unwrap_or((text, ""))
}

/// Returns the keys of an object with the text of each entry: the whitespace before the key, the key and the value. `text` is the
/// text of the object, from which it was parsed.
fn entries<'t>(text: &'t str, object: &'t Object<'_>) -> Vec<(&'t str, &'t str)> {
    let mut rest = text.split_once('{').map_or("", |(_, rest)| rest);
    let mut found = Vec::new();
    for (key, _) in &object.entries {
        let end = super::text::end_of_entry(rest);
        let (entry, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        found.push((key.as_ref(), split_whitespace_end(entry).0));
        rest = after.trim_start().strip_prefix(',').unwrap_or(after);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Node;

    fn attached(text: &str, other: &str) -> String {
        let (root, node) = (Node::parse(text).unwrap(), Node::parse(other).unwrap());
        let found = attach(text, root.as_object().unwrap(), other, node.as_object().unwrap());
        assert!(Node::parse(&found).is_ok(), "{found}");
        found
    }

    #[test]
    fn entries_follow_those_of_the_model() {
        for (text, other, expected) in [
            ("{}", "{}", "{}"),
            ("{}", r#"{"a":1}"#, r#"{"a":1}"#),
            (r#"{"a":1}"#, r#"{"a":2,"b":3,"version":4}"#, r#"{"a":1,"b":3}"#),
            (
                "{\n  \"operations\":{\n  }\n}\n",
                "{\n  \"version\": \"1.0\",\n  \"pagination\": {\n    \"A\": {\"x\": [\"},\", 1]}\n  }\n}\n",
                "{\n  \"operations\":{\n  },\n  \"pagination\": {\n    \"A\": {\"x\": [\"},\", 1]}\n  }\n}\n",
            ),
        ] {
            assert_eq!(attached(text, other), expected);
        }
    }

    #[test]
    fn what_is_attached_twice_is_there_once() {
        let once = attached(r#"{"a":{"b":[]}}"#, r#"{"c" : {"d":"}"} , "e": true}"#);
        assert_eq!(once, r#"{"a":{"b":[]},"c" : {"d":"}"}, "e": true}"#);
        assert_eq!(attached(&once, r#"{"c":1,"e":2}"#), once);
    }
}
