//! Escaping of text and of attribute values.

/// The reason why a character cannot be sent (XML 1.0, 2.2): most control characters, U+FFFE and U+FFFF.
const NOT_A_CHARACTER: &str = "contains a character that XML cannot represent";

/// Writes text between tags.
pub(super) fn text(out: &mut Vec<u8>, text: &str) -> Result<(), &'static str> {
    match is_clean(text.as_bytes()) {
        true => out.extend_from_slice(text.as_bytes()),
        false => return escaped(out, text, of_text),
    }
    Ok(())
}

/// Writes an attribute value with its quotes. Parsers replace white space in it by spaces, so that it is escaped too.
pub(super) fn attribute(out: &mut Vec<u8>, value: &str) -> Result<(), &'static str> {
    out.push(b'"');
    escaped(out, value, of_attribute)?;
    out.push(b'"');
    Ok(())
}

/// Returns what replaces a character of text, or an error for a character that XML does not have.
///
/// Parsers normalize the end of a line (XML 1.0, 2.11, and XML 1.1, 2.11), so that all characters that can be one are escaped.
fn of_text(character: char) -> Result<Option<&'static str>, &'static str> {
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

fn of_attribute(character: char) -> Result<Option<&'static str>, &'static str> {
    match character {
        '"' => Ok(Some("&quot;")),
        '\'' => Ok(Some("&apos;")),
        '\t' => Ok(Some("&#x9;")),
        character => of_text(character),
    }
}

fn escaped(
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

/// Whether text is ASCII without a character to escape or reject. The last word overlaps the one before it if the length is
/// not a multiple of its size.
fn is_clean(text: &[u8]) -> bool {
    let (words, _) = text.as_chunks::<8>();
    if let Some(last) = text.last_chunk::<8>() {
        return words.iter().chain([last]).all(|word| is_clean_word(u64::from_le_bytes(*word)));
    }
    match (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        (Some(first), Some(last)) => {
            let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
            is_clean_word(u64::from(first) << 32 | u64::from(last))
        }
        _ => text.iter().all(|byte| (b' '..0x80).contains(byte) && !matches!(byte, b'&' | b'<' | b'>')),
    }
}

/// Whether eight bytes are ASCII without a character to escape or reject. A byte is less than `n` if the subtraction of `n`
/// borrows from its highest bit.
fn is_clean_word(word: u64) -> bool {
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
                super::text(&mut text, &value).unwrap();
                super::attribute(&mut attribute, &value).unwrap();
                assert_eq!(text, format!("{before}{in_text}{after}").as_bytes());
                assert_eq!(attribute, format!("\"{before}{in_attribute}{after}\"").as_bytes());
            }
        }
    }

    #[test]
    fn characters_that_xml_does_not_have_are_rejected() {
        for character in ['\0', '\u{1}', '\u{8}', '\u{b}', '\u{1f}', '\u{fffe}', '\u{ffff}'] {
            for text in [format!("{character}"), format!("some text {character} and more")] {
                assert_eq!(super::text(&mut Vec::new(), &text), Err(NOT_A_CHARACTER));
                assert_eq!(attribute(&mut Vec::new(), &text), Err(NOT_A_CHARACTER));
            }
        }
    }

    #[test]
    fn words_are_classified_like_characters() {
        for byte in 0..=u8::MAX {
            for place in 0..8 {
                let mut word = [b'a'; 8];
                word[place] = byte;
                let is_plain =
                    byte.is_ascii() && matches!(of_text(char::from(byte)), Ok(None)) && byte != b'\t';
                assert_eq!(is_clean_word(u64::from_le_bytes(word)), is_plain, "{byte:#x} at {place}");
                assert_eq!(is_clean(&word[..=place]), is_plain, "{byte:#x} at {place}");
            }
        }
    }
}
