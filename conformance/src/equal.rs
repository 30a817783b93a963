//! Equality of messages, and descriptions of differences.

pub(super) use super::canonical::canonical;
pub(super) use super::uuid::is_uuid_4;
use serde_json::Value;

/// Returns whether two bodies have equal JSON, or equal bytes if either is not JSON.
pub(super) fn are_bodies(expected: &[u8], got: &[u8]) -> bool {
    let parse = |body: &[u8]| serde_json::from_slice::<Value>(body).ok();
    match (parse(expected), parse(got)) {
        (Some(expected), Some(got)) => canonical(&expected) == canonical(&got),
        _ => expected == got,
    }
}

/// Returns the path to the first difference of two values: names of members, and `[]` for any element.
pub(super) fn first_difference(one: &Value, other: &Value) -> String {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            let names = one.keys().chain(other.keys());
            let differs = |name: &&String| match (one.get(*name), other.get(*name)) {
                (Some(one), Some(other)) => canonical(one) != canonical(other),
                _ => true,
            };
            let null = Value::Null;
            names.into_iter().find(differs).map_or_else(String::new, |name| {
                let inner = |side: &serde_json::Map<_, _>| side.get(name).unwrap_or(&null).clone();
                format!(".{name}{}", first_difference(&inner(one), &inner(other)))
            })
        }
        (Value::Array(one), Value::Array(other)) => {
            let differing = one.iter().zip(other).find(|(one, other)| canonical(one) != canonical(other));
            differing.map_or_else(String::new, |(one, other)| format!("[]{}", first_difference(one, other)))
        }
        _ => String::new(),
    }
}

/// Returns the parameters of a query as written, sorted.
pub(super) fn pairs(query: &str) -> Vec<&str> {
    let mut pairs: Vec<_> = query.split('&').filter(|pair| !pair.is_empty()).collect();
    pairs.sort_unstable();
    pairs
}

/// Describes a difference with both sides.
pub(super) fn expected_and_got(what: &str, expected: &str, got: &str) -> String {
    format!("  {what}\n  expected: {}\n  got:      {}", cut(expected), cut(got))
}

fn cut(text: &str) -> String {
    const LONGEST: usize = 2000;
    match text.char_indices().nth(LONGEST) {
        None => printable(text),
        Some((end, _)) => format!("{}...", printable(text.get(..end).unwrap_or_default())),
    }
}

/// Escapes everything but visible ASCII, so that a case cannot control the terminal.
pub(super) fn printable(text: &str) -> String {
    let shown = |c: char| matches!(c, ' '..='~');
    text.chars().flat_map(|c| if shown(c) { vec![c] } else { c.escape_default().collect() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_different_notation_differ() {
        assert!(are_bodies(br#"{"a": 1, "b": 1e1}"#, br#"{"b":10.0,"a":1}"#));
        for (one, other) in [("1", "1.0"), ("0.0", "-0.0"), ("\"1\"", "1"), ("", "{}"), ("{}", "null")] {
            assert!(!are_bodies(one.as_bytes(), other.as_bytes()), "{one} {other}");
        }
    }

    #[test]
    fn the_first_difference_is_a_path() {
        let value = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        let first_difference = |one: &str, other: &str| first_difference(&value(one), &value(other));
        assert_eq!(first_difference(r#"{"a":1,"b":[1,{"c":2}]}"#, r#"{"a":1,"b":[1,{"c":3}]}"#), ".b[].c");
        assert_eq!(first_difference(r#"{"a":{}}"#, r#"{"a":{"b":1}}"#), ".a.b");
        assert_eq!(first_difference("[1]", "[1,2]"), "");
    }

    #[test]
    fn queries_are_compared_without_order_but_with_duplicates() {
        assert_eq!(pairs("b=1&a=2"), pairs("a=2&b=1"));
        assert_ne!(pairs("a=1&a=1"), pairs("a=1"));
        assert_eq!(pairs(""), Vec::<&str>::new());
    }

    #[test]
    fn idempotency_tokens_are_uuids_of_version_4() {
        assert!(is_uuid_4("0f0e0d0c-0b0a-4908-8706-050403020100"));
        assert!(!is_uuid_4("0f0e0d0c-0b0a-1908-8706-050403020100"));
    }
}
