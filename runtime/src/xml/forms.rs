//! The encoding of forms, which texts of a response are in if the service was asked for it: XML cannot represent all of them.

use crate::schema::{Member, RareTraits};
use percent_encoding::{AsciiSet, percent_decode_str, utf8_percent_encode};
use std::borrow::Cow;

/// The characters that are escaped. A slash is not.
const ESCAPED: &AsciiSet = &crate::endpoint::ESCAPED.remove(b'/');

/// Returns whether a response may have the text of a member in the encoding of forms.
#[inline]
pub(super) fn is_url_encoded(member: &Member) -> bool {
    matches!(member.rare, Some(RareTraits { url_encoded: true, .. }))
}

/// Decodes a text. Bytes that are not UTF-8 are replaced.
pub(super) fn decode(text: Cow<'_, str>) -> String {
    if !text.bytes().any(|byte| matches!(byte, b'%' | b'+')) {
        return text.into_owned();
    }
    let spaced = if text.contains('+') { Cow::Owned(text.replace('+', " ")) } else { text };
    percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
}

/// Encodes a text.
pub(super) fn encode(text: &str) -> impl Iterator<Item = &str> {
    utf8_percent_encode(text, ESCAPED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_encoded_and_decoded() {
        for (text, encoded) in
            [("", ""), ("a/b-c.d_e~f", "a/b-c.d_e~f"), ("a b+c%\u{1}é", "a%20b%2Bc%25%01%C3%A9")]
        {
            assert_eq!(encode(text).collect::<String>(), encoded);
            assert_eq!(decode(encoded.into()), text);
        }
        assert_eq!(decode("a+b".into()), "a b");
        assert_eq!(decode("%C3%".into()), "\u{fffd}%");
    }
}
