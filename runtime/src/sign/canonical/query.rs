//! The query of a canonical request: parameters sorted by name and value.

use super::Hash;
use std::borrow::Cow;

/// Writes a query, and `added` parameters whose values are encoded already. A parameter without `=` has an empty value, and a
/// plus sign is a space.
pub(super) fn write<'a>(hash: &mut Hash, query: &'a str, added: &[(&'a str, &'a str)]) {
    let parameters = query.split('&').filter(|parameter| !parameter.is_empty());
    let parameters = parameters.map(|parameter| {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        (encoded(name), encoded(value))
    });
    let added = added.iter().map(|(name, value)| (Cow::Borrowed(*name), Cow::Borrowed(*value)));
    let mut parameters: Vec<_> = added.chain(parameters).collect();
    parameters.sort_unstable();
    let mut separator = "";
    for (name, value) in &parameters {
        hash.write(separator);
        hash.write(name);
        hash.write("=");
        hash.write(value);
        separator = "&";
    }
}

/// Returns a name or value with exactly the unreserved characters (RFC 3986, 2.3) not percent-encoded.
fn encoded(text: &str) -> Cow<'_, str> {
    match is_canonical(text.as_bytes()) {
        true => Cow::Borrowed(text),
        false => Cow::Owned(encode(text.as_bytes())),
    }
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

fn is_canonical(mut text: &[u8]) -> bool {
    loop {
        match text {
            [] => return true,
            [b'%', high, low, rest @ ..] => {
                let is_upper = |digit: &u8| digit.is_ascii_digit() || matches!(digit, b'A'..=b'F');
                match unescaped(*high, *low) {
                    Some(byte) if is_upper(high) && is_upper(low) && !is_unreserved(byte) => text = rest,
                    _ => return false,
                }
            }
            [byte, rest @ ..] if is_unreserved(*byte) => text = rest,
            _ => return false,
        }
    }
}

/// Returns the byte that two hexadecimal digits stand for.
fn unescaped(high: u8, low: u8) -> Option<u8> {
    let digit = |digit: u8| char::from(digit).to_digit(16);
    Some((digit(high)? << 4 | digit(low)?) as u8)
}

fn encode(mut text: &[u8]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    loop {
        let (byte, rest) = match text {
            [] => return out,
            [b'+', rest @ ..] => (b' ', rest),
            [b'%', high, low, rest @ ..] => match unescaped(*high, *low) {
                Some(byte) => (byte, rest),
                // A percent sign that begins no escape stands for itself.
                None => (b'%', text.get(1..).unwrap_or_default()),
            },
            [byte, rest @ ..] => (*byte, rest),
        };
        match is_unreserved(byte) {
            true => out.push(char::from(byte)),
            false => out.push_str(percent_encoding::percent_encode_byte(byte)),
        }
        text = rest;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_encoded_as_the_signature_requires() {
        for (text, expected) in [
            ("", ""),
            ("azAZ09-._~", "azAZ09-._~"),
            ("a+b%20c", "a%20b%20c"),
            ("%2f%2F", "%2F%2F"),
            ("%41%7e", "A~"),
            ("a/b:c@d", "a%2Fb%3Ac%40d"),
            ("ä%c3%a4", "%C3%A4%C3%A4"),
            ("%", "%25"),
            ("%4", "%254"),
            ("%zz%4g", "%25zz%254g"),
            ("%ff", "%FF"),
        ] {
            assert_eq!(encoded(text), expected, "{text}");
        }
    }
}
