//! Escapes text and attribute values.

/// The reason why a character is rejected. XML 1.0, 2.2, forbids most control characters, U+FFFE and U+FFFF.
const NOT_A_CHARACTER: &str = "contains a character that XML cannot represent";

/// Appends the text of an element, escaped.
pub(crate) fn push_text(out: &mut Vec<u8>, text: &str) -> Result<(), &'static str> {
    match is_plain(text.as_bytes()) {
        true => out.extend_from_slice(text.as_bytes()),
        false => return push_escaped(out, text, text_escape),
    }
    Ok(())
}

/// Appends an attribute value with its quotes. White space is escaped too, because parsers replace it by spaces.
pub(super) fn push_attribute_value(out: &mut Vec<u8>, value: &str) -> Result<(), &'static str> {
    out.push(b'"');
    push_escaped(out, value, attribute_escape)?;
    out.push(b'"');
    Ok(())
}

/// Returns the escape of a character in text, `None` if it needs no escape, or an error if XML forbids it.
///
/// Line ends are escaped, because parsers normalize them (XML 1.0, 2.11, and XML 1.1, 2.11).
fn text_escape(character: char) -> Result<Option<&'static str>, &'static str> {
    Ok(Some(match character {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '\r' => "&#xD;",
        '\n' => "&#xA;",
        '\u{85}' => "&#x85;",
        '\u{2028}' => "&#x2028;",
        '\t' => return Ok(None),
        '\0'..' ' | '\u{fffe}' | '\u{ffff}' => return Err(NOT_A_CHARACTER),
        _ => return Ok(None),
    }))
}

/// Returns the escape of a character in an attribute value.
fn attribute_escape(character: char) -> Result<Option<&'static str>, &'static str> {
    match character {
        '"' => Ok(Some("&quot;")),
        '\'' => Ok(Some("&apos;")),
        '\t' => Ok(Some("&#x9;")),
        character => text_escape(character),
    }
}

/// Appends text in which each character is replaced by its escape, if it has one.
fn push_escaped(
    out: &mut Vec<u8>,
    text: &str,
    escape: fn(char) -> Result<Option<&'static str>, &'static str>,
) -> Result<(), &'static str> {
    let mut rest = text;
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if let Some(escape) = escape(character)? {
            let clean = rest.len() - characters.as_str().len() - character.len_utf8();
            out.extend_from_slice(rest.get(..clean).unwrap_or_default().as_bytes());
            out.extend_from_slice(escape.as_bytes());
            rest = characters.as_str();
        }
    }
    out.extend_from_slice(rest.as_bytes());
    Ok(())
}

/// Returns whether text is ASCII without a character to escape or reject. Whole words are tested. If the length is not a
/// multiple of a word's, the last word overlaps the one before it.
fn is_plain(text: &[u8]) -> bool {
    let (words, _) = text.as_chunks::<8>();
    if let Some(last) = text.last_chunk::<8>() {
        return words.iter().chain([last]).all(|word| is_plain_word(u64::from_le_bytes(*word)));
    }
    match (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        (Some(first), Some(last)) => {
            let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
            is_plain_word(u64::from(first) << 32 | u64::from(last))
        }
        _ => text.iter().all(|byte| (b' '..0x80).contains(byte) && !matches!(byte, b'&' | b'<' | b'>')),
    }
}

/// Returns whether eight bytes are ASCII without a character to escape or reject. A byte is less than `n` if the subtraction of
/// `n` borrows from its highest bit.
fn is_plain_word(word: u64) -> bool {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    let below = |word: u64, n: u64| word.wrapping_sub(ONES * n) & !word;
    let ampersand = word ^ (ONES * b'&' as u64);
    // `<` and `>` differ in one bit.
    let angle = (word | (ONES * 2)) ^ (ONES * b'>' as u64);
    (below(word, 0x20) | below(ampersand, 1) | below(angle, 1) | word) & (ONES * 0x80) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_escaped_at_any_position() {
        for (character, in_text, in_attribute) in [
            ('&', "&amp;", "&amp;"),
            ('<', "&lt;", "&lt;"),
            ('>', "&gt;", "&gt;"),
            ('"', "\"", "&quot;"),
            ('\'', "'", "&apos;"),
            ('\t', "\t", "&#x9;"),
            ('\r', "&#xD;", "&#xD;"),
            ('\n', "&#xA;", "&#xA;"),
            ('\u{85}', "&#x85;", "&#x85;"),
            ('\u{2028}', "&#x2028;", "&#x2028;"),
            ('\u{7f}', "\u{7f}", "\u{7f}"),
            ('=', "=", "="),
            (';', ";", ";"),
            ('é', "é", "é"),
            ('\u{10ffff}', "\u{10ffff}", "\u{10ffff}"),
        ] {
            for (before, after) in (0..20).flat_map(|length| (0..length).map(move |at| (at, length - at - 1)))
            {
                let (before, after) = ("a".repeat(before), "b".repeat(after));
                let (mut text, mut attribute) = (Vec::new(), Vec::new());
                let value = format!("{before}{character}{after}");
                push_text(&mut text, &value).unwrap();
                push_attribute_value(&mut attribute, &value).unwrap();
                assert_eq!(text, format!("{before}{in_text}{after}").as_bytes());
                assert_eq!(attribute, format!("\"{before}{in_attribute}{after}\"").as_bytes());
            }
        }
    }

    #[test]
    fn characters_that_xml_forbids_are_rejected() {
        for character in ['\0', '\u{1}', '\u{8}', '\u{b}', '\u{1f}', '\u{fffe}', '\u{ffff}'] {
            for text in [format!("{character}"), format!("some text {character} and more")] {
                assert_eq!(push_text(&mut Vec::new(), &text), Err(NOT_A_CHARACTER));
                assert_eq!(push_attribute_value(&mut Vec::new(), &text), Err(NOT_A_CHARACTER));
            }
        }
    }

    #[test]
    fn words_are_classified_like_characters() {
        for byte in 0..=u8::MAX {
            for index in 0..8 {
                let mut word = [b'a'; 8];
                word[index] = byte;
                let expected =
                    byte.is_ascii() && matches!(text_escape(char::from(byte)), Ok(None)) && byte != b'\t';
                assert_eq!(is_plain_word(u64::from_le_bytes(word)), expected, "{byte:#x} at {index}");
                assert_eq!(is_plain(&word[..=index]), expected, "{byte:#x} at {index}");
            }
        }
    }
}
