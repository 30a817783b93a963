//! Numbers of any size: bignums (tags 2 and 3) and decimal fractions (tag 4).
//!
//! A number whose text has neither a fraction nor an exponent is an integer. Any other number is a decimal fraction, whose
//! mantissa has all digits of the text, including trailing zeros.

use super::encode::{self, head};
use super::items::{Failed, Items};
use super::major;
use crate::BigNumber;

/// The longest bignum, in bytes. The conversion from and to decimal digits takes quadratic time.
const MAX_BYTES: usize = 1024;

/// The most decimal digits that always fit into `MAX_BYTES`.
const MAX_DIGITS: usize = 2466;

const POSITIVE: u64 = 2;
const NEGATIVE: u64 = 3;
const DECIMAL: u64 = 4;

/// Serializes a number.
pub(super) fn write(out: &mut Vec<u8>, number: &BigNumber) -> Result<(), &'static str> {
    let text = number.as_str();
    let (is_negative, text) = text.strip_prefix('-').map_or((false, text), |text| (true, text));
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if mantissa.len() != text.len() || !fraction.is_empty() {
        const RANGE: &str = "the exponent has more than 64 bits";
        let exponent: i64 = exponent.parse().map_err(|_| RANGE)?;
        let exponent = i64::try_from(fraction.len()).ok().and_then(|digits| exponent.checked_sub(digits));
        head(out, major::TAG, DECIMAL);
        head(out, major::ARRAY, 2);
        encode::integer(out, exponent.ok_or(RANGE)?);
    }
    integer(out, is_negative, &format!("{whole}{fraction}"))
}

/// Serializes an integer: in the shortest form up to 64 bits, as a bignum above.
fn integer(out: &mut Vec<u8>, is_negative: bool, digits: &str) -> Result<(), &'static str> {
    if digits.len() > MAX_DIGITS {
        return Err("the number has more than 2,466 digits");
    }
    let mut limbs = from_decimal(digits);
    // A negative number n has the value -1 - n. There is no negative zero.
    let is_negative = is_negative && !limbs.is_empty();
    if is_negative {
        for limb in &mut limbs {
            let (less, has_borrowed) = limb.overflowing_sub(1);
            *limb = less;
            if !has_borrowed {
                break;
            }
        }
    }
    let bytes: Vec<u8> = limbs.iter().rev().flat_map(|limb| limb.to_be_bytes()).collect();
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    let magnitude = bytes.get(zeros..).unwrap_or_default();
    if magnitude.len() <= 8 {
        let value = magnitude.iter().fold(0, |value, byte| value << 8 | u64::from(*byte));
        head(out, if is_negative { major::NEGATIVE } else { major::UNSIGNED }, value);
    } else {
        head(out, major::TAG, if is_negative { NEGATIVE } else { POSITIVE });
        encode::bytes(out, magnitude);
    }
    Ok(())
}

/// Deserializes a number: an integer, a bignum, a decimal fraction, a finite float, or text.
pub(super) fn read(items: &mut Items<'_>) -> Result<BigNumber, Failed> {
    const EXPECTED: &str = "a number of at most 1,024 bytes";
    let start = items.position();
    let mut tag = None;
    while items.major() == major::TAG && !matches!(tag, Some(POSITIVE | NEGATIVE | DECIMAL)) {
        tag = Some(items.tag()?);
    }
    let number = match (tag, items.major()) {
        (Some(DECIMAL), _) => decimal(items, EXPECTED)?,
        (_, major::TEXT) => items.string(EXPECTED)?.parse().ok(),
        (_, major::SIMPLE) => BigNumber::try_from(items.float(EXPECTED)?).ok(),
        (tag, _) => signed_digits(items, tag, EXPECTED)?
            .and_then(|(sign, digits)| format!("{sign}{digits}").parse().ok()),
    };
    number.map_or_else(|| items.unexpected_at(start, EXPECTED), Ok)
}

/// Deserializes the exponent and the mantissa of a decimal fraction.
fn decimal(items: &mut Items<'_>, expected: &'static str) -> Result<Option<BigNumber>, Failed> {
    let mut length = items.array(0)?;
    if !items.next_element(&mut length)? {
        return Ok(None);
    }
    let exponent = i64::try_from(items.integer(expected)?);
    if !items.next_element(&mut length)? {
        return Ok(None);
    }
    let tag = if items.major() == major::TAG { Some(items.tag()?) } else { None };
    let mantissa = signed_digits(items, tag, expected)?;
    if items.next_element(&mut length)? {
        return Ok(None);
    }
    let (Some((sign, digits)), Ok(exponent)) = (mantissa, exponent) else { return Ok(None) };
    Ok(format!("{sign}{}", scaled(&digits, exponent)).parse().ok())
}

/// Deserializes an integer, or a bignum after its tag, as a sign and digits. Returns `None` for a bignum that is too long.
fn signed_digits(
    items: &mut Items<'_>,
    tag: Option<u64>,
    expected: &'static str,
) -> Result<Option<(&'static str, String)>, Failed> {
    let Some(tag @ (POSITIVE | NEGATIVE)) = tag else {
        let value = items.integer(expected)?;
        return Ok(Some((if value < 0 { "-" } else { "" }, value.unsigned_abs().to_string())));
    };
    let bytes = items.bytes(expected)?;
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    let magnitude = bytes.get(zeros..).unwrap_or_default();
    if magnitude.len() > MAX_BYTES {
        return Ok(None);
    }
    Ok(Some((if tag == NEGATIVE { "-" } else { "" }, to_decimal(magnitude, tag == NEGATIVE))))
}

/// Returns the text of `digits` times ten to the power of `exponent`. It has an exponent if it is an integer, or if more than six
/// zeros would follow the decimal point.
fn scaled(digits: &str, exponent: i64) -> String {
    const MAX_ZEROS: i64 = 6;
    let whole = digits.len() as i64 + exponent.min(0);
    match usize::try_from(whole) {
        _ if exponent == 0 => digits.to_owned(),
        _ if exponent > 0 || whole < -MAX_ZEROS => format!("{digits}e{exponent}"),
        Ok(whole) if whole > 0 => {
            let (whole, fraction) = digits.split_at_checked(whole).unwrap_or((digits, ""));
            format!("{whole}.{fraction}")
        }
        _ => format!("0.{}{digits}", "0".repeat(whole.unsigned_abs() as usize)),
    }
}

/// Returns the value of decimal digits in words of 32 bits, the lowest first.
fn from_decimal(digits: &str) -> Vec<u32> {
    let mut limbs: Vec<u32> = Vec::new();
    for digit in digits.bytes() {
        let mut carry = u64::from(digit.wrapping_sub(b'0'));
        for limb in &mut limbs {
            let value = u64::from(*limb) * 10 + carry;
            *limb = value as u32;
            carry = value >> 32;
        }
        if carry > 0 {
            limbs.push(carry as u32);
        }
    }
    limbs
}

/// Returns the decimal digits of big-endian bytes, plus one for a negative bignum.
fn to_decimal(bytes: &[u8], is_negative: bool) -> String {
    const BASE: u64 = 1_000_000_000;
    let mut groups: Vec<u64> = vec![0];
    let mut add = |factor: u64, value: u64| {
        let mut carry = value;
        for group in &mut groups {
            let value = *group * factor + carry;
            *group = value % BASE;
            carry = value / BASE;
        }
        while carry > 0 {
            groups.push(carry % BASE);
            carry /= BASE;
        }
    };
    let (first, words) = bytes.as_rchunks::<4>();
    first.iter().for_each(|byte| add(1 << 8, (*byte).into()));
    words.iter().for_each(|word| add(1 << 32, u32::from_be_bytes(*word).into()));
    if is_negative {
        add(1, 1);
    }
    let mut groups = groups.iter().rev();
    let mut digits = groups.next().map(u64::to_string).unwrap_or_default();
    groups.for_each(|group| digits.push_str(&format!("{group:09}")));
    digits
}
