//! Percent-encoding: unreserved characters (RFC 3986, 2.3) are kept. A space is `%20`, which all parsers of forms accept.

/// Appends text, percent-encoded.
pub(super) fn encode(out: &mut Vec<u8>, text: &str) {
    let text = text.as_bytes();
    match is_unreserved_only(text) {
        true => out.extend_from_slice(text),
        false => escape(out, text),
    }
}

/// Whether no byte must be escaped. The last block overlaps the one before it if the length is not a multiple of its size.
fn is_unreserved_only(text: &[u8]) -> bool {
    let (blocks, _) = text.as_chunks::<16>();
    if let Some(last) = text.last_chunk::<16>() {
        return blocks.iter().chain([last]).all(is_unreserved_block);
    }
    if let (Some(first), Some(last)) = (text.first_chunk::<8>(), text.last_chunk::<8>()) {
        return is_unreserved_block(first) & is_unreserved_block(last);
    }
    match (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        (Some(first), Some(last)) => is_unreserved_block(first) & is_unreserved_block(last),
        _ => text.iter().all(|byte| is_unreserved(*byte)),
    }
}

/// Compares all bytes at once: there is no branch between them.
fn is_unreserved_block<const N: usize>(block: &[u8; N]) -> bool {
    block.iter().fold(true, |all, byte| all & is_unreserved(*byte))
}

const fn is_unreserved(byte: u8) -> bool {
    let is_letter = (byte | 0x20).wrapping_sub(b'a') < 26;
    let is_digit = byte.wrapping_sub(b'0') < 10;
    let is_dash_or_dot = byte.wrapping_sub(b'-') < 2;
    is_letter | is_digit | is_dash_or_dot | (byte == b'_') | (byte == b'~')
}

/// Copies blocks without a byte to escape as a whole. In most texts these are a few, such as the colons of an ARN.
fn escape(out: &mut Vec<u8>, text: &[u8]) {
    out.reserve(text.len() + text.len() / 2);
    let (blocks, rest) = text.as_chunks::<8>();
    for block in blocks {
        match is_unreserved_block(block) {
            true => out.extend_from_slice(block),
            false => block.iter().for_each(|byte| escape_byte(out, *byte)),
        }
    }
    rest.iter().for_each(|byte| escape_byte(out, *byte));
}

fn escape_byte(out: &mut Vec<u8>, byte: u8) {
    match KEPT.get(usize::from(byte)) {
        Some(true) => out.push(byte),
        _ => out.extend_from_slice(&[b'%', digit(byte >> 4), digit(byte & 15)]),
    }
}

/// Whether each byte is kept.
const KEPT: [bool; 256] = {
    let mut kept = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        kept[byte] = is_unreserved(byte as u8);
        byte += 1;
    }
    kept
};

fn digit(nibble: u8) -> u8 {
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
