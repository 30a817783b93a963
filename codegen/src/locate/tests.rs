//! What is found of each kind of spot.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

use super::locate;
use crate::diagnostic::{At, Diagnostics, Spot};
use std::ops::Range;

/// The line, the column and the text of a way's spot.
fn found(file: &str, text: &str, way: &[&str], spot: Spot) -> Option<(usize, usize, String)> {
    let out = Diagnostics::default();
    out.error(&At::file(file), "wrong");
    let mut diagnostic = out.into_sorted().remove(0);
    diagnostic.at = way.iter().map(|&key| key.to_owned()).collect();
    diagnostic.spot = spot;
    let place = locate(file, text, &[&diagnostic]).remove(0)?;
    Some((place.line, place.column, text[place.bytes].to_owned()))
}

fn value(text: &str, way: &[&str]) -> (usize, usize, String) {
    found("a.json", text, way, Spot::Value).unwrap()
}

#[test]
fn values_are_found_and_of_what_holds_others_the_key() {
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
fn a_way_that_leads_nowhere_is_followed_as_far_as_it_goes() {
    let text = r#"{"a": {"b": 1}}"#;
    assert_eq!(value(text, &["a", "c", "d"]).2, "\"a\"");
    assert_eq!(value(text, &["a", "b", "d"]).2, "1");
    assert_eq!(found("a.json", text, &["x", "a"], Spot::Value), None);
    assert_eq!(found("a.json", text, &[], Spot::Value), None);
}

#[test]
fn names_are_found_and_of_two_the_second() {
    let text = r#"{"a": 1, "b": {"a": 7}, "a": 2}"#;
    assert_eq!(found("a.json", text, &["a"], Spot::Name).unwrap(), (1, 25, "\"a\"".to_owned()));
    assert_eq!(found("a.json", text, &["a"], Spot::Value).unwrap().2, "1");
    assert_eq!(found("a.json", text, &["b", "a"], Spot::Name).unwrap().1, 16);
}

#[test]
fn keys_are_compared_by_what_they_say() {
    let text = r#"{"com.a#B": {"\u0061\"": true}}"#;
    assert_eq!(value(text, &["com.a#B", "a\""]).2, "true");
    assert_eq!(value("\u{feff}{\"a\":1}", &["a"]), (1, 7, "1".to_owned()));
}

#[test]
fn toml_is_found_too() {
    let text = "service = \"ü\"\n[operations]\nGet = 1\n[values.Size]\n\"t2.micro\" = \"a\"\n";
    let at = |way: &[&str], spot| found("docs.toml", text, way, spot).unwrap();
    assert_eq!(at(&["operations", "Get"], Spot::Value), (3, 7, "1".to_owned()));
    assert_eq!(at(&["operations", "Get"], Spot::Name), (3, 1, "Get".to_owned()));
    assert_eq!(at(&["operations", "Put"], Spot::Value), (2, 2, "operations".to_owned()));
    assert_eq!(at(&["values", "Size", "t2.micro"], Spot::Name), (5, 1, "\"t2.micro\"".to_owned()));
    assert_eq!(found("docs.toml", "= 1", &["a"], Spot::Value), None);
}

/// Neither what is no JSON nor how deep it is may do harm.
#[test]
fn any_text_is_walked_through() {
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
        for way in [&["a"][..], &["0"], &["a", "b"]] {
            let _ = found("a.json", text, way, Spot::Value);
            let _ = found("a.json", text, way, Spot::Name);
        }
    }
    let deep = "[".repeat(1_000_000);
    assert_eq!(value(&deep, &["0", "0"]).1, 3);
    for bytes in [0..0, 1..2, 7..9, Range { start: 9, end: 7 }] {
        let _ = found("a.json", "\u{e9}é{", &[], Spot::Bytes(Box::new(bytes)));
    }
}

/// A model that is cut off or damaged at many places: what is found lies within it, between characters.
#[test]
fn damaged_models_are_walked_through() {
    let text = include_str!("../../tests/fixtures/union.json");
    let ways =
        [&["shapes", "Choice", "members", "point"][..], &["operations", "Choose", "errors", "0"], &["x"]];
    for at in (0..text.len()).step_by(11).filter(|at| text.is_char_boundary(*at)) {
        for damage in ["{", "}", "[", "]", ",", ":", "\"", "\\", "\u{e9}", ""] {
            let whole = format!("{}{damage}{}", &text[..at], &text[at..]);
            for text in [&whole[..], &whole[..at + damage.len()]] {
                for way in ways {
                    let _ = found("a.json", text, way, Spot::Value);
                    let _ = found("a.toml", text, way, Spot::Name);
                }
            }
        }
    }
}

/// Linear in the text, whatever the number of spots: a walk a spot would take hours here.
#[test]
fn many_spots_in_one_line_are_found_in_one_walk() {
    let entries: Vec<String> = (0..50_000).map(|index| format!("\"k{index}\":{index}")).collect();
    let text = format!("{{{}}}", entries.join(","));
    let out = Diagnostics::default();
    let at = At::file("a.json");
    let keys: Vec<String> = (0..50_000).map(|index| format!("k{index}")).collect();
    keys.iter().for_each(|key| out.error(&at.key(key), "wrong"));
    let all = out.into_sorted();
    let places = locate("a.json", &text, &all.iter().collect::<Vec<_>>());
    for (index, place) in places.into_iter().enumerate() {
        assert_eq!(text[place.unwrap().bytes], index.to_string());
    }
}
