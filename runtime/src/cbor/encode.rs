//! Encodes data items. Integers and lengths have their shortest form.

use super::major;

pub(super) const NO_DOCUMENTS: &str = "documents are not supported by the protocol";

pub(super) const NULL: u8 = 0xf6;
pub(super) const FALSE: u8 = 0xf4;
pub(super) const TRUE: u8 = 0xf5;

/// Appends the head of a data item: its major type, and its value or length.
#[inline]
pub(super) fn head(out: &mut Vec<u8>, major: u8, number: u64) {
    let type_ = major << 5;
    match number {
        0..=23 => out.push(type_ | number as u8),
        24..=0xff => out.extend_from_slice(&[type_ | 24, number as u8]),
        _ => long_head(out, type_, number),
    }
}

fn long_head(out: &mut Vec<u8>, type_: u8, number: u64) {
    let [.., c, d] = number.to_be_bytes();
    match number {
        0..=0xffff => out.extend_from_slice(&[type_ | 25, c, d]),
        0x1_0000..=0xffff_ffff => {
            out.push(type_ | 26);
            out.extend_from_slice(&(number as u32).to_be_bytes());
        }
        _ => {
            out.push(type_ | 27);
            out.extend_from_slice(&number.to_be_bytes());
        }
    }
}

/// Appends an integer.
#[inline]
pub(super) fn integer(out: &mut Vec<u8>, value: i64) {
    match u64::try_from(value) {
        Ok(value) => head(out, major::UNSIGNED, value),
        // -1 - value
        Err(_) => head(out, major::NEGATIVE, !value as u64),
    }
}

/// Appends a string.
#[inline]
pub(super) fn text(out: &mut Vec<u8>, value: &str) {
    head(out, major::TEXT, value.len() as u64);
    out.extend_from_slice(value.as_bytes());
}

/// Appends a byte string.
pub(super) fn bytes(out: &mut Vec<u8>, value: &[u8]) {
    head(out, major::BYTES, value.len() as u64);
    out.extend_from_slice(value);
}

/// Appends a float of 4 bytes. All NaNs have the same encoding.
pub(super) fn float(out: &mut Vec<u8>, value: f32) {
    let [a, b, c, d] = if value.is_nan() { f32::NAN } else { value }.to_be_bytes();
    out.extend_from_slice(&[0xfa, a, b, c, d]);
}

/// Appends a float of 8 bytes. All NaNs have the same encoding.
#[inline]
pub(super) fn double(out: &mut Vec<u8>, value: f64) {
    let [a, b, c, d, e, f, g, h] = if value.is_nan() { f64::NAN } else { value }.to_be_bytes();
    out.extend_from_slice(&[0xfb, a, b, c, d, e, f, g, h]);
}
