//! Hashes as hexadecimal text.

use std::str;

/// The lower-case hexadecimal text of 32 bytes.
#[derive(Clone, Copy)]
pub(super) struct Hex([u8; 64]);

impl Hex {
    pub(super) fn new(bytes: &[u8; 32]) -> Self {
        let mut text = [0; 64];
        let (pairs, _) = text.as_chunks_mut::<2>();
        for (pair, byte) in pairs.iter_mut().zip(bytes) {
            *pair = [digit(byte >> 4), digit(byte & 15)];
        }
        Self(text)
    }

    pub(super) fn as_str(&self) -> &str {
        // The digits are ASCII.
        str::from_utf8(&self.0).unwrap_or_default()
    }
}

fn digit(nibble: u8) -> u8 {
    nibble + if nibble < 10 { b'0' } else { b'a' - 10 }
}
