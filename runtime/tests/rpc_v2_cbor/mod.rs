//! `rpcv2Cbor`: requests byte for byte, responses in all encodings that services use, errors, and bodies of any content.

#![cfg(feature = "cbor")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

mod errors;
mod malformed;
mod mutations;
mod requests;
mod responses;
mod round_trip;
mod shapes;

/// Returns the bytes of hexadecimal text with spaces.
fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> =
        text.chars().filter_map(|digit| digit.to_digit(16)).map(|digit| digit as u8).collect();
    assert_eq!(digits.len() % 2, 0, "{text}");
    digits.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect()
}

fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Returns the head of a data item of a type and length below 24, and its content in hexadecimal.
fn text(text: &str) -> String {
    assert!(text.len() < 24);
    format!("{:02x}{}", 0x60 + text.len(), to_hex(text.as_bytes()))
}
