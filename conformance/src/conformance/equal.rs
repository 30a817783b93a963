//! When two messages are the same.

pub(super) use super::canonical::canonical;
pub(super) use super::uuid::is_uuid_4;
use serde_json::Value;

/// Whether two bodies hold the same JSON, or, where either holds none, the same bytes.
pub(super) fn are_bodies(expected: &[u8], got: &[u8]) -> bool {
    let parse = |body: &[u8]| serde_json::from_slice::<Value>(body).ok();
    match (parse(expected), parse(got)) {
        (Some(expected), Some(got)) => canonical(&expected) == canonical(&got),
        _ => expected == got,
    }
}

/// The way to the first spot where two values differ: names of members, and `[]` for any element.
pub(super) fn spot(one: &Value, other: &Value) -> String {
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
                format!(".{name}{}", spot(&inner(one), &inner(other)))
            })
        }
        (Value::Array(one), Value::Array(other)) => {
            let differing = one.iter().zip(other).find(|(one, other)| canonical(one) != canonical(other));
            differing.map_or_else(String::new, |(one, other)| format!("[]{}", spot(one, other)))
        }
        _ => String::new(),
    }
}

/// A query's parameters as they are written, in no order.
pub(super) fn pairs(query: &str) -> Vec<&str> {
    let mut pairs: Vec<_> = query.split('&').filter(|pair| !pair.is_empty()).collect();
    pairs.sort_unstable();
    pairs
}

/// Both sides, for people.
pub(super) fn told(what: &str, expected: &str, got: &str) -> String {
    format!("  {what}\n  expected: {}\n  got:      {}", cut(expected), cut(got))
}

fn cut(text: &str) -> String {
    const LONGEST: usize = 2000;
    match text.char_indices().nth(LONGEST) {
        None => printable(text),
        Some((end, _)) => format!("{}...", printable(text.get(..end).unwrap_or_default())),
    }
}

/// In visible ASCII: a terminal should not obey a case.
pub(super) fn printable(text: &str) -> String {
    let shown = |c: char| matches!(c, ' '..='~');
    text.chars().flat_map(|c| if shown(c) { vec![c] } else { c.escape_default().collect() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_apart() {
        assert!(are_bodies(br#"{"a": 1, "b": 1e1}"#, br#"{"b":10.0,"a":1}"#));
        for (one, other) in [("1", "1.0"), ("0.0", "-0.0"), ("\"1\"", "1"), ("", "{}"), ("{}", "null")] {
            assert!(!are_bodies(one.as_bytes(), other.as_bytes()), "{one} {other}");
        }
    }

    #[test]
    fn a_spot_is_found() {
        let value = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        let spot = |one: &str, other: &str| spot(&value(one), &value(other));
        assert_eq!(spot(r#"{"a":1,"b":[1,{"c":2}]}"#, r#"{"a":1,"b":[1,{"c":3}]}"#), ".b[].c");
        assert_eq!(spot(r#"{"a":{}}"#, r#"{"a":{"b":1}}"#), ".a.b");
        assert_eq!(spot("[1]", "[1,2]"), "");
    }

    #[test]
    fn a_query_has_no_order_but_a_count() {
        assert_eq!(pairs("b=1&a=2"), pairs("a=2&b=1"));
        assert_ne!(pairs("a=1&a=1"), pairs("a=1"));
        assert_eq!(pairs(""), Vec::<&str>::new());
    }

    #[test]
    fn a_token_is_told_by_its_form() {
        assert!(is_uuid_4("0f0e0d0c-0b0a-4908-8706-050403020100"));
        assert!(!is_uuid_4("0f0e0d0c-0b0a-1908-8706-050403020100"));
    }
}
