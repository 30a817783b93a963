//! A scan for special bytes in strings, eight bytes at a time. Most of JSON is strings, and most strings have none.

/// Returns whether a byte ends a string or must be escaped in it.
pub(super) fn is_special(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// Returns zero if none of the eight bytes is special. Otherwise the lowest set bit belongs to the first special byte; higher
/// bits are unspecified.
///
/// A byte is less than `n` if the subtraction of `n` borrows from its highest bit.
pub(super) fn specials(word: u64) -> u64 {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    let below = |word: u64, n: u64| word.wrapping_sub(ONES * n) & !word;
    let (quote, backslash) = (word ^ (ONES * b'"' as u64), word ^ (ONES * b'\\' as u64));
    (below(word, 0x20) | below(quote, 1) | below(backslash, 1)) & (ONES * 0x80)
}

/// Returns the number of bytes before the first special byte or the end.
#[inline]
pub(super) fn before_special(text: &[u8]) -> usize {
    let mut rest = text;
    while let Some((word, after)) = rest.split_first_chunk::<8>() {
        match specials(u64::from_le_bytes(*word)) {
            0 => rest = after,
            found => return text.len() - rest.len() + found.trailing_zeros() as usize / 8,
        }
    }
    let clean = rest.iter().take_while(|byte| !is_special(**byte)).count();
    text.len() - rest.len() + clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_in_words_are_classified_like_single_bytes() {
        for byte in 0..=u8::MAX {
            for index in 0..8 {
                let mut word = [b'a'; 8];
                word[index] = byte;
                let found = specials(u64::from_le_bytes(word));
                assert_eq!(found != 0, is_special(byte), "{byte:#x} at {index}");
            }
        }
    }

    #[test]
    fn the_first_special_byte_is_found_at_any_position() {
        for length in 0..20 {
            assert_eq!(before_special(&vec![b'\x7f'; length]), length);
            for index in 0..length {
                for after in [b'"', b'\\', 0, b'a', 0xff] {
                    let mut text = vec![0x20; length];
                    text[index..].fill(after);
                    text[index] = b'\n';
                    assert_eq!(before_special(&text), index, "{text:?}");
                }
            }
        }
    }
}
