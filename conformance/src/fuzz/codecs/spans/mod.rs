//! The parts of a body that mutations move: values, members and elements.

mod cbor;
mod json;
mod text;
mod xml;

use super::codec::Format;
use std::ops::Range;

/// The most parts of a body that are found, so that a long body takes no longer.
const ENOUGH: usize = 2000;

/// Returns the parts of a body, in the order of their ends. A body that is not well-formed has those before the first error.
pub(super) fn of(format: Format, body: &[u8]) -> Vec<Range<usize>> {
    let mut spans = match format {
        Format::Json => json::spans(body),
        Format::Xml => xml::spans(body),
        Format::Cbor => cbor::spans(body),
        Format::Text => text::spans(body),
    };
    spans.truncate(ENOUGH);
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(format: Format, body: &str) -> Vec<&str> {
        of(format, body.as_bytes()).into_iter().map(|span| &body[span]).collect()
    }

    #[test]
    fn parts_of_json_are_values_and_members() {
        let body = r#"{"a": [1, "]\""], "b":{}}"#;
        let expected = [
            "\"a\"",
            "1",
            r#""]\"""#,
            r#"[1, "]\""]"#,
            r#""a": [1, "]\""]"#,
            "\"b\"",
            "{}",
            "\"b\":{}",
            body,
        ];
        assert_eq!(texts(Format::Json, body), expected);
        assert_eq!(texts(Format::Json, "[1,\"a"), ["1"]);
    }

    #[test]
    fn parts_of_xml_are_elements_attributes_text_and_other_markup() {
        let body = "<a b='1'><!-- c --><d>x</d><e/></a>";
        let expected = [" b='1'", "<!-- c -->", "x", "<d>x</d>", "<e/>", body];
        assert_eq!(texts(Format::Xml, body), expected);
        assert_eq!(texts(Format::Xml, "<a>x<"), ["x"]);
    }

    #[test]
    fn parts_of_text_are_words_and_values() {
        let text = "Tue, 29 Apr 2014,\"a b\"";
        let expected = ["Tue", "29", "Apr", "2014", "29 Apr 2014", "\"a", "b\"", "\"a b\"", text];
        assert_eq!(texts(Format::Text, text), expected);
        assert!(texts(Format::Text, "").is_empty());
    }

    #[test]
    fn parts_of_cbor_are_items_and_entries() {
        // {"a": [1, 2], _ "b": 0("c")}
        let body = [0xbf, 0x61, b'a', 0x82, 1, 2, 0x61, b'b', 0xc0, 0x61, b'c', 0xff];
        let expected = [1..3, 4..5, 5..6, 3..6, 1..6, 6..8, 8..11, 6..11, 0..12];
        assert_eq!(of(Format::Cbor, &body), expected);
        assert_eq!(of(Format::Cbor, &[0x82, 1, 0x5b]), std::slice::from_ref(&(1..2)));
    }
}
