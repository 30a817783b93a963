//! The tokenizer accepts and rejects the same texts as `serde_json`, with the same values.

use super::*;
use proptest::prelude::*;
use serde_core::de::IgnoredAny;
use serde_json::Value as Document;

fn ours(text: &str) -> Result<Document, Failure> {
    let mut tokens = Tokenizer::new(text);
    let read = tokens.document(0).and_then(|value| tokens.end().map(|()| value));
    read.map_err(|Failed| tokens.failure().0)
}

fn is_skipped(text: &str) -> bool {
    let mut tokens = Tokenizer::new(text);
    tokens.skip().and_then(|()| tokens.end()).is_ok()
}

fn compare(text: &str) -> Result<(), TestCaseError> {
    let theirs: Result<Document, _> = serde_json::from_str(text);
    match (ours(text), theirs) {
        (Ok(ours), Ok(theirs)) => prop_assert_eq!(ours, theirs, "{:?}", text),
        (Err(_), Err(_)) => {}
        (ours, theirs) => prop_assert!(false, "{text:?}: {ours:?}, and serde_json {theirs:?}"),
    }
    let theirs = serde_json::from_str::<IgnoredAny>(text).is_ok();
    prop_assert_eq!(is_skipped(text), theirs, "skipping {:?}", text);
    Ok(())
}

/// Generates nested documents of all types.
fn documents() -> impl Strategy<Value = Document> {
    let leaf = prop_oneof![
        Just(Document::Null),
        any::<bool>().prop_map(Document::from),
        any::<i64>().prop_map(Document::from),
        any::<u64>().prop_map(Document::from),
        any::<f64>().prop_map(Document::from),
        "\\PC{0,20}|[\\x00-\\x7f]{0,20}".prop_map(Document::from),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Document::from),
            prop::collection::vec((".{0,12}", inner), 0..5)
                .prop_map(|entries| entries.into_iter().collect::<Document>()),
        ]
    })
}

/// Replaces one ASCII byte.
fn changed(text: &str, at: prop::sample::Index, with: char) -> String {
    let indices: Vec<usize> = text.char_indices().map(|(index, _)| index).collect();
    let index = indices[at.index(indices.len())];
    let rest: String = text[index..].chars().skip(1).collect();
    format!("{}{with}{rest}", &text[..index])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn texts_of_serde_json_are_accepted(document in documents(), is_pretty: bool) {
        let text = if is_pretty { format!("{document:#}") } else { document.to_string() };
        prop_assert_eq!(ours(&text).unwrap(), document);
        prop_assert!(is_skipped(&text));
    }

    #[test]
    fn white_space_is_skipped(before in "[ \\n\\r\\t]{0,20}| {0,40}", after in "[ \\n\\r\\t]{0,20}", stray in "[\\x00-\\x21\u{a0}]?") {
        compare(&format!("{before}[{after}1{before},{before}{{{after}}}{after}]{before}{stray}"))?;
        compare(&format!("{before}{stray}[1]{after}"))?;
    }

    #[test]
    fn changed_texts_are_compared(document in documents(), at: prop::sample::Index, with in "[ -~\\n\\x00]") {
        compare(&changed(&document.to_string(), at, with.chars().next().unwrap()))?;
    }

    #[test]
    fn truncated_texts_are_compared(document in documents(), at: prop::sample::Index) {
        let text = document.to_string();
        let end = (0..=at.index(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap();
        compare(&text[..end])?;
    }

    #[test]
    fn numbers_are_compared(text in "-?[0-9]{0,22}(\\.[0-9]{0,20})?([eE][+-]?[0-9]{0,3})?") {
        // Numbers that are too large for serde_json can be skipped.
        match (ours(&text), serde_json::from_str::<Document>(&text)) {
            (Ok(ours), Ok(theirs)) => prop_assert_eq!(ours, theirs),
            (ours, theirs) => prop_assert_eq!(ours.is_err(), theirs.is_err()),
        }
        prop_assert_eq!(is_skipped(&text), serde_json::from_str::<IgnoredAny>(&text).is_ok());
    }

    #[test]
    fn escapes_are_compared(text in "(\\\\[\"\\\\/bfnrtux]|\\\\u[dD][89abcdefCDEF][0-9a-f]{2}|\\\\u[0-9a-f]{4}|[a-z é\"]){0,8}") {
        compare(&format!("\"{text}\""))?;
    }
}

#[test]
fn invalid_json_is_rejected() {
    let texts = [
        "",
        " ",
        "nul",
        "nulll",
        "null null",
        "tru",
        "True",
        "01",
        "-",
        "-01",
        "1.",
        ".5",
        "1e",
        "1e+",
        "+1",
        "--1",
        "1.e5",
        "0x1",
        "[",
        "[1",
        "[1,",
        "[1,]",
        "[,]",
        "[1 2]",
        "[1}",
        "{",
        "{\"",
        "{\"a",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,",
        "{\"a\":1,}",
        "{,}",
        "{1:2}",
        "{\"a\" 1}",
        "{a:1}",
        "{\"a\":1]",
        "\"",
        "\"\\",
        "\"\\u",
        "\"\\u12",
        "\"\\u12g4\"",
        "\"\\u+123\"",
        "\"\\ud800\"",
        "\"\\udc00\"",
        "\"\\ud800\\u0041\"",
        "\"\\ud800x\"",
        "\"\\ud83d\\ude00\"",
        "\"\n\"",
        "\"\u{0}\"",
        "\"\u{7f}\"",
        "]",
        "}",
        ",",
        ":",
        "\u{0}",
        "\u{feff}1",
        "\u{a0}1",
        "[] []",
        "-0",
        "-0.0",
        "0",
        "18446744073709551615",
        "18446744073709551616",
        "-9223372036854775808",
        "-9223372036854775809",
        "999999999999999999",
        "1000000000000000000",
        "1e400",
        "1e308",
    ];
    for text in texts {
        if text == "1e400" {
            assert_eq!(ours(text), Err(Failure::Expected("a number in range")));
            assert!(is_skipped(text));
            continue;
        }
        compare(text).unwrap_or_else(|error| panic!("{error}"));
    }
}

#[test]
fn nesting_is_bounded_except_in_skipped_values() {
    let nested = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
    assert!(ours(&nested(128)).is_ok());
    assert_eq!(ours(&nested(129)), Err(Failure::Rejected("nested deeper than 128 levels")));
    assert!(is_skipped(&nested(100_000)));
    assert!(!is_skipped(&"[{\"a\":".repeat(1000)));
}

#[test]
fn positions_are_counted_in_lines_and_bytes() {
    let mut tokens = Tokenizer::new("{\n  \"é\": x");
    assert!(tokens.document(0).is_err());
    assert_eq!(tokens.failure(), (Failure::Syntax("a value is missing"), 2, 9));
}
