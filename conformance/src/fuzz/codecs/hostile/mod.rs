//! Hostile parts of bodies. A codec must reject them, or read them without a panic and without much memory.

mod cbor;
mod json;
mod text;
mod xml;

use super::codec::Format;
use crate::fuzz::rng::Rng;

/// The result of expanding the entities that hostile document types declare. It is not in any body.
pub(super) const EXPANDED: &str = "zq-expanded-zq";

/// Depths around the limit of 128, and far beyond it.
const DEPTHS: [usize; 8] = [20, 126, 127, 128, 129, 130, 400, 5000];

/// The length of very long names and texts.
const LONG: usize = 70_000;

/// Bytes that are not UTF-8: overlong, a surrogate, beyond the last code point, cut off, and bytes that never occur.
const NOT_UTF8: [&[u8]; 7] =
    [b"\xff", b"\xc0\x80", b"\xe0\x80\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82", b"\x80"];

/// Characters that formats treat specially, or that XML does not have.
const ODD_TEXT: [&str; 8] =
    ["\0", "\u{1}", "\u{feff}", "\u{fffe}", "\u{10ffff}", "\r\n", "\u{85}", "\u{2028}"];

/// Returns a hostile part of a body.
pub(super) fn part(format: Format, rng: &mut Rng) -> Vec<u8> {
    match (format, rng.below(12)) {
        (Format::Json | Format::Xml | Format::Text, 0) => {
            rng.of_these(&NOT_UTF8).copied().unwrap_or_default().to_vec()
        }
        (Format::Json | Format::Xml | Format::Text, 1) => {
            rng.of_these(&ODD_TEXT).copied().unwrap_or_default().into()
        }
        (Format::Json, 2) => json::nested(rng),
        (Format::Json, 3) => json::long(rng),
        (Format::Json, _) => json::fixed(rng).into(),
        (Format::Xml, 2) => xml::nested(rng),
        (Format::Xml, 3) => xml::long(rng),
        (Format::Xml, 4) => xml::document_type(rng).into(),
        (Format::Xml, _) => xml::fixed(rng).into(),
        (Format::Text, 2) => text::long(rng),
        (Format::Text, 3) => text::base64(rng),
        (Format::Text, _) => text::fixed(rng).into(),
        (Format::Cbor, 0..=1) => cbor::nested(rng),
        (Format::Cbor, 2) => cbor::long(rng),
        (Format::Cbor, _) => cbor::fixed(rng).to_vec(),
    }
}

/// Returns an XML body with a document type declaration before its root.
pub(super) fn with_document_type(body: &[u8], rng: &mut Rng) -> Vec<u8> {
    [xml::document_type(rng).as_bytes(), body].concat()
}

/// Returns `start` and `end` around `middle` several times; a case in three has no ends.
fn around(start: &[u8], middle: &[u8], end: &[u8], rng: &mut Rng) -> Vec<u8> {
    let depth = rng.of_these(&DEPTHS).copied().unwrap_or_default();
    let ends = if rng.once_in(3) { 0 } else { depth };
    [&start.repeat(depth)[..], middle, &end.repeat(ends)].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_same_seed_gives_the_same_parts_and_no_part_has_the_expanded_text() {
        for format in [Format::Json, Format::Xml, Format::Cbor, Format::Text] {
            let parts = || (0..500).map(|case| part(format, &mut Rng::of(3, case))).collect::<Vec<_>>();
            assert_eq!(parts(), parts());
            let different: BTreeSet<_> = parts().into_iter().collect();
            assert!(different.len() > 60, "{}", different.len());
            assert!(different.iter().all(|part| !String::from_utf8_lossy(part).contains(EXPANDED)));
        }
    }
}
