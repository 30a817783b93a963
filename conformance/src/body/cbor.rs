//! The canonical form of CBOR, similar to the diagnostic notation of RFC 8949.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ciborium::Value;

/// The tag of a timestamp in seconds since 1970.
const EPOCH_SECONDS: u64 = 1;

/// Returns the canonical form. Maps are sorted. The widths of numbers, and whether a length is definite, are not significant.
/// Integers differ from floating-point numbers, except in timestamps.
pub(super) fn canonical(mut body: &[u8]) -> Result<String, String> {
    let value: Value = ciborium::from_reader(&mut body).map_err(|error| error.to_string())?;
    match body.len() {
        0 => Ok(text(&value)),
        rest => Err(format!("{rest} bytes follow the value")),
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::Integer(number) => i128::from(*number).to_string(),
        Value::Float(number) => format!("{number:?}"),
        Value::Bytes(bytes) => format!("b64'{}'", STANDARD.encode(bytes)),
        Value::Text(text) => format!("{text:?}"),
        Value::Bool(value) => value.to_string(),
        Value::Null => "null".to_owned(),
        Value::Tag(EPOCH_SECONDS, inner) => match &**inner {
            // Integers of this size are exact.
            Value::Integer(number) => format!("1({:?})", i128::from(*number) as f64),
            inner => format!("1({})", text(inner)),
        },
        Value::Tag(tag, inner) => format!("{tag}({})", text(inner)),
        Value::Array(items) => format!("[{}]", items.iter().map(text).collect::<Vec<_>>().join(", ")),
        Value::Map(entries) => {
            let mut entries: Vec<_> =
                entries.iter().map(|(key, value)| format!("{}: {}", text(key), text(value))).collect();
            entries.sort();
            format!("{{{}}}", entries.join(", "))
        }
        _ => "unknown".to_owned(),
    }
}

#[test]
fn lengths_and_widths_are_not_significant() {
    let same = [
        (&b"\xbf\x61a\x01\x61b\x02\xff"[..], &b"\xa2\x61b\x18\x02\x61a\x19\x00\x01"[..]),
        (b"\xf9\x3c\x00", b"\xfb\x3f\xf0\x00\x00\x00\x00\x00\x00"),
        (b"\xc1\x01", b"\xc1\xfa\x3f\x80\x00\x00"),
        (b"\x9f\x7f\x61a\x61b\xff\xff", b"\x81\x62ab"),
        (b"\xf9\x7e\x00", b"\xfb\x7f\xf8\x00\x00\x00\x00\x00\x00"),
    ];
    for (one, other) in same {
        assert_eq!(canonical(one).unwrap(), canonical(other).unwrap());
    }
}

#[test]
fn types_are_significant() {
    let all: [&[u8]; 9] = [
        b"\x01",
        b"\xf9\x3c\x00",
        b"\x61a",
        b"\x41a",
        b"\xc1\x01",
        b"\xf6",
        b"\xf9\x00\x00",
        b"\xf9\x80\x00",
        b"\xa2\x61a\x01\x61a\x01",
    ];
    let forms: std::collections::BTreeSet<_> = all.iter().map(|bytes| canonical(bytes).unwrap()).collect();
    assert_eq!(forms.len(), all.len());
    assert!(canonical(b"\x01\x01").is_err() && canonical(b"").is_err() && canonical(b"\xa1\x01").is_err());
}
