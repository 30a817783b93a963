//! Locations of keys and values in JSON and TOML.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

use super::resolve_locations;
use crate::diagnostic::{At, Diagnostics, Highlight};
use std::ops::Range;

/// Returns the line, the column and the text of a path.
fn found(file: &str, text: &str, path: &[&str], highlight: Highlight) -> Option<(usize, usize, String)> {
    let out = Diagnostics::default();
    out.error(&At::file(file), "wrong");
    let mut diagnostic = out.into_sorted().remove(0);
    diagnostic.at = path.iter().map(|&key| key.to_owned()).collect();
    diagnostic.highlight = highlight;
    let location = resolve_locations(file, text, &[&diagnostic]).remove(0)?;
    Some((location.line, location.column, text[location.bytes].to_owned()))
}

fn value(text: &str, path: &[&str]) -> (usize, usize, String) {
    found("a.json", text, path, Highlight::Value).unwrap()
}

#[test]
fn scalars_are_found_by_value_and_containers_by_key() {
    let text = "{\n  \"a\": {\"b\" : [1, {\"c\": \"ü\\\"}\"}, -2.5e3]},\n  \"n\": null}";
    assert_eq!(value(text, &["a"]), (2, 3, "\"a\"".to_owned()));
    assert_eq!(value(text, &["a", "b"]), (2, 9, "\"b\"".to_owned()));
    assert_eq!(value(text, &["a", "b", "0"]), (2, 16, "1".to_owned()));
    assert_eq!(value(text, &["a", "b", "1"]), (2, 19, "{".to_owned()));
    assert_eq!(value(text, &["a", "b", "1", "c"]), (2, 25, "\"ü\\\"}\"".to_owned()));
    assert_eq!(value(text, &["a", "b", "2"]), (2, 34, "-2.5e3".to_owned()));
    assert_eq!(value(text, &["n"]), (3, 8, "null".to_owned()));
}

#[test]
fn a_missing_path_resolves_to_its_longest_existing_prefix() {
    let text = r#"{"a": {"b": 1}}"#;
    assert_eq!(value(text, &["a", "c", "d"]).2, "\"a\"");
    assert_eq!(value(text, &["a", "b", "d"]).2, "1");
    assert_eq!(found("a.json", text, &["x", "a"], Highlight::Value), None);
    assert_eq!(found("a.json", text, &[], Highlight::Value), None);
}

#[test]
fn the_last_of_duplicate_keys_is_found() {
    let text = r#"{"a": 1, "b": {"a": 7}, "a": 2}"#;
    assert_eq!(found("a.json", text, &["a"], Highlight::Name).unwrap(), (1, 25, "\"a\"".to_owned()));
    assert_eq!(found("a.json", text, &["a"], Highlight::Value).unwrap().2, "1");
    assert_eq!(found("a.json", text, &["b", "a"], Highlight::Name).unwrap().1, 16);
}

#[test]
fn escaped_keys_are_decoded() {
    let text = r#"{"com.a#B": {"\u0061\"": true}}"#;
    assert_eq!(value(text, &["com.a#B", "a\""]).2, "true");
    assert_eq!(value("\u{feff}{\"a\":1}", &["a"]), (1, 7, "1".to_owned()));
}

#[test]
fn keys_and_values_in_toml_are_found() {
    let text = "service = \"ü\"\n[operations]\nGet = 1\n[values.Size]\n\"t2.micro\" = \"a\"\n";
    let at = |path: &[&str], highlight| found("docs.toml", text, path, highlight).unwrap();
    assert_eq!(at(&["operations", "Get"], Highlight::Value), (3, 7, "1".to_owned()));
    assert_eq!(at(&["operations", "Get"], Highlight::Name), (3, 1, "Get".to_owned()));
    assert_eq!(at(&["operations", "Put"], Highlight::Value), (2, 2, "operations".to_owned()));
    assert_eq!(at(&["values", "Size", "t2.micro"], Highlight::Name), (5, 1, "\"t2.micro\"".to_owned()));
    assert_eq!(found("docs.toml", "= 1", &["a"], Highlight::Value), None);
}

/// Invalid and deeply nested JSON does not panic or overflow the stack.
#[test]
fn any_text_is_accepted() {
    for text in [
        "",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":\"",
        "{\"a\":\"\\",
        "[1",
        "{]",
        "{:}",
        "}",
        "\"",
        "{,,\"a\":1}",
        "\u{e9}",
    ] {
        for path in [&["a"][..], &["0"], &["a", "b"]] {
            let _ = found("a.json", text, path, Highlight::Value);
            let _ = found("a.json", text, path, Highlight::Name);
        }
    }
    let deep = "[".repeat(1_000_000);
    assert_eq!(value(&deep, &["0", "0"]).1, 3);
    for bytes in [0..0, 1..2, 7..9, Range { start: 9, end: 7 }] {
        let _ = found("a.json", "\u{e9}é{", &[], Highlight::Bytes(Box::new(bytes)));
    }
}

/// Models that are truncated or damaged at many offsets: locations are inside of the text, at character boundaries.
#[test]
fn damaged_models_are_accepted() {
    let text = include_str!("../../tests/fixtures/union.json");
    let paths =
        [&["shapes", "Choice", "members", "point"][..], &["operations", "Choose", "errors", "0"], &["x"]];
    for at in (0..text.len()).step_by(11).filter(|at| text.is_char_boundary(*at)) {
        for damage in ["{", "}", "[", "]", ",", ":", "\"", "\\", "\u{e9}", ""] {
            let whole = format!("{}{damage}{}", &text[..at], &text[at..]);
            for text in [&whole[..], &whole[..at + damage.len()]] {
                for path in paths {
                    let _ = found("a.json", text, path, Highlight::Value);
                    let _ = found("a.toml", text, path, Highlight::Name);
                }
            }
        }
    }
}

/// The time is linear in the text for any number of locations. A pass for each location would take hours.
#[test]
fn many_locations_are_found_in_one_pass() {
    let entries: Vec<String> = (0..50_000).map(|index| format!("\"k{index}\":{index}")).collect();
    let text = format!("{{{}}}", entries.join(","));
    let out = Diagnostics::default();
    let at = At::file("a.json");
    let keys: Vec<String> = (0..50_000).map(|index| format!("k{index}")).collect();
    keys.iter().for_each(|key| out.error(&at.key(key), "wrong"));
    let all = out.into_sorted();
    let locations = resolve_locations("a.json", &text, &all.iter().collect::<Vec<_>>());
    for (index, location) in locations.into_iter().enumerate() {
        assert_eq!(text[location.unwrap().bytes], index.to_string());
    }
}
