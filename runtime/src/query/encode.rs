//! Percent-encodes text, eight bytes at a time. Unreserved characters (RFC 3986, 2.3) are kept. A space becomes `%20`, which all
//! parsers of forms accept.

const ONES: u64 = u64::from_le_bytes([1; 8]);

/// Appends text, percent-encoded.
pub(super) fn encode(out: &mut Vec<u8>, text: &str) {
    let text = text.as_bytes();
    match is_unreserved(text) {
        true => out.extend_from_slice(text),
        false => escape(out, text),
    }
}

/// Returns whether no byte must be escaped. Whole blocks are tested. If the length is not a multiple of a block's, the last block
/// overlaps the one before it.
fn is_unreserved(text: &[u8]) -> bool {
    let (blocks, _) = text.as_chunks::<16>();
    if let Some(last) = text.last_chunk::<16>() {
        return blocks.iter().all(is_unreserved_block) && is_unreserved_block(last);
    }
    match (text.first_chunk::<8>(), text.last_chunk::<8>()) {
        (Some(first), Some(last)) => is_unreserved_block(first) & is_unreserved_block(last),
        _ => reserved(padded(text)) == 0,
    }
}

/// Returns whether no byte of a block must be escaped. Without short circuits, all bytes are compared at once.
#[inline]
fn is_unreserved_block<const N: usize>(block: &[u8; N]) -> bool {
    block.iter().fold(true, |all, byte| {
        let is_letter = (byte | 0x20).wrapping_sub(b'a') < 26;
        let is_digit = byte.wrapping_sub(b'0') < 10;
        let is_dash_or_dot = byte.wrapping_sub(b'-') < 2;
        all & (is_letter | is_digit | is_dash_or_dot | (*byte == b'_') | (*byte == b'~'))
    })
}

// Out of line, so that `encode` stays small for the text that needs no escapes.
#[inline(never)]
fn escape(out: &mut Vec<u8>, text: &[u8]) {
    out.reserve(text.len() + text.len() / 2);
    let (words, rest) = text.as_chunks::<8>();
    for word in words {
        escape_word(out, u64::from_le_bytes(*word), 8);
    }
    escape_word(out, padded(rest), rest.len());
}

/// Returns up to eight bytes as a word, padded with an unreserved character.
fn padded(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(u64::from_le_bytes([b'_'; 8]), |word, byte| word << 8 | u64::from(*byte))
}

/// Appends the first `length` bytes of a word, percent-encoded. The bytes after them must be unreserved.
fn escape_word(out: &mut Vec<u8>, mut word: u64, mut length: usize) {
    let mut reserved = reserved(word);
    while reserved != 0 {
        let kept = reserved.trailing_zeros() / 8;
        push_word(out, word, kept as usize);
        word = word.unbounded_shr(8 * kept);
        let byte = word as u8;
        out.extend_from_slice(&[b'%', hex_digit(byte >> 4), hex_digit(byte & 15)]);
        word >>= 8;
        reserved = reserved.unbounded_shr(8 * kept + 8);
        length = length.saturating_sub(kept as usize + 1);
    }
    push_word(out, word, length);
}

/// Appends the first `length` bytes of a word as they are. It appends the whole word and truncates, which is faster than a call
/// that copies a few bytes.
fn push_word(out: &mut Vec<u8>, word: u64, length: usize) {
    let end = out.len() + length;
    out.extend_from_slice(&word.to_le_bytes());
    out.truncate(end);
}

/// Returns a word that has the highest bit of each byte that must be escaped.
fn reserved(word: u64) -> u64 {
    let ascii = word & (ONES * 0x7f);
    // The sum has the highest bit of each byte that is at least `first`.
    let at_least = |word: u64, first: u8| word + ONES * (0x80 - first as u64);
    let range = |word: u64, first: u8, last: u8| at_least(word, first) & !at_least(word, last + 1);
    let letters = range(ascii | (ONES * 0x20), b'a', b'z');
    let others = range(ascii, b'0', b'9') | range(ascii, b'-', b'.') | range(ascii, b'_', b'_');
    let kept = letters | others | range(ascii, b'~', b'~');
    (!kept | word) & (ONES * 0x80)
}

fn hex_digit(nibble: u8) -> u8 {
    b"0123456789ABCDEF".get(usize::from(nibble)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::encode;
    use crate::endpoint::ESCAPED;
    use percent_encoding::utf8_percent_encode;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn text_is_encoded_like_labels(text in "[a-zA-Z0-9._~-]{0,40}|[\\x00-\\x7f]{0,40}|\\PC{0,20}") {
            let mut out = Vec::new();
            encode(&mut out, &text);
            prop_assert_eq!(String::from_utf8(out).unwrap(), utf8_percent_encode(&text, ESCAPED).to_string());
        }
    }

    #[test]
    fn each_byte_is_encoded_at_every_position() {
        for byte in 0..=0x7f_u8 {
            for length in [1, 7, 8, 9, 15, 16, 17, 33] {
                for position in 0..length {
                    let mut text = vec![b'a'; length];
                    text[position] = byte;
                    let text = String::from_utf8(text).unwrap();
                    let mut out = Vec::new();
                    encode(&mut out, &text);
                    assert_eq!(out, utf8_percent_encode(&text, ESCAPED).to_string().as_bytes(), "{text:?}");
                }
            }
        }
    }
}
