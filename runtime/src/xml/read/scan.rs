//! Finds the end of plain text, eight bytes at a time, and the end of names.

/// White space (XML 1.0, 2.3).
pub(super) const WHITE_SPACE: [char; 4] = [' ', '\t', '\r', '\n'];

/// Returns the number of bytes before the first `<`, `&` or carriage return, or all of them.
#[inline]
pub(super) fn plain_text_length(text: &[u8]) -> usize {
    let mut rest = text;
    while let Some((word, after)) = rest.split_first_chunk::<8>() {
        match specials(u64::from_le_bytes(*word)) {
            0 => rest = after,
            found => return text.len() - rest.len() + found.trailing_zeros() as usize / 8,
        }
    }
    let plain = rest.iter().take_while(|byte| !matches!(byte, b'<' | b'&' | b'\r')).count();
    text.len() - rest.len() + plain
}

/// Returns zero if none of the eight bytes is `<`, `&` or a carriage return. Otherwise the lowest set bit belongs to the first
/// such byte; higher bits are unspecified. A byte is zero if the subtraction of one borrows from its highest bit.
fn specials(word: u64) -> u64 {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    let equal = |byte: u8| {
        let difference = word ^ (ONES * u64::from(byte));
        difference.wrapping_sub(ONES) & !difference
    };
    (equal(b'<') | equal(b'&') | equal(b'\r')) & (ONES * 0x80)
}

/// Returns the length of the name at the start of the text (XML 1.0, 2.3), or zero without a name. All characters beyond ASCII
/// count as part of a name.
#[inline]
pub(super) fn name_length(text: &[u8]) -> usize {
    match text.first() {
        Some(b'-' | b'.' | b'0'..=b'9') => 0,
        _ => text.iter().take_while(|byte| is_name_byte(**byte)).count(),
    }
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':' | b'-' | b'.') || !byte.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_found_at_any_position() {
        for length in 0..20 {
            assert_eq!(plain_text_length(&vec![b'\x7f'; length]), length);
            for index in 0..length {
                for (special, after) in [(b'<', b'&'), (b'&', 0), (b'\r', 0xff), (b'<', b'=')] {
                    let mut text = vec![b';'; length];
                    text[index..].fill(after);
                    text[index] = special;
                    assert_eq!(plain_text_length(&text), index, "{text:?}");
                }
            }
        }
        for byte in (0..=u8::MAX).filter(|byte| !matches!(byte, b'<' | b'&' | b'\r')) {
            assert_eq!(plain_text_length(&[byte; 17]), 17, "{byte:#x}");
        }
    }

    #[test]
    fn names_end_at_the_first_invalid_character() {
        for (text, length) in [
            ("a>", 1),
            ("a:b-c.d_1/>", 9),
            ("é ", 2),
            ("a", 1),
            ("", 0),
            (" a", 0),
            ("1a", 0),
            ("-a", 0),
            ("<", 0),
            ("a=", 1),
        ] {
            assert_eq!(name_length(text.as_bytes()), length, "{text}");
        }
    }
}
