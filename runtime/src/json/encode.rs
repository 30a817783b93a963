//! Encoding of JSON's tokens.
//!
//! Strings without characters to escape are copied as a whole. `serde_json` writes numbers, so that both use the same notation.

use super::scan::{before_special, is_special, specials};
use crate::base64;
use crate::schema::{Flag, Member};
use serde_core::Serialize;
use serde_json::Value as Document;

/// Writes a finite number.
pub(super) fn number<N: Serialize>(out: &mut Vec<u8>, number: N) -> Result<(), &'static str> {
    serde_json::to_writer(out, &number).map_err(|_| "not a JSON number")
}

/// Writes a document. The caller has checked its depth.
pub(super) fn document(out: &mut Vec<u8>, document: &Document) -> Result<(), &'static str> {
    match document {
        Document::String(text) => string(out, text),
        Document::Array(values) => {
            let start = open(out, b'[');
            for value in values {
                separate(out, start);
                self::document(out, value)?;
            }
            out.push(b']');
        }
        Document::Object(entries) => {
            let start = open(out, b'{');
            for (name, value) in entries {
                separate(out, start);
                key(out, name);
                self::document(out, value)?;
            }
            out.push(b'}');
        }
        Document::Number(value) => return number(out, value),
        Document::Bool(true) => out.extend_from_slice(b"true"),
        Document::Bool(false) => out.extend_from_slice(b"false"),
        Document::Null => out.extend_from_slice(b"null"),
    }
    Ok(())
}

/// Starts an array or object, and returns the position of its first element.
pub(super) fn open(out: &mut Vec<u8>, bracket: u8) -> usize {
    out.push(bracket);
    out.len()
}

/// Writes a comma, except before the element at `start`.
pub(super) fn separate(out: &mut Vec<u8>, start: usize) {
    if out.len() > start {
        out.push(b',');
    }
}

/// Writes the name of a member and a colon.
pub(super) fn name(out: &mut Vec<u8>, name: &str, member: &Member) {
    if member.has(Flag::Escaped) {
        return key(out, name);
    }
    out.reserve(name.len() + SHORT + 3);
    out.push(b'"');
    copy(out, name.as_bytes());
    out.extend_from_slice(b"\":");
}

/// Writes a key and a colon.
pub(super) fn key(out: &mut Vec<u8>, name: &str) {
    string(out, name);
    out.push(b':');
}

/// Writes a string with its quotes.
pub(super) fn string(out: &mut Vec<u8>, text: &str) {
    out.reserve(text.len() + SHORT + 2);
    out.push(b'"');
    match is_clean(text.as_bytes()) {
        true => copy(out, text.as_bytes()),
        false => escaped(out, text.as_bytes()),
    }
    out.push(b'"');
}

/// The length of a short text. Most texts are short.
const SHORT: usize = 16;

/// Appends bytes. Short texts are copied as 16 bytes, of which those behind the text are cut off, because that is faster
/// than a copy of variable length.
#[inline]
fn copy(out: &mut Vec<u8>, text: &[u8]) {
    let end = out.len() + text.len();
    match padded(text) {
        Some(bytes) => {
            out.extend_from_slice(&bytes);
            out.truncate(end);
        }
        None => out.extend_from_slice(text),
    }
}

/// Returns a text of 4 to 16 bytes, followed by zeros. The first and the last word overlap in bytes that are the same.
#[inline]
fn padded(text: &[u8]) -> Option<[u8; SHORT]> {
    let bytes = match text.len() {
        length @ 8..=SHORT => {
            let (first, last) = (text.first_chunk()?, text.last_chunk()?);
            let (first, last) = (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
            u128::from(first) | u128::from(last) << ((length - 8) * 8)
        }
        length @ 4..8 => {
            let (first, last) = (text.first_chunk()?, text.last_chunk()?);
            let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
            (u64::from(first) | u64::from(last) << ((length - 4) * 8)).into()
        }
        _ => return None,
    };
    Some(bytes.to_le_bytes())
}

/// Writes bytes as a string in base64, which has no characters to escape.
pub(super) fn blob(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(b'"');
    base64::append(out, bytes);
    out.push(b'"');
}

#[cold]
fn escaped(out: &mut Vec<u8>, mut text: &[u8]) {
    while let Some((clean, [found, after @ ..])) = text.split_at_checked(before_special(text)) {
        out.extend_from_slice(clean);
        escape(out, *found);
        text = after;
    }
    out.extend_from_slice(text);
}

/// Returns whether no byte must be escaped. The last word overlaps the one before it if the length is not a multiple of
/// its size.
fn is_clean(text: &[u8]) -> bool {
    let (words, _) = text.as_chunks::<8>();
    if let Some(last) = text.last_chunk::<8>() {
        return words.iter().chain([last]).all(|word| specials(u64::from_le_bytes(*word)) == 0);
    }
    match (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        (Some(first), Some(last)) => {
            let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
            specials(u64::from(first) << 32 | u64::from(last)) == 0
        }
        _ => !text.iter().any(|byte| is_special(*byte)),
    }
}

fn escape(out: &mut Vec<u8>, byte: u8) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let short = match byte {
        b'"' | b'\\' => byte,
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        0x08 => b'b',
        0x0c => b'f',
        _ => {
            let digit = |nibble: u8| HEX.get(usize::from(nibble)).copied().unwrap_or_default();
            out.extend_from_slice(&[b'\\', b'u', b'0', b'0', digit(byte >> 4), digit(byte & 15)]);
            return;
        }
    };
    out.extend_from_slice(&[b'\\', short]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(value: &Document) -> String {
        let mut out = Vec::new();
        document(&mut out, value).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn texts_of_each_length_are_copied() {
        let text: Vec<u8> = (b'a'..=b'z').collect();
        for length in 0..=text.len() {
            let mut out = b"before".to_vec();
            copy(&mut out, &text[..length]);
            assert_eq!(out, [b"before", &text[..length]].concat());
        }
    }

    proptest! {
        #[test]
        fn blobs_are_encoded_behind_what_is_written(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
            let mut out = b"{".to_vec();
            blob(&mut out, &bytes);
            prop_assert_eq!(String::from_utf8(out).unwrap(), format!("{{\"{}\"", base64::encode(&bytes)));
        }

        #[test]
        fn strings_are_encoded_like_those_of_serde_json(text in "[\\x00-\\x7f\"\\\\]{0,40}|\\PC{0,20}") {
            prop_assert_eq!(written(&Document::from(text.clone())), serde_json::to_string(&text).unwrap());
        }

        #[test]
        fn documents_are_encoded_like_those_of_serde_json(
            texts in prop::collection::btree_map(".{0,12}", any::<(i64, u64, f64, Option<bool>)>(), 0..4),
        ) {
            let value = |(key, (a, b, c, d)): (String, (i64, u64, f64, Option<bool>))| {
                serde_json::json!({ key.clone(): [a, b, c, d, {}, [], key] })
            };
            let document: Document = texts.into_iter().map(value).collect();
            prop_assert_eq!(written(&document), serde_json::to_string(&document).unwrap());
        }
    }
}
