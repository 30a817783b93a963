//! Headers of frames: names with values of ten types.

use super::error::FrameError;
use crate::timestamp::Timestamp;

/// The value of a header.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs, reason = "named for the types of the specification")]
pub enum HeaderValue<'a> {
    Bool(bool),
    Byte(i8),
    Short(i16),
    Integer(i32),
    Long(i64),
    /// At most 32,767 bytes.
    Blob(&'a [u8]),
    /// At most 32,767 bytes.
    String(&'a str),
    /// Sent in milliseconds; what is below a millisecond is cut off.
    Timestamp(Timestamp),
    Uuid([u8; 16]),
}

/// The maximum length of a string or blob in bytes.
const MAX_VALUE: usize = i16::MAX as usize;

const TRUE: u8 = 0;
const FALSE: u8 = 1;
const BYTE: u8 = 2;
const SHORT: u8 = 3;
const INTEGER: u8 = 4;
const LONG: u8 = 5;
const BLOB: u8 = 6;
const STRING: u8 = 7;
const TIMESTAMP: u8 = 8;
const UUID: u8 = 9;

impl<'a> HeaderValue<'a> {
    /// Returns the text, if the value is a string.
    pub fn as_str(self) -> Option<&'a str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }
}

/// Reads the first header. Returns its name, its value, and the bytes after it.
///
/// # Errors
/// Returns the name, which is empty if it cannot be read, and the reason.
pub(super) fn read(bytes: &[u8]) -> Result<(&str, HeaderValue<'_>, &[u8]), FrameError> {
    let (length, rest) = bytes.split_first().ok_or_else(|| FrameError::header("", "no name"))?;
    if *length == 0 {
        return Err(FrameError::header("", "the name is empty"));
    }
    let (name, rest) = rest
        .split_at_checked(usize::from(*length))
        .ok_or_else(|| FrameError::header("", "the name is longer than the headers"))?;
    let name = std::str::from_utf8(name).map_err(|_| FrameError::header("", "the name is not UTF-8"))?;
    match read_value(rest) {
        Ok((value, rest)) => Ok((name, value, rest)),
        Err(reason) => Err(FrameError::header(name, reason)),
    }
}

fn read_value(bytes: &[u8]) -> Result<(HeaderValue<'_>, &[u8]), &'static str> {
    let (kind, rest) = bytes.split_first().ok_or(CUT_OFF)?;
    Ok(match *kind {
        TRUE => (HeaderValue::Bool(true), rest),
        FALSE => (HeaderValue::Bool(false), rest),
        BYTE => array(rest).map(|(value, rest)| (HeaderValue::Byte(i8::from_be_bytes(value)), rest))?,
        SHORT => array(rest).map(|(value, rest)| (HeaderValue::Short(i16::from_be_bytes(value)), rest))?,
        INTEGER => {
            array(rest).map(|(value, rest)| (HeaderValue::Integer(i32::from_be_bytes(value)), rest))?
        }
        LONG => array(rest).map(|(value, rest)| (HeaderValue::Long(i64::from_be_bytes(value)), rest))?,
        BLOB => sized(rest).map(|(value, rest)| (HeaderValue::Blob(value), rest))?,
        STRING => {
            let (value, rest) = sized(rest)?;
            let text = std::str::from_utf8(value).map_err(|_| "the string is not UTF-8")?;
            (HeaderValue::String(text), rest)
        }
        TIMESTAMP => {
            let (value, rest) = array(rest)?;
            (HeaderValue::Timestamp(from_millis(i64::from_be_bytes(value))), rest)
        }
        UUID => array(rest).map(|(value, rest)| (HeaderValue::Uuid(value), rest))?,
        _ => return Err("unknown type of value"),
    })
}

const CUT_OFF: &str = "the value is longer than the headers";

fn array<const N: usize>(bytes: &[u8]) -> Result<([u8; N], &[u8]), &'static str> {
    bytes.split_first_chunk().map(|(value, rest)| (*value, rest)).ok_or(CUT_OFF)
}

fn sized(bytes: &[u8]) -> Result<(&[u8], &[u8]), &'static str> {
    let (length, rest) = array(bytes)?;
    rest.split_at_checked(usize::from(u16::from_be_bytes(length))).ok_or(CUT_OFF)
}

/// Appends a header.
///
/// # Errors
/// Returns an error for a name that is empty or longer than 255 bytes, a string or blob of more than 32,767 bytes, and a
/// timestamp that has no 64-bit number of milliseconds.
pub(super) fn write(name: &str, value: HeaderValue<'_>, out: &mut Vec<u8>) -> Result<(), FrameError> {
    let Some(length) = u8::try_from(name.len()).ok().filter(|length| *length > 0) else {
        return Err(FrameError::header(name, "a name has 1 to 255 bytes"));
    };
    out.push(length);
    out.extend_from_slice(name.as_bytes());
    write_value(value, out).map_err(|reason| FrameError::header(name, reason))
}

fn write_value(value: HeaderValue<'_>, out: &mut Vec<u8>) -> Result<(), &'static str> {
    match value {
        HeaderValue::Bool(true) => out.push(TRUE),
        HeaderValue::Bool(false) => out.push(FALSE),
        HeaderValue::Byte(value) => fixed(BYTE, &value.to_be_bytes(), out),
        HeaderValue::Short(value) => fixed(SHORT, &value.to_be_bytes(), out),
        HeaderValue::Integer(value) => fixed(INTEGER, &value.to_be_bytes(), out),
        HeaderValue::Long(value) => fixed(LONG, &value.to_be_bytes(), out),
        HeaderValue::Blob(value) => write_sized(BLOB, value, out)?,
        HeaderValue::String(value) => write_sized(STRING, value.as_bytes(), out)?,
        HeaderValue::Timestamp(value) => {
            let millis = to_millis(value).ok_or("the timestamp has no 64-bit number of milliseconds")?;
            fixed(TIMESTAMP, &millis.to_be_bytes(), out);
        }
        HeaderValue::Uuid(value) => fixed(UUID, &value, out),
    }
    Ok(())
}

fn fixed(kind: u8, bytes: &[u8], out: &mut Vec<u8>) {
    out.push(kind);
    out.extend_from_slice(bytes);
}

fn write_sized(kind: u8, bytes: &[u8], out: &mut Vec<u8>) -> Result<(), &'static str> {
    let length = u16::try_from(bytes.len()).ok().filter(|length| usize::from(*length) <= MAX_VALUE);
    let length = length.ok_or("a string or blob has at most 32,767 bytes")?;
    out.push(kind);
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(bytes);
    Ok(())
}

/// Converts milliseconds since 1970 to a timestamp.
fn from_millis(millis: i64) -> Timestamp {
    // The remainder is below 1,000, so that the conversion does not fail.
    let nanos = u32::try_from(millis.rem_euclid(1000)).unwrap_or_default() * 1_000_000;
    Timestamp::new(millis.div_euclid(1000), nanos)
}

fn to_millis(time: Timestamp) -> Option<i64> {
    let millis = i128::from(time.seconds()) * 1000 + i128::from(time.nanos() / 1_000_000);
    i64::try_from(millis).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round_trip(value: HeaderValue<'_>) {
        let mut bytes = Vec::new();
        write("name", value, &mut bytes).unwrap();
        bytes.push(9);
        assert_eq!(read(&bytes), Ok(("name", value, &[9][..])));
    }

    #[test]
    fn values_of_all_types_round_trip() {
        for value in [
            HeaderValue::Bool(true),
            HeaderValue::Bool(false),
            HeaderValue::Byte(-1),
            HeaderValue::Short(i16::MIN),
            HeaderValue::Integer(i32::MIN),
            HeaderValue::Long(i64::MIN),
            HeaderValue::Blob(&[0; MAX_VALUE]),
            HeaderValue::Blob(b""),
            HeaderValue::String("größer"),
            HeaderValue::String(""),
            HeaderValue::Timestamp(Timestamp::new(-1, 999_000_000)),
            HeaderValue::Timestamp(Timestamp::new(1_730_384_114, 0)),
            HeaderValue::Uuid(*b"0123456789abcdef"),
        ] {
            round_trip(value);
        }
    }

    #[test]
    fn extreme_timestamps_are_kept_and_others_rejected() {
        for millis in [i64::MIN, i64::MAX, -1, 0, 1] {
            assert_eq!(to_millis(from_millis(millis)), Some(millis));
        }
        let mut bytes = Vec::new();
        let error = write("t", HeaderValue::Timestamp(Timestamp::new(i64::MAX, 0)), &mut bytes).unwrap_err();
        assert!(error.to_string().contains("`t`: the timestamp has no 64-bit number"), "{error}");
    }

    #[test]
    fn headers_beyond_the_limits_are_not_written() {
        let mut out = Vec::new();
        let long = "n".repeat(256);
        for (name, value) in [
            ("", HeaderValue::Bool(true)),
            (long.as_str(), HeaderValue::Bool(true)),
            ("x", HeaderValue::Blob(&[0; MAX_VALUE + 1])),
            ("x", HeaderValue::String(&"s".repeat(70_000))),
        ] {
            assert!(matches!(write(name, value, &mut out), Err(FrameError::Header { .. })));
        }
    }

    #[test]
    fn malformed_headers_are_errors_with_the_name() {
        for (bytes, name, reason) in [
            (&b""[..], "", "no name"),
            (&b"\x00\x00"[..], "", "the name is empty"),
            (&b"\x05abc"[..], "", "the name is longer than the headers"),
            (&b"\x01\xff\x00"[..], "", "the name is not UTF-8"),
            (&b"\x01a"[..], "a", CUT_OFF),
            (&b"\x01a\x0a"[..], "a", "unknown type of value"),
            (&b"\x01a\x05\x00\x00\x00"[..], "a", CUT_OFF),
            (&b"\x01a\x07\x00"[..], "a", CUT_OFF),
            (&b"\x01a\x07\x00\x02b"[..], "a", CUT_OFF),
            (&b"\x01a\x07\x00\x01\xff"[..], "a", "the string is not UTF-8"),
            (&b"\x01a\x09\x00"[..], "a", CUT_OFF),
        ] {
            assert_eq!(read(bytes), Err(FrameError::header(name, reason)), "{bytes:?}");
        }
    }
}
