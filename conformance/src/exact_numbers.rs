//! Parses JSON without a loss of digits: a number that no type of `serde_json` holds becomes a string, as in outputs. The readers of
//! inputs accept both for a number of arbitrary size.

use serde_json::Value;

/// The digits that a double keeps at most.
const DIGITS: usize = 17;

/// Parses JSON. A number with more digits than a double keeps, and beyond the integers of 64 bits, becomes a string.
///
/// # Errors
/// Returns the error of `serde_json` for text that is not JSON.
pub(crate) fn parse(text: &str) -> serde_json::Result<Value> {
    // The positions of an error are those of the text as it is.
    serde_json::from_str::<serde::de::IgnoredAny>(text)?;
    serde_json::from_str(&quoted(text))
}

/// Returns the JSON with such numbers in quotation marks.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c == '"' || c == '-' || c.is_ascii_digit()) {
        let (before, token) = rest.split_at(start);
        let is_string = token.starts_with('"');
        let length = if is_string { string_length(token) } else { number_length(token) };
        let (token, after) = token.split_at_checked(length).unwrap_or((token, ""));
        out.push_str(before);
        match is_string || is_exact(token) {
            true => out.push_str(token),
            false => out.push_str(&format!("\"{token}\"")),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Returns the length of the string at the beginning, with its quotation marks.
fn string_length(text: &str) -> usize {
    let mut is_escaped = false;
    let end = text.char_indices().skip(1).find(|(_, c)| {
        let ends = *c == '"' && !is_escaped;
        is_escaped = *c == '\\' && !is_escaped;
        ends
    });
    end.map_or(text.len(), |(index, _)| index + 1)
}

fn number_length(text: &str) -> usize {
    text.find(|c: char| !(c.is_ascii_digit() || "+-.eE".contains(c))).unwrap_or(text.len())
}

fn is_exact(number: &str) -> bool {
    let mantissa = number.split(['e', 'E']).next().unwrap_or_default();
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    number.parse::<i64>().is_ok()
        || number.parse::<u64>().is_ok()
        || digits.trim_start_matches('0').len() <= DIGITS
}

#[test]
fn numbers_beyond_a_double_are_strings() {
    let text = r#"{"-1 \" 123456789012345678901": [1, -2.50, 1e300, 18446744073709551615, 100000000000000000000001.0],
        "b\\": -9223372036854775809, "c": 0.100000000000000000000001, "d": "\u00e9 0.100000000000000000000001"}"#;
    let expected = r#"{"-1 \" 123456789012345678901": [1, -2.50, 1e300, 18446744073709551615, "100000000000000000000001.0"],
        "b\\": "-9223372036854775809", "c": "0.100000000000000000000001", "d": "\u00e9 0.100000000000000000000001"}"#;
    assert_eq!(quoted(text), expected);
    assert_eq!(parse(text).unwrap(), serde_json::from_str::<Value>(expected).unwrap());
    assert!(parse("{\"a\": 1").is_err() && parse("\"a").is_err());
}
